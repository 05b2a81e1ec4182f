"""Where an allowance ends, as arithmetic on a table. Every answer is None when the table ends before it.

Working days count from the day after (Licensing Law). Calendar days and months follow the Civil Code: the
first day is not counted (art. 201); a term of months ends on the corresponding day, or on the last day of a
month without one (art. 202); an end on a day off moves to the next working day, and the last day ends when
business closes (art. 203).
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from luodi.clock.allowances import Allowance, Unit
from luodi.clock.instants import DAY, date_of, day_of
from luodi.clock.pauses import Pause, Span, merged, merged_days
from luodi.clock.table import Table

LAST_MONTH = date.max.year * 12 + 11


class Held(ValueError):
    """A pause without an end began before the allowance was used up: there is no due."""


def due_minute(table: Table, start: int, allowance: Allowance, pauses: Sequence[Pause]) -> int | None:
    """Raises Held."""
    minutes = allowance.minutes
    if minutes is not None:
        return _hours_due(table, start, minutes, merged(pauses) if pauses else ())
    spans = merged_days(pauses) if pauses else ()
    if allowance.unit is Unit.WORKING_DAYS:
        index = _workday_index(table, start // DAY, allowance.amount, spans)
    else:
        index = table.workdays_until(reached_day(start // DAY, allowance, spans) - 1)
    return _closing(table, index, start)


def reached_day(day: int, allowance: Allowance, spans: Sequence[Span]) -> int:
    """The last day of a term in calendar days or months, before it moves off a day off. Raises Held."""
    in_months = allowance.unit is Unit.MONTHS
    reached = _months_after(day, allowance.amount) if in_months else day + allowance.amount
    for first, last in spans:
        first = max(first, day)
        if first >= reached:
            break
        reached += max(_resumed(last) - first, 0)
    return reached


def nth_workday(table: Table, day: int, nth: int) -> int | None:
    index = table.workdays_until(day) + nth - 1
    return table.workdays[index] if index < len(table.workdays) else None


def _hours_due(table: Table, start: int, minutes: int, spans: Sequence[Span]) -> int | None:
    position = table.position(start)
    if minutes == 0:
        return start if position and table.minute_at(position) == start else table.opening(start)
    target = position + minutes
    for first, last in spans:
        if last is not None and last <= start:
            continue
        if last is not None and last // DAY > table.last:
            return None
        begun = table.position(max(first, start))
        if begun >= target:
            break
        target += table.position(_resumed(last)) - begun
    return table.minute_at(target) if target <= table.positions[-1] else None


def _workday_index(table: Table, day: int, amount: int, spans: Sequence[Span]) -> int:
    """The place of the term's last working day in `table.workdays`; past its end when the table is short."""
    index = table.workdays_until(day) + amount - 1 if amount else table.workdays_until(day - 1)
    for first, last in spans:
        first = max(first, day)
        if index >= len(table.workdays) or first >= table.workdays[index]:
            break
        last = _resumed(last)
        if last > table.last:
            return len(table.workdays)
        index += max(table.workdays_until(last) - table.workdays_until(first), 0)
    return index


def _closing(table: Table, index: int, start: int) -> int | None:
    if index < len(table.workdays) and table.closed_at[index] < start:
        index += 1  # an allowance of nothing, begun after the office closed
    return table.closed_at[index] if index < len(table.workdays) else None


def _resumed(end: int | None) -> int:
    if end is None:
        raise Held("the deadline is paused and has no due until it is resumed")
    return end


def _months_after(day: int, months: int) -> int:
    start = date_of(day)
    year, month = divmod(min(start.year * 12 + start.month - 1 + months, LAST_MONTH), 12)
    return day_of(date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])))
