"""What a measured quantity says: metres, halls, percent of a pour, at the pace seen, over the days of the site."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import ceil

import numpy as np

from luodi.projects.forecast.quantiles import Floats, Tails
from luodi.projects.forecast.records import RATE, Forecast, day_after

RUNS = 40_000
FARTHEST = 36_500  # site days after which a run is stopped
TINY = 1e-12


@dataclass(frozen=True, slots=True)
class RateInput:
    """`observed`: day and quantity reached when it began, the oldest first; the pace is that from first to last.

    `as_of` begins the forecast. `cv_daily`: the coefficient of variation of one day's advance, an assumption to be
    shown. `zones`: of each stoppage still ahead the site days it may cost, all equally likely. `working`: whether
    the site works on a day, for any day however far; None works always. The same seed gives the same forecast.
    Raises ValueError for a variation that is not above zero.
    """

    total: float
    done: float
    as_of: date
    observed: tuple[tuple[date, float], ...]
    cv_daily: float = 0.5
    zones: tuple[tuple[float, ...], ...] = ()
    working: Callable[[date], bool] | None = None
    seed: int = 0
    runs: int = RUNS

    def __post_init__(self) -> None:
        if self.cv_daily <= 0:
            raise ValueError(f"no variation: {self.cv_daily}")


def forecast(given: RateInput, due: date | None = None, level: float = 0.8) -> Forecast | None:
    """None where nothing advanced yet, so that there is no pace. Finished work is forecast for `as_of`."""
    if given.done >= given.total:
        on_time = None if due is None else float(given.as_of <= due)
        return Forecast(given.as_of, given.as_of, given.as_of, on_time, RATE, "", len(given.observed), True)
    seen = _seen(given)
    if seen is None:
        return None
    days, pace = seen
    needed = site_days(given, days, pace)
    tails = Tails.of(level)
    ends = np.quantile(needed, [tails.low, 0.5, 1 - tails.high])
    p10, p50, p90 = (_date_of(given, float(end)) for end in ends)
    on_time = (
        None
        if due is None
        else float(np.mean(needed <= _count(given.working, given.as_of.toordinal(), due.toordinal() + 1)))
    )
    return Forecast(p10, p50, p90, on_time, RATE, "", days, True)


def site_days(given: RateInput, seen: int, pace: float) -> Floats:
    """Site days from `as_of` until done, of each run.

    The mean daily advance is uncertain: Gamma with mean `pace` and a variation of cv_daily / sqrt(seen). Each day's
    advance is Gamma with that mean and cv_daily; the last day counts by its share.
    """
    random = np.random.default_rng(given.seed)
    known = seen / given.cv_daily**2
    means = random.gamma(known, pace / known, given.runs)
    shape = given.cv_daily**-2
    needed = _crossings(random, shape, (given.total - given.done) * shape / np.maximum(means, TINY))
    for costs in given.zones:
        needed = needed + random.choice(np.array(costs, dtype=np.float64), given.runs)
    return needed


def _crossings(random: np.random.Generator, shape: float, goals: Floats) -> Floats:
    """When sums of daily Gamma(shape, 1) reach the goals, drawn without going through every day.

    Sums of Gamma draws are Gamma: whole blocks are drawn until the goal is passed, then the block that passed it is
    halved, the share of its first half being Beta, down to one day.
    """
    block = 1 << max(0, int(np.ceil(np.log2(max(float(np.median(goals)) / shape, 1.0)))))
    block = min(block, 1 << 15)
    days = np.zeros_like(goals)
    left = goals.copy()
    advance = random.gamma(shape * block, 1.0, goals.size)
    going = np.flatnonzero((advance < left) & (days < FARTHEST))
    while going.size:
        left[going] -= advance[going]
        days[going] += block
        advance[going] = random.gamma(shape * block, 1.0, going.size)
        going = going[(advance[going] < left[going]) & (days[going] < FARTHEST)]
    while block > 1:
        block //= 2
        first = advance * random.beta(shape * block, shape * block, goals.size)
        later = first < left
        left = np.where(later, left - first, left)
        days += np.where(later, block, 0)
        advance = np.where(later, advance - first, first)
    return days + np.minimum(left / np.maximum(advance, TINY), 1.0)


def _seen(given: RateInput) -> tuple[int, float] | None:
    """Site days between the first and the last measurement, and the advance of one."""
    if len(given.observed) < 2:
        return None
    (begun, first), (last, reached) = given.observed[0], given.observed[-1]
    days = _count(given.working, begun.toordinal(), last.toordinal())
    return (days, (reached - first) / days) if days and reached > first else None


def _count(working: Callable[[date], bool] | None, begin: int, end: int) -> int:
    """Site days from the ordinal `begin` to the one before `end`."""
    if working is None:
        return max(end - begin, 0)
    return sum(1 for day in range(begin, min(end, begin + FARTHEST)) if working(date.fromordinal(day)))


def _date_of(given: RateInput, needed: float) -> date:
    """The site day in the course of which it is done."""
    nth = max(ceil(needed), 1)
    if given.working is None:
        return day_after(given.as_of, nth - 1)
    begin = given.as_of.toordinal()
    upto = min(begin + FARTHEST, date.max.toordinal())
    worked = (date.fromordinal(day) for day in range(begin, upto) if given.working(date.fromordinal(day)))
    return next(islice(worked, nth - 1, None), date.fromordinal(upto))
