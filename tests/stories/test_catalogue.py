"""Somebody without an account looks for a hall, compares two, asks about one; the hall's unit finds his enquiry."""

import re

import pytest
import time_machine
from django.test import Client

from luodi.companies.models import Company
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty, Link
from luodi.landing.actions.introducing import date_visit, introduce, send_list
from luodi.ledger.models import Event
from luodi.matching.models import Introduction
from luodi.notices.models import Notice
from luodi.supply.actions.keeping import let
from luodi.supply.actions.offering import amend
from luodi.supply.models import Offer
from tests.cast import Cast, local
from tests.stories.investor import Investor, text, typed
from tests.stories.officer import Officer

MORNING = local(2021, 1, 4, 9, 40)
NEXT_DAY = local(2021, 1, 5, 10, 0)
HALL = {"area_m2": 52_000, "ceiling_m": 9, "power_kva": 2000, "price": 18, "price_unit": "m2_month"}
PLACE = {"longitude": 120.2, "latitude": 36.0, "address": "疏港路 1 号"}
PRIVATE = {"contact_name": "港区私人联系人", "contact": "+8613912345678"}


@pytest.fixture
def halls(cast: Cast) -> list[Offer]:
    with time_machine.travel(MORNING, tick=False):
        return [
            cast.offer(title="港区一号厂房", **HALL, **PLACE, **PRIVATE),
            cast.offer(title="港区二号厂房", **HALL | {"area_m2": 8_000, "ceiling_m": 6}),
            cast.offer(kind="land", title="港区 60 亩工业用地", land_mu=60, price=15, price_unit="mu"),
            cast.offer(title="还没有公开的厂房", visibility="internal"),
        ]


