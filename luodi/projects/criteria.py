"""What a stage asks for and what a project has of it, line by line: for the page, the form and the decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from luodi.projects.models import Evidence, Project
from luodi.projects.rules import PROOF, REQUIRED, REQUIRED_IF, Lack, asked_columns

COLUMNS = frozenset(REQUIRED) | frozenset(REQUIRED_IF) | {other for other, _value, _since in REQUIRED_IF.values()}


@dataclass(frozen=True)
class Criterion:
    """A column that is to be filled in, or a paper of one of some kinds. `weak`: a photo whose place is not proven."""

    lack: Lack
    met: bool
    evidence: Evidence | None = None

    @property
    def name(self) -> str:
        return str(self.lack.name)

    @property
    def weak(self) -> bool:
        return self.evidence is not None and self.evidence.shows_place_weakly

    def stored(self) -> dict[str, Any]:
        """As a gate decision keeps it."""
        what = {"column": self.lack.column} if self.lack.column else {"evidence": sorted(self.lack.evidence)}
        return {**what, "met": self.met, "weak": self.weak, "evidence_id": self.evidence.pk if self.evidence else None}


def values_of(project: Project) -> dict[str, object]:
    return {name: getattr(project, name) for name in COLUMNS}


def standing_evidence(project: Project) -> list[Evidence]:
    """Not withdrawn; what proves most first."""
    rows = project.evidence.filter(withdrawn_at=None).select_related("attachment", "added_by")
    return sorted(rows, key=lambda one: (one.shows_place_weakly, not one.place_proven, -one.pk))


def criteria(project: Project, stage: str, evidence: Iterable[Evidence]) -> list[Criterion]:
    """Everything `stage` asks for, missing or not."""
    values, held = values_of(project), list(evidence)
    asked = asked_columns(stage, project.template, values)
    lines = [Criterion(Lack(column=name), values[name] not in (None, "")) for name in asked]
    for kinds in PROOF[stage]:
        found = next((one for one in held if one.kind in kinds), None)
        lines.append(Criterion(Lack(evidence=kinds), found is not None, found))
    return lines


def missing(lines: Iterable[Criterion]) -> list[Criterion]:
    return [line for line in lines if not line.met]
