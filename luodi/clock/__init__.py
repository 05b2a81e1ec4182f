"""Working time (工作时间): the only module that answers a question about dates.

Pure Python. Instants are aware datetimes; a naive one is read as Asia/Shanghai; every result is UTC.
The clock counts whole minutes: an instant stands for the minute it lies in.
"""

from luodi.clock.allowances import Allowance
from luodi.clock.calendar import Calendar, Due, OutOfCalendar
from luodi.clock.days import Day, DayKind
from luodi.clock.explanation import DayLine
from luodi.clock.forecast import horizon_for
from luodi.clock.hours import ALWAYS, DEFAULT_HOURS, HoursRule, Window
from luodi.clock.instants import SHANGHAI, local, parse_instant
from luodi.clock.pauses import Pause
from luodi.clock.statutory import always_calendar, office_calendar, statutory_days
from luodi.clock.terms import Held

__all__ = [
    "ALWAYS",
    "DEFAULT_HOURS",
    "SHANGHAI",
    "Allowance",
    "Calendar",
    "Day",
    "DayKind",
    "DayLine",
    "Due",
    "Held",
    "HoursRule",
    "OutOfCalendar",
    "Pause",
    "Window",
    "always_calendar",
    "horizon_for",
    "local",
    "office_calendar",
    "parse_instant",
    "statutory_days",
]