def read(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return text(response)


def test_a_visitor_finds_compares_and_asks(cast: Cast, halls: list[Offer]) -> None:
    hall, smaller, _land, hidden = halls
    investor = Investor(cast)
    with time_machine.travel(MORNING, tick=False):
        assert "/offers/" in read(investor.client, "/")
        page = read(investor.client, "/offers/?kind=plant&area_from=1万&height=8")
        assert "港区一号厂房" in page
        assert not re.search("港区二号厂房|港区 60 亩|还没有公开", page)

        one = read(investor.client, f"/offers/{hall.duty.number}/")
        assert all(
            words in one for words in ("5.2 万㎡", "18 元/㎡·月", "2021-01-04", "港区投资促进部", "0599-00000000")
        )
        assert not re.search("私人联系人|13912345678|0599-00000001", one)
        assert read(investor.client, f"/offers/{hidden.duty.number}/", 404)

        pair = f"/offers/comparison/?of={hall.duty.number}&of={smaller.duty.number}"
        assert "8,000 ㎡" in read(investor.client, pair)

        form = read(investor.client, f"/apply/?about={hall.duty.number}")
        assert "港区一号厂房" in form
        assert f'value="{cast.district.pk}" selected' in form
        investor.applied(MORNING, about=hall.duty.number)

    link = Link.objects.get(kind=Link.Kind.ABOUT)
    assert (link.source.number, link.target) == (investor.number, hall.duty)
    with time_machine.travel(MORNING, tick=False):
        assert f'<a href="/offers/{hall.duty.number}/">港区一号厂房</a>' in text(investor.page())


def test_what_is_let_meanwhile_is_said_and_nothing_typed_is_lost(cast: Cast, halls: list[Offer]) -> None:
    hall, investor = halls[0], Investor(cast)
    with time_machine.travel(MORNING, tick=False):
        assert "港区一号厂房" in read(investor.client, f"/apply/?about={hall.duty.number}")
        let(viewer=Viewer.of(cast.zone_officer), number=hall.duty.number)
        response = investor.client.post("/apply/", typed(cast, about=hall.duty.number, name="陈先生"))
        assert response.status_code == 422
        assert "已经不在目录里" in text(response)
        assert 'value="陈先生"' in text(response)
        assert not Duty.objects.filter(kind="enquiry").exists()
        # The form that came back asks about nothing any more, so it is simply sent again.
        assert investor.client.post("/apply/", typed(cast)).status_code == 302
    assert not Link.objects.filter(kind=Link.Kind.ABOUT).exists()


@pytest.fixture
def enquiry(cast: Cast) -> Investor:
    investor = Investor(cast).applied(MORNING)
    with time_machine.travel(MORNING, tick=False):
        assert Officer(cast.liaison).call(investor.number, MORNING).status_code == 302
    return investor


def test_a_firm_describes_itself_is_introduced_and_answers(cast: Cast, enquiry: Investor) -> None:
    firm = Client()
    firm.force_login(cast.other_investor)
    with time_machine.travel(NEXT_DAY, tick=False):
        assert "还没有" in read(firm, "/mine/offers/")
        said = {"title": "冷库屋顶 4 万平", "description": "想找人装光伏", "area_m2": "4万", "at": cast.district.pk}
        made = firm.post("/mine/offers/new/", said)
        assert made.status_code == 302
        offer = Offer.objects.get(kind="firm")
        number = offer.duty.number
        assert (offer.company, offer.area_m2, offer.duty.visibility) == (Company.objects.get(), 40_000, "internal")

        by = Viewer.of(cast.liaison)
        introduce(viewer=by, number=enquiry.number, offer_number=number, said="光伏企业，想租屋顶")
        date_visit(viewer=by, number=enquiry.number, offer_number=number, on=local(2021, 1, 8).date())
        notice = Notice.objects.get(code="introduced", reader=cast.other_investor, channel="page")
        assert firm.get(f"/matters/{notice.subject}/").url == f"/mine/offers/{number}/"
        assert f"/mine/offers/{number}/" in read(firm, "/mine/notices/")

        page = read(firm, f"/mine/offers/{number}/")
        assert "光伏企业，想租屋顶" in page
        assert "2021-01-08" in page
        assert not re.search(f"陈先生|13900000009|{enquiry.number}", page)
        introduction = Introduction.objects.get()
        answer = {"answer": "yes", "body": "周三可以来看"}
        done = firm.post(f"/mine/offers/{number}/introductions/{introduction.pk}/answer/", answer)
        assert done.status_code == 302
        assert "愿意谈" in text(enquiry.page())
        assert "周三可以来看" in text(enquiry.page())
    assert Event.objects.filter(subject=number, code="introduction_answered").exists()


def test_the_list_an_officer_sent_stays_as_it_was_sent(cast: Cast, halls: list[Offer], enquiry: Investor) -> None:
    hall, smaller, *_others = halls
    numbers = [hall.duty.number, smaller.duty.number]
    with time_machine.travel(NEXT_DAY, tick=False):
        by = Viewer.of(cast.liaison)
        sent = send_list(viewer=by, number=enquiry.number, offer_numbers=numbers, note="先看这两处")
        keeper = Viewer.of(cast.zone_officer)
        amend(viewer=keeper, number=hall.duty.number, values={"price": 25})
        let(viewer=keeper, number=smaller.duty.number)

        assert f"/mine/{enquiry.number}/lists/{sent.token}/" in text(enquiry.page())
        page = read(enquiry.client, f"/mine/{enquiry.number}/lists/{sent.token}/")
        assert "先看这两处" in page
        assert "18 元/㎡·月" in page
        assert "25 元" not in page
        assert page.count("已经不可供") == 1
        stranger = Client()
        stranger.force_login(cast.other_investor)
        read(stranger, f"/mine/{enquiry.number}/lists/{sent.token}/", 404)


def test_nobody_is_named_on_a_public_page(cast: Cast, halls: list[Offer]) -> None:
    with time_machine.travel(MORNING, tick=False):
        amend(
            viewer=Viewer.of(cast.zone_officer),
            number=halls[0].duty.number,
            values={"description": "看房请打 139 1234 5678 或写 wang@example.com，独栋，双回路。"},
        )
        for tail in ("", "map/", f"{halls[0].duty.number}/", f"comparison/?of={halls[0].duty.number}"):
            page = read(Client(), f"/offers/{tail}")
            assert not re.search(r"私人联系人|1391234|139 1234 5678|wang@", page), tail
        assert "双回路" in read(Client(), f"/offers/{halls[0].duty.number}/")
