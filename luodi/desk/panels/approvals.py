"""What a project's page shows of what it waits for in approvals."""

from datetime import datetime
from typing import Any

from luodi.directory.viewer import Viewer
from luodi.duties.reach import may
from luodi.landing.waiting import waits_of
from luodi.projects.models import Project
from luodi.projects.rules import ENDED, Side


def panel(viewer: Viewer, project: Project, now: datetime) -> dict[str, Any]:
    ended = Side(project.side) in ENDED
    return {
        "approvals_waits": waits_of(project, now),
        "approvals_may_plan": not ended and may(viewer, "keep_project", project.duty),
    }
