"""The approved plan of a project, version by version; what is approved becomes its milestones and their deadlines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.reach import acting_post
from luodi.duties.steps import move
from luodi.ledger.acts import Act, Refused, Stale, act
from luodi.notices.actions import tell_all
from luodi.projects.actions.milestones import date_step, start_clock, stop_clocks
from luodi.projects.curves import faults, straight
from luodi.projects.models import Baseline, Milestone, PlannedDate, Project
from luodi.projects.reach import locked_project
from luodi.projects.rules import ROUTES, BaselineState, Template

ABOUT = "baseline"  # which of the checks of a project
CHECK = f"check:{ABOUT}"
MOST = 60  # milestones of a project


@dataclass(frozen=True)
class Line:
    """A milestone as it is proposed; `after` are names of others."""

    name: str
    planned: date
    weight: Decimal = Decimal(1)
    stage: str = ""
    owner: Post | None = None
    after: Sequence[str] = field(default=())


def propose_baseline(
    *,
    viewer: Viewer,
    number: str,
    milestones: Sequence[Mapping[str, Any]],
    effective: date,
    curve: Sequence[Sequence[Any]] | None = None,
    reason: str = "",
    version: int | None = None,
) -> Baseline:
    """A plan for approval; without a curve, a straight one from the start to the last date. Raises Refused."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "keep_project", version=version)
        if project.baselines.filter(state=BaselineState.PROPOSED).exists():
            raise Refused(_("已有一版计划在等批准，请先等结果。"))
        if project.baselines.filter(state=BaselineState.ACTIVE).exists() and not reason.strip():
            raise Refused(_("调整已批准的计划要写明理由。"))
        lines = [_line(project, one) for one in milestones]
        _check_lines(lines)
        baseline = Baseline.objects.create(
            project=project,
            version=(project.baselines.aggregate(last=Max("version"))["last"] or 0) + 1,
            reason=reason.strip()[:400],
            proposed_by=acting_post(viewer, project.duty),
            proposed_at=a.now,
            effective=effective,
            curve=_curve(project, lines, curve, effective),
        )
        _write_lines(a, baseline, lines)
        clocks = Clocks(project.duty)
        clocks.start("check", allowances()["check"], at=a.now, about=ABOUT)
        clocks.settle()
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "baseline_proposed", version=baseline.version, clocks=clocks.log)
        return baseline


def _line(project: Project, told: Mapping[str, Any]) -> Line:
    name, planned = str(told.get("name", "")).strip(), told.get("planned")
    if not name or not isinstance(planned, date):
        raise Refused(_("每个节点都要有名称和计划日期。"))
    try:
        weight = Decimal(str(told.get("weight") or 1))
    except InvalidOperation:
        weight = Decimal(0)
    if not 0 < weight < 1000:
        raise Refused(_("节点“%(name)s”的权重应为大于 0 的数。") % {"name": name})
    stage = told.get("stage", "")
    if stage and stage not in ROUTES[Template(project.template)]:
        raise Refused(_("节点“%(name)s”对应的阶段不在这一类项目的流程里。") % {"name": name})
    return Line(name[:60], planned, weight, stage, told.get("owner"), tuple(told.get("after") or ()))


def _check_lines(lines: Sequence[Line]) -> None:
    """Named once, after what is there, none before what it waits for."""
    by_name = {line.name: line for line in lines}
    if not lines or len(lines) > MOST:
        raise Refused(_("计划要有 1 至 %(most)s 个节点。") % {"most": MOST})
    if len(by_name) < len(lines):
        raise Refused(_("节点名称有重复，请区分开。"))
    stages = [line.stage for line in lines if line.stage]
    if len(set(stages)) < len(stages):
        raise Refused(_("同一个阶段只能对应一个节点。"))
    for line in lines:
        for name in line.after:
            before = by_name.get(name)
            if before is None:
                raise Refused(_("节点“%(name)s”的前置“%(before)s”不在计划里。") % {"name": line.name, "before": name})
            if before is line or before.planned > line.planned:
                said = {"name": line.name, "before": name}
                raise Refused(_("节点“%(name)s”早于它的前置“%(before)s”，请核对日期。") % said)


def _curve(
    project: Project, lines: Sequence[Line], curve: Sequence[Sequence[Any]] | None, effective: date
) -> list[list[Any]]:
    end = max(line.planned for line in lines)
    if project.started_on is not None and end < project.started_on:
        raise Refused(_("最后一个节点早于开工日期，请核对。"))
    if not curve:
        start = min(project.started_on or effective, effective)
        if start >= end:
            raise Refused(_("最后一个节点要晚于计划的起点，请核对日期。"))
        return straight(start, end)
    fault = faults(curve)
    if fault:
        raise Refused(_curve_sentence(fault))
    return [[str(on), float(percent)] for on, percent in curve]


def _curve_sentence(fault: str) -> str:
    return {
        "short": _("计划曲线至少要有起点和终点两行。"),
        "unreadable": _("计划曲线每行是一个日期和一个百分数，例如：2021-06-30 35。"),
        "order": _("计划曲线的日期要一行比一行晚。"),
        "falls": _("计划曲线是累计进度，不能下降。"),
        "bounds": _("计划曲线的百分数应在 0 到 100 之间。"),
        "end": _("计划曲线最后一行应为 100。"),
    }[fault]


