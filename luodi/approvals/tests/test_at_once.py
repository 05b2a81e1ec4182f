"""Two connections at one case: nothing is lost, one of two who want the same wins, and the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.db import connection, connections

from luodi.approvals.actions.accepting import accept
from luodi.approvals.actions.deciding import approve, pause, resume
from luodi.approvals.actions.ending import withdraw
from luodi.approvals.actions.filing import begin, file, fill
from luodi.approvals.actions.materials import give
from luodi.approvals.models import Bundle, BundleVersion, Case, Item, ItemMaterial, Letter, MaterialCopy
from luodi.approvals.proving import compare
from luodi.approvals.steps import locked_item
from luodi.clock import DayKind
from luodi.companies.models import Mandate
from luodi.directory.actions import set_day
from luodi.duties.models import Deadline, Duty
from luodi.duties.recalculation import recalculate
from luodi.ledger.acts import Refused, Stale, act
from luodi.ledger.models import Event
from tests.approving import DEFINITION, SINCE, Approving, paper
from tests.cast import Cast, local

MONDAY = local(2021, 1, 4, 9)
TRIALS = 20


@pytest.fixture
def city(own_database: str) -> Approving:
    with time_machine.travel(MONDAY, tick=False):
        return Approving(Cast())


def at_once(*calls: Callable[[], Any]) -> list[str]:
    """What each got when all pressed together: "done", "stale", "refused"."""
    together = Barrier(len(calls))

    def press(call: Callable[[], Any]) -> str:
        try:
            together.wait()
            call()
        except Stale:
            return "stale"
        except Refused:
            return "refused"
        finally:
            connections.close_all()
        return "done"

    with time_machine.travel(MONDAY, tick=False), ThreadPoolExecutor(len(calls)) as pool:
        return [task.result() for task in [pool.submit(press, call) for call in calls]]


def monday() -> time_machine.travel:
    return time_machine.travel(MONDAY, tick=False)


def events(number: str, code: str) -> int:
    return Event.objects.filter(subject=number, code=code).count()


def test_two_prerequisites_approved_at_once_always_free_their_dependant(city: Approving) -> None:
    edges = [{"from": one, "to": "open", "kind": "result"} for one in ("site", "plan")]
    items = [item for item in DEFINITION["items"] if item["code"] != "build"]
    definition = DEFINITION | {"code": "pair", "items": items, "edges": edges}
    bundle = Bundle.objects.create(code="pair", lead=city.units["planning"])
    BundleVersion.objects.create(
        bundle=bundle, definition=definition, name="两个前置", state="published", valid_from=SINCE
    )
    freed = 0
    for _trial in range(TRIALS):
        with monday():
            case = begin(viewer=city.by(city.applicant), code="pair", answers={"crowd": "yes"}, company=city.firm)
            fill(viewer=city.by(city.applicant), number=case.number, form={"name": "一号车间"})
            city.papers(case)
            file(viewer=city.by(city.applicant), number=case.number)
            numbers = [city.number(case, code) for code in ("site", "plan")]
            viewers = [city.by(city.planner), city.by(city.colleague)]
            for number in numbers:
                accept(viewer=viewers[0], number=number)
        both = [
            lambda viewer=viewer, number=number: approve(viewer=viewer, number=number)
            for viewer, number in zip(viewers, numbers, strict=True)
        ]
        assert at_once(*both) == ["done", "done"]
        freed += Item.objects.get(case=case, code="open").state == "filed"
        assert compare(case) == []
    assert freed == TRIALS


def test_window_and_department_accept_at_once_and_one_of_them_wins(city: Approving) -> None:
    with monday():
        case = city.filed()
        plan, at_window, at_office = city.number(case, "plan"), city.by(city.counter), city.by(city.planner)
    found = at_once(
        lambda: accept(viewer=at_window, number=plan),
        lambda: accept(viewer=at_office, number=plan),
    )
    assert sorted(found) == ["done", "stale"]
    assert events(plan, "accepted") == 1
    assert Letter.objects.filter(item__duty__number=plan, kind="receipt").count() == 1
    assert Deadline.objects.filter(duty__number=plan, stopped=None).count() == 2
    assert compare(case) == []


def test_a_withdrawal_and_an_approval_at_once_are_not_both_true(city: Approving) -> None:
    with monday():
        case = city.filed()
        plan, applicant, planner = city.number(case, "plan"), city.by(city.applicant), city.by(city.planner)
        accept(viewer=planner, number=plan)
    found = at_once(
        lambda: withdraw(viewer=applicant, number=plan),
        lambda: approve(viewer=planner, number=plan),
    )
    state = Item.objects.get(case=case, code="plan").state
    # Whoever comes second is told that the other was faster, or that a decided item cannot be taken back.
    assert (found, state) in (
        (["done", "stale"], "withdrawn"),
        (["stale", "done"], "approved"),
        (["refused", "done"], "approved"),
    )
    assert compare(case) == []


def test_a_case_filed_twice_at_once_is_filed_once(city: Approving) -> None:
    with monday():
        case = city.draft()
        city.papers(case)
        applicant = city.by(city.applicant)
    found = at_once(*[lambda: file(viewer=applicant, number=case.number)] * 2)
    assert sorted(found) == ["done", "refused"]
    assert events(case.number, "filed") == 1
    assert Duty.objects.filter(kind="item").count() == 4
    case.refresh_from_db()
    assert compare(case) == []


def test_a_calendar_edited_during_a_hearing_neither_starts_the_clock_nor_loses_the_edit(city: Approving) -> None:
    with monday():
        case = city.filed()
        plan, planner = city.number(case, "plan"), city.by(city.planner)
        accept(viewer=planner, number=plan)
        set_day(
            viewer=city.by(city.cast.operator),
            calendar=city.cast.calendar,
            day=date(2021, 1, 13),
            kind=DayKind.REST,
            source="市政府通知",
        )
    found = at_once(
        lambda: pause(viewer=planner, number=plan, kind="hearing", notice_number="听 1", expected_days=5),
        lambda: recalculate(MONDAY),
    )
    assert found == ["done", "done"]
    held = Deadline.objects.filter(duty__number=plan, stopped=None)
    assert all(clock.due is None and clock.held == MONDAY for clock in held)
    with time_machine.travel(local(2021, 1, 6, 9), tick=False):
        resume(viewer=planner, number=plan)
        while recalculate(local(2021, 1, 6, 9)):
            pass
    # Eight working days from the sixth, without the thirteenth that is free now.
    assert f"{held.get(kind='decision').due:%m-%d}" == "01-19"
    assert compare(case) == []


def test_while_an_item_is_under_an_act_the_watch_passes_it_by(city: Approving) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite writers queue")
    with monday():
        case = city.filed()
        plan, planner, wednesday = city.number(case, "plan"), city.by(city.planner), date(2021, 1, 6)
        accept(viewer=planner, number=plan)
        operator, calendar = city.by(city.cast.operator), city.cast.calendar
        set_day(viewer=operator, calendar=calendar, day=wednesday, kind=DayKind.REST, source="市政府通知")
        with act(planner.code) as a:
            locked_item(a, planner, plan, "decide")
            assert at_once(lambda: recalculate(MONDAY)) == ["done"]
            assert not Event.objects.filter(subject=plan, code="recalculated").exists()
        recalculate(MONDAY)
    assert Event.objects.filter(subject=plan, code="recalculated").count() == 2  # the promised and the statutory clock


def test_the_same_material_from_applicant_and_agent_at_once_is_kept_twice_and_serves_once(city: Approving) -> None:
    with monday():
        case = begun_by_agent(city)
        applicant, agent = city.by(city.applicant), city.by(city.agent)
    found = at_once(
        *(
            lambda viewer=viewer, name=name: give(
                viewer=viewer, number=case.number, file=paper(name), material="drawing"
            )
            for viewer, name in ((applicant, "mine.txt"), (agent, "his.txt"))
        )
    )
    assert found == ["done", "done"]
    copies = MaterialCopy.objects.filter(case=case, material__code="drawing")
    assert copies.count() == 2
    rows = ItemMaterial.objects.filter(item__case=case, material__code="drawing")
    assert set(rows.values_list("state", flat=True)) == {"offered"}
    assert len(set(rows.values_list("copy", flat=True))) == 1
    assert events(case.number, "given") == 2


def begun_by_agent(city: Approving) -> Case:
    mandate = Mandate.objects.create(
        company=city.firm,
        agent=city.agent,
        valid_from=SINCE,
        valid_until=date(2022, 1, 1),
        granted_by=city.applicant.code,
        granted_at=MONDAY,
    )
    return begin(
        viewer=city.by(city.agent),
        code="workshop",
        answers={"crowd": "yes"},
        mandate=mandate,
        company=city.firm,
        applicant=city.applicant,
    )
