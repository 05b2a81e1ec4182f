"""Compiled calendars, from the tables.

A compiled calendar is kept in the process. The versions of all calendars are read again once they are
older than FRESH seconds: one small query, at most one a second however many clocks are asked. Using one a
second too old does no harm: a deadline stores the version it was computed with, and the watch loop
recalculates older ones.
"""

import time
from datetime import date
from datetime import time as clock_time
from functools import lru_cache
from typing import NamedTuple

from luodi.clock import DEFAULT_HOURS, Calendar, DayKind, HoursRule, Window, horizon_for
from luodi.directory.models import OfficeHours, Unit, WorkCalendar, WorkCalendarDay

FRESH = 1.0  # seconds of the monotonic clock


class UnknownCalendar(LookupError):
    pass


class Row(NamedTuple):
    pk: int
    code: str
    parent_id: int | None
    version: int
    last_year: int


class Versions:
    """What the process knows of the calendars' rows."""

    def __init__(self) -> None:
        self.read_at = float("-inf")
        self.rows: dict[int, Row] = {}
        self.compiled: dict[str, Calendar] = {}

    def fresh(self) -> dict[int, Row]:
        if time.monotonic() - self.read_at > FRESH:
            fields = ("id", "code", "parent_id", "version", "last_year")
            self.rows = {row[0]: Row(*row) for row in WorkCalendar.objects.values_list(*fields)}
            self.read_at = time.monotonic()
        return self.rows


_known = Versions()


def forget() -> None:
    """Reads everything anew at the next question: after an edit by this process, and between tests."""
    global _known
    _known = Versions()


def calendar_for(code: str) -> Calendar:
    """The calendar of this code, or that of the unit of this code. Raises UnknownCalendar."""
    rows = _known.fresh()
    row = next((row for row in rows.values() if row.code == code), None)
    if row is None:
        unit = Unit.objects.filter(code=code).only("calendar_id").first()
        if unit is None or unit.calendar_id not in rows:
            raise UnknownCalendar(code)
        row = rows[unit.calendar_id]
    return _compiled(row, rows)


def unit_calendar(unit: Unit) -> Calendar:
    rows = _known.fresh()
    if unit.calendar_id not in rows:  # made within the last second
        forget()
        rows = _known.fresh()
    return _compiled(rows[unit.calendar_id], rows)


def _compiled(row: Row, rows: dict[int, Row]) -> Calendar:
    known = _known.compiled.get(row.code)
    if known is None or known.version != row.version:
        known = _known.compiled[row.code] = _compile(row, rows)
    return known


def _compile(row: Row, rows: dict[int, Row]) -> Calendar:
    chain = [row]
    while (parent := rows.get(chain[-1].parent_id or 0)) is not None:
        chain.append(parent)
    chain.reverse()  # nation, city, unit: the nearer row is written over the farther
    place = {link.pk: order for order, link in enumerate(chain)}
    days = WorkCalendarDay.objects.filter(calendar__in=place).values_list("calendar_id", "date", "kind", "name")
    hours = OfficeHours.objects.filter(calendar__in=place).order_by("rank", "id")
    return _built(
        row.code,
        tuple((day, kind, name) for pk, day, kind, name in sorted(days, key=lambda day: place[day[0]])),
        tuple(rule_of(rule) for rule in sorted(hours, key=lambda rule: place[rule.calendar_id])),
        horizon_for(chain[0].last_year),
        row.version,
    )


@lru_cache(maxsize=64)
def _built(
    code: str,
    days: tuple[tuple[date, str, str], ...],
    rules: tuple[HoursRule, ...],
    horizon: date,
    version: int,
) -> Calendar:
    exceptions = {day: (DayKind(kind), name) for day, kind, name in days}
    return Calendar.build(code, exceptions, rules or DEFAULT_HOURS, horizon, version)


def rule_of(hours: OfficeHours) -> HoursRule:
    """The clock's rule for one row. Raises ValueError for windows out of order."""
    season = None
    if hours.season_from and hours.season_to:
        season = (_month_day(hours.season_from), _month_day(hours.season_to))
    return HoursRule(
        windows=parse_windows(hours.windows),
        weekdays=frozenset(map(int, hours.weekdays)) or None,
        kinds=frozenset(map(DayKind, hours.kinds.split())) or None,
        valid_from=hours.valid_from,
        valid_to=hours.valid_to,
        season=season,
    )


def parse_windows(text: str) -> tuple[Window, ...]:
    """Reads "09:00-12:00 13:30-17:30"; 24:00 is the midnight after. Raises ValueError."""
    return tuple(Window(*map(_minute, window.split("-"))) for window in text.split())


def _minute(text: str) -> int:
    if text == "24:00":
        return 1440
    at = clock_time.fromisoformat(text)
    return at.hour * 60 + at.minute


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)
