"""Problems: whose they are at each level, solved, confirmed by who raised them, reopened one level up."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from luodi.config.watch import EXPIRIES
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Duty
from luodi.duties.strips import strip_of
from luodi.duties.sweep import tell_due
from luodi.ledger.acts import Refused, Stale
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from luodi.projects.actions.problems import accept_problem, confirm, pass_up, raise_problem, reopen, solve
from luodi.projects.models import Milestone, Problem, Stoppage
from luodi.projects.rules import Asked, Category, ProblemState
from luodi.projects.sites import days_blocked, delay
from tests.cast import Cast, local, picture
from tests.projecting import Projecting


@pytest.fixture
def people(db):
    with time_machine.travel(local(2021, 1, 4, 9, 30), tick=False):
        yield Projecting(Cast())


def raised(people: Projecting, *, by=None, asked: str = Asked.SPECIALIST, **more) -> Problem:
    by = by or people.checker
    project = more.pop("project", None) or people.project()
    told = {"category": Category.LAND, "title": "还有两户没有搬走", "words": "影响围挡", **more}
    return raise_problem(viewer=Viewer.of(by), number=project.number, asked=asked, **told)


def strip(problem: Problem) -> tuple[str, str]:
    found = strip_of(Duty.objects.for_strip().get(pk=problem.pk), viewer=Viewer.nobody(), now=now())
    return found.left_text, found.due_text


def proof() -> SimpleUploadedFile:
    return SimpleUploadedFile("site.jpg", picture(), "image/jpeg")


@pytest.mark.parametrize(
    ("asked", "owner", "token"),
    [("specialist", "owner", "3wd"), ("unit", "head", "5wd"), ("leader", "leader", "10wd"), ("top", "leader", "10wd")],
)
def test_the_level_asked_says_who_owns_it_and_how_long_it_may_take(people, asked, owner, token):
    problem = raised(people, asked=asked)
    clock = Deadline.objects.get(duty=problem.duty, stopped=None)
    assert problem.duty.owner == getattr(people, owner).post
    assert (clock.kind, clock.token) == ("solve", token)
    assert Event.objects.get(subject=problem.project.number, code="problem_raised").facts["asked"] == asked


def test_a_department_that_is_asked_owns_it_and_who_raised_it_still_reads_it(people):
    unit = people.cast.other_unit
    problem = raised(people, by=people.owner, asks_unit=unit)
    assert problem.duty.owner == people.east_owner.post
    assert Problem.objects.visible_to(Viewer.of(people.owner)).get() == problem


def test_a_plan_stays_inside_the_time_of_its_level_and_a_leader_may_set_a_later_day(people):
    problem = raised(people)
    by = Viewer.of(people.owner)
    with pytest.raises(Refused, match="上一级"):
        accept_problem(viewer=by, number=problem.number, plan="逐户谈", plan_due=date(2021, 2, 1))
    pass_up(viewer=by, number=problem.number, reason="要单位出面")
    pass_up(viewer=Viewer.of(people.head), number=problem.number, reason="要市里定补偿标准")
    accept_problem(viewer=Viewer.of(people.leader), number=problem.number, plan="专题会定", plan_due=date(2021, 2, 1))
    clock = Deadline.objects.get(duty=problem.duty, kind="solve", stopped=None)
    assert clock.due.astimezone(local(2021, 1, 1).tzinfo).date() == date(2021, 2, 1)
    problem.refresh_from_db()
    assert (problem.asked, problem.duty.progress) == (Asked.LEADER, ProblemState.ACCEPTED)


def test_without_evidence_nothing_is_solved(people):
    problem = raised(people)
    with pytest.raises(Refused, match="请附上解决的凭证") as why:
        solve(viewer=Viewer.of(people.owner), number=problem.number, words="已搬走", file=None)
    assert why.value.field == "file"
    problem.refresh_from_db()
    assert (problem.solved_at, problem.duty.progress) == (None, ProblemState.RAISED)
    solve(viewer=Viewer.of(people.owner), number=problem.number, words="已搬走", file=proof())
    assert Event.objects.filter(subject=problem.number, code="problem_proved").exists()


def test_only_who_raised_it_closes_it(people):
    problem = raised(people, by=people.colleague)
    solve(viewer=Viewer.of(people.owner), number=problem.number, words="两户已搬走", file=proof())
    assert Notice.objects.filter(reader=people.colleague, code="problem_solved").exists()
    assert strip(problem) == ("等提出人确认", "1 月 11 日 周一 17:30 前")
    for other in (people.checker, people.dispatcher):
        with pytest.raises(Refused, match="提出人"):
            confirm(viewer=Viewer.of(other), number=problem.number)
    confirm(viewer=Viewer.of(people.colleague), number=problem.number)
    problem.refresh_from_db()
    assert (problem.confirmed_how, problem.duty.progress) == ("raiser", ProblemState.CLOSED)
    assert problem.duty.closed is not None


def test_after_five_silent_working_days_a_checker_of_another_unit_may_and_it_shows(people):
    with time_machine.travel(local(2021, 1, 4, 10), tick=False):
        problem = raised(people, by=people.colleague)
        solve(viewer=Viewer.of(people.owner), number=problem.number, words="已搬走", file=proof())
    with time_machine.travel(local(2021, 1, 11, 17, 31), tick=False):
        tell_due(now(), EXPIRIES)
        assert Event.objects.filter(subject=problem.number, code="problem_unconfirmed").exists()
        assert Notice.objects.filter(reader=people.checker, code="problem_unconfirmed").exists()
        assert strip(problem) == ("等审核人员代为确认", "")
        confirm(viewer=Viewer.of(people.checker), number=problem.number)
    problem.refresh_from_db()
    assert (problem.confirmed_how, problem.confirmed_by) == ("checker", people.checker)


def test_who_left_his_post_is_not_waited_for(people):
    problem = raised(people, by=people.colleague)
    post = people.colleague.post
    post.until = local(2021, 1, 4, 9, 40)
    post.save()
    with time_machine.travel(local(2021, 1, 4, 15), tick=False):
        solve(viewer=Viewer.of(people.owner), number=problem.number, words="已搬走", file=proof())
        assert not Deadline.objects.filter(duty=problem.duty, stopped=None).exists()
        confirm(viewer=Viewer.of(people.checker), number=problem.number)
    problem.refresh_from_db()
    assert problem.confirmed_how == "checker"


def test_reopened_it_is_the_next_levels_with_a_new_clock(people):
    problem = raised(people)
    solve(viewer=Viewer.of(people.owner), number=problem.number, words="已搬走", file=proof())
    reopen(viewer=Viewer.of(people.checker), number=problem.number, reason="现场还有一户")
    problem.refresh_from_db()
    clock = Deadline.objects.get(duty=problem.duty, stopped=None)
    assert (problem.asked, problem.reopened, problem.duty.owner) == (Asked.UNIT, 1, people.head.post)
    assert (clock.kind, clock.token) == ("solve", "5wd")
    assert Notice.objects.filter(reader=people.head, code="problem_reopened").exists()


def test_of_two_at_once_one_wins(people):
    problem = raised(people)
    version = problem.duty.version
    solve(viewer=Viewer.of(people.owner), number=problem.number, words="已搬走", file=proof(), version=version)
    with pytest.raises(Stale):
        accept_problem(
            viewer=Viewer.of(people.owner), number=problem.number, plan="谈", plan_due=date(2021, 1, 6), version=version
        )


def test_a_stranger_raises_nothing(people):
    project = people.project()
    with pytest.raises(project.duty.DoesNotExist):
        raised(people, by=people.east_owner, project=project)


def test_days_blocked_count_a_day_once(people):
    project = people.project()
    node = Milestone.objects.create(project=project, name="围挡")
    for since, until in ((2, 6), (4, 9), (20, None)):
        problem = raised(people, project=project, milestone=node.pk)
        Problem.objects.filter(pk=problem.pk).update(
            blocks_since=date(2021, 1, since), blocks_until=date(2021, 1, until) if until else None
        )
    today = date(2021, 1, 22)
    assert days_blocked(project, today, node.pk) == days_blocked(project, today) == 7 + 2
    assert delay(project, today).blocked == delay(project, today, node.pk).blocked == 7 + 2
    Stoppage.objects.create(
        project=project,
        since=date(2021, 1, 8),
        until=date(2021, 1, 9),
        reason="暴雪",
        recorded_by=people.owner.post,
        recorded_at=now(),
    )
    assert (delay(project, today).stopped, delay(project, today).blocked) == (2, 8)  # the eighth is one of both
    assert days_blocked(people.project(), today) == 0


def test_two_who_solve_at_once_get_one_winner_and_one_clear_word(people: Projecting) -> None:
    made = raised(people)
    by = Viewer.of(made.duty.owner.user)
    solve(viewer=by, number=made.number, words="已搬走", file=proof())
    with pytest.raises(Stale, match="有人先办了一步"):
        solve(viewer=by, number=made.number, words="已搬走", file=proof())
    assert made.duty.deadlines.filter(kind="confirmation").count() == 1
