"""A company's people say what it has and needs, keep it fresh, and answer who is introduced to them."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luodi.accounts.models import User
from luodi.companies.models import Company, Membership
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.enquiries.actions.submitting import Typed, submit
from luodi.landing.actions.introducing import introduce
from luodi.ledger.models import Event
from luodi.matching.models import Introduction
from luodi.matching.offer_side import introductions_with_visits
from luodi.supply.models import Offer
from luodi.talk.models import Message
from tests.cast import LONG_AGO, Cast, local, picture

NOW = local(2021, 1, 4, 9, 40)
SAID = {"title": "冷库屋顶 4 万平", "description": "想找人装光伏；有富余蒸汽", "area_m2": "4万", "power_kva": "2000"}


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(NOW, tick=False):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def firm(cast: Cast) -> Client:
    return signed_in(cast.other_investor)


@pytest.fixture
def number(cast: Cast, firm: Client) -> str:
    assert firm.post("/mine/offers/new/", SAID | {"at": cast.zone.parent_id}).status_code == 302
    return Offer.objects.select_related("duty").get(kind="firm").duty.number


def events(number: str) -> list[str]:
    return list(Event.objects.filter(subject=number).order_by("id").values_list("code", flat=True))


def test_it_lands_with_the_office_of_its_place_and_says_so(cast: Cast, firm: Client, number: str) -> None:
    duty = Duty.objects.get(number=number)
    assert (duty.unit, duty.visibility) == (cast.district_unit, "internal")
    page = firm.get(f"/mine/offers/{number}/").text
    assert all(words in page for words in ("4 万㎡", "2,000 kVA", "西部新区投资促进局", "远海食品有限公司"))
    assert "冷库屋顶 4 万平" in firm.get("/mine/offers/").text
    assert "冷库屋顶" not in Client().get("/offers/").text


def test_what_is_lacking_is_said_and_what_was_typed_stays(cast: Cast, firm: Client) -> None:
    answer = firm.post("/mine/offers/new/", SAID | {"description": "", "area_m2": "很大"})
    assert answer.status_code == 422
    assert 'value="很大"' in answer.text
    assert 'value="冷库屋顶 4 万平"' in answer.text
    assert not Offer.objects.exists()


def test_who_belongs_to_no_firm_reads_what_to_do(cast: Cast) -> None:
    client = signed_in(cast.investor)
    assert "还没有关联企业" in client.get("/mine/offers/").text
    assert client.get("/mine/offers/new/").status_code == 302
    assert client.post("/mine/offers/new/", SAID).status_code == 302
    assert not Offer.objects.exists()


def test_of_several_firms_one_is_chosen(cast: Cast, firm: Client) -> None:
    second = Company.objects.create(name="远海物流有限公司", name_key="远海物流")
    Membership.objects.create(company=second, user=cast.other_investor, since=LONG_AGO)
    assert firm.post("/mine/offers/new/", SAID).status_code == 422
    assert firm.post("/mine/offers/new/", SAID | {"company": second.pk}).status_code == 302
    assert Offer.objects.get().company == second


def test_it_is_amended_confirmed_by_one_tap_and_withdrawn(cast: Cast, firm: Client, number: str) -> None:
    version = Duty.objects.get(number=number).version
    changed = SAID | {"title": "冷库屋顶 5 万平", "area_m2": "5万", "version": version}
    assert firm.post(f"/mine/offers/{number}/details/", changed).status_code == 302
    with time_machine.travel(NOW + timedelta(days=100), tick=False):
        later = signed_in(cast.other_investor)
        assert "超过 90 天没有确认" in later.get(f"/mine/offers/{number}/").text
        assert later.post(f"/mine/offers/{number}/confirmations/").status_code == 302
        assert "超过 90 天没有确认" not in later.get(f"/mine/offers/{number}/").text
    assert firm.post(f"/mine/offers/{number}/withdrawal/").status_code == 302

    offer = Offer.objects.select_related("duty").get()
    assert (offer.duty.title, offer.area_m2, offer.duty.progress) == ("冷库屋顶 5 万平", 50_000, "withdrawn")
    assert [code for code in events(number) if code != "opened"] == ["described", "amended", "confirmed", "withdrawn"]
    # What is withdrawn is still read, and no more changed.
    page = firm.get(f"/mine/offers/{number}/").text
    assert "confirmations" not in page
    assert firm.post(f"/mine/offers/{number}/details/", changed | {"version": ""}).status_code == 422


def test_a_colleague_who_was_faster_is_not_overwritten(firm: Client, number: str) -> None:
    old = Duty.objects.get(number=number).version
    firm.post(f"/mine/offers/{number}/details/", SAID | {"title": "同事改的", "version": old})
    answer = firm.post(f"/mine/offers/{number}/details/", SAID | {"title": "我改的", "version": old})
    assert answer.status_code == 409
    assert "我改的" in answer.text
    assert Duty.objects.get(number=number).title == "同事改的"


def test_a_picture_is_added_and_taken_away(firm: Client, number: str) -> None:
    file = SimpleUploadedFile("roof.jpg", picture(), "image/jpeg")
    assert firm.post(f"/mine/offers/{number}/photos/", {"file": file, "caption": "屋顶"}).status_code == 302
    photo = Offer.objects.get().photos.get()
    assert "正在处理" in firm.get(f"/mine/offers/{number}/").text
    assert firm.post(f"/mine/offers/{number}/photos/{photo.pk}/removal/").status_code == 302
    assert not Offer.objects.get().photos.exists()
    assert firm.post(f"/mine/offers/{number}/photos/", {}).status_code == 422


@pytest.fixture
def introduced(cast: Cast, number: str) -> Introduction:
    typed = Typed(
        name="陈先生", contact=cast.investor.phone, channel="sms", sentence="建光伏电站，租屋顶", wish=cast.district
    )
    enquiry = submit(viewer=Viewer.of(cast.investor), typed=typed).duty.number
    said = "光伏企业，想租 3 万平屋顶"
    return introduce(viewer=Viewer.of(cast.liaison), number=enquiry, offer_number=number, said=said)


def test_an_introduction_says_what_the_officer_wrote_and_nobodys_name(
    cast: Cast, firm: Client, number: str, introduced: Introduction
) -> None:
    page = firm.get(f"/mine/offers/{number}/").text
    assert "光伏企业，想租 3 万平屋顶" in page
    enquiry = Duty.objects.get(pk=introduced.enquiry_id)
    assert not re.search(f"陈先生|{enquiry.number}|建光伏电站", page)
    assert "1 件引荐待答复" in firm.get("/mine/offers/").text
    assert firm.get(f"/mine/{enquiry.number}/").status_code == 404


@pytest.mark.parametrize(("answer", "words"), [("yes", "愿意谈"), ("no", "暂不考虑")])
def test_the_answer_and_its_line_come_into_the_conversation(
    cast: Cast, firm: Client, number: str, introduced: Introduction, answer: str, words: str
) -> None:
    here = f"/mine/offers/{number}/introductions/{introduced.pk}/answer/"
    assert firm.post(here, {"answer": answer, "body": "周三可以来看"}).status_code == 302

    introduced.refresh_from_db()
    assert (introduced.answer, introduced.answered_by) == (answer, cast.other_investor)
    heard = Message.objects.filter(duty=introduced.enquiry_id, side=Message.Side.PARTNER).get().body
    assert words in heard
    assert "周三可以来看" in heard
    assert events(number)[-1] == "introduction_answered"
    assert f"你们已答复：{words}" in firm.get(f"/mine/offers/{number}/").text
    # Pressed once more by a colleague: nothing changes, and it says so.
    assert "已经有人答复" in firm.post(here, {"answer": "no"}).text


def test_neither_yes_nor_no_is_asked_again_with_what_was_typed(
    firm: Client, number: str, introduced: Introduction
) -> None:
    here = f"/mine/offers/{number}/introductions/{introduced.pk}/answer/"
    answer = firm.post(here, {"body": "再想想"})
    assert answer.status_code == 422
    assert "再想想" in answer.text
    introduced.refresh_from_db()
    assert introduced.answer == ""


def test_another_firm_finds_nothing_of_it(cast: Cast, number: str, introduced: Introduction) -> None:
    rival = signed_in(cast.investor)
    answers = {rival.get(f"/mine/offers/{number}/{tail}").status_code for tail in ("", "details/", "withdrawal/")} | {
        rival.post(f"/mine/offers/{number}/{tail}", {"answer": "yes"}).status_code
        for tail in ("confirmations/", "withdrawal/", "photos/", f"introductions/{introduced.pk}/answer/")
    }
    assert answers == {404}
    introduced.refresh_from_db()
    assert introduced.answer == ""


def test_what_was_said_to_the_side_of_a_public_offer_is_its_own(cast: Cast, introduced: Introduction) -> None:
    public = cast.offer(title="公开的厂房")
    number = Duty.objects.get(pk=introduced.enquiry_id).number
    introduce(viewer=Viewer.of(cast.liaison), number=number, offer_number=public.duty.number, said="找厂房")
    assert introductions_with_visits(Viewer.of(cast.other_investor), public) == []
    assert len(introductions_with_visits(Viewer.of(cast.zone_officer), public)) == 1


def test_each_page_costs_no_more_than_twelve_questions(
    cast: Cast, firm: Client, number: str, introduced: Introduction, django_assert_max_num_queries
) -> None:
    for place in range(6):
        firm.post("/mine/offers/new/", SAID | {"title": f"第 {place} 条"})
    for address in ("/mine/offers/", f"/mine/offers/{number}/", "/mine/offers/new/"):
        with django_assert_max_num_queries(12):
            assert firm.get(address).status_code == 200
