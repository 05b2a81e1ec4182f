"""What a project's page shows of its site."""

from datetime import datetime
from typing import Any

from luodi.directory.viewer import Viewer
from luodi.projects.models import Project


def panel(viewer: Viewer, project: Project, now: datetime) -> dict[str, Any]:
    return {}
