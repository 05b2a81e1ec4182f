"""Which unit gets a new enquiry, which person in it, and why: never nobody."""

from datetime import date, timedelta

import pytest
import time_machine

from luodi.accounts.models import User
from luodi.directory.models import Absence, Post, Unit
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.owners import person_on_duty
from luodi.enquiries.actions.entering import enter
from luodi.enquiries.actions.handling import sign_for
from luodi.enquiries.actions.submitting import Typed
from luodi.enquiries.models import Enquiry, RoutingRule
from luodi.enquiries.routing import assign, choose_unit
from luodi.enquiries.rules import Facts
from luodi.ledger.acts import Refused
from tests.cast import LONG_AGO, Cast, local

NOW = local(2021, 1, 4, 9, 40)
TODAY = date(2021, 1, 4)


def rule(unit: Unit, rank: int = 10, **conditions: object) -> RoutingRule:
    return RoutingRule.objects.create(name=f"规则{rank}", unit=unit, rank=rank, **conditions)


def away(user: User, substitute: User) -> Absence:
    day = timedelta(days=1)
    return Absence.objects.create(post=user.post, substitute=substitute.post, start=NOW - day, end=NOW + day)


def typed(cast: Cast, number: int = 1, **other: object) -> Typed:
    wish = other.pop("wish", cast.district)
    return Typed(name="负责人", contact=f"+86139{number:08}", channel="sms", sentence="建厂", wish=wish, **other)


def entered(cast: Cast, number: int = 1, **other: object) -> Duty:
    with time_machine.travel(NOW, tick=False):
        return enter(viewer=Viewer.of(cast.dispatcher), typed=typed(cast, number, **other), source="phone", keep=False)


def test_the_first_rule_that_fits_decides(cast: Cast) -> None:
    rule(cast.other_unit, 20, words="光伏")
    first = rule(cast.zone_unit, 10, words="屋顶 光伏")

    choice = choose_unit(Facts(text="想做光伏"), None, TODAY)

    assert (choice.unit, choice.rule_id) == (cast.zone_unit, first.pk)
    assert "规则10" in choice.reason


@pytest.mark.parametrize(
    ("facts", "fits"),
    [
        (Facts("379911901", "44", "l", "光伏"), True),
        (Facts("379902", "44", "l", "光伏"), False),
        (Facts("379911", "45", "l", "光伏"), False),
        (Facts("379911", "44", "s", "光伏"), False),
        (Facts("379911", "44", "l", "食品"), False),
    ],
)
def test_every_condition_of_a_rule_must_hold(cast: Cast, facts: Facts, fits: bool) -> None:
    rule(cast.zone_unit, territory=cast.district, industries="44 38", size_bands="l xl", words="光伏 风电")

    assert (choose_unit(facts, None, TODAY).unit == cast.zone_unit) is fits


@pytest.mark.parametrize(
    ("since", "until", "fits"),
    [
        (date(2021, 1, 4), date(2021, 1, 4), True),
        (date(2021, 1, 5), None, False),
        (None, date(2021, 1, 3), False),
        (None, None, True),
    ],
)
def test_a_rule_holds_on_its_days_only(cast: Cast, since: date | None, until: date | None, fits: bool) -> None:
    rule(cast.zone_unit, words="光伏", valid_from=since, valid_to=until)

    assert (choose_unit(Facts(text="光伏"), None, TODAY).unit == cast.zone_unit) is fits


def test_a_retired_rule_and_a_closed_unit_take_nothing(cast: Cast) -> None:
    rule(cast.zone_unit, 10, words="光伏", active=False)
    rule(cast.other_unit, 20, words="光伏")
    Unit.objects.filter(pk=cast.other_unit.pk).update(active=False)

    assert choose_unit(Facts(text="光伏"), None, TODAY).unit == cast.city_desk


def test_without_a_rule_the_wish_decides(cast: Cast) -> None:
    assert choose_unit(Facts("379902"), cast.other_district, TODAY).unit == cast.other_unit
    assert choose_unit(Facts("379911901"), cast.zone, TODAY).unit == cast.district_unit


def test_the_industrys_lead_unit_is_a_rule_with_industries(cast: Cast) -> None:
    lead = Unit.objects.create(
        code="energy", name="能源局", kind=Unit.Kind.INDUSTRY, territory=cast.city, calendar=cast.calendar
    )
    rule(lead, industries="44")

    assert choose_unit(Facts(industry="44"), None, TODAY).unit == lead


def test_the_city_desk_is_the_floor(cast: Cast) -> None:
    owner, why = assign(Facts(), None, NOW)

    assert owner == cast.dispatcher.post
    assert "市级总台" in why


def test_a_unit_without_people_falls_to_the_city_desk(cast: Cast) -> None:
    Post.objects.filter(unit=cast.other_unit).update(until=LONG_AGO + timedelta(days=1))

    owner, why = assign(Facts("379902"), cast.other_district, NOW)

    assert owner == cast.dispatcher.post
    assert "东城区投资促进局无人在岗" in why


def test_it_goes_to_whoever_holds_fewest_open_duties(cast: Cast) -> None:
    rule(cast.zone_unit, words="建厂")

    owners = [entered(cast, number).owner.user for number in range(1, 4)]

    assert len(set(owners)) == 3
    assert cast.zone_head not in owners


def test_closed_duties_weigh_nothing(cast: Cast) -> None:
    rule(cast.zone_unit, words="建厂")
    first = entered(cast, 1)
    Duty.objects.filter(pk=first.pk).update(closed=NOW)

    assert entered(cast, 2).owner == first.owner


def test_halls_to_be_confirmed_are_no_reason_to_get_no_enquiry(cast: Cast) -> None:
    rule(cast.zone_unit, words="建厂")
    for number in range(5):
        cast.offer(title=f"{number} 号厂房")

    assert entered(cast).owner == cast.zone_officer.post


def test_an_absent_officer_gets_nothing_while_a_colleague_is_there(cast: Cast) -> None:
    away(cast.liaison, cast.head)

    assert person_on_duty(cast.district_unit, NOW) == cast.head.post


def test_when_all_are_away_the_substitute_of_the_owner_may_sign(cast: Cast) -> None:
    away(cast.liaison, cast.zone_officer)
    away(cast.head, cast.zone_officer)

    duty = entered(cast)
    assert duty.owner == cast.liaison.post
    with time_machine.travel(NOW, tick=False):
        sign_for(viewer=Viewer.of(cast.zone_officer), number=duty.number)

    duty.refresh_from_db()
    assert (duty.owner, duty.progress) == (cast.liaison.post, "signed")


def test_an_operator_never_owns_an_enquiry(cast: Cast) -> None:
    Post.objects.filter(pk=cast.dispatcher.post.pk).update(until=LONG_AGO + timedelta(days=1))

    with pytest.raises(Refused, match="没有在岗人员"):
        assign(Facts(), None, NOW)


def test_the_reason_is_kept_with_the_enquiry(cast: Cast) -> None:
    rule(cast.zone_unit, words="建厂")

    duty = entered(cast)

    assert Enquiry.objects.get(duty=duty).routed_by == "规则“规则10”→ 港区投资促进部"
