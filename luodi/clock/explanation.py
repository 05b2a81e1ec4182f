"""Why this date: the days that an allowance counted and those it skipped."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from luodi.clock.allowances import Allowance, Unit
from luodi.clock.days import Day, DayKind
from luodi.clock.hours import Window
from luodi.clock.instants import DAY, date_of, instant_of, minute_of
from luodi.clock.pauses import Pause, merged_days
from luodi.clock.terms import reached_day


class DayLine(NamedTuple):
    """One day, or a stretch of like skipped days from `date` to `until`; `minutes` are the ones counted."""

    date: dt.date
    kind: DayKind
    name: str
    counted: bool
    minutes: int
    windows: tuple[Window, ...]
    until: dt.date
    paused: bool


class Answering(Protocol):
    def day(self, day: dt.date) -> Day: ...
    def is_working(self, day: dt.date) -> bool: ...
    def windows(self, day: dt.date) -> tuple[Window, ...]: ...
    def split(self, a: dt.datetime, b: dt.datetime, pauses: Sequence[Pause]) -> tuple[int, int]: ...


class Counted(NamedTuple):
    counted: bool
    minutes: int
    paused: bool


def explain(
    calendar: Answering, start: dt.datetime, due: dt.datetime, allowance: Allowance, pauses: Sequence[Pause]
) -> tuple[DayLine, ...]:
    first, last = minute_of(start) // DAY, (minute_of(due) - 1) // DAY
    lines: list[DayLine] = []
    for number in range(first, max(first, last) + 1):
        day = date_of(number)
        if allowance.minutes is not None:
            share = _hours_share(calendar, number, start, due, pauses)
        else:
            share = _day_share(calendar, number, first, allowance, pauses)
        kind, name, _ = calendar.day(day)
        line = DayLine(day, kind, name, share.counted, share.minutes, calendar.windows(day), day, share.paused)
        if lines and _alike(lines[-1], line):
            lines[-1] = lines[-1]._replace(until=day)
        else:
            lines.append(line)
    return tuple(lines)


def _hours_share(
    calendar: Answering, number: int, start: dt.datetime, due: dt.datetime, pauses: Sequence[Pause]
) -> Counted:
    begin, end = max(minute_of(start), number * DAY), min(minute_of(due), number * DAY + DAY)
    if begin >= end:
        return Counted(False, 0, False)
    running, paused = calendar.split(instant_of(begin), instant_of(end), pauses)
    return Counted(running > 0, running, paused > 0)


def _day_share(calendar: Answering, number: int, first: int, allowance: Allowance, pauses: Sequence[Pause]) -> Counted:
    spans = merged_days(pauses)
    paused = any(begin < number and (end is None or number <= end) for begin, end in spans)
    if allowance.unit is Unit.WORKING_DAYS:
        inside = calendar.is_working(date_of(number))
    else:
        inside = number <= reached_day(first, allowance, spans)
    counted = number > first and inside and not paused
    minutes = sum(end - start for start, end in calendar.windows(date_of(number))) if counted else 0
    return Counted(counted, minutes, paused)


def _alike(before: DayLine, line: DayLine) -> bool:
    return not before.counted and before[1:6] == line[1:6] and before.paused == line.paused
