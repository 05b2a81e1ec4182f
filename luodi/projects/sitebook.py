"""A site as its page shows it: quantities with what was measured, dates, reports, stoppages, forecasts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import QuerySet

from luodi.directory.models import WorkCalendar
from luodi.directory.viewer import Viewer
from luodi.projects.curves import points
from luodi.projects.learning import began
from luodi.projects.models import (
    Baseline,
    Forecast,
    Measurement,
    Milestone,
    PlannedDate,
    Project,
    Quantity,
    Report,
    Stoppage,
)
from luodi.projects.rules import BaselineState, ReportState
from luodi.projects.sites import Delay, delay


def open_milestones(project: int) -> "QuerySet[Milestone]":
    return Milestone.objects.filter(project=project, withdrawn_at=None, met_on=None)


def calendar_names() -> dict[str, str]:
    """Calendars that a site may keep, by code."""
    return dict(WorkCalendar.objects.order_by("pk").values_list("code", "name"))


def forecast_for(viewer: Viewer, number: str, pk: int) -> Forecast:
    """One as it was issued. Raises Forecast.DoesNotExist outside the viewer's reach."""
    projects = Project.objects.visible_to(viewer).filter(duty__number=number)
    beside = ("project__duty", "milestone", "quantity")
    return Forecast.objects.select_related(*beside).get(pk=pk, project__in=projects)


def issued_before(one: Forecast) -> "QuerySet[Forecast]":
    """All of the same date, the latest first."""
    same = Forecast.objects.filter(project=one.project_id, milestone=one.milestone_id)
    return (same if one.milestone_id else same.filter(quantity=one.quantity_id)).order_by("-issued_at", "-pk")


def quantity_for(project: Project, pk: int) -> Quantity:
    """Raises Quantity.DoesNotExist."""
    return Quantity.objects.get(pk=pk, project=project, withdrawn_at=None)


def measurement_for(project: Project, pk: int) -> Measurement:
    """One that counts. Raises Measurement.DoesNotExist."""
    found = Measurement.objects.select_related("quantity", "measured_by__user")
    return found.get(pk=pk, quantity__project=project, superseded_by=None)


@dataclass(frozen=True)
class SiteBook:
    project: Project
    today: date

    @cached_property
    def quantities(self) -> list[Quantity]:
        found = Quantity.objects.filter(project=self.project, withdrawn_at=None).select_related("milestone")
        return list(found.order_by("pk"))

    @cached_property
    def measured(self) -> dict[int, list[Measurement]]:
        """By quantity, the oldest first: those that nothing corrected since."""
        beside = ("measured_by__user", "measured_by__unit", "verified_by__user", "evidence__attachment", "supersedes")
        found = Measurement.objects.filter(quantity__in=self.quantities, superseded_by=None).select_related(*beside)
        by_quantity: dict[int, list[Measurement]] = defaultdict(list)
        for one in found.order_by("as_of", "pk"):
            by_quantity[one.quantity_id].append(one)
            if one.evidence is not None:
                one.evidence.project = self.project
        return by_quantity

    @cached_property
    def forecasts(self) -> list[Forecast]:
        """The ones in force, of what ends first at the top."""
        found = Forecast.objects.filter(project=self.project, is_current=True)
        return list(found.select_related("milestone", "quantity").order_by("p50", "pk"))

    def forecast_of(self, quantity: Quantity) -> Forecast | None:
        own = [one for one in self.forecasts if one.quantity_id == quantity.pk]
        same = [one for one in self.forecasts if quantity.milestone_id and one.milestone_id == quantity.milestone_id]
        return next(iter(own or same), None)

    def forecast_for(self, milestone: Milestone) -> Forecast | None:
        return next((one for one in self.forecasts if one.milestone_id == milestone.pk), None)

    @cached_property
    def completion(self) -> Forecast | None:
        """What stands for the whole: the latest of its forecasts that has a milestone, else the latest."""
        named = [one for one in self.forecasts if one.milestone_id]
        return next(reversed(named or self.forecasts), None)

    @cached_property
    def baseline(self) -> Baseline | None:
        return Baseline.objects.filter(project=self.project, state=BaselineState.ACTIVE).first()

    @cached_property
    def planned(self) -> dict[int, date]:
        if self.baseline is None:
            return {}
        return dict(PlannedDate.objects.filter(baseline=self.baseline).values_list("milestone", "planned"))

    @cached_property
    def milestones(self) -> list[Milestone]:
        found = Milestone.objects.filter(project=self.project, withdrawn_at=None).prefetch_related("after")
        return list(found.order_by("position", "pk"))

    def begins(self, milestone: Milestone) -> tuple[date, date | None]:
        """When it is planned to begin, and when it did: once all that it comes after is met."""
        start, before = began(self.project), list(milestone.after.all())
        planned = [self.planned[one.pk] for one in before if one.pk in self.planned]
        met = [one.met_on for one in before if one.met_on]
        done = max(met, default=self.project.started_on) if len(met) == len(before) else None
        return max(planned, default=start), done if done and done <= self.today else None

    @cached_property
    def planned_curve(self) -> list[tuple[date, float]]:
        return [(day, float(share)) for day, share in points(self.baseline.curve)] if self.baseline else []

    @cached_property
    def reports(self) -> list[tuple[date, Decimal]]:
        """Percent of visible progress as accepted, the oldest first."""
        counting = Report.objects.filter(project=self.project, state=ReportState.ACCEPTED, percent__isnull=False)
        rows = counting.order_by("round__as_of").values_list("round__as_of", "percent")
        return [(day, percent) for day, percent in rows if percent is not None]

    @cached_property
    def stoppages(self) -> list[Stoppage]:
        found = Stoppage.objects.filter(project=self.project).select_related("recorded_by__user", "recorded_by__unit")
        return list(found.order_by("-since"))

    @property
    def open_stoppage(self) -> Stoppage | None:
        return next((one for one in self.stoppages if one.until is None), None)

    @cached_property
    def delay(self) -> Delay:
        return delay(self.project, self.today)

    def planned_value(self, quantity: Quantity) -> float | None:
        """What an even pace would have reached by the morning of today."""
        if quantity.starts_on is None or quantity.ends_on is None:
            return None
        days = (quantity.ends_on - quantity.starts_on).days + 1
        share = (self.today - quantity.starts_on).days / days
        return float(quantity.total) * min(max(share, 0.0), 1.0)
