"""What another person makes of a report: it counts, it is corrected, and the sums follow."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused, Stale
from luodi.ledger.models import Event
from luodi.projects import standing, totals
from luodi.projects.actions.checking import accept, found
from luodi.projects.actions.correcting import correct
from luodi.projects.actions.rounds import close_round
from luodi.projects.models import Correction, Milestone, Project, Report, ReportRound, RoundTotal
from luodi.projects.tests.rounds import SAID, accepted, report
from tests.cast import local
from tests.projecting import MILLION, Projecting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(people: Projecting) -> object:
    with time_machine.travel(local(2021, 1, 26, 10), tick=False):
        yield


def test_what_is_accepted_counts_in_the_sums_of_the_project(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    sent = accepted(people, project, one)
    project.refresh_from_db()
    assert project.current == sent
    assert (project.invested, project.year_done, project.arrived) == (5 * MILLION, 5 * MILLION, 6 * MILLION)
    assert (project.year, project.year_plan, project.percent) == (2021, 60 * MILLION, Decimal(10))
    event = Event.objects.filter(subject=project.number).latest("pk")
    assert (event.code, event.facts["version"]) == ("report_accepted", 1)


def test_nobody_checks_what_he_reported_himself(people: Projecting, project: Project, one: ReportRound) -> None:
    sent = report(people.owner, project, one)
    with pytest.raises(Refused, match="不能办这一步"):
        accept(viewer=Viewer.of(people.owner), number=project.number, report=sent.pk)
    Report.objects.filter(pk=sent.pk).update(filled_by=people.checker.post)
    with pytest.raises(Refused, match="不能审核自己报的数"):
        accept(viewer=Viewer.of(people.checker), number=project.number, report=sent.pk)
    project.refresh_from_db()
    assert project.current is None


def test_it_is_judged_once(people: Projecting, project: Project, one: ReportRound) -> None:
    sent = accepted(people, project, one)
    with pytest.raises(Stale, match="已经有了结果"):
        accept(viewer=Viewer.of(people.dispatcher), number=project.number, report=sent.pk)


def test_what_a_visit_saw_is_written_beside_it(people: Projecting, project: Project, one: ReportRound) -> None:
    sent = accepted(people, project, one)
    found(viewer=Viewer.of(people.checker), number=project.number, report=sent.pk, words="塔吊两台在作业，与报送一致")
    sent.refresh_from_db()
    assert (sent.found, sent.found_at) == ("塔吊两台在作业，与报送一致", local(2021, 1, 26, 10))


def test_a_correction_is_a_new_version_beside_the_old_one(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    sent = accepted(people, project, one)
    by = Viewer.of(people.checker)
    with pytest.raises(Refused, match="更正的理由"):
        correct(viewer=by, number=project.number, report=sent.pk, values={"invested": MILLION}, reason="")
    new = correct(
        viewer=by, number=project.number, report=sent.pk, values={"invested": MILLION}, reason="把万元当成了元"
    )
    sent.refresh_from_db()
    project.refresh_from_db()
    assert (sent.state, new.state, new.version) == ("superseded", "accepted", 2)
    assert (project.invested, project.current) == (MILLION, new)
    kept = Correction.objects.get()
    assert (kept.field, kept.old, kept.new, kept.reason) == ("invested", "5000000", "1000000", "把万元当成了元")
    assert kept.made_by == people.checker.post
    with pytest.raises(Stale, match="已经更正过"):
        correct(viewer=by, number=project.number, report=sent.pk, values={"invested": 2}, reason="再改")


def test_only_those_who_check_correct(people: Projecting, project: Project, one: ReportRound) -> None:
    sent = accepted(people, project, one)
    for who in (people.owner, people.head, people.leader):
        with pytest.raises(Refused):
            correct(viewer=Viewer.of(who), number=project.number, report=sent.pk, values={"invested": 1}, reason="改小")
    assert not Correction.objects.exists()


def test_a_correction_after_closing_reaches_the_sums_of_the_round(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    sent = accepted(people, project, one)
    close_round(viewer=Viewer.of(people.dispatcher), round=one.pk)
    by = Viewer.of(people.checker)
    correct(viewer=by, number=project.number, report=sent.pk, values={"invested": 2 * MILLION}, reason="多报了")
    assert set(RoundTotal.objects.values_list("invested", flat=True)) == {2 * MILLION}
    there = {(row.city_id, row.district_id): (row.reported, row.invested) for row in RoundTotal.objects.all()}
    assert there == totals.rebuilt(one)


def test_a_sum_above_the_total_is_refused_in_a_correction_too(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    sent = accepted(people, project, one)
    with pytest.raises(Refused, match="超过计划总投资"):
        correct(
            viewer=Viewer.of(people.checker),
            number=project.number,
            report=sent.pk,
            values={"invested": 200 * MILLION},
            reason="单位",
        )
    project.refresh_from_db()
    assert project.invested == SAID["invested"]


STEPS = st.lists(
    st.tuples(st.integers(0, 13), st.booleans(), st.integers(0, 3 * MILLION), st.integers(0, 100)), max_size=12
)


@pytest.mark.usefixtures("one")
@given(steps=STEPS)
@how(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_running_sums_are_what_the_reports_add_up_to(
    people: Projecting, project: Project, steps: list[tuple[int, bool, int, int]]
) -> None:
    Report.objects.all().delete()
    project.refresh_from_db()
    project.current = None
    standing.apply(project)
    rounds = [_round(people, month) for month in range(14)]
    said: dict[int, tuple[int, int]] = {}
    for month, correcting, amount, percent in steps:
        there = Report.objects.counting().filter(project=project, round=rounds[month]).first()
        values = {"invested": amount, "percent": Decimal(percent)}
        if there is None:
            _accepted_anyhow(people, project, rounds[month], values)
        elif correcting:
            _corrected_anyhow(people, project, there, values)
        else:
            continue
        said[month] = (amount, percent)
    project.refresh_from_db()
    assert standing.rebuild([project.pk]) == []
    assert project.invested == sum(amount for amount, _percent in said.values())
    if said:
        newest = rounds[max(said)]
        year = max(newest.as_of.year, 2021)
        assert project.year_done == sum(a for month, (a, _p) in said.items() if rounds[month].as_of.year == year)
        assert project.percent == said[max(said)][1]
        assert project.current is not None
        assert project.current.round == newest


def _round(people: Projecting, month: int) -> ReportRound:
    """From November 2020, so that a year turns among them."""
    as_of = date(2020, 11, 20) + timedelta(days=31 * month)
    period = f"{as_of:%Y-%m}"
    there = ReportRound.objects.filter(period=period).first()
    made = there or people.round(period, opened=local(2021, 1, 20))
    ReportRound.objects.filter(pk=made.pk).update(as_of=as_of.replace(day=20))
    made.refresh_from_db()
    return made


def _accepted_anyhow(people: Projecting, project: Project, one: ReportRound, values: dict[str, object]) -> None:
    """Out of order, so without the rules that forbid percent to fall."""
    told = {**SAID, **values, "next_on": None, "arrived": 0}
    made = Report.objects.create(project=project, round=one, state="submitted", filled_by=people.owner.post, **told)
    accept(viewer=Viewer.of(people.checker), number=project.number, report=made.pk)


def _corrected_anyhow(people: Projecting, project: Project, there: Report, values: dict[str, object]) -> None:
    if any(getattr(there, name) != value for name, value in values.items()):
        by = Viewer.of(people.checker)
        correct(viewer=by, number=project.number, report=there.pk, values=values, reason="核对原始凭证")


def test_a_corrected_date_is_the_owners_date_from_then_on(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    checker = Viewer.of(people.checker)
    node = Milestone.objects.create(project=project, name="封顶", forecast=date(2021, 5, 1), owner=people.owner.post)
    found = accepted(people, project, one, next_on=date(2021, 6, 1))
    node.refresh_from_db()
    assert node.forecast == date(2021, 6, 1)
    correct(
        viewer=checker,
        number=project.number,
        report=found.pk,
        values={"next_on": date(2021, 7, 1)},
        reason="把七月写成了六月",
    )
    node.refresh_from_db()
    assert node.forecast == date(2021, 7, 1)
    assert [row.forecast for row in node.dates.all()] == [date(2021, 6, 1), date(2021, 7, 1)]
