"""Evidence moves a stage: it is brought, asked to count, and judged by somebody else. There is no other way."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.models import Duty
from luodi.duties.reach import acting_post
from luodi.duties.steps import move
from luodi.ledger.acts import Act, Refused, act
from luodi.notices.actions import tell_all
from luodi.projects.actions.milestones import meet_stage_step, reopen_stages_step
from luodi.projects.criteria import criteria, missing, standing_evidence
from luodi.projects.models import GateDecision, Project
from luodi.projects.reach import locked_project, progress_of
from luodi.projects.rules import ORDER, ROUTES, Lack, Passed, Side, Stage, Template, next_stage

ABOUT = "gate"  # which of the checks of a project
CHECK = f"check:{ABOUT}"
# Stage -> the date of the project that it sets.
DATES = {Stage.STARTED: "started_on", Stage.COMPLETED: "completed_on", Stage.PRODUCING: "producing_on"}


def lacks(project: Project, stage: str) -> list[Lack]:
    """What is missing before the project may stand at `stage`."""
    return [line.lack for line in missing(criteria(project, stage, standing_evidence(project)))]


def ask_gate(
    *,
    viewer: Viewer,
    number: str,
    to: str,
    happened_on: date | None = None,
    reason: str = "",
    version: int | None = None,
) -> GateDecision:
    """The owner's side says that the next stage is reached, or that the project has to go back. Raises Refused."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "ask_gate", version=version)
        if project.gates.filter(outcome="").exists():
            raise Refused(_("已经有一项阶段申请在等审核。"))
        day = happened_on or localdate(a.now)
        _check_way(project, to, reason)
        _check_day(a, project, to, day)
        if absent := lacks(project, to) if _forward(project, to) else []:
            raise Refused(_lack_sentence(to, absent))
        by = acting_post(viewer, project.duty)
        gate = GateDecision.objects.create(
            project=project,
            from_stage=project.stage,
            to_stage=to,
            reason=reason.strip()[:400],
            asked_by=by,
            asked_at=a.now,
            happened_on=day,
        )
        clocks = Clocks(project.duty)
        clocks.start("check", allowances()["check"], at=a.now, about=ABOUT)
        clocks.settle()
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "gate_asked", to=to, frm=project.stage, clocks=clocks.log)
        return gate


def decide(
    *,
    viewer: Viewer,
    number: str,
    to: str,
    outcome: str = Passed.PASS,
    reason: str = "",
    happened_on: date | None = None,
    version: int | None = None,
) -> GateDecision:
    """A checker passes, returns or puts off a move of stage. Who asked, or answers for the project, does not decide.

    Passing forwards needs everything that the stage asks for; a photo whose place is not proven needs in `reason` how
    it was checked. Backwards needs the reason. Raises Refused, Stale.
    """
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "decide_gate", version=version)
        asked = project.gates.filter(outcome="").select_related("asked_by").first()
        _check_decider(viewer, project, asked)
        _check_way(project, to, reason if outcome == Passed.PASS else "-")
        lines = criteria(project, to, standing_evidence(project))
        day = happened_on or (asked.happened_on if asked and asked.to_stage == to else localdate(a.now))
        if outcome == Passed.PASS:
            _check_day(a, project, to, day)
            if _forward(project, to):
                _check_proof(to, lines, reason)
        elif not reason.strip():
            raise Refused(_("请写明退回或暂不决定的理由，申请人要知道缺什么。"))
        gate = asked if asked and asked.to_stage == to and outcome != Passed.HOLD else GateDecision(project=project)
        gate.from_stage, gate.to_stage, gate.outcome = project.stage, to, outcome
        gate.asked_by = asked.asked_by if asked else None
        gate.asked_at = asked.asked_at if asked else None
        gate.criteria = [line.stored() for line in lines]
        # What the owner's side wrote when asking stays in front of the answer.
        gate.reason = " / ".join(part for part in (gate.reason, reason.strip()) if part)[:400]
        gate.decided_by, gate.decided_at, gate.happened_on = acting_post(viewer, project.duty), a.now, day
        gate.save()
        _carry_out(a, project, gate, asked)
        return gate


