"""Projects at the desk: a row of the library, and the acts on one project."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.desk.acts import Act, Data
from luodi.desk.forms import projects as forms
from luodi.desk.forms.acts import ActForm, AtOnceForm
from luodi.desk.forms.rounds import LightForm
from luodi.desk.lights import end_by_hand, is_by_hand, set_by_hand
from luodi.desk.panels import panels
from luodi.desk.rows import DeskRow, own_strip, url_of
from luodi.directory import reach
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.enquiries.industries import division_name
from luodi.landing.following import origin_of
from luodi.projects.actions import gates, library, milestones, proving
from luodi.projects.dossier import ProjectDossier, unmet
from luodi.projects.listing import lights_by_hand
from luodi.projects.models import LightOverride, Project
from luodi.projects.rules import Light, Passed, Side, Stage
from luodi.projects.words import money


@dataclass(frozen=True, slots=True)
class ProjectRow(DeskRow):
    """With its light (the one set by hand where there is one) and its money."""

    light: str = Light.GREY
    light_word: Any = ""
    by_hand: bool = False
    total: str = ""
    plan: str = ""
    done: str = ""
    percent: str = ""


def project_rows(duties: list[Duty], *, viewer: Viewer, now: datetime) -> list[ProjectRow]:
    """Needs `beside=("project", …)`; one query for lights set by hand."""
    hands = lights_by_hand((duty.pk for duty in duties), timezone.localdate(now))
    return [_row(duty, hands.get(duty.pk), viewer, now) for duty in duties]


def project_row(duty: Duty, *, viewer: Viewer, now: datetime) -> ProjectRow:
    """The same among rows of other kinds: with the light of the rules, so that it costs no query."""
    return _row(duty, None, viewer, now)


def _row(duty: Duty, by_hand: LightOverride | None, viewer: Viewer, now: datetime) -> ProjectRow:
    project: Project = duty.project
    light = by_hand.light if by_hand else project.light
    tag, tone = standing_word(project, closed=duty.closed is not None)
    return ProjectRow(
        title=duty.title,
        url=url_of(duty.number),
        number=duty.number,
        gist=gist_of(project, duty),
        tag=tag,
        tag_tone=tone,
        strip=own_strip(duty, viewer=viewer, now=now),
        kind="project",
        light=light,
        light_word=Light(light).label,
        by_hand=by_hand is not None,
        total=money(project.total),
        plan=money(project.year_plan),
        done=money(project.year_done) if project.year_plan else "",
        percent=percent_of(project.year_done, project.year_plan),
    )


def standing_word(project: Project, *, closed: bool) -> tuple[str, str]:
    if project.side:
        return str(Side(project.side).label), "held" if project.side == Side.PAUSED else "none"
    return str(Stage(project.stage).label), "done" if closed else ""


def gist_of(project: Project, duty: Duty) -> str:
    place = duty.place or duty.district or duty.city
    listed = f"{project.get_level_display()} {project.listed_year or ''}".strip() if project.level else ""
    parts = [place.name, project.get_sector_display() if project.sector else "", listed, project.sponsor_name]
    return " · ".join(str(part) for part in parts if part)


def percent_of(part: int, whole: int | None) -> str:
    """To one decimal, half up, by whole numbers; empty where there is no plan."""
    if not whole:
        return ""
    tenths = (part * 2000 + whole) // (whole * 2)
    return f"{tenths // 10}.{tenths % 10}%"


def _who(d: ProjectDossier, data: Data, *names: str) -> dict[str, Any]:
    """What every act takes, and those fields of the form that it names as the act does."""
    return {"viewer": d.viewer, "number": d.duty.number, **{name: data[name] for name in names}}


def _ask(d: ProjectDossier, data: Data) -> str:
    gate = gates.ask_gate(**_who(d, data, "to", "happened_on", "reason", "version"))
    return _("已申请到“%(stage)s”，等审核人员决定。") % {"stage": gate.get_to_stage_display()}


def _decide(d: ProjectDossier, data: Data) -> str:
    gate = gates.decide(**_who(d, data, "to", "outcome", "happened_on", "reason", "version"))
    if gate.outcome == Passed.PASS:
        return _("已通过，项目现在是“%(stage)s”。") % {"stage": gate.get_to_stage_display()}
    return _("已记下“%(outcome)s”，责任人会看到理由。") % {"outcome": gate.get_outcome_display()}


def _prove(d: ProjectDossier, data: Data) -> str:
    told = ("kind", "file", "words", "dated", "taken_at", "is_public")
    where = (data["longitude"], data["latitude"])
    made = proving.prove(**_who(d, data, *told), place=where if None not in where else None)
    if made.shows_place_weakly:
        return _("照片已收下，审核时证明力较弱：%(place)s。") % {"place": made.place_said}
    return _("凭证已收下。")


def _move(d: ProjectDossier, data: Data) -> str:
    told = {"milestone": data["milestone"].pk, "forecast": data["forecast"], "reason": data["reason"]}
    milestones.move_milestone(**_who(d, data, "version"), **told)
    return _("预计日期已更新，原来的日期保留在记录里。")


def _meet(d: ProjectDossier, data: Data) -> str:
    proof = data["evidence"].pk if data["evidence"] else None
    told = {"milestone": data["milestone"].pk, "met_on": data["met_on"], "evidence": proof}
    milestones.meet_milestone(**_who(d, data, "version"), **told)
    return _("节点已登记完成。")


def _plan_year(d: ProjectDossier, data: Data) -> str:
    library.set_year_plan(**_who(d, data, "year", "amount", "reason", "version"))
    return _("年度计划已确定。")


def _set_deputy(d: ProjectDossier, data: Data) -> str:
    library.set_deputy(**_who(d, data, "deputy", "version"))
    return _("副责任人已更新。")


def _set_aside(d: ProjectDossier, data: Data) -> str:
    library.set_aside(**_who(d, data, "side", "reason", "until", "version"))
    return _("已记下，原因留在记录里。")


def _resume(d: ProjectDossier, data: Data) -> str:
    library.resume(**_who(d, data, "version"))
    return _("项目已恢复。")


def _ways(d: ProjectDossier) -> list[tuple[str, Any]]:
    onward = [(d.next, Stage(d.next).label)] if d.next else []
    back = [(stage.value, _("退回：%(stage)s") % {"stage": stage.label}) for stage in reversed(d.earlier)]
    return [*onward, *back]


def _asking(d: ProjectDossier) -> dict[str, Any]:
    return {"ways": _ways(d)}


def _deciding(d: ProjectDossier) -> dict[str, Any]:
    return {"ways": _ways(d), "asked": d.asked}


def _proving(d: ProjectDossier) -> dict[str, Any]:
    kinds = [kind for line in d.missing for kind in sorted(line.lack.evidence)]
    return {"wanted": kinds[0] if kinds else ""}


def _unmet(d: ProjectDossier) -> dict[str, Any]:
    return {"milestones": unmet(d)}


def _meeting(d: ProjectDossier) -> dict[str, Any]:
    return {
        "milestones": unmet(d).filter(stage=""),
        "proofs": d.project.evidence.filter(withdrawn_at=None).select_related("attachment"),
    }


def _colleagues(d: ProjectDossier) -> dict[str, Any]:
    held = reach.posts(d.viewer).held(timezone.now()).filter(unit=d.duty.unit_id)
    return {"colleagues": held.exclude(role=Post.Role.OPERATOR).exclude(pk=d.duty.owner_id)}


def _goes_on(d: ProjectDossier) -> bool:
    return not d.project.side


ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("gate_decision", "decide_gate", lazy("审核阶段"), "s", "check", forms.GateDecideForm, _decide, _goes_on,
            _deciding),
        Act("resumption", "keep_project", lazy("恢复项目"), "o", "again", AtOnceForm, _resume,
            lambda d: d.project.side == Side.PAUSED, at_once=True),
        Act("proof", "keep_project", lazy("提交凭证"), "u", "clip", forms.ProofForm, _prove, lambda d: not d.ended,
            _proving),
        Act("gate_request", "ask_gate", lazy("申请转阶段"), "a", "on", forms.GateAskForm, _ask,
            lambda d: _goes_on(d) and d.asked is None, _asking),
        Act("milestone_date", "report", lazy("改节点预计"), "t", "calendar", forms.MilestoneDateForm, _move,
            lambda d: _goes_on(d) and any(not one.milestone.met_on for one in d.milestones), _unmet),
        Act("milestone_met", "report", lazy("节点完成"), "m", "check", forms.MilestoneMetForm, _meet,
            lambda d: _goes_on(d) and any(not (one.milestone.met_on or one.milestone.stage) for one in d.milestones),
            _meeting),
        Act("year_plan", "keep_project", lazy("年度计划"), "y", "page", forms.YearPlanForm, _plan_year,
            lambda d: not d.ended),
        Act("deputy", "keep_project", lazy("副责任人"), "p", "person", forms.DeputyForm, _set_deputy,
            lambda d: not d.ended, _colleagues),
        Act("light", "override_light", lazy_in("按钮", "人工定灯"), "l", "duty", LightForm, set_by_hand,
            lambda d: not d.ended),
        Act("light_end", "override_light", lazy("结束人工定灯"), "k", "again", AtOnceForm, end_by_hand,
            is_by_hand, at_once=True),
        Act("aside", "keep_project", lazy("暂缓或终止"), "z", "pause", forms.AsideForm, _set_aside, _goes_on),
    )
}  # fmt: skip


def offered(d: ProjectDossier) -> list[tuple[Act, str]]:
    """The acts this viewer has now with their addresses, what the state asks for first."""
    able = [act for act in ACTS.values() if act.is_offered(d)]
    return [(act, reverse(f"desk:project_{act.name}", args=[d.duty.number])) for act in able]


def project_page(d: ProjectDossier, chosen: str = "", form: ActForm | None = None) -> dict[str, Any]:
    """Of the page of a project: `chosen` is the act whose `form` is open."""
    now, number, project = timezone.now(), d.duty.number, d.project
    by_hand = lights_by_hand([project.pk], d.today).get(project.pk)
    tag, tone = standing_word(project, closed=d.duty.closed is not None)
    return {
        "d": d,
        "project": project,
        "duty": d.duty,
        "here": reverse("desk:project", args=[number]),
        "strip": own_strip(d.duty, viewer=d.viewer, now=now),
        "tag": tag,
        "tag_tone": tone,
        "light": by_hand.light if by_hand else project.light,
        "light_word": Light(by_hand.light if by_hand else project.light).label,
        "by_hand": by_hand,
        "origin": origin_of(d.viewer, d.duty),
        "industry": division_name(project.industry[:2]),
        "figures": money_of(project),
        "acts": offered(d),
        "chosen": ACTS[chosen] if chosen else None,
        "chosen_url": reverse(f"desk:project_{chosen}", args=[number]) if chosen else "",
        "form": form,
        "blank": {"version": d.duty.version, "seen": now.isoformat()},
        "may_keep": d.may("keep_project") and not d.ended,
        **panels(d.viewer, project, now),
    }


def money_of(project: Project) -> list[Mapping[str, Any]]:
    """Total, the year's plan and what came of it, what arrived: each with what it is measured against."""
    year = project.year or ""
    return [
        {"label": _("计划总投资"), "value": money(project.total) or "—", "of": ""},
        {"label": _("%(year)s 年计划") % {"year": year}, "value": money(project.year_plan) or "—", "of": ""},
        {
            "label": _("本年完成"),
            "value": money(project.year_done),
            "of": _("年计划的 %(percent)s") % {"percent": percent_of(project.year_done, project.year_plan)}
            if project.year_plan
            else "",
        },
        {
            "label": _("开工以来完成"),
            "value": money(project.invested),
            "of": _("总投资的 %(percent)s") % {"percent": percent_of(project.invested, project.total)}
            if project.total
            else "",
        },
    ]
