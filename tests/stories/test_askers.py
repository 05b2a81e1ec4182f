"""Beside an offer stand the enquiries that may need it: all of it for who reads them, a code name for who does not."""

import pytest
import time_machine
from django.utils import timezone

from luodi.desk.askers import askers_of
from luodi.directory.viewer import Viewer
from luodi.enquiries.actions.submitting import Typed, submit
from luodi.enquiries.models import Enquiry
from luodi.matching.models import Match, Need
from luodi.matching.needs import seed_needs
from luodi.supply.actions.keeping import let
from luodi.supply.models import Offer
from tests.cast import Cast, local
from tests.stories.desk import LIMIT, queries, text
from tests.stories.investor import Investor
from tests.stories.officer import Officer, duty


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(local(2021, 1, 4, 10, 0)):
        yield


@pytest.fixture
def roof(cast: Cast) -> Offer:
    seed_needs()
    return cast.offer("roof", "港区冷链厂房屋顶", area_m2=52000.0)


def matched(number: str, roof: Offer, place: int = 1) -> None:
    reasons = [
        ["enough", {"column": "roof_m2", "offered": 52000.0, "wanted": 20000.0}],
        ["words", {"words": "霁川"}],
        ["need", {"need": str(Need.objects.order_by("pk")[0].pk), "words": ""}],
    ]
    enquiry = Enquiry.objects.get(duty__number=number)
    Match.objects.create(
        enquiry=enquiry, offer=roof, place=place, score=1.0, reasons=reasons, misfits=[], found_at=timezone.now()
    )


def asked(cast: Cast, roof: Offer, place: int = 1) -> str:
    typed = Typed("负责人", cast.investor.phone, "sms", "做光伏，找屋顶", wish=cast.zone, agreed=cast.consent)
    number = submit(viewer=Viewer.of(cast.investor), typed=typed).duty.number
    matched(number, roof, place)
    return number


def test_an_officer_of_the_offer_reads_who_may_need_it_and_why(cast: Cast, roof: Offer) -> None:
    number = asked(cast, roof)
    page = text(Officer(cast.zone_officer).get(f"offers/{roof.duty.number}/"))
    panel = page[page.index('id="askers"') :]
    assert f"/desk/enquiries/{number}/" in panel
    assert "屋顶 5.2 万㎡ ≥ 需求 2 万㎡" in panel
    assert "光伏电站要大面积" in panel
    assert "西部新区投资促进局" in panel, "whose it is"


def test_of_a_restricted_enquiry_the_side_asked_to_take_it_reads_the_code_name_alone(cast: Cast, roof: Offer) -> None:
    kept = Investor(cast).applied(
        local(2021, 1, 4, 9, 40), firm="霁川能源", sentence="霁川能源想找屋顶做光伏", keep_firm="on"
    )
    matched(kept.number, roof)
    zone = Officer(cast.zone_officer)
    assert 'id="askers"' not in text(zone.get(f"offers/{roof.duty.number}/")), "it is nothing of his"
    Officer(cast.liaison).hand_over(kept.number, cast.zone_unit, "有屋顶")
    page = text(zone.get(f"offers/{roof.duty.number}/"))
    panel = page[page.index('id="askers"') :]
    assert duty(kept.number).title in panel
    assert "霁川" not in panel
    assert "需求 2 万㎡" not in panel


def test_what_is_let_lists_nobody_any_more(cast: Cast, roof: Offer) -> None:
    asked(cast, roof)
    let(viewer=Viewer.of(cast.zone_officer), number=roof.duty.number)
    roof = Offer.objects.select_related("duty").get(pk=roof.pk)
    assert askers_of(Viewer.of(cast.zone_officer), roof, timezone.now()) == []


def test_the_pages_cost_the_same_whatever_their_rows(cast: Cast, roof: Offer) -> None:
    number = asked(cast, roof)
    officer, owner = Officer(cast.zone_officer), Officer(duty(number).owner.user)
    offer, enquiry = f"offers/{roof.duty.number}/", f"enquiries/{number}/"
    costs = queries(officer, offer), queries(owner, enquiry)
    for place in range(2, 6):
        asked(cast, roof, place)
        matched(number, cast.offer("roof", f"{place} 号屋顶"), place)
    assert (queries(officer, offer), queries(owner, enquiry)) == costs
    assert costs[0] <= LIMIT + 4
    Match.objects.all().delete()
    assert costs[1] - queries(owner, enquiry) <= 5
