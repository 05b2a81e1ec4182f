"""What is forecast: milestones and quantities as they stand on a day, read in sets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.timezone import localdate

from luodi.projects.models import Forecast, Measurement, Milestone, PlannedDate, Project, Quantity, Stoppage
from luodi.projects.rules import BaselineState, Kind, Stage
from luodi.projects.sites import SiteDays, morning_of, site_days

Points = list[tuple[date, float]]
Key = tuple[int, int | None, int | None]


@dataclass(frozen=True)
class Goal:
    """A milestone, or a quantity without one, as it stands on `today`."""

    project: Project
    today: date
    milestone: Milestone | None = None
    due: date | None = None
    measured: "tuple[Measured, ...]" = ()
    current: Forecast | None = None

    @property
    def key(self) -> Key:
        """A milestone has one forecast; a quantity without one has its own."""
        quantity = None if self.milestone else self.measured[0].quantity.pk
        return self.project.pk, self.milestone.pk if self.milestone else None, quantity


@dataclass(frozen=True)
class Measured:
    quantity: Quantity
    points: Points
    days: SiteDays


def issued_now(projects: Sequence[Project]) -> dict[Key, Forecast]:
    """The forecasts in force, by the key of their goal."""
    found = Forecast.objects.filter(project__in=[project.pk for project in projects], is_current=True)
    return {(one.project_id, one.milestone_id, None if one.milestone_id else one.quantity_id): one for one in found}


def goals(projects: Sequence[Project], now: datetime, current: Mapping[Key, Forecast]) -> list[Goal]:
    """What is forecast of each: its completion, and whatever has a measured quantity. Six queries for a set."""
    today, keys = localdate(now), [project.pk for project in projects]
    milestones: dict[int, list[Milestone]] = defaultdict(list)
    for one in Milestone.objects.filter(project__in=keys, withdrawn_at=None, met_on=None).order_by("position", "pk"):
        milestones[one.project_id].append(one)
    planned = _planned(keys)
    measured = _measured(projects, now)
    found = []
    for project in projects:
        theirs = _goals(project, today, milestones[project.pk], planned, measured[project.pk])
        found += [replace(goal, current=current.get(goal.key)) for goal in theirs]
    return found


def _goals(
    project: Project,
    today: date,
    milestones: list[Milestone],
    planned: Mapping[int, date],
    measured: list[Measured],
) -> list[Goal]:
    by_milestone: dict[int | None, list[Measured]] = defaultdict(list)
    for one in measured:
        by_milestone[one.quantity.milestone_id].append(one)
    last = completion(milestones)
    found = [
        Goal(project, today, one, planned.get(one.pk), tuple(by_milestone[one.pk]))
        for one in milestones
        if by_milestone[one.pk] or one == last
    ]
    return found + [Goal(project, today, None, one.quantity.ends_on, (one,)) for one in by_milestone[None]]


def completion(milestones: Iterable[Milestone]) -> Milestone | None:
    """The open milestone with a date that stands for completion, else the last one."""
    dated = [one for one in milestones if one.forecast is not None]
    named = [one for one in dated if one.stage == Stage.COMPLETED]
    return next(reversed(named or dated), None)


def _planned(projects: Iterable[int]) -> dict[int, date]:
    """By milestone, as the baseline in force wants it."""
    found = PlannedDate.objects.filter(baseline__project__in=projects, baseline__state=BaselineState.ACTIVE)
    return dict(found.values_list("milestone", "planned"))


def _measured(projects: Sequence[Project], now: datetime) -> dict[int, list[Measured]]:
    """Only counts that rise to a total have a pace. Without a second measurement the planned start is the first."""
    keys, today = [project.pk for project in projects], localdate(now)
    quantities = list(Quantity.objects.filter(project__in=keys, withdrawn_at=None, kind=Kind.CUMULATIVE).order_by("pk"))
    points: dict[int, Points] = defaultdict(list)
    values = Measurement.objects.filter(quantity__in=quantities, superseded_by=None).order_by("as_of", "pk")
    for quantity, as_of, value in values.values_list("quantity", "as_of", "value"):
        points[quantity].append((morning_of(as_of), float(value)))
    stoppages: dict[int, list[Stoppage]] = defaultdict(list)
    for stoppage in Stoppage.objects.filter(project__in=keys if quantities else []).order_by("since"):
        stoppages[stoppage.project_id].append(stoppage)
    by_pk = {project.pk: project for project in projects}
    found: dict[int, list[Measured]] = defaultdict(list)
    for one in quantities:
        seen = points[one.pk]
        if len(seen) == 1 and one.starts_on and one.starts_on < seen[0][0]:
            seen = [(one.starts_on, 0.0), *seen]
        if seen:
            project = by_pk[one.project_id]
            days = site_days(project, one, stoppages[one.project_id], today)
            found[one.project_id].append(Measured(one, seen, days))
    return found
