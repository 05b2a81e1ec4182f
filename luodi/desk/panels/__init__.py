"""The parts of a project's page: each reads what its template `desk/projects/<name>_panel.html` shows."""

from datetime import datetime
from typing import Any

from luodi.desk.panels import approvals, gates, problems, publication, reports, site, works
from luodi.directory.viewer import Viewer
from luodi.projects.models import Project

PANELS = (gates, approvals, reports, site, problems, works, publication)


def panels(viewer: Viewer, project: Project, now: datetime) -> dict[str, Any]:
    """The context of all parts, merged; their names differ."""
    context: dict[str, Any] = {}
    for part in PANELS:
        context |= part.panel(viewer, project, now)
    return context
