"""A problem is raised on the spot, owned at the level asked, solved with evidence, and closed by who raised it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.directory.models import Post, Unit
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.models import Deadline, Duty, Link, Party
from luodi.duties.papers import attach_step
from luodi.duties.reach import acting_post, locked
from luodi.duties.steps import add_party, expect, give_to, link, move, open_duty, owner_values
from luodi.ledger.acts import Act, Refused, act
from luodi.notices.actions import tell, tell_all
from luodi.projects.asking import (
    checkers_outside,
    is_raiser,
    level_above,
    owner_at,
    raiser_is_there,
    waits_for_raiser,
)
from luodi.projects.models import Milestone, Problem, Project
from luodi.projects.reach import locked_problem, locked_project
from luodi.projects.rules import PROBLEM_DAYS, Asked, ProblemState

UNSOLVED = frozenset({ProblemState.RAISED, ProblemState.ACCEPTED})


def raise_problem(
    *,
    viewer: Viewer,
    number: str,
    category: str,
    title: str,
    words: str,
    asked: str,
    milestone: int | None = None,
    blocks_since: date | None = None,
    asks_unit: Unit | None = None,
    file: UploadedFile | None = None,
    channel: str = "page",
) -> Problem:
    """On the project `number`. `asks_unit`: the department that is asked, else the project's own unit answers.

    Raises Refused, BadFile.
    """
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "raise_problem")
        if not title.strip():
            raise Refused(_("请用一句话写清是什么问题。"))
        today = localdate(a.now)
        blocked = _milestone(project, milestone)
        if blocks_since is not None and blocks_since > today:
            raise Refused(_("影响开始的日期还没有到，请核对。"))
        owner = owner_at(asked, project.duty, asks_unit, a.now)
        duty = _opened(a, project, title.strip(), owner, asked)
        problem = Problem.objects.create(
            duty=duty,
            project=project,
            milestone=blocked,
            category=category,
            asked=asked,
            words=words.strip(),
            channel=channel,
            raised_by=viewer.user,
            raised_post=acting_post(viewer, project.duty),
            raised_at=a.now,
            asks_unit=asks_unit,
            blocks_since=blocks_since or (today if blocked else None),
        )
        add_party(duty, Party.Role.RAISER, at=a.now, user=viewer.user)
        link(duty, project.duty, Link.Kind.BLOCKS if blocked else Link.Kind.ABOUT)
        if file is not None:
            attach_step(a, duty, file)
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "problem_raised", problem=duty.number, category=category, asked=asked)
        _tell_owner(a, duty, "problem_raised")
        return problem


def _opened(a: Act, project: Project, title: str, owner: Post, asked: str) -> Duty:
    where = project.duty.place or project.duty.district or project.duty.city
    return open_duty(
        a,
        kind="problem",
        opened=a.now,
        title=title,
        owner=owner,
        at=where,
        progress=ProblemState.RAISED,
        visibility=project.duty.visibility,
        clocks=[("solve", PROBLEM_DAYS[asked], "")],
    )


def _milestone(project: Project, pk: int | None) -> Milestone | None:
    if pk is None:
        return None
    found = Milestone.objects.filter(project=project, withdrawn_at=None, pk=pk).first()
    if found is None:
        raise Refused(_("这个节点已经取消，请重新选择。"))
    if found.met_on is not None:
        raise Refused(_("“%(milestone)s”已经完成，不会再被耽误，请重新选择。") % {"milestone": found.name})
    return found


def _tell_owner(a: Act, duty: Duty, code: str) -> None:
    if duty.owner.user.code != a.actor:
        tell(a, reader=duty.owner.user, code=code, subject=duty.number, key=f"{code}:{duty.number}:{duty.version}")


def accept_problem(*, viewer: Viewer, number: str, plan: str, plan_due: date, version: int | None = None) -> Problem:
    """The owner says how and by when. A specialist or a unit stays inside the time of its level and asks the next
    one up where that is too short; a leader may set a later day, to which the clock then runs. Raises Refused."""
    with act(viewer.code) as a:
        problem = locked_problem(viewer, number, "solve_problem", version=version)
        duty = problem.duty
        if not plan.strip():
            raise Refused(_("请写打算怎么解决。"))
        if plan_due < localdate(a.now):
            raise Refused(_("计划解决的日期已经过去了，请选今天或以后的日期。"))
        clocks = Clocks(duty)
        _keep_to_level(problem, clocks, plan_due)
        clocks.settle()
        move(duty, allowed={ProblemState.RAISED}, to=ProblemState.ACCEPTED)
        _write(problem, plan=plan.strip(), plan_due=plan_due)
        a.record(number, "problem_accepted", due=plan_due.isoformat(), clocks=clocks.log)
        _tell_raiser(a, problem, "problem_accepted")
        return problem


def _keep_to_level(problem: Problem, clocks: Clocks, plan_due: date) -> None:
    running = clocks.open.get("solve")
    if running is None or running.due is None or plan_due <= localdate(running.due):
        return
    if problem.asked in (Asked.SPECIALIST, Asked.UNIT):
        raise Refused(
            _("本级要在 %(day)s 之前解决。来不及的，请“请上一级协调”。") % {"day": localdate(running.due).isoformat()}
        )
    clocks.lengthen("solve", f"{(plan_due - localdate(running.started)).days}d")


def pass_up(*, viewer: Viewer, number: str, reason: str, version: int | None = None) -> Problem:
    """The owner cannot solve it at his level: the next one is asked, with a new clock. Raises Refused."""
    with act(viewer.code) as a:
        problem = locked_problem(viewer, number, "solve_problem", version=version)
        if problem.asked == Asked.TOP:
            raise Refused(_("已经是顶格协调，没有更高一级了。"))
        if not reason.strip():
            raise Refused(_("请写清本级为什么解决不了、要上一级定什么。"))
        _raise_level(a, problem, allowed=UNSOLVED, code="problem_passed_up", note=reason.strip())
        return problem


def solve(*, viewer: Viewer, number: str, words: str, file: UploadedFile | None, version: int | None = None) -> Problem:
    """Done, with the photo or paper that proves it; from now on who raised it has five working days to say so.

    Raises Refused, BadFile.
    """
    with act(viewer.code) as a:
        problem = locked_problem(viewer, number, "solve_problem", version=version)
        duty = problem.duty
        if not words.strip():
            raise Wrong("words", _("请写清是怎么解决的。"))
        if file is None:
            raise Wrong("file", _("请附上解决的凭证：照片、会议纪要或批文。"))
        expect(duty, UNSOLVED)
        clocks = Clocks(duty)
        clocks.stop("solve", happened_at=a.now)
        if raiser_is_there(problem, a.now):
            clocks.start("confirmation", allowances()["confirmation"], at=a.now)
        clocks.settle()
        move(duty, allowed=UNSOLVED, to=ProblemState.SOLVED)
        attach_step(a, duty, file, code="problem_proved")
        _write(
            problem,
            solved_words=words.strip(),
            solved_at=a.now,
            solved_by=acting_post(viewer, duty),
            blocks_until=max(localdate(a.now), problem.blocks_since) if problem.blocks_since else None,
        )
        a.record(number, "problem_solved", clocks=clocks.log)
        _tell_solved(a, problem)
        return problem


def _tell_solved(a: Act, problem: Problem) -> None:
    if raiser_is_there(problem, a.now):
        _tell_raiser(a, problem, "problem_solved")
    else:
        _tell_checkers(a, problem)


def _tell_checkers(a: Act, problem: Problem) -> None:
    readers = {post.user for post in checkers_outside(problem.duty, a.now)}
    number = problem.duty.number
    key = f"problem_unconfirmed:{number}:{problem.reopened}"
    tell_all(a, readers=readers, code="problem_unconfirmed", subject=number, key=key)


def _tell_raiser(a: Act, problem: Problem, code: str) -> None:
    number = problem.duty.number
    if problem.raised_by is not None and problem.raised_by.code != a.actor:
        key = f"{code}:{number}:{problem.duty.version}"
        tell(a, reader=problem.raised_by, code=code, subject=number, key=key)


def confirm(*, viewer: Viewer, number: str, version: int | None = None) -> Problem:
    """Closed by who raised it; by a checker outside the handling unit where he has left or kept silent.

    Raises Refused.
    """
    with act(viewer.code) as a:
        problem = locked_problem(viewer, number, "confirm_problem", version=version)
        how = _as_whom(viewer, problem, a.now)
        clocks = Clocks(problem.duty)
        clocks.stop("confirmation", happened_at=a.now)
        clocks.settle()
        move(problem.duty, allowed={ProblemState.SOLVED}, to=ProblemState.CLOSED, closed=a.now)
        _write(problem, confirmed_how=how, confirmed_by=viewer.user, confirmed_at=a.now)
        a.record(number, "problem_closed", how=how, clocks=clocks.log)
        _tell_owner(a, problem.duty, "problem_closed")
        if how == "checker":
            _tell_raiser(a, problem, "problem_closed")
        return problem


def reopen(*, viewer: Viewer, number: str, reason: str, version: int | None = None) -> Problem:
    """Not solved after all: the next level is asked, with a new owner and a new clock. Raises Refused."""
    with act(viewer.code) as a:
        problem = locked_problem(viewer, number, "confirm_problem", version=version)
        _as_whom(viewer, problem, a.now)
        if not reason.strip():
            raise Refused(_("请写清还有什么没有解决。"))
        allowed = frozenset({ProblemState.SOLVED})
        told = {"reopened": problem.reopened + 1, "blocks_until": None}
        _raise_level(a, problem, allowed=allowed, code="problem_reopened", note=reason.strip(), told=told)
        return problem


def _as_whom(viewer: Viewer, problem: Problem, now: datetime) -> str:
    """In which capacity this viewer may judge it: "raiser" or "checker"."""
    if is_raiser(viewer, problem, now):
        return "raiser"
    silent = problem.duty.progress == ProblemState.SOLVED and not waits_for_raiser(problem, now)
    if not silent:
        raise Refused(_("由提出人确认。他离岗或五个工作日没有答复，才由办理单位以外的审核人员代为确认。"))
    if viewer.post_in(problem.duty.unit_id) is not None:
        raise Refused(_("您在办理这个问题的单位，不能代为确认，请由别的单位的审核人员来办。"))
    return "checker"


def confirm_for_silent(deadline_id: int, now: datetime) -> None:
    """Expiry of the confirmation clock: a checker outside the handling unit may answer in his place."""
    system = Viewer.system("confirmation-expired")
    deadline = Deadline.objects.select_related("duty").get(pk=deadline_id)
    with act(system.code, now=now) as a:
        duty = locked(system, deadline.duty.number)
        problem = Problem.objects.select_related("raised_by", "raised_post").get(duty=duty)
        problem.duty = duty
        clocks = Clocks(duty)
        clocks.stop("confirmation", happened_at=now, outcome=Deadline.Outcome.MISSED)
        clocks.settle()
        move(duty, allowed={ProblemState.SOLVED})
        a.record(duty.number, "problem_unconfirmed", clocks=clocks.log)
        _tell_checkers(a, problem)


def _raise_level(
    a: Act,
    problem: Problem,
    *,
    allowed: frozenset[ProblemState],
    code: str,
    note: str,
    told: Mapping[str, Any] | None = None,
) -> None:
    """Step: the level above, its owner, its clock. `note` becomes what is asked of it."""
    duty, asked = problem.duty, level_above(problem.asked)
    owner = owner_at(asked, duty, None, a.now)
    clocks = Clocks(duty)
    clocks.stop("solve", happened_at=a.now)
    clocks.stop("confirmation", happened_at=a.now)
    give_to(duty, owner)
    clocks.start("solve", PROBLEM_DAYS[asked], at=a.now)
    clocks.settle()
    move(duty, allowed=allowed, to=ProblemState.RAISED, **owner_values(duty))
    words = f"{problem.words}\n\n{localdate(a.now).isoformat()} {note}".strip()
    _write(problem, asked=asked, words=words, plan="", plan_due=None, **(told or {}))
    a.record(duty.number, code, asked=asked, post=owner.pk, clocks=clocks.log)
    _tell_owner(a, duty, code)


def _write(problem: Problem, **values: Any) -> None:
    for name, value in values.items():
        setattr(problem, name, value)
    problem.save(update_fields=list(values))
