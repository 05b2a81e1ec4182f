"""Dates of milestones: the owner's own, each kept; met with evidence; their deadlines follow the approved plan."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.clock import SHANGHAI
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks
from luodi.duties.models import Deadline
from luodi.duties.reach import acting_post
from luodi.duties.steps import move
from luodi.ledger.acts import Act, Refused, act
from luodi.projects.actions.forecasting import issue_step, score_step, unscore_step
from luodi.projects.models import Evidence, Milestone, MilestoneDate, PlannedDate, Project, Report
from luodi.projects.reach import locked_project
from luodi.projects.rules import BaselineState

NOON = time(12)


def move_milestone(
    *,
    viewer: Viewer,
    number: str,
    milestone: int,
    forecast: date,
    reason: str = "",
    report: Report | None = None,
    version: int | None = None,
) -> Milestone:
    """The owner expects another date; a later one needs a reason. Raises Refused, Milestone.DoesNotExist."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "report", version=version)
        found = project.milestones.get(pk=milestone)
        if found.forecast is not None and forecast > found.forecast and not reason.strip():
            raise Refused(_("推迟节点要写明原因。"))
        by = acting_post(viewer, project.duty)
        if move_step(a, project, found, forecast=forecast, by=by, reason=reason, report=report):
            move(project.duty, allowed={project.duty.progress})
            issue_step(a, project)
        return found


def move_step(
    a: Act,
    project: Project,
    milestone: Milestone,
    *,
    forecast: date,
    by: Post,
    reason: str = "",
    report: Report | None = None,
) -> bool:
    """Step; whether the date changed. The deadline stays where the approved plan has it. Raises Refused."""
    if milestone.met_on is not None or milestone.withdrawn_at is not None:
        raise Refused(_("节点“%(name)s”已完成或已取消，不能再改日期。") % {"name": milestone.name})
    if forecast < localdate(a.now):
        raise Refused(_("预计完成日期已经过去，请填今天或以后的日期。"))
    if forecast == milestone.forecast:
        return False
    was = milestone.forecast
    date_step(a, milestone, forecast, by=by, reason=reason, report=report)
    before, to = was.isoformat() if was else "", forecast.isoformat()
    a.record(project.duty.number, "milestone_moved", milestone=milestone.pk, was=before, to=to)
    return True


def date_step(
    a: Act, milestone: Milestone, forecast: date, *, by: Post, reason: str, report: Report | None = None
) -> None:
    """Step: the date and its row in the history."""
    MilestoneDate.objects.create(
        milestone=milestone,
        forecast=forecast,
        was=milestone.forecast,
        reason=reason.strip()[:200],
        reported_by=by,
        reported_at=a.now,
        report=report,
    )
    milestone.forecast = forecast
    milestone.save(update_fields=["forecast"])


def meet_milestone(
    *,
    viewer: Viewer,
    number: str,
    milestone: int,
    met_on: date,
    evidence: int | None = None,
    version: int | None = None,
) -> Milestone:
    """Not one that stands for a stage: that is met by the decision on the stage. Raises Refused, DoesNotExist."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "report", version=version)
        found = project.milestones.get(pk=milestone)
        if found.stage:
            said = {"name": found.name, "stage": found.get_stage_display()}
            raise Refused(_("“%(name)s”由“%(stage)s”的阶段审核认定，请提交凭证并申请审核。") % said)
        proof = project.evidence.get(pk=evidence, withdrawn_at=None) if evidence else None
        clocks = Clocks(project.duty)
        meet_step(a, project, clocks, found, met_on=met_on, evidence=proof)
        clocks.settle()
        move(project.duty, allowed={project.duty.progress})
        return found


def meet_step(
    a: Act, project: Project, clocks: Clocks, milestone: Milestone, *, met_on: date, evidence: Evidence | None = None
) -> None:
    """Step; the clocks are settled by the caller. Raises Refused."""
    if milestone.met_on is not None or milestone.withdrawn_at is not None:
        raise Refused(_("节点“%(name)s”已完成或已取消。") % {"name": milestone.name})
    if met_on > localdate(a.now):
        raise Refused(_("完成日期在以后，请核对。"))
    milestone.met_on, milestone.evidence = met_on, evidence
    milestone.save(update_fields=["met_on", "evidence"])
    score_step(project, milestone)
    clocks.stop(_key(milestone), happened_at=min(a.now, _noon(met_on)))
    proof = evidence.pk if evidence else None
    a.record(project.duty.number, "milestone_met", milestone=milestone.pk, on=met_on.isoformat(), evidence=proof)


def meet_stage_step(a: Act, project: Project, clocks: Clocks, *, stage: str, met_on: date) -> None:
    """Step of a gate that was passed: the milestone that stands for the stage is met."""
    for milestone in project.milestones.filter(stage=stage, met_on=None, withdrawn_at=None):
        meet_step(a, project, clocks, milestone, met_on=met_on)


def reopen_stages_step(a: Act, project: Project, clocks: Clocks, stages: Iterable[str]) -> None:
    """Step of a stage that went back: what stood for the stages beyond it is not met any more."""
    planned = planned_dates(project)
    for milestone in project.milestones.filter(stage__in=list(stages)).exclude(met_on=None):
        a.record(project.duty.number, "milestone_reopened", milestone=milestone.pk, was=str(milestone.met_on))
        milestone.met_on = milestone.evidence = None
        milestone.save(update_fields=["met_on", "evidence"])
        unscore_step(milestone)
        if milestone.pk in planned:
            start_clock(clocks, milestone, planned[milestone.pk], a.now)


def planned_dates(project: Project) -> dict[int, date]:
    """Milestone -> the date that the plan in force wants it met."""
    rows = PlannedDate.objects.filter(baseline__project=project, baseline__state=BaselineState.ACTIVE)
    return dict(rows.values_list("milestone", "planned"))


def start_clock(clocks: Clocks, milestone: Milestone, planned: date, now: datetime) -> None:
    """Until the end of the planned day; one that has passed already is late at once."""
    days = (planned - localdate(now)).days
    clocks.start("milestone", f"{max(days, 0)}d", at=min(now, _noon(planned)), about=str(milestone.pk))


def stop_clocks(clocks: Clocks, now: datetime) -> None:
    """All deadlines of milestones, not counted: another plan sets others."""
    kinds = [key for key in clocks.open if key.startswith("milestone:")]
    clocks.stop_several(kinds, happened_at=now, outcome=Deadline.Outcome.VOID)


def _key(milestone: Milestone) -> str:
    return f"milestone:{milestone.pk}"


def _noon(day: date) -> datetime:
    """A day without its hour: whatever was done on the day it was due was in time."""
    return datetime.combine(day, NOON, SHANGHAI)
