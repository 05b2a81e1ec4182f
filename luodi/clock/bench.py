"""How fast the clock is: the figures of `luodi bench`."""

import gc
import random
import statistics
from collections.abc import Callable
from datetime import date, datetime, timedelta
from time import perf_counter, thread_time_ns
from typing import Any

from luodi.clock.allowances import Allowance
from luodi.clock.calendar import Calendar
from luodi.clock.forecast import horizon_for
from luodi.clock.hours import DEFAULT_HOURS
from luodi.clock.instants import SHANGHAI
from luodi.clock.statutory import LAST_YEAR, office_calendar, statutory_days

CALLS = 10_000
TOKENS = ("120wm", "4wh", "130wh", "780wh", "1wd", "20wd", "120wd", "10d", "6mo")


def measure() -> dict[str, float]:
    """Microseconds of `due` and `elapsed` over random calls, and milliseconds to build twelve years."""
    dice = random.Random(4)
    calendar = office_calendar()
    starts = [_instant(dice) for _ in range(CALLS)]
    ends = [_instant(dice) for _ in range(CALLS)]
    allowances = [Allowance.parse(dice.choice(TOKENS)) for _ in range(CALLS)]
    due = _timed(calendar.due, starts, allowances)
    elapsed = _timed(calendar.elapsed, starts, ends)
    begun = perf_counter()
    Calendar.build("bench", statutory_days(), DEFAULT_HOURS, horizon_for(LAST_YEAR), 0, 2015, 2026)
    return {
        "build_12_years_ms": round((perf_counter() - begun) * 1000, 1),
        "due_median_us": round(statistics.median(due), 2),
        "due_worst_us": round(max(due), 2),
        "elapsed_median_us": round(statistics.median(elapsed), 2),
        "elapsed_worst_us": round(max(elapsed), 2),
    }


def _instant(dice: random.Random) -> datetime:
    day = datetime.combine(date(2019, 1, 1), datetime.min.time(), SHANGHAI)
    return day + timedelta(minutes=dice.randrange(8 * 365 * 1440))


def _timed(question: Callable[..., object], *columns: list[Any]) -> list[float]:
    """Each call's best of three, in CPU time of this thread: another process taking the core is not the clock's."""
    gc.disable()
    try:
        return [min(_once(question, row) for _ in range(3)) / 1000 for row in zip(*columns, strict=True)]
    finally:
        gc.enable()


def _once(question: Callable[..., object], arguments: tuple[Any, ...]) -> int:
    begun = thread_time_ns()
    question(*arguments)
    return thread_time_ns() - begun
