"""The check at the desk: one report beside what counted before it, and what may be done with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.desk.acts import Act, Data
from luodi.desk.forms import rounds as forms
from luodi.desk.forms.acts import ActForm
from luodi.desk.reporting import doubts_of, sides, version_of
from luodi.desk.rows import own_strip
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.projects.actions import checking, correcting
from luodi.projects.actions.reporting import FIVE
from luodi.projects.dossier import ProjectDossier, project_dossier
from luodi.projects.lightfacts import effective_light, reading_of
from luodi.projects.lightwords import sentence
from luodi.projects.listing import lights_by_hand
from luodi.projects.models import Project, Report
from luodi.projects.roundlist import accepted_before, is_late, queue, report_for, standing_report
from luodi.projects.rules import Light, ReportState


@dataclass(frozen=True)
class Checked:
    """A report with the dossier of its project."""

    of: ProjectDossier
    report: Report

    @property
    def viewer(self) -> Viewer:
        return self.of.viewer

    @property
    def duty(self) -> Duty:
        return self.of.duty

    @property
    def his_own(self) -> bool:
        return self.report.filled_by is not None and self.report.filled_by.user_id == self.viewer.user_id

    def may(self, verb: str) -> bool:
        return self.of.may(verb) and not self.his_own

    def changes_since(self, since: datetime) -> list[str]:
        return self.of.changes_since(since)


def checked(viewer: Viewer, number: str, pk: int) -> Checked:
    """Raises Project.DoesNotExist, Report.DoesNotExist outside the viewer's reach."""
    d = project_dossier(viewer, number, timezone.localdate())
    report = report_for(viewer, number, pk)
    report.project = d.project
    return Checked(d, report)


def _who(d: Checked, data: Data) -> dict[str, Any]:
    return {"viewer": d.viewer, "number": d.duty.number, "report": d.report.pk, "version": data["version"]}


def _accept(d: Checked, data: Data) -> str:
    checking.accept(**_who(d, data), confidence=data["confidence"])
    return _("审核通过，数字已计入。")


def _give_back(d: Checked, data: Data) -> str:
    checking.give_back(**_who(d, data), reason=data["reason"])
    return _("已退回，责任人会收到理由。")


def _visit(d: Checked, data: Data) -> str:
    checking.found(**_who(d, data), words=data["words"])
    return _("核查结果已记下。")


def _correct(d: Checked, data: Data) -> str:
    values = {name: data[name] for name in FIVE}
    new = correcting.correct(**_who(d, data), values=values, reason=data["reason"])
    said = _("已更正，现为第 %(version)s 版，原来的一版保留。") % {"version": new.version}
    return " ".join([said, *doubts_of(d.of, new)])


def _as_it_stands(d: Checked) -> dict[str, Any]:
    return {"standing": {name: getattr(d.report, name) for name in FIVE}}


def _waits(d: Checked) -> bool:
    return d.report.state == ReportState.SUBMITTED and not d.of.ended


def _may_correct(d: Checked) -> bool:
    return d.report.state == ReportState.ACCEPTED and not d.of.ended


ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("acceptance", "check_report", lazy("审核通过"), "s", "check", forms.AcceptForm, _accept, _waits),
        Act("return", "check_report", lazy_in("按钮", "退回"), "b", "back", forms.GiveBackForm, _give_back, _waits),
        Act("visit", "check_report", lazy("登记现场核查"), "v", "place", forms.VisitForm, _visit,
            lambda d: not d.report.found and (_waits(d) or _may_correct(d))),
        Act("correction", "check_report", lazy_in("按钮", "更正"), "c", "page", forms.CorrectForm, _correct,
            _may_correct, _as_it_stands),
    )
}  # fmt: skip


def address(name: str, d: Checked) -> str:
    return reverse(f"desk:report_{name}", args=[d.duty.number, d.report.pk])


def offered(d: Checked) -> list[tuple[Act, str]]:
    return [(act, address(act.name, d)) for act in ACTS.values() if act.is_offered(d)]


def check_page(d: Checked, chosen: str = "", form: ActForm | None = None) -> dict[str, Any]:
    now, report, before = timezone.now(), d.report, accepted_before(d.report)
    acts = offered(d)
    if form is None and acts and acts[0][0].name == "acceptance":
        chosen, form = "acceptance", forms.AcceptForm(initial={"version": d.duty.version, "seen": now.isoformat()})
    following = [one for one in queue(d.viewer) if one.pk != report.pk and not _is_his(one, d.viewer)]
    return {
        "d": d,
        "report": report,
        "duty": d.duty,
        "project": d.of.project,
        "here": reverse("desk:report_check", args=[d.duty.number, report.pk]),
        "strip": own_strip(d.duty, viewer=d.viewer, now=now),
        "before": before,
        "sides": sides(report, before),
        "doubts": doubts_of(d.of, report),
        "late": is_late(report),
        "newest": standing_report(d.of.project, report.round) if report.state == ReportState.SUPERSEDED else None,
        "version": version_of(report),
        "claim": Light(report.claim).label if report.claim else "",
        **light_words(d.of.project, now),
        "following": following[0] if following else None,
        "acts": acts,
        "chosen": ACTS[chosen] if chosen else None,
        "chosen_url": address(chosen, d) if chosen else "",
        "form": form,
        "blank": {"version": d.duty.version, "seen": now.isoformat()},
    }


def _is_his(report: Report, viewer: Viewer) -> bool:
    return report.filled_by is not None and report.filled_by.user_id == viewer.user_id


def light_words(project: Project, now: datetime) -> dict[str, Any]:
    """The light, whether by hand, and what the rules say now; four queries where the city has rules."""
    by_hand = lights_by_hand([project.pk], timezone.localdate(now))
    read = reading_of(project, now)
    reading = read[1] if read else None
    light = effective_light(project, by_hand)
    return {
        "light": light,
        "light_word": Light(light).label,
        "by_hand": by_hand.get(project.pk),
        "light_rules": read[0] if read else None,
        "light_reasons": [sentence(reason) for reason in reading.reasons] if reading else [],
    }
