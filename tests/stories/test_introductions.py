"""Two sides brought together: what each may read, who may answer, and what happens when two press at once."""

import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from luodi.companies.models import Company, Membership
from luodi.directory.viewer import Viewer
from luodi.enquiries.models import Enquiry
from luodi.landing.actions.introducing import answer_introduction, introduce
from luodi.ledger.models import Event
from luodi.matching.models import Introduction
from luodi.notices.models import Notice
from luodi.supply.actions.keeping import let
from luodi.supply.models import Offer
from luodi.talk.models import Message
from tests.cast import LONG_AGO, Cast, local
from tests.stories.desk import text
from tests.stories.investor import Investor
from tests.stories.officer import Officer, duty

FIRM = "霁川能源"
SENTENCE = "霁川能源想找大型厂房的屋顶做光伏"
SECRETS = re.compile(rf"{FIRM}|霁川|陈先生|139 ?0000 ?0009|{SENTENCE}")
SAID = "外地光伏企业，想租 2 万平方米以上屋顶，电站自投。"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(local(2021, 1, 4, 10, 0)):
        yield


@pytest.fixture
def roof(cast: Cast) -> Offer:
    return cast.offer("roof", "港区冷链厂房屋顶", area_m2=52000.0, visibility="internal")


@pytest.fixture
def kept_back(cast: Cast) -> str:
    """An enquiry whose company is known to its officer alone."""
    return Investor(cast).applied(local(2021, 1, 4, 9, 40), firm=FIRM, sentence=SENTENCE, keep_firm="on").number


@pytest.fixture
def hall(cast: Cast) -> Offer:
    return cast.offer("roof", "港区一号屋顶", area_m2=30000.0)


def send_words(officer: Officer, number: str, offer: Offer, said: str = SAID):
    path = f"offers/{offer.duty.number}/introduction"
    return officer.post(number, path, said=said, version=duty(number).version)


def answer(user, offer: Offer, pk: int, **said):
    client = Client()
    client.force_login(user)
    return client.post(reverse("desk:introduction_answer", args=[offer.duty.number, pk]), said)


def test_an_introduction_that_names_the_firm_is_refused_and_stays_typed(
    cast: Cast, kept_back: str, hall: Offer
) -> None:
    officer = Officer(cast.liaison)
    assert "霁川" not in text(officer.get(f"enquiries/{kept_back}/offers/{hall.duty.number}/introduction/"))
    for secret in (FIRM, "霁 川", "陈先生", "139-0000-0009"):
        typed = f"{secret}想租屋顶，请接洽。"
        refused = send_words(officer, kept_back, hall, typed)
        assert refused.status_code == 422
        assert typed in text(refused)
        assert "请用代号" in text(refused)
    assert not Introduction.objects.exists()


def test_the_side_of_the_offer_reads_the_words_and_nothing_else(cast: Cast, kept_back: str, hall: Offer) -> None:
    assert send_words(Officer(cast.liaison), kept_back, hall).status_code == 302
    zone = Officer(cast.zone_officer)
    for path in (f"offers/{hall.duty.number}/", "offers/", "notices/", "", f"enquiries/{kept_back}/"):
        assert not SECRETS.search(text(zone.get(path))), path
    page = text(zone.get(f"offers/{hall.duty.number}/"))
    assert SAID in page
    assert kept_back not in page
    assert zone.get(f"enquiries/{kept_back}/offers/").status_code == 404
    for rows in (Event.objects.values_list("facts", flat=True), Notice.objects.values_list("facts", flat=True)):
        assert not any(SECRETS.search(str(facts)) for facts in rows)


def test_whoever_reads_a_public_offer_only_does_not_read_what_was_said_to_its_side(
    cast: Cast, kept_back: str, hall: Offer
) -> None:
    send_words(Officer(cast.liaison), kept_back, hall)
    page = text(Officer(cast.stranger_officer).get(f"offers/{hall.duty.number}/"))
    assert "港区一号屋顶" in page
    assert SAID not in page


def test_a_stranger_neither_finds_nor_answers_it(cast: Cast, kept_back: str, hall: Offer, roof: Offer) -> None:
    send_words(Officer(cast.liaison), kept_back, hall)
    made = Introduction.objects.get()
    for user in (cast.stranger_officer, cast.without_remit, cast.operator, cast.dispatcher, cast.other_investor):
        assert answer(user, hall, made.pk, answer="yes").status_code == 404
        with pytest.raises(Introduction.DoesNotExist):
            answer_introduction(viewer=Viewer.of(user), introduction=made.pk, answer="yes")
    assert answer(cast.zone_officer, roof, made.pk, answer="yes").status_code == 404, "of another offer"
    firm = Client()
    firm.force_login(cast.other_investor)
    address = reverse("portal:introduction_answers", args=[hall.duty.number, made.pk])
    assert firm.post(address, {"answer": "yes"}).status_code == 404
    assert Introduction.objects.get().answer == ""