def _write_lines(a: Act, baseline: Baseline, lines: Sequence[Line]) -> None:
    """New milestones stay withdrawn until the plan is approved."""
    project = baseline.project
    known = {one.name: one for one in project.milestones.all()}
    for line in lines:
        old = known.get(line.name)
        if old is not None and line.stage != old.stage:
            raise Refused(_("节点“%(name)s”对应的阶段不能改，请换一个名称。") % {"name": line.name})
        if old is None:
            told = {"stage": line.stage, "weight": line.weight, "owner": line.owner, "withdrawn_at": a.now}
            known[line.name] = Milestone.objects.create(project=project, name=line.name, **told)
    PlannedDate.objects.bulk_create(
        PlannedDate(
            baseline=baseline,
            milestone=known[line.name],
            planned=line.planned,
            weight=line.weight,
            owner=line.owner,
            after=[known[name].pk for name in line.after],
        )
        for line in lines
    )


def approve_baseline(*, viewer: Viewer, number: str, version_no: int, answer: str = "") -> Baseline:
    """Takes the place of the one in force, which stays to be seen. Not by who proposed it. Raises Refused, Stale."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "approve_baseline")
        baseline = _proposed(viewer, project, version_no)
        project.baselines.filter(state=BaselineState.ACTIVE).update(state=BaselineState.REPLACED)
        _answer(a, viewer, baseline, BaselineState.ACTIVE, answer)
        clocks = Clocks(project.duty)
        clocks.stop(CHECK, happened_at=a.now)
        _put_in_force(a, project, baseline, clocks)
        clocks.settle()
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "baseline_approved", version=version_no, clocks=clocks.log)
        return baseline


def refuse_baseline(*, viewer: Viewer, number: str, version_no: int, answer: str) -> Baseline:
    """Raises Refused, Stale."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "approve_baseline")
        baseline = _proposed(viewer, project, version_no)
        if not answer.strip():
            raise Refused(_("请写明不批准的理由。"))
        _answer(a, viewer, baseline, BaselineState.REFUSED, answer)
        clocks = Clocks(project.duty)
        clocks.stop(CHECK, happened_at=a.now)
        clocks.settle()
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "baseline_refused", version=version_no, clocks=clocks.log)
        return baseline


def _proposed(viewer: Viewer, project: Project, version_no: int) -> Baseline:
    found = project.baselines.filter(version=version_no, state=BaselineState.PROPOSED)
    baseline = found.select_related("proposed_by__user").first()
    if baseline is None:
        raise Stale(_("这一版计划已经有了结果。"), subject=project.duty.number)
    owners = {post.user_id for post in (project.duty.owner, project.deputy, baseline.proposed_by) if post}
    if viewer.user_id in owners:
        raise Refused(_("提出计划的人和项目责任人不能自己批准，请由另一位审核人员办理。"))
    baseline.project = project
    return baseline


def _answer(a: Act, viewer: Viewer, baseline: Baseline, state: str, answer: str) -> None:
    duty = baseline.project.duty
    baseline.state, baseline.answer = state, answer.strip()[:400]
    baseline.approved_by, baseline.approved_at = acting_post(viewer, duty), a.now
    baseline.save(update_fields=["state", "answer", "approved_by", "approved_at"])
    code = "baseline_approved" if state == BaselineState.ACTIVE else "baseline_refused"
    readers = {duty.owner.user, baseline.proposed_by.user}
    tell_all(a, readers=readers, code=code, subject=duty.number, key=f"baseline:{baseline.pk}")


def _put_in_force(a: Act, project: Project, baseline: Baseline, clocks: Clocks) -> None:
    """Its milestones stand, others that are not met are withdrawn; the deadlines follow its dates."""
    old = {row.milestone_id: row.planned for row in _replaced_dates(project)}
    project.milestones.filter(withdrawn_at=None, met_on=None).update(withdrawn_at=a.now)
    stop_clocks(clocks, a.now)
    for place, row in enumerate(baseline.dates.order_by("id").select_related("milestone")):
        milestone = row.milestone
        milestone.withdrawn_at, milestone.position = None, place
        milestone.weight, milestone.owner_id = row.weight, row.owner_id
        milestone.save(update_fields=["withdrawn_at", "position", "weight", "owner"])
        milestone.after.set(row.after)
        if milestone.met_on is not None:
            continue
        start_clock(clocks, milestone, row.planned, a.now)
        # The owner's own date stays his own; a date that was the old plan's follows the plan.
        if milestone.forecast is None or milestone.forecast == old.get(milestone.pk):
            date_step(a, milestone, row.planned, by=baseline.proposed_by, reason="")


def _replaced_dates(project: Project) -> list[PlannedDate]:
    last = project.baselines.filter(state=BaselineState.REPLACED).order_by("-version").first()
    return list(last.dates.all()) if last else []
