"""The days of a site: its own calendar (around the clock, shifts, seasons), without the days on which it stood still.

A site that never closes works through Spring Festival; only one without a calendar of its own keeps its unit's days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from luodi.clock import Calendar
from luodi.directory.calendars import UnknownCalendar, calendar_for
from luodi.projects.models import Measurement, Problem, Project, Quantity, Stoppage
from luodi.projects.rules import Kind

HALF_DAY, DAY = timedelta(hours=12), timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Both days stood still; `until` is a guess for today where it has not ended."""

    since: date
    until: date
    is_open: bool = False

    def holds(self, day: date) -> bool:
        return self.since <= day <= self.until


@dataclass(frozen=True)
class SiteDays:
    calendar: Calendar
    still: tuple[Span, ...] = ()

    def works(self, day: date) -> bool:
        """Open at any hour: a site may work on days of rest that are no working day of anybody's office."""
        return bool(self.calendar.windows(day)) and not any(span.holds(day) for span in self.still)


@dataclass(frozen=True)
class Delay:
    """Days until `today` that cost time, each counted once; `milestone` narrows problems to those that block it."""

    stopped: int
    blocked: int
    problems: tuple[Problem, ...]
    stoppages: tuple[Stoppage, ...]


def calendar_code(project: Project, quantity: Quantity | None = None) -> str:
    """The quantity's own, the site's, the unit's."""
    return (quantity.calendar if quantity else "") or project.site_calendar or project.duty.unit.calendar.code


def site_days(project: Project, quantity: Quantity | None, stoppages: Iterable[Stoppage], today: date) -> SiteDays:
    """An open stoppage lasts until today: work is taken to go on tomorrow, and each new day says so again."""
    spans = tuple(Span(one.since, one.until or max(today, one.since), one.until is None) for one in stoppages)
    try:
        calendar = calendar_for(calendar_code(project, quantity))
    except UnknownCalendar:
        calendar = calendar_for(project.duty.unit.calendar.code)
    return SiteDays(calendar, spans)


def morning_of(as_of: datetime) -> date:
    """The day at whose beginning a measured value stood: one of the afternoon holds most of its own day's work."""
    return localtime(as_of + HALF_DAY).date()


def standing(quantity: Quantity) -> list[Measurement]:
    """The measurements that count, oldest first: those that nothing corrected since."""
    beside = ("measured_by__user", "measured_by__unit", "verified_by__user", "evidence__attachment", "supersedes")
    found = Measurement.objects.filter(quantity=quantity, superseded_by=None).select_related(*beside)
    return list(found.order_by("as_of", "id"))


def neighbours(quantity: Quantity, as_of: datetime, without: int | None = None) -> tuple[Measurement | None, ...]:
    """The measurements just before and just after; for yearly counts of the same year only."""
    found = Measurement.objects.filter(quantity=quantity, superseded_by=None)
    if without is not None:
        found = found.exclude(pk=without)
    if quantity.kind == Kind.ANNUAL:
        found = found.filter(as_of__year=localtime(as_of).year)
    before = found.filter(as_of__lt=as_of).order_by("-as_of", "-id").first()
    after = found.filter(as_of__gt=as_of).order_by("as_of", "id").first()
    return before, after


def delay(project: Project, today: date, milestone: int | None = None) -> Delay:
    """What explains that a date moved: stoppages, and problems that block it or say no milestone. A day that cost time
    for both counts as stopped. Part of the explanation of a delay, never of its arithmetic."""
    stoppages = tuple(Stoppage.objects.filter(project=project, since__lte=today).order_by("since"))
    problems = tuple(_blocking(project, today, milestone).select_related("duty"))
    stopped = _days((one.since, min(one.until or today, today) + DAY) for one in stoppages)
    return Delay(len(stopped), len(_blocked(problems, today) - stopped), problems, stoppages)


def days_blocked(project: Project, today: date, milestone: int | None = None) -> int:
    """The same days without asking whether the site stood still anyway."""
    return len(_blocked(_blocking(project, today, milestone), today))


def _blocking(project: Project, today: date, milestone: int | None) -> "QuerySet[Problem]":
    narrowed = Q(milestone=milestone) | Q(milestone=None) if milestone else Q()
    return Problem.objects.filter(narrowed, project=project, blocks_since__lte=today).order_by("blocks_since")


def _blocked(problems: Iterable[Problem], today: date) -> set[int]:
    """The day on which one is solved is free again; the day that is not over is not counted yet."""
    return _days((one.blocks_since, min(one.blocks_until or today, today)) for one in problems if one.blocks_since)


def _days(spans: Iterable[tuple[date, date]]) -> set[int]:
    """Each once, from the first to the day before the last."""
    return {day for since, until in spans for day in range(since.toordinal(), until.toordinal())}
