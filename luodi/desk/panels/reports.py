"""What a project's page shows of its reports: the one it owes, every version, its light with claim and confidence."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from luodi.desk.checks import light_words, versions
from luodi.directory.viewer import Viewer
from luodi.duties.reach import may
from luodi.projects.models import Project
from luodi.projects.roundlist import round_to_report, standing_report
from luodi.projects.rules import ENDED, ReportState
from luodi.ui.timewords import due_words

SHOWN = 6


def panel(viewer: Viewer, project: Project, now: datetime) -> dict[str, Any]:
    found, light = versions(project), light_words(project, now)
    one = round_to_report(project, now) if project.side not in ENDED else None
    there = standing_report(project, one) if one else None
    waits = one is not None and (there is None or there.state in (ReportState.DRAFT, ReportState.RETURNED))
    return {
        "reports_versions": found[:SHOWN],
        "reports_earlier": found[SHOWN:],
        "reports_light": light,
        "reports_latest": found[0] if found else None,
        "reports_round": one,
        "reports_url": reverse("desk:report", args=[project.duty.number, one.pk]) if one else "",
        "reports_owed": waits and may(viewer, "report", project.duty),
        "reports_until": due_words(one.due, now) if one else "",
        "reports_late": bool(one and waits and now > one.due),
    }