def test_only_the_firm_whose_offer_it_is_answers_for_it(cast: Cast, kept_back: str, hall: Offer) -> None:
    Offer.objects.filter(pk=hall.pk).update(company=Company.objects.get(name="远海食品有限公司"))
    made = introduce(viewer=Viewer.of(cast.liaison), number=kept_back, offer_number=hall.duty.number, said=SAID)
    other = Company.objects.create(name="别的企业有限公司", name_key="别的企业")
    Membership.objects.create(company=other, user=cast.investor, since=LONG_AGO)
    with pytest.raises(Introduction.DoesNotExist):
        answer_introduction(viewer=Viewer.of(cast.investor), introduction=made.pk, answer="yes")
    answer_introduction(viewer=Viewer.of(cast.other_investor), introduction=made.pk, answer="yes")
    assert Introduction.objects.get().answered_by == cast.other_investor


def test_who_answers_second_is_told_so_and_keeps_his_words(cast: Cast, kept_back: str, hall: Offer) -> None:
    send_words(Officer(cast.liaison), kept_back, hall)
    made = Introduction.objects.get()
    first = answer(cast.zone_officer, hall, made.pk, answer="yes", body="周三可以来看。")
    second = answer(cast.zone_colleague, hall, made.pk, answer="no", body="屋顶已经答应了别家。")
    assert (first.status_code, second.status_code) == (302, 409)
    assert "这次引荐已经有人答复了" in text(second)
    assert "屋顶已经答应了别家。" in text(second)
    told = Message.objects.filter(duty__number=kept_back, side="partner")
    assert [message.body for message in told] == ["港区一号屋顶：愿意谈。周三可以来看。"]
    assert Event.objects.filter(subject=hall.duty.number, code="introduction_answered").count() == 1


def test_an_answer_without_yes_or_no_keeps_what_was_typed(cast: Cast, kept_back: str, hall: Offer) -> None:
    send_words(Officer(cast.liaison), kept_back, hall)
    refused = answer(cast.zone_officer, hall, Introduction.objects.get().pk, body="先看看再说。")
    assert refused.status_code == 422
    assert "请选择愿意谈或暂不考虑" in text(refused)
    assert "先看看再说。" in text(refused)


def test_two_sides_are_introduced_once_until_one_declines(cast: Cast, kept_back: str, hall: Offer) -> None:
    officer = Officer(cast.liaison)
    send_words(officer, kept_back, hall)
    again = send_words(officer, kept_back, hall, "再介绍一次。")
    assert again.status_code == 422
    assert "已经引荐过" in text(again)
    assert "再介绍一次。" in text(again)
    answer(cast.zone_officer, hall, Introduction.objects.get().pk, answer="no")
    assert send_words(officer, kept_back, hall, "再介绍一次。").status_code == 302
    assert [one.answer for one in Introduction.objects.all()] == ["no", ""]


def test_what_is_let_meanwhile_is_said_and_the_words_stay(cast: Cast, kept_back: str, hall: Offer) -> None:
    officer = Officer(cast.liaison)
    let(viewer=Viewer.of(cast.zone_officer), number=hall.duty.number)
    refused = send_words(officer, kept_back, hall)
    assert refused.status_code == 422
    assert "已经不在可供之列" in text(refused)
    assert SAID in text(refused)
    assert not Introduction.objects.exists()
    unsent = officer.post(kept_back, "lists", of=[hall.duty.number], note="请看。", version=duty(kept_back).version)
    assert unsent.status_code == 422
    assert "请看。" in text(unsent)


def test_an_introduction_is_no_question_of_the_investors(cast: Cast, kept_back: str, hall: Offer) -> None:
    send_words(Officer(cast.liaison), kept_back, hall)
    assert not duty(kept_back).links.exists()


def test_who_wrote_in_english_is_written_to_in_english(cast: Cast, kept_back: str, hall: Offer) -> None:
    Enquiry.objects.filter(duty__number=kept_back).update(language="en")
    send_words(Officer(cast.liaison), kept_back, hall)
    answer(cast.zone_officer, hall, Introduction.objects.get().pk, answer="yes", body="Wednesday suits us.")
    said = list(Message.objects.filter(duty__number=kept_back).order_by("id").values_list("body", flat=True))
    assert said[0].startswith("We introduce you to: 港区一号屋顶")
    assert "Willing to talk" in said[1]
