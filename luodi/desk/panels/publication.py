"""What a project's page shows of its publication: the preview that waits for it, what was published, what was wrong."""

from datetime import datetime
from typing import Any

from luodi.bulletin.listing import lines_of_project
from luodi.bulletin.rules import State
from luodi.bulletin.words import cell_words, issue_words
from luodi.directory.viewer import Viewer
from luodi.duties.reach import standing
from luodi.duties.rules import MAY
from luodi.projects.models import Project


def panel(viewer: Viewer, project: Project, now: datetime) -> dict[str, Any]:
    lines = lines_of_project(viewer, project)
    ends = {line.pk: line.edition.window_ends for line in lines if line.edition.state == State.PREVIEW}
    open_ones = [line for line in lines if (until := ends.get(line.pk)) and now < until]
    return {
        "publication_open": open_ones,
        "publication_may_correct": bool(standing(viewer, project.duty) & MAY["report"]),
        "publication_rows": [
            {
                "line": line,
                "issue": issue_words(line.edition),
                "year_done": cell_words("year_done", line.values.get("year_done")),
                "errata": len(line.errata.all()),
                "corrections": len(line.corrections.all()),
            }
            for line in lines
            if line.edition.state == State.PUBLISHED
        ],
        "publication_is_public": project.is_public,
    }
