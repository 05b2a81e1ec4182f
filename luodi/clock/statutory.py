"""The published holiday notices of the State Council, and the two calendars that need no database."""

from datetime import date
from functools import lru_cache

from chinese_calendar import constants

from luodi.clock.calendar import Calendar
from luodi.clock.days import DayKind
from luodi.clock.forecast import horizon_for
from luodi.clock.hours import ALWAYS, DEFAULT_HOURS

FIRST_YEAR, LAST_YEAR = 2004, 2026  # what chinesecalendar 1.11.0 holds
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


def statutory_days(first: int = FIRST_YEAR, last: int = LAST_YEAR) -> dict[date, tuple[DayKind, str]]:
    """The exceptions of these years: every day of a holiday, and the weekend days worked for one.

    Read from the tables of chinesecalendar; the package itself is asked nothing.
    """
    holidays = ((day, (DayKind.HOLIDAY, NAMES[name])) for day, name in constants.holidays.items())
    make_up = ((day, (DayKind.MAKE_UP, f"{NAMES[name]}调休")) for day, name in constants.workdays.items())
    found = {day: entry for pairs in (holidays, make_up) for day, entry in pairs if first <= day.year <= last}
    return dict(sorted(found.items()))


@lru_cache(maxsize=1)
def office_calendar() -> Calendar:
    return Calendar.build("office", statutory_days(), DEFAULT_HOURS, horizon_for(LAST_YEAR))


@lru_cache(maxsize=1)
def always_calendar() -> Calendar:
    """24/7: no notice can move its answers, so that none is ever provisional."""
    return Calendar.build("247", statutory_days(), ALWAYS, date.max)
