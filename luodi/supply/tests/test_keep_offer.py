"""An offer comes in, is confirmed, reserved, let, withdrawn; what nobody confirms is hidden by the question alone."""

from datetime import date, timedelta

import pytest
import time_machine

from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.duties.models import AllowanceRule, Duty
from luodi.duties.sweep import tell_due
from luodi.ledger.acts import Refused, Stale
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from luodi.supply.actions.keeping import confirm, confirm_several, give, let, reopen, reserve, set_visibility, withdraw
from luodi.supply.actions.offering import amend, offer
from luodi.supply.models import Offer
from tests.cast import Cast, local

NOW = local(2021, 1, 4, 9, 40)
DAY = timedelta(days=1)


@pytest.fixture
def hall(cast: Cast) -> Offer:
    with time_machine.travel(NOW, tick=False):
        return cast.offer(area_m2=12000, ceiling_m=9.5, price=18, price_unit="m2_month")


def codes(one: Offer) -> list[str]:
    return list(Event.objects.filter(subject=one.duty.number).order_by("id").values_list("code", flat=True))


def test_an_offer_has_an_owner_a_place_and_a_freshness_clock(cast: Cast, hall: Offer) -> None:
    duty = Duty.objects.get(pk=hall.pk)

    assert (duty.kind, duty.progress, duty.owner, duty.unit) == (
        "offer",
        "open",
        cast.zone_officer.post,
        cast.zone_unit,
    )
    assert (duty.district, duty.place, duty.visibility) == (cast.district, cast.zone, "public")
    assert duty.number.startswith("LD-S-210104-379911-")
    (clock,) = duty.deadlines.all()
    assert (clock.kind, clock.calendar, clock.due) == ("freshness", "247", local(2021, 4, 5))
    assert duty.next_due == clock.due
    assert hall.price_on == date(2021, 1, 4)
    assert codes(hall) == ["opened"]


def test_who_has_no_remit_for_offers_makes_none(cast: Cast) -> None:
    with pytest.raises(Refused, match="不管供给资源"):
        cast.offer(by=cast.without_remit)
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"area_m2": -5}, "area_m2"),
        ({"ceiling_m": 950}, "ceiling_m"),
        ({"price": 18, "price_unit": "mu", "description": "x" * 4001}, "description"),
        ({"price": 120000, "price_unit": "mu"}, "price"),
        ({"longitude": 120.1}, "latitude"),
        ({"available_from": date(2021, 5, 1), "available_until": date(2021, 4, 1)}, "available_until"),
        ({"area_m2": 500, "smallest_m2": 800}, "smallest_m2"),
    ],
)
def test_an_impossible_number_is_refused_at_its_own_field(cast: Cast, values: dict, field: str) -> None:
    with pytest.raises(Wrong) as wrong:
        cast.offer(**values)
    assert wrong.value.field == field
    assert not Duty.objects.filter(kind="offer").exists()


def test_amending_changes_what_differs_and_says_which_columns(cast: Cast, hall: Offer) -> None:
    with time_machine.travel(NOW + DAY, tick=False):
        by = Viewer.of(cast.zone_colleague)
        amend(
            viewer=by,
            number=hall.duty.number,
            values={"area_m2": 12000.0, "crane_t": 10, "price": 20},
            title="一号厂房",
        )
        amend(viewer=by, number=hall.duty.number, values={"crane_t": 10})

    hall = Offer.objects.select_related("duty").get(pk=hall.pk)
    assert (hall.crane_t, hall.price, hall.price_on, hall.duty.title) == (10, 20, date(2021, 1, 5), "一号厂房")
    assert codes(hall) == ["opened", "amended"]
    facts = Event.objects.get(subject=hall.duty.number, code="amended").facts
    assert facts == {"columns": ["title", "crane_t", "price", "price_on"], "by": ""}


def test_what_nobody_confirms_is_hidden_and_confirming_shows_it_again(cast: Cast, hall: Offer) -> None:
    last, after = local(2021, 4, 4, 23, 59), local(2021, 4, 5, 0, 1)
    assert list(Offer.objects.available(last)) == list(Offer.objects.catalogue(last)) == [hall]
    assert not Offer.objects.available(after).exists()
    assert not Offer.objects.get(pk=hall.pk).is_fresh(after)

    with time_machine.travel(after, tick=False):
        confirm(viewer=Viewer.of(cast.zone_officer), number=hall.duty.number)

    assert list(Offer.objects.available(after)) == [hall]
    first, second = Duty.objects.get(pk=hall.pk).deadlines.order_by("id")
    assert (first.outcome, second.due, second.stopped) == ("missed", local(2021, 7, 5), None)
    assert codes(hall) == ["opened", "confirmed"]


def test_the_owner_is_asked_two_weeks_before_and_the_city_desk_never(cast: Cast, hall: Offer) -> None:
    def told() -> set[tuple[str, str]]:
        notices = Notice.objects.filter(subject=hall.duty.number).values_list("reader__login", "code")
        return set(notices)

    tell_due(local(2021, 3, 21, 23), {})
    assert told() == set()
    tell_due(local(2021, 3, 22, 0, 1), {})
    assert told() == {("zone", "still_there")}
    tell_due(local(2021, 4, 5, 0, 1), {})
    tell_due(local(2021, 5, 5), {})
    assert told() == {("zone", "still_there"), ("zone", "hidden"), ("zonehead", "hidden")}


