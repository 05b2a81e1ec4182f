"""What a project's page shows of its reports: the one it owes, every version, its light with claim and confidence."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from luodi.desk.reporting import version_of
from luodi.directory.viewer import Viewer
from luodi.duties.reach import standing
from luodi.duties.rules import MAY
from luodi.projects.lightfacts import reading_of
from luodi.projects.lightwords import sentence
from luodi.projects.models import Project
from luodi.projects.roundlist import history, round_to_report
from luodi.projects.rules import ENDED, ReportState
from luodi.ui.timewords import due_words

SHOWN = 6
WRITABLE = (ReportState.DRAFT, ReportState.RETURNED)


def panel(viewer: Viewer, project: Project, now: datetime) -> dict[str, Any]:
    rows = history(project)
    sent = [version_of(report) for report in rows if report.state != ReportState.DRAFT]
    one = round_to_report(project, now) if project.side not in ENDED else None
    there = next((report for report in rows if one and report.round_id == one.pk), None)
    waits = one is not None and (there is None or there.state in WRITABLE)
    found = reading_of(project, now)
    reading = found[1] if found else None
    return {
        "reports_versions": sent[:SHOWN],
        "reports_earlier": sent[SHOWN:],
        "reports_reasons": [sentence(reason) for reason in reading.reasons] if reading else [],
        "reports_latest": sent[0] if sent else None,
        "reports_round": one,
        "reports_url": reverse("desk:report", args=[project.duty.number, one.pk]) if one else "",
        "reports_owed": waits and _may_report(viewer, project),
        "reports_until": due_words(one.due, now) if one else "",
        "reports_late": bool(one and waits and now > one.due),
    }


def _may_report(viewer: Viewer, project: Project) -> bool:
    """Without a query; the page of the report asks again."""
    return project.deputy_id in viewer.post_ids or bool(standing(viewer, project.duty) & MAY["report"])
