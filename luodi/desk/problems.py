"""Problems at the desk: a row of the list, one problem on a page, the acts on it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.desk.acts import Act, Data
from luodi.desk.forms import problems as forms
from luodi.desk.forms.acts import ActForm, AtOnceForm
from luodi.desk.rows import DeskRow, own_strip, plain_row, url_of
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.projects.actions import problems as acts
from luodi.projects.models import Problem
from luodi.projects.problems import ProblemDossier
from luodi.projects.rules import Asked, ProblemState
from luodi.projects.sites import days_blocked

CHANNELS = dict(forms.CHANNELS)


def problem_row(duty: Duty, *, viewer: Viewer, now: datetime) -> DeskRow:
    """Needs `problems.BESIDE`; costs no query."""
    problem: Problem = duty.problem
    asked = _("请%(level)s解决") % {"level": problem.get_asked_display()}
    parts = [problem.project.duty.title, str(problem.get_category_display()), asked]
    if problem.milestone is not None:
        parts.append(_("耽误“%(milestone)s”") % {"milestone": problem.milestone.name})
    return replace(
        plain_row(duty, viewer=viewer, now=now),
        gist=" · ".join(parts),
        tag=str(ProblemState(duty.progress).label),
        tag_tone="done" if duty.closed else "",
    )


def _who(d: ProblemDossier, data: Data, *names: str) -> dict[str, Any]:
    given = {name: data[name] for name in names}
    return {"viewer": d.viewer, "number": d.duty.number, "version": data["version"], **given}


def _accept(d: ProblemDossier, data: Data) -> str:
    acts.accept_problem(**_who(d, data, "plan", "plan_due"))
    return _("已受理，提出人会看到怎么办、哪天办好。")


def _pass_up(d: ProblemDossier, data: Data) -> str:
    problem = acts.pass_up(**_who(d, data, "reason"))
    return _("已请%(level)s协调，时限重新计算。") % {"level": Asked(problem.asked).label}


def _solve(d: ProblemDossier, data: Data) -> str:
    acts.solve(**_who(d, data, "words", "file"))
    return _("已办，等提出人确认。")


def _confirm(d: ProblemDossier, data: Data) -> str:
    acts.confirm(**_who(d, data))
    return _("已确认解决。")


def _reopen(d: ProblemDossier, data: Data) -> str:
    problem = acts.reopen(**_who(d, data, "reason"))
    return _("已退回并上报一级，由%(owner)s负责。") % {"owner": problem.duty.owner}


ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("confirmation", "confirm_problem", lazy_in("按钮", "确认解决"), "s", "check", AtOnceForm, _confirm,
            lambda d: d.may_judge, at_once=True),
        Act("reopening", "confirm_problem", lazy("没有解决，上报一级"), "b", "back", forms.ReasonForm, _reopen,
            lambda d: d.may_judge),
        Act("acceptance", "solve_problem", lazy_in("按钮", "受理"), "a", "check", forms.AcceptForm, _accept,
            lambda d: d.duty.progress == ProblemState.RAISED),
        Act("solution", "solve_problem", lazy("已解决"), "y", "check", forms.SolveForm, _solve,
            lambda d: d.unsolved),
        Act("passing_up", "solve_problem", lazy("请上一级协调"), "u", "on", forms.ReasonForm, _pass_up,
            lambda d: d.unsolved and d.problem.asked != Asked.TOP),
    )
}  # fmt: skip


def problem_page(d: ProblemDossier, chosen: str = "", form: ActForm | None = None) -> dict[str, Any]:
    """Of the page of a problem: `chosen` is the act whose `form` is open."""
    problem, number = d.problem, d.duty.number
    offered = [act for act in ACTS.values() if act.is_offered(d)]
    today = localdate(d.now)
    return {
        "d": d,
        "problem": problem,
        "duty": d.duty,
        "project": problem.project,
        "project_url": url_of(problem.project.duty.number),
        "here": reverse("desk:problem", args=[number]),
        "strip": own_strip(d.duty, viewer=d.viewer, now=d.now),
        "state": ProblemState(d.duty.progress).label,
        "channel": CHANNELS.get(problem.channel, ""),
        "blocked": days_blocked(problem.project, today, problem.milestone_id) if problem.milestone_id else 0,
        "acts": [(act, reverse(f"desk:problem_{act.name}", args=[number])) for act in offered],
        "chosen": ACTS[chosen] if chosen else None,
        "chosen_url": reverse(f"desk:problem_{chosen}", args=[number]) if chosen else "",
        "form": form,
        "blank": {"version": d.duty.version, "seen": timezone.now().isoformat()},
        "stream": d.lines,
        "may_instruct": d.duty.closed is None and d.may("instruct"),
        "may_supervise": d.duty.closed is None and d.may("supervise"),
    }
