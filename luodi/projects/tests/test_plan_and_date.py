"""Plans are approved by somebody else and never edited; the dates their owner gives are kept, each of them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline
from luodi.ledger.acts import Refused, Stale
from luodi.ledger.models import Event
from luodi.projects.actions.baselining import approve_baseline, propose_baseline, refuse_baseline
from luodi.projects.actions.gates import decide
from luodi.projects.actions.library import resume, set_aside
from luodi.projects.actions.milestones import meet_milestone, move_milestone
from luodi.projects.actions.proving import prove
from luodi.projects.curves import faults, milestone_state, planned_share, straight
from luodi.projects.models import Baseline, Milestone, MilestoneDate, Project
from tests.cast import Cast, local
from tests.projecting import Projecting

NOW = local(2021, 3, 10, 10)
PILES, ROOF = date(2021, 6, 30), date(2021, 10, 29)


@pytest.fixture
def people(db: None) -> Any:
    with time_machine.travel(NOW, tick=False):
        yield Projecting(Cast())


def proposed(people: Projecting, project: Project, *dates: date, **more: Any) -> Baseline:
    names = ("完成桩基", "主体封顶")
    milestones = [{"name": name, "planned": on, "weight": 2} for name, on in zip(names, dates, strict=False)]
    told = {"milestones": milestones, "effective": NOW.date()} | more
    return propose_baseline(viewer=Viewer.of(people.owner), number=project.number, **told)


def approved(people: Projecting, project: Project, *dates: date, **more: Any) -> Baseline:
    made = proposed(people, project, *dates, **more)
    return approve_baseline(viewer=Viewer.of(people.checker), number=project.number, version_no=made.version)


def running(project: Project) -> dict[str, date]:
    """Milestone -> the day its deadline falls due."""
    rows = Deadline.objects.filter(duty=project.duty, kind="milestone", stopped=None)
    names = dict(Milestone.objects.values_list("pk", "name"))
    return {names[int(row.about)]: (row.due + timedelta(hours=8)).date() for row in rows if row.due}


def test_an_approved_plan_becomes_milestones_with_their_deadlines(people: Projecting) -> None:
    project = people.project()
    proposed(people, project, PILES, ROOF)
    assert running(project) == {}
    with pytest.raises(Refused, match="不能办这一步"):
        approve_baseline(viewer=Viewer.of(people.owner), number=project.number, version_no=1)
    approve_baseline(viewer=Viewer.of(people.checker), number=project.number, version_no=1)
    assert running(project) == {"完成桩基": PILES, "主体封顶": ROOF}
    baseline = Baseline.objects.get()
    assert (baseline.state, baseline.approved_by) == ("active", people.checker.post)
    assert baseline.curve == [["2021-03-10", 0], ["2021-10-29", 100]]
    assert [one.forecast for one in project.milestones.all()] == [PILES, ROOF]
    with pytest.raises(Stale):
        approve_baseline(viewer=Viewer.of(people.checker), number=project.number, version_no=1)


def test_a_second_plan_needs_a_reason_and_takes_the_place_of_the_first_which_stays(people: Projecting) -> None:
    project = people.project()
    approved(people, project, PILES, ROOF)
    later = PILES + timedelta(days=30)
    with pytest.raises(Refused, match="写明理由"):
        proposed(people, project, later, ROOF)
    approved(people, project, later, reason="管线迁改")
    assert list(Baseline.objects.values_list("version", "state")) == [(1, "replaced"), (2, "active")]
    assert list(Baseline.objects.get(version=1).dates.values_list("planned", flat=True)) == [PILES, ROOF]
    assert running(project) == {"完成桩基": later}
    assert Milestone.objects.get(name="主体封顶").withdrawn_at is not None
    assert Milestone.objects.get(name="完成桩基").forecast == later


def test_the_owner_s_own_date_outlives_a_new_plan_and_the_deadline_stays_the_plan_s(people: Projecting) -> None:
    project = people.project()
    approved(people, project, PILES, ROOF)
    piles, by = Milestone.objects.get(name="完成桩基"), Viewer.of(people.owner)
    own = PILES + timedelta(days=12)
    with pytest.raises(Refused, match="推迟节点要写明原因"):
        move_milestone(viewer=by, number=project.number, milestone=piles.pk, forecast=own)
    move_milestone(viewer=by, number=project.number, milestone=piles.pk, forecast=own, reason="连续降雨")
    assert running(project)["完成桩基"] == PILES
    approved(people, project, PILES + timedelta(days=5), ROOF, reason="降雨")
    piles.refresh_from_db()
    assert piles.forecast == own
    history = MilestoneDate.objects.filter(milestone=piles).values_list("was", "forecast", "reason")
    assert list(history) == [(None, PILES, ""), (PILES, own, "连续降雨")]
    facts = Event.objects.get(subject=project.number, code="milestone_moved").facts
    assert facts == {"milestone": piles.pk, "was": PILES.isoformat(), "to": own.isoformat()}


def test_no_date_is_expected_in_the_past_and_none_is_met_in_the_future(people: Projecting) -> None:
    project = people.project()
    approved(people, project, PILES)
    told = {"viewer": Viewer.of(people.owner), "number": project.number, "milestone": Milestone.objects.get().pk}
    with pytest.raises(Refused, match="已经过去"):
        move_milestone(forecast=NOW.date() - timedelta(days=1), reason="x", **told)
    with pytest.raises(Refused, match="在以后"):
        meet_milestone(met_on=NOW.date() + timedelta(days=1), **told)
    meet_milestone(met_on=NOW.date(), **told)
    assert running(project) == {}
    assert Deadline.objects.get(duty=project.duty, kind="milestone").outcome == Deadline.Outcome.KEPT
    with pytest.raises(Refused, match="已完成"):
        move_milestone(forecast=ROOF, reason="x", **told)


def test_what_is_met_after_its_day_was_missed(people: Projecting) -> None:
    project = people.project()
    approved(people, project, PILES)
    told = {"viewer": Viewer.of(people.owner), "number": project.number, "milestone": Milestone.objects.get().pk}
    with time_machine.travel(local(2021, 7, 2, 9), tick=False):
        meet_milestone(met_on=date(2021, 7, 1), **told)
    assert Deadline.objects.get(duty=project.duty, kind="milestone").outcome == Deadline.Outcome.MISSED


def test_a_milestone_that_stands_for_a_stage_is_met_by_the_decision_and_open_again_on_the_way_back(
    people: Projecting,
) -> None:
    project = people.project(template="task", stage="building")
    plan = [{"name": "竣工", "planned": ROOF, "stage": "completed"}]
    approved(people, project, milestones=plan)
    done, number = Milestone.objects.get(), project.number
    with pytest.raises(Refused, match="阶段审核认定"):
        meet_milestone(viewer=Viewer.of(people.owner), number=number, milestone=done.pk, met_on=NOW.date())
    proof = {"kind": "acceptance", "words": "验收意见书", "dated": NOW.date()}
    prove(viewer=Viewer.of(people.owner), number=number, **proof)
    decide(viewer=Viewer.of(people.checker), number=number, to="completed", happened_on=date(2021, 3, 9))
    done.refresh_from_db()
    assert done.met_on == date(2021, 3, 9)
    decide(viewer=Viewer.of(people.checker), number=number, to="building", reason="附属工程没有完成")
    done.refresh_from_db()
    assert done.met_on is None
    assert running(project) == {"竣工": ROOF}


def test_a_pause_holds_the_deadlines_and_going_on_lets_them_run_on(people: Projecting) -> None:
    project = people.project()
    approved(people, project, PILES)
    by = {"viewer": Viewer.of(people.owner), "number": project.number}
    set_aside(side="paused", reason="等指标", until=date(2021, 4, 10), **by)
    assert running(project) == {}
    with time_machine.travel(NOW + timedelta(days=20), tick=False):
        resume(**by)
    assert running(project)["完成桩基"] > PILES


def test_a_plan_that_is_not_approved_changes_nothing_and_says_why(people: Projecting) -> None:
    project = people.project()
    proposed(people, project, PILES)
    told = {"viewer": Viewer.of(people.checker), "number": project.number, "version_no": 1}
    with pytest.raises(Refused, match="不批准的理由"):
        refuse_baseline(answer=" ", **told)
    refuse_baseline(answer="节点太少", **told)
    assert Baseline.objects.get().state == "refused"
    assert running(project) == {}
    assert proposed(people, project, PILES, ROOF).version == 2


@pytest.mark.parametrize(
    ("milestones", "curve", "why"),
    [
        ([], None, "1 至"),
        ([{"name": "甲", "planned": None}], None, "名称和计划日期"),
        ([{"name": "甲", "planned": PILES}, {"name": "甲", "planned": ROOF}], None, "重复"),
        ([{"name": "甲", "planned": PILES, "weight": 0.0001, "stage": "moon"}], None, "不在这一类项目"),
        ([{"name": "甲", "planned": PILES, "weight": -1}], None, "权重"),
        ([{"name": "甲", "planned": PILES, "after": ["乙"]}], None, "不在计划里"),
        ([{"name": "甲", "planned": PILES, "after": ["甲"]}], None, "早于它的前置"),
        ([{"name": "甲", "planned": NOW.date()}], None, "晚于计划的起点"),
        ([{"name": "甲", "planned": PILES}], [["2021-03-10", 0], ["2021-06-30", 90]], "应为 100"),
        ([{"name": "甲", "planned": PILES}], [["2021-06-30", 0], ["2021-03-10", 100]], "一行比一行晚"),
        ([{"name": "甲", "planned": PILES}], [["2021-03-10", 60], ["2021-04-10", 50], ["2021-06-30", 100]], "不能下降"),
        ([{"name": "甲", "planned": PILES}], [["soon", 60], ["2021-06-30", 100]], "一个日期和一个百分数"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_its_reason(
    people: Projecting, milestones: Any, curve: Any, why: str
) -> None:
    project = people.project()
    with pytest.raises(Refused, match=why):
        proposed(people, project, milestones=milestones, curve=curve)
    assert not Baseline.objects.exists()


def test_a_plan_that_ends_before_the_start_is_refused(people: Projecting) -> None:
    project = people.project(stage="building", started_on=date(2021, 3, 1))
    with pytest.raises(Refused, match="早于开工日期"):
        proposed(people, project, date(2021, 2, 1), effective=date(2021, 1, 1))


def test_a_share_is_read_off_the_curve_to_two_decimals() -> None:
    curve = [["2021-01-01", 0], ["2021-04-11", 30], ["2021-12-31", 100]]
    shares = [planned_share(curve, day) for day in (date(2020, 12, 31), date(2021, 1, 1), date(2021, 2, 20))]
    assert shares == [Decimal(0), Decimal(0), Decimal("15.00")]
    assert planned_share(curve, date(2021, 4, 11)) == Decimal(30)
    assert planned_share(curve, date(2030, 1, 1)) == Decimal(100)
    assert planned_share([], date(2021, 1, 1)) == Decimal(0)


days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(
    points=st.lists(st.tuples(days, st.integers(0, 99)), min_size=1, max_size=6), end=days, seen=st.tuples(days, days)
)
def test_a_sound_curve_never_falls_and_stays_between_nothing_and_the_whole(
    points: list[tuple[date, int]], end: date, seen: tuple[date, date]
) -> None:
    dates = sorted({on for on, _percent in points} | {end})
    percents = sorted(percent for _on, percent in points)
    curve = [[on.isoformat(), percents[min(n, len(percents) - 1)]] for n, on in enumerate(dates[:-1])]
    curve.append([dates[-1].isoformat(), 100])
    if len(curve) > 1:
        assert faults(curve) == ""
    before, after = sorted(seen)
    assert 0 <= planned_share(curve, before) <= planned_share(curve, after) <= 100


def test_a_straight_curve_is_half_way_in_the_middle() -> None:
    assert planned_share(straight(date(2021, 1, 1), date(2021, 1, 11)), date(2021, 1, 6)) == Decimal("50.00")


def test_a_milestone_is_late_by_its_plan_and_not_by_its_owner_s_hope() -> None:
    today = date(2021, 5, 1)
    yesterday, later = today - timedelta(days=1), today + timedelta(days=9)
    assert milestone_state(today, later, None, today) == "scheduled"
    assert milestone_state(yesterday, later, None, today) == "late"
    assert milestone_state(None, yesterday, None, today) == "late"
    assert milestone_state(later, later, None, today, begun=True) == "partly"
    assert milestone_state(yesterday, None, today, today) == "met"
    assert milestone_state(None, None, None, today) == "scheduled"
