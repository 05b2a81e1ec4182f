"""Counted items: how many periods until so many more are done, when good and bad periods come in runs.

Draws of single periods would pretend that they do not, and are not offered. With half a year of periods or more, runs
of four are drawn from the last 26; with fewer, a negative binomial whose mean is itself uncertain.
"""

from dataclasses import dataclass
from datetime import date
from math import ceil

import numpy as np

from luodi.projects.forecast.quantiles import Floats, Tails
from luodi.projects.forecast.records import BLOCKS, GAMMA, Forecast, day_after

PERIODS, RUN, FEWEST = 26, 4, 8
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
    method = BLOCKS if len(seen) >= PERIODS else GAMMA
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
    means = _means(random, seen, given.runs) if method == GAMMA else None
    while going.size and needed[going[0]] < FARTHEST:
        done = _blocks(random, seen, going.size) if means is None else _mixed(random, seen, means[going])
        sums = np.cumsum(done, axis=1)
        before = np.concatenate([np.zeros((going.size, 1)), sums[:, :-1]], axis=1)
        goal = left[going, None]
        shares = np.clip((goal - before) / np.maximum(done, 1e-12), 0, 1)
        shares[before >= goal] = 0
        needed[going] += shares.sum(axis=1)
        left[going] -= sums[:, -1]
        going = going[left[going] > 0]
    return needed


def _blocks(random: np.random.Generator, seen: Floats, size: int) -> Floats:
    first = random.integers(0, len(seen) - RUN + 1, size)
    drawn: Floats = seen[first[:, None] + np.arange(RUN)]
    return drawn


def _means(random: np.random.Generator, seen: Floats, size: int) -> Floats:
    """Means that the periods seen allow, the spread widened where neighbours resemble each other."""
    mean = float(seen.mean())
    variance = max(float(seen.var(ddof=1)), mean) * _inflation(seen) / len(seen)
    return random.gamma(mean**2 / variance, variance / mean, size)


def _mixed(random: np.random.Generator, seen: Floats, means: Floats) -> Floats:
    """Poisson counts about Gamma rates: the variance beyond the mean is that of the periods seen."""
    mean = float(seen.mean())
    beyond = max(float(seen.var(ddof=1)) - mean, 1e-6 * mean)
    shape = mean**2 / beyond
    rates = random.gamma(shape, 1 / shape, (means.size, RUN)) * means[:, None]
    return random.poisson(rates).astype(np.float64)


def _inflation(seen: Floats) -> float:
    """(1 + r) / (1 - r) of the correlation r between neighbours, between 1 and 5."""
    centred = seen - seen.mean()
    power = float(centred @ centred)
    near = float(centred[1:] @ centred[:-1]) / power if power > 0 else 0.0
    near = min(max(near, 0.0), 2 / 3)
    return (1 + near) / (1 - near)
