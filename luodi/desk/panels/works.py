"""What a project's page shows of its works: points in three columns, goals with what is reached."""

from datetime import datetime
from typing import Any

from luodi.desk.works import columns, part_line
from luodi.directory.viewer import Viewer
from luodi.projects.models import Project
from luodi.works.dossier import works_about
from luodi.works.rules import POINTS, Kind


def panel(viewer: Viewer, project: Project, now: datetime) -> dict[str, Any]:
    """Works about the project and what hangs under them; four queries at most."""
    works = works_about(viewer, project.duty)
    parts = [work for work in works if work.kind in (*POINTS, Kind.GOAL)]
    parts += [part for work in works for part in work.below]
    shown, goals = columns(parts, now), [part_line(part, now) for part in parts if part.kind == Kind.GOAL]
    whole = [part_line(work, now) for work in works if work.kind not in (*POINTS, Kind.GOAL)]
    lines = [line for column in shown for line in column.lines] + goals + whole
    return {
        "works_columns": shown,
        "works_goals": goals,
        "works_own": whole or lines,
        "works_late": sum(line.tone == "late" for line in lines),
        "works_number": project.duty.number,
        "works_may_add": project.duty.closed is None and any("work" in post.remit for post in viewer.posts),
    }
