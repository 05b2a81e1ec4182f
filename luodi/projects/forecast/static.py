"""The static reference class: how long did others take, whatever the owner says? For stages and first estimates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luodi.projects.forecast.quantiles import Tails, conformal, median
from luodi.projects.forecast.records import STATIC, Forecast, day_after


@dataclass(frozen=True, slots=True)
class Spread:
    """Of durations in days, or of whatever was given."""

    n: int
    p10: float
    p50: float
    p90: float


def spread(durations: Sequence[float], level: float = 0.8) -> Spread:
    """At least one duration, in any order."""
    known = sorted(durations)
    low, high = conformal(known, Tails.of(level))
    return Spread(len(known), low, median(known), high)


def coverage(durations: Sequence[float], level: float = 0.8) -> float:
    """The share of durations inside the interval made from all the others; at least two durations."""
    known = sorted(durations)
    tails = Tails.of(level)
    inside = 0
    for place, own in enumerate(known):
        low, high = conformal([*known[:place], *known[place + 1 :]], tails)
        inside += low <= own <= high
    return inside / len(known)


def forecast(durations: Sequence[float], begun: date, due: date | None, level: float = 0.8) -> Forecast:
    """Of a stage begun on that day; at least one duration."""
    found = spread(durations, level)
    on_time = None
    if due is not None:
        on_time = sum(days <= (due - begun).days for days in durations) / len(durations)
    p10, p50, p90 = (day_after(begun, max(days, 0)) for days in (found.p10, found.p50, found.p90))
    return Forecast(p10, p50, p90, on_time, STATIC, "", found.n, True)
