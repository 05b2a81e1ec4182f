"""Calendars and moments in the words of the fixtures."""

from datetime import datetime
from functools import lru_cache

from luodi.clock import (
    Allowance,
    Calendar,
    HoursRule,
    Window,
    horizon_for,
    local,
    office_calendar,
    parse_instant,
    statutory_days,
)


def windows(text: str) -> tuple[Window, ...]:
    """`09:00-12:00 13:30-17:30` as windows."""
    return tuple(Window(*(_minute(edge) for edge in part.split("-"))) for part in text.split())


def _minute(edge: str) -> int:
    hour, minute = edge.split(":")
    return int(hour) * 60 + int(minute)


@lru_cache
def office(hours: str = "") -> Calendar:
    """The statutory days with one rule of hours; the default hours without an argument."""
    if not hours:
        return office_calendar()
    return Calendar.build("test", statutory_days(), (HoursRule(windows(hours)),), horizon_for(2026))


def at(text: str) -> datetime:
    return parse_instant(text)


def due(start: str, token: str, calendar: Calendar | None = None, pauses=()) -> str:
    """The local due moment as `2021-02-07 17:30`, with ` provisional` after it when so."""
    found = (calendar or office()).due(at(start), Allowance.parse(token), pauses)
    return local(found.at).strftime("%Y-%m-%d %H:%M") + " provisional" * found.provisional
