"""What an owner reports: kept, refused where it cannot be, sent once, "nothing changed" in one tap."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from luodi.projects.actions.baselining import approve_baseline, propose_baseline
from luodi.projects.actions.checking import give_back
from luodi.projects.actions.reporting import fill, is_sampled, submit, unchanged
from luodi.projects.models import Project, Report, ReportRound
from luodi.projects.tests.rounds import SAID, accepted, report
from tests.cast import local
from tests.projecting import MILLION, Projecting

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(people: Projecting) -> Project:
    with time_machine.travel(local(2021, 1, 5, 9), tick=False):
        return people.project()


@pytest.fixture(autouse=True)
def _day(people: Projecting) -> object:
    with time_machine.travel(local(2021, 1, 21, 10), tick=False):
        yield


def later(people: Projecting, period: str = "2021-02") -> ReportRound:
    found = people.round(period, opened=local(2021, 1, 20), due=local(2021, 2, 25, 17, 30))
    found.as_of = date(2021, 2, 20)
    found.save()
    return found


def test_a_draft_is_kept_and_may_be_wrong(people: Projecting, project: Project, one: ReportRound) -> None:
    kept = fill(viewer=Viewer.of(people.owner), number=project.number, round=one.pk, values={"invested": -1})
    assert (kept.state, kept.invested) == ("draft", -1)
    assert Event.objects.filter(subject=project.number, code="report_kept").exists()


def test_it_is_sent_and_the_clock_of_the_check_runs_on_the_desk(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    sent = report(people.owner, project, one)
    assert (sent.state, sent.filled_by, sent.submitted_at) == ("submitted", people.owner.post, local(2021, 1, 21, 10))
    assert Deadline.objects.get(duty=project.pk, kind="check").about == "2021-01"
    project.duty.refresh_from_db()
    assert project.duty.next_due.year == 2999
    with pytest.raises(Refused, match="正在审核"):
        fill(viewer=Viewer.of(people.colleague), number=project.number, round=one.pk, values=SAID)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"invested": -MILLION}, "累计数不能减少"),
        ({"invested": 101 * MILLION}, "超过计划总投资"),
        ({"next_on": date(2021, 1, 20)}, "已经过去"),
        ({"invested": None, "percent": None, "words": " "}, "还没有填数"),
    ],
)
def test_what_cannot_be_is_refused_and_stays_typed(
    people: Projecting, project: Project, one: ReportRound, values: dict[str, object], said: str
) -> None:
    with pytest.raises(Wrong, match=said):
        report(people.owner, project, one, **values)
    assert Report.objects.get(project=project).state == "draft"


def test_percent_may_not_fall_below_what_was_accepted(people: Projecting, project: Project, one: ReportRound) -> None:
    accepted(people, project, one, percent=Decimal("40.5"))
    with pytest.raises(Wrong, match=r"上次审核的是 40\.5%，这次填了 40%") as why:
        report(people.owner, project, later(people), percent=Decimal(40))
    assert why.value.field == "percent"


def test_a_project_out_of_the_round_reports_nothing(people: Projecting, one: ReportRound) -> None:
    newcomer = people.project("刚入库")
    with pytest.raises(Refused, match="不在 2021 年 1 月的报送范围"):
        report(people.owner, newcomer, one)


def test_nothing_changed_takes_over_what_was_accepted_last(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    accepted(people, project, one)
    sent = unchanged(viewer=Viewer.of(people.owner), number=project.number, round=later(people).pk)
    assert sent.unchanged
    assert (sent.state, sent.invested, sent.percent, sent.words) == ("submitted", 0, Decimal(10), SAID["words"])


def test_nothing_changed_needs_a_last_time(people: Projecting, project: Project, one: ReportRound) -> None:
    with pytest.raises(Refused, match="第一次报送"):
        unchanged(viewer=Viewer.of(people.owner), number=project.number, round=one.pk)


def test_nothing_changed_is_refused_by_name_when_a_milestone_has_passed(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    by, lines = Viewer.of(people.owner), [{"name": "主体封顶", "planned": date(2021, 2, 10)}]
    propose_baseline(viewer=by, number=project.number, milestones=lines, effective=date(2021, 1, 21))
    approve_baseline(viewer=Viewer.of(people.checker), number=project.number, version_no=1)
    accepted(people, project, one, next_on=date(2021, 2, 10))
    with time_machine.travel(local(2021, 2, 21, 9), tick=False):
        with pytest.raises(Refused, match="节点“主体封顶”预计 2021-02-10 完成，已经过去"):
            unchanged(viewer=by, number=project.number, round=later(people).pk)
        assert not Report.objects.filter(round__period="2021-02").exists()


def test_who_gave_back_starts_the_owners_clock_again(people: Projecting, project: Project, one: ReportRound) -> None:
    sent = report(people.owner, project, one)
    by = Viewer.of(people.checker)
    with pytest.raises(Refused, match="写明退回的理由"):
        give_back(viewer=by, number=project.number, report=sent.pk, reason=" ")
    back = give_back(viewer=by, number=project.number, report=sent.pk, reason="照片不是这个工地")
    assert (back.state, back.returned_because) == ("returned", "照片不是这个工地")
    clock = Deadline.objects.get(duty=project.pk, kind="report", stopped=None)
    assert clock.due == local(2021, 1, 25, 17, 30)
    submit(viewer=Viewer.of(people.owner), number=project.number, round=one.pk)
    assert Report.objects.get(project=project).state == "submitted"


def test_the_sample_is_the_same_each_time_and_about_as_large_as_wanted(one: ReportRound) -> None:
    one.cycle.sample_percent = 20
    drawn = [is_sampled(Report(round=one, project_id=pk)) for pk in range(1, 1001)]
    assert drawn == [is_sampled(Report(round=one, project_id=pk)) for pk in range(1, 1001)]
    assert 150 < sum(drawn) < 250
    one.cycle.sample_percent = 0
    assert not any(is_sampled(Report(round=one, project_id=pk)) for pk in range(1, 101))