def test_of_many_that_fall_due_together_the_owner_is_told_once(cast: Cast, hall: Offer) -> None:
    with time_machine.travel(NOW, tick=False):
        for number in range(2, 5):
            cast.offer(title=f"{number} 号厂房")

    tell_due(local(2021, 3, 22, 0, 1), {})

    assert Notice.objects.filter(code="still_there").count() == 1
    assert Event.objects.filter(code="told").count() == 4


def test_another_allowance_holds_from_the_next_confirmation(cast: Cast, hall: Offer) -> None:
    AllowanceRule.objects.create(kind="freshness", token="30d")
    assert Duty.objects.get(pk=hall.pk).next_due == local(2021, 4, 5)

    with time_machine.travel(NOW, tick=False):
        confirm(viewer=Viewer.of(cast.zone_officer), number=hall.duty.number)

    assert Duty.objects.get(pk=hall.pk).next_due == local(2021, 2, 4)


def test_a_let_offer_disappears_and_comes_back_when_it_is_offered_again(cast: Cast, hall: Offer) -> None:
    by, number = Viewer.of(cast.zone_officer), hall.duty.number
    with time_machine.travel(NOW + DAY, tick=False):
        reserve(viewer=by, number=number)
        assert not Offer.objects.available(NOW + DAY).exists()
        let(viewer=by, number=number)
        duty = Duty.objects.get(pk=hall.pk)
        assert (duty.progress, duty.closed) == ("let", NOW + DAY)
        assert not duty.deadlines.filter(stopped=None).exists()
        with pytest.raises(Refused, match="不能再改"):
            amend(viewer=by, number=number, values={"area_m2": 5})
        with pytest.raises(Refused, match="已经租售"):
            withdraw(viewer=by, number=number)
        reopen(viewer=by, number=number)

    duty.refresh_from_db()
    assert (duty.progress, duty.closed, duty.next_due) == ("open", None, local(2021, 4, 6))
    assert list(Offer.objects.available(NOW + DAY)) == [hall]
    assert codes(hall) == ["opened", "reserved", "let", "reopened"]


def test_of_two_officers_at_once_the_second_reads_that_something_happened(cast: Cast, hall: Offer) -> None:
    shown = hall.duty.version
    let(viewer=Viewer.of(cast.zone_colleague), number=hall.duty.number, version=shown)

    with pytest.raises(Stale):
        reserve(viewer=Viewer.of(cast.zone_officer), number=hall.duty.number, version=shown)


def test_many_are_confirmed_at_once_and_one_that_is_let_says_why_not(cast: Cast, hall: Offer) -> None:
    gone = cast.offer(title="二号厂房")
    let(viewer=Viewer.of(cast.zone_officer), number=gone.duty.number)

    done, refused = confirm_several(
        viewer=Viewer.of(cast.zone_officer), numbers=[hall.duty.number, gone.duty.number, "LD-S-1"]
    )

    assert done == [hall.duty.number]
    assert set(refused) == {gone.duty.number, "LD-S-1"}


@pytest.mark.parametrize("who", ["stranger_officer", "without_remit", "investor", "operator"])
def test_an_offer_out_of_reach_is_not_there(cast: Cast, hall: Offer, who: str) -> None:
    with pytest.raises(Duty.DoesNotExist):
        confirm(viewer=Viewer.of(getattr(cast, who)), number=hall.duty.number)


def test_a_public_offer_is_read_by_all_officers_and_investors_and_an_internal_one_by_its_own(
    cast: Cast, hall: Offer
) -> None:
    def readers() -> list[str]:
        who = ("zone_colleague", "liaison", "dispatcher", "stranger_officer", "investor", "without_remit")
        return [name for name in who if Offer.objects.visible_to(Viewer.of(getattr(cast, name))).exists()]

    assert readers() == ["zone_colleague", "liaison", "dispatcher", "stranger_officer", "investor", "without_remit"]
    set_visibility(viewer=Viewer.of(cast.zone_officer), number=hall.duty.number, visibility="internal")
    assert readers() == ["zone_colleague", "liaison", "dispatcher"]
    assert not Offer.objects.visible_to(Viewer.nobody()).exists()
    assert codes(hall) == ["opened", "visibility_set"]


def test_it_is_given_to_a_colleague_of_the_unit_alone(cast: Cast, hall: Offer) -> None:
    by, number = Viewer.of(cast.zone_officer), hall.duty.number
    with pytest.raises(Refused, match="本单位"):
        give(viewer=by, number=number, to_post=cast.stranger_officer.post)

    give(viewer=by, number=number, to_post=cast.zone_colleague.post)

    duty = Duty.objects.get(pk=hall.pk)
    assert (duty.owner, duty.next_due) == (cast.zone_colleague.post, local(2021, 4, 5))
    assert Event.objects.get(subject=number, code="owner_changed").facts == {"post": cast.zone_colleague.post.pk}
    assert Notice.objects.get(subject=number).reader == cast.zone_colleague


def test_a_district_places_its_offer_in_a_zone(cast: Cast) -> None:
    by = Viewer.of(cast.liaison)
    one = offer(viewer=by, kind="land", title="港区 80 亩地", values={"land_mu": 80}, at=cast.zone)

    assert (one.duty.place, one.duty.unit) == (cast.zone, cast.district_unit)
    assert Offer.objects.visible_to(Viewer.of(cast.zone_officer)).get() == one
