"""What a project's page shows of its problems, of the instructions on it and of its supervision slips."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from luodi.desk.rows import own_strip, url_of
from luodi.desk.supervision import instruction_lines
from luodi.directory.viewer import Viewer
from luodi.duties.reach import standing
from luodi.duties.rules import MAY
from luodi.projects.models import Problem, Project
from luodi.projects.problems import problems_of
from luodi.projects.rules import ProblemState
from luodi.projects.sites import days_blocked
from luodi.works.open import on_duty, slips_of


def panel(viewer: Viewer, project: Project, now: datetime) -> dict[str, Any]:
    """Six queries at most. Who may instruct or supervise does so as what he is by his posts."""
    held, going_on = standing(viewer, project.duty), project.duty.closed is None
    rows = [_row(problem, viewer, now) for problem in problems_of(viewer, project)]
    return {
        "problems_open": [row for row in rows if not row["closed"]],
        "problems_closed": [row for row in rows if row["closed"]],
        "problems_blocked": days_blocked(project, localdate(now)) if rows else 0,
        "problems_instructions": instruction_lines(on_duty(viewer, project.duty)),
        "problems_slips": slips_of(project.duty),
        "problems_new_url": reverse("desk:problem_entry", args=[project.number]) if going_on else "",
        "problems_may_instruct": going_on and not held.isdisjoint(MAY["instruct"]),
        "problems_may_supervise": going_on and not held.isdisjoint(MAY["supervise"]),
    }


def _row(problem: Problem, viewer: Viewer, now: datetime) -> dict[str, Any]:
    return {
        "problem": problem,
        "url": url_of(problem.duty.number),
        "state": ProblemState(problem.duty.progress).label,
        "closed": problem.duty.closed is not None,
        "strip": own_strip(problem.duty, viewer=viewer, now=now),
    }
