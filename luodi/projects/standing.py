"""What follows from a project's accepted reports: the sums, the percent, and the report that counts now.

Reports hold figures of their periods; the columns here are written by the act that accepts or corrects one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from luodi.duties.sets import update_each
from luodi.projects.models import Project, Report, YearPlan

COLUMNS = ("current_id", "year", "year_plan", "year_done", "invested", "arrived", "percent")


@dataclass(frozen=True, slots=True)
class Period:
    """What one accepted report says; amounts are whole yuan."""

    report: int
    as_of: date
    invested: int
    arrived: int
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Standing:
    current_id: int | None
    year: int | None
    year_plan: int | None
    year_done: int
    invested: int
    arrived: int
    percent: Decimal | None


def derived(periods: list[Period], year: int | None, plans: dict[int, int]) -> Standing:
    """`periods` in order of their days; `year` is the least year that the sums of the year may be of."""
    years = [one.as_of.year for one in periods[-1:]] + ([year] if year else [])
    of = max(years, default=None)
    return Standing(
        current_id=periods[-1].report if periods else None,
        year=of,
        year_plan=plans.get(of) if of else None,
        year_done=sum(one.invested for one in periods if one.as_of.year == of),
        invested=sum(one.invested for one in periods),
        arrived=sum(one.arrived for one in periods),
        percent=next((one.percent for one in reversed(periods) if one.percent is not None), None),
    )


def apply(project: Project, *, year: int | None = None) -> None:
    """Step: writes the columns of one project, on the object too. Its duty is locked; `year` turns to that year."""
    found = _standings([project.pk], {project.pk: max(year or 0, project.year or 0) or None})[project.pk]
    for name in COLUMNS:
        setattr(project, name, getattr(found, name))
    project.save(update_fields=[name.removesuffix("_id") for name in COLUMNS])


def rebuild(project_ids: Iterable[int], *, year: int | None = None) -> list[int]:
    """Step: derives a set anew; returns those of which anything was not so. `year` is the least year of the sums."""
    rows = Project.objects.filter(pk__in=list(project_ids)).values_list("pk", *COLUMNS)
    there = {pk: Standing(*columns) for pk, *columns in rows}
    years = {pk: max(year or 0, known.year or 0) or None for pk, known in there.items()}
    wanted = _standings(there, years)
    wrong = [pk for pk, known in there.items() if known != wanted[pk]]
    values = [(*(getattr(wanted[pk], name) for name in COLUMNS), pk) for pk in wrong]
    fields = [name.removesuffix("_id") for name in COLUMNS]
    update_each(Project, fields, values, where=("duty",))
    return wrong


def _standings(project_ids: Iterable[int], years: dict[int, int | None]) -> dict[int, Standing]:
    """Two queries, however many."""
    ids = list(project_ids)
    periods, plans = _periods(ids), _plans(ids)
    return {pk: derived(periods[pk], years[pk], plans[pk]) for pk in ids}


def _periods(ids: list[int]) -> dict[int, list[Period]]:
    found: dict[int, list[Period]] = defaultdict(list)
    rows = Report.objects.counting().filter(project__in=ids).order_by("round__as_of", "pk")
    columns = ("project", "pk", "round__as_of", "invested", "arrived", "percent")
    for project, report, as_of, invested, arrived, percent in rows.values_list(*columns):
        found[project].append(Period(report, as_of, invested or 0, arrived or 0, percent))
    return found


def _plans(ids: list[int]) -> dict[int, dict[int, int]]:
    """Project -> year -> amount; the latest row of a year counts."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows: Any = YearPlan.objects.filter(project__in=ids).order_by("set_at", "pk")
    for project, year, amount in rows.values_list("project", "year", "amount"):
        found[project][year] = amount
    return found