def _carry_out(a: Act, project: Project, gate: GateDecision, asked: GateDecision | None) -> None:
    duty, clocks = project.duty, Clocks(project.duty)
    if gate.outcome != Passed.HOLD:
        clocks.stop(CHECK, happened_at=a.now)
    closed = duty.closed
    if gate.outcome == Passed.PASS:
        if asked is not None and asked.pk != gate.pk:  # decided otherwise than it was asked
            asked.outcome, asked.decided_by, asked.decided_at = Passed.RETURN, gate.decided_by, a.now
            asked.save(update_fields=["outcome", "decided_by", "decided_at"])
        _take_stage(project, gate)
        if _forward_of(gate):
            meet_stage_step(a, project, clocks, stage=gate.to_stage, met_on=gate.happened_on)
        else:
            beyond = [stage for stage, place in ORDER.items() if place > ORDER[gate.to_stage]]
            reopen_stages_step(a, project, clocks, beyond)
        closed = a.now if next_stage(project.template, project.stage) is None else None
        if closed:
            clocks.stop_all(happened_at=a.now)
    clocks.settle()
    move(duty, allowed={duty.progress}, to=progress_of(project), closed=closed)
    weak = sum(1 for line in gate.criteria if line["weak"])
    told: dict[str, Any] = {"frm": gate.from_stage, "to": gate.to_stage, "outcome": gate.outcome, "weak": weak}
    a.record(duty.number, "gate_decided", gate=gate.pk, clocks=clocks.log, **told)
    _tell_owner(a, duty, gate)


def _tell_owner(a: Act, duty: Duty, gate: GateDecision) -> None:
    code = {Passed.PASS: "gate_passed", Passed.RETURN: "gate_returned"}.get(Passed(gate.outcome), "gate_held")
    readers = {duty.owner.user} | ({gate.asked_by.user} if gate.asked_by else set())
    tell_all(a, readers=readers, code=code, subject=duty.number, key=f"gate:{gate.pk}:{gate.outcome}")


def _take_stage(project: Project, gate: GateDecision) -> None:
    """The stage and its date; on the way back the dates of what is not reached any more go."""
    project.stage = gate.to_stage
    changed = ["stage"]
    if _forward_of(gate):
        name = DATES.get(Stage(gate.to_stage))
        if gate.to_stage == Stage.BUILDING and project.started_on is None:
            name = "started_on"  # a template without a stage of its own for the start
        if name:
            setattr(project, name, gate.happened_on)
            changed.append(name)
    else:
        for stage, name in DATES.items():
            if ORDER[stage] > ORDER[gate.to_stage] and getattr(project, name) is not None:
                setattr(project, name, None)
                changed.append(name)
    project.save(update_fields=changed)


def _forward_of(gate: GateDecision) -> bool:
    return ORDER[gate.to_stage] > ORDER[gate.from_stage]


def _forward(project: Project, to: str) -> bool:
    return ORDER[to] > ORDER[project.stage]


def _check_decider(viewer: Viewer, project: Project, asked: GateDecision | None) -> None:
    posts = [post for post in (project.duty.owner, project.deputy, asked.asked_by if asked else None) if post]
    if viewer.user_id in {post.user_id for post in posts}:
        raise Refused(_("申请的人和项目责任人不能自己审核，请由另一位审核人员决定。"))


def _check_way(project: Project, to: str, reason: str) -> None:
    """Forwards one stage of the template's route at a time; backwards to any earlier one, with a reason."""
    if project.side == Side.PAUSED:
        raise Refused(_("项目暂缓中，请先恢复。"))
    if to not in ORDER or to not in ROUTES[Template(project.template)] or to == project.stage:
        raise Refused(_("这一类项目没有这个阶段，或已经在这个阶段。"))
    if _forward(project, to):
        following = next_stage(project.template, project.stage)
        if to != following:
            said = {"next": Stage(following).label if following else ""}
            raise Refused(_("下一阶段是“%(next)s”，不能跳过。") % said)
    elif not reason.strip():
        raise Refused(_("退回以前的阶段要写明理由。"))


def _check_day(a: Act, project: Project, to: str, day: date) -> None:
    if day > localdate(a.now):
        raise Refused(_("发生日期在以后，请核对。"))
    late = to in (Stage.COMPLETED, Stage.PRODUCING) and _forward(project, to)
    if late and project.started_on is not None and day < project.started_on:
        raise Refused(_("“%(stage)s”的日期早于开工日期，请核对。") % {"stage": Stage(to).label})


def _check_proof(to: str, lines: list[Any], reason: str) -> None:
    if absent := missing(lines):
        raise Refused(_lack_sentence(to, [line.lack for line in absent]))
    if any(line.weak for line in lines) and not reason.strip():
        raise Refused(_("照片位置未证实，请写明怎样核实的：地点、核实人和电话。"))


def _lack_sentence(to: str, absent: list[Lack]) -> str:
    names = _("、").join(str(one.name) for one in absent)
    return _("到“%(stage)s”还缺：%(names)s。") % {"stage": Stage(to).label, "names": names}
