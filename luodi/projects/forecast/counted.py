"""Counted items: how many periods until so many more are done, when good and bad periods come in runs.

Draws of single periods would pretend that they do not, and are not offered. With 26 periods that hardly resemble their
neighbours, runs of four are drawn from them; else a negative binomial whose rate lasts for a run. Either is sped up
or slowed down by what the mean of so few periods may be off.
"""

from dataclasses import dataclass
from datetime import date
from math import ceil

import numpy as np

from luodi.projects.forecast.quantiles import Floats, Tails
from luodi.projects.forecast.records import BLOCKS, GAMMA, Forecast, day_after

PERIODS, RUN, FEWEST = 26, 4, 8
ALIKE = 0.3  # correlation of neighbours from which runs of four are too short
TINY = 1e-9
FARTHEST = 2_600  # periods after which a run of the simulation is stopped


@dataclass(frozen=True, slots=True)
class CountInput:
    """`counts`: items done in each past period, the latest last; `period`: days of one."""

    remaining: int
    counts: tuple[int, ...]
    as_of: date
    period: int = 7
    seed: int = 0
    runs: int = 40_000


def forecast(given: CountInput, due: date | None = None, level: float = 0.8) -> Forecast | None:
    """None with fewer than 8 periods or nothing done in them."""
    seen = np.array(given.counts[-PERIODS:], dtype=np.float64)
    if len(seen) < FEWEST or seen.sum() <= 0:
        return None
    method = BLOCKS if len(seen) >= PERIODS and _likeness(seen) < ALIKE else GAMMA
    needed = periods_needed(given, seen, method)
    tails = Tails.of(level)
    ends = np.quantile(needed, [tails.low, 0.5, 1 - tails.high])
    p10, p50, p90 = (day_after(given.as_of, ceil(float(end) * given.period)) for end in ends)
    on_time = None if due is None else float(np.mean(needed * given.period <= (due - given.as_of).days))
    return Forecast(p10, p50, p90, on_time, method, "", len(seen), True)


def periods_needed(given: CountInput, seen: Floats, method: str) -> Floats:
    """Of each run of the simulation; the last period counts by its share."""
    random = np.random.default_rng(given.seed)
    needed = np.zeros(given.runs)
    left = np.full(given.runs, float(given.remaining))
    going = np.flatnonzero(left > 0)
    draw = _blocks if method == BLOCKS else _mixed
    # How far the mean of so few periods may be from the one to come.
    loose = float(seen.var(ddof=1)) * _inflation(_likeness(seen)) / len(seen) / float(seen.mean()) ** 2
    paces = random.gamma(1 / loose, loose, given.runs) if loose else np.ones(given.runs)
    while going.size and needed[going[0]] < FARTHEST:
        done = draw(random, seen, going.size) * paces[going, None]
        sums = np.cumsum(done, axis=1)
        before = np.concatenate([np.zeros((going.size, 1)), sums[:, :-1]], axis=1)
        goal = left[going, None]
        shares = np.clip((goal - before) / np.maximum(done, TINY), 0, 1)
        shares[before >= goal] = 0
        needed[going] += shares.sum(axis=1)
        left[going] -= sums[:, -1]
        going = going[left[going] > 0]
    return needed


def _blocks(random: np.random.Generator, seen: Floats, size: int) -> Floats:
    first = random.integers(0, len(seen) - RUN + 1, size)
    drawn: Floats = seen[first[:, None] + np.arange(RUN)]
    return drawn


def _mixed(random: np.random.Generator, seen: Floats, size: int) -> Floats:
    """Poisson counts about a Gamma rate that lasts for the run: the variance beyond the mean is that of the periods."""
    mean = float(seen.mean())
    beyond = max(float(seen.var(ddof=1)) - mean, TINY)
    rates = random.gamma(mean**2 / beyond, beyond / mean, (size, 1))
    return random.poisson(np.repeat(rates, RUN, axis=1)).astype(np.float64)


def _likeness(seen: Floats) -> float:
    """The correlation of neighbours, which short series show too small; from 0 to .8."""
    centred = seen - seen.mean()
    power = float(centred @ centred)
    near = float(centred[1:] @ centred[:-1]) / power if power > 0 else 0.0
    return min(max(near + (1 + 4 * near) / len(seen), 0.0), 0.8)


def _inflation(likeness: float) -> float:
    """By how much it raises the variance of a mean."""
    return (1 + likeness) / (1 - likeness)
