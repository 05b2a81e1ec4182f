"""A case is rebuilt from its events alone, and a row that was tampered with is found."""

import pytest
import time_machine

from luodi.approvals.actions.accepting import accept
from luodi.approvals.actions.deciding import approve, extend, pause, resume
from luodi.approvals.models import Item
from luodi.approvals.proving import compare, events_of
from luodi.approvals.replay import replay
from luodi.clock import office_calendar
from luodi.duties.models import Deadline
from luodi.ledger.models import Event
from tests.approving import Approving
from tests.cast import Cast, local

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Approving:
    with time_machine.travel(local(2021, 1, 4, 9), tick=False):
        return Approving(Cast())


def at(*moment: int) -> time_machine.travel:
    return time_machine.travel(local(2021, *moment), tick=False)


def heard(city: Approving):
    """The plan was accepted, lay in a hearing for ten working days, was extended; the site is approved."""
    planner = city.by(city.planner)
    with at(1, 4, 9):
        case = city.filed()
        plan, site = city.number(case, "plan"), city.number(case, "site")
        accept(viewer=planner, number=plan)
        accept(viewer=planner, number=site)
        approve(viewer=planner, number=site)
    with at(1, 6, 9):
        pause(viewer=planner, number=plan, kind="hearing", notice_number="听 1", expected_days=10)
    with at(1, 20, 9):
        resume(viewer=planner, number=plan)
    with at(1, 21, 9):
        extend(viewer=city.by(city.planning_head), number=plan, reason="案情复杂")
    return case


def test_events_alone_tell_states_clocks_and_counts(city: Approving):
    case = heard(city)
    told = replay(events_of(case))
    plan = told.items["plan"]
    assert {code: item.state for code, item in told.items.items()} == {
        "site": "approved",
        "plan": "accepted",
        "build": "blocked",
        "open": "blocked",
    }
    assert (plan.holder, plan.round, plan.owner) == (
        "department",
        1,
        Item.objects.get(case=case, code="plan").duty.owner_id,
    )
    assert {key: clock.token for key, clock in plan.open.items()} == {"statutory": "30wd", "decision": "18wd"}
    # Ten days of hearing are not counted, ten are added, and the make-up Sunday of 7 February counts.
    assert f"{plan.open['decision'].due(office_calendar()):%m-%d}" == "02-10"
    assert told.outcomes == {"kept": 4}
    assert ["plan", "build", "material", "block"] in told.edges
    assert compare(case) == []


def test_a_clock_that_is_held_has_no_due(city: Approving):
    with at(1, 4, 9):
        case = city.filed()
        plan = city.number(case, "plan")
        accept(viewer=city.by(city.planner), number=plan)
        pause(viewer=city.by(city.planner), number=plan, kind="hearing", notice_number="听 1", expected_days=10)
    clock = replay(events_of(case)).items["plan"].open["decision"]
    assert clock.held == local(2021, 1, 4, 9)
    assert clock.due(office_calendar()) is None


def test_rows_changed_behind_the_ledgers_back_are_named(city: Approving):
    case = heard(city)
    number = city.number(case, "plan")
    Item.objects.filter(case=case, code="plan").update(state="approved")
    running = Deadline.objects.filter(duty__number=number, kind="statutory", stopped=None)
    running.update(due=local(2030, 1, 1))
    found = compare(case)
    assert [line.split(": ledger")[0] for line in found] == [f"{number} state", f"{number} statutory"]


def test_events_without_a_filing_are_no_case(city: Approving):
    with at(1, 4, 9):
        case = city.draft()
    with pytest.raises(ValueError, match="no filed case"):
        replay(Event.objects.filter(subject=case.number))
