"""What a project's page shows of its gates: where it stands, what the next stage asks for, what was decided."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from luodi.directory.viewer import Viewer
from luodi.duties.reach import relations
from luodi.projects.dossier import ProjectDossier
from luodi.projects.models import Project
from luodi.projects.rules import ENDED, ORDER, ROUTES, Stage, Template
from luodi.ui.strip import Step


def panel(viewer: Viewer, project: Project, now: datetime) -> dict[str, Any]:
    d = ProjectDossier(project, viewer, relations(viewer, project.duty), localdate(now))
    return {
        "gates_steps": steps_of(project),
        "gates_next": Stage(d.next).label if d.next and project.side not in ENDED else "",
        "gates_criteria": d.criteria,
        "gates_missing": len(d.missing),
        "gates_asked": d.asked,
        "gates_decided": [gate for gate in d.gates if gate.outcome],
        "gates_proofs": d.evidence,
        "gates_may_withdraw": d.may("keep_project") and project.side not in ENDED,
    }


def steps_of(project: Project) -> list[Step]:
    """The whole route of its template."""
    place = ORDER[project.stage]
    return [
        Step(str(stage.label), "was" if ORDER[stage] < place else "now" if ORDER[stage] == place else "")
        for stage in ROUTES[Template(project.template)]
    ]
