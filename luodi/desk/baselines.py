"""Plans of a project beside each other, and the one in force as the beginning of the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from luodi.projects.dossier import ProjectDossier
from luodi.projects.models import Baseline, Milestone
from luodi.projects.words import plain


@dataclass(frozen=True, slots=True)
class Cell:
    """A date of one plan; `days` is how much later than in the plan before it, where both have one."""

    planned: date | None
    days: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    milestone: Milestone
    cells: list[Cell]


def compared(baselines: Sequence[Baseline]) -> list[Row]:
    """A row for each milestone that any of the plans names, a cell for each plan in the order given, newest first."""
    milestones: dict[int, Milestone] = {}
    dates: list[dict[int, date]] = []
    for baseline in baselines:
        rows = list(baseline.dates.all())
        dates.append({row.milestone_id: row.planned for row in rows})
        milestones |= {row.milestone_id: row.milestone for row in rows if row.milestone_id not in milestones}
    return [Row(milestone, _cells(dates, pk)) for pk, milestone in milestones.items()]


def _cells(dates: list[dict[int, date]], milestone: int) -> list[Cell]:
    cells = []
    for place, plan in enumerate(dates):
        planned = plan.get(milestone)
        before = dates[place + 1].get(milestone) if place + 1 < len(dates) else None
        cells.append(Cell(planned, (planned - before).days if planned and before else 0))
    return cells


def curve_lines(d: ProjectDossier) -> str:
    """The curve in force as it is typed: a new plan that moves one date keeps it."""
    return "\n".join(f"{on} {percent:g}" for on, percent in d.baseline.curve) if d.baseline else ""


def proposed_lines(d: ProjectDossier) -> list[dict[str, Any]]:
    """What is not met yet, as the plan in force has it; the stages that are still to come where there is none."""
    if d.baseline:
        rows = [row for row in d.baseline.dates.all() if row.milestone.met_on is None]
        names = {row.milestone_id: row.milestone.name for row in rows}
        return [
            {
                "name": row.milestone.name,
                "planned": row.planned,
                "weight": plain(row.weight),
                "stage": row.milestone.stage,
                "after": "、".join(names[pk] for pk in row.after if pk in names),
            }
            for row in rows
        ]
    return [{"name": str(stage.label), "stage": stage.value} for stage in d.later]
