"""Makes a panel of invented projects that report like real ones: `python -m luodi.projects.forecast.synthetic`.

Nothing in it is anybody's data. It copies published ratios of 121 finished projects: what remained was 1.8 times what
was reported, 3.5 times in the worst tenth; one date in six was kept; a date was moved in 15 % of weeks.
"""

import csv
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log

import numpy as np

from luodi.projects.forecast.panel import COLUMNS

PROJECTS, SEED = 136, 20_260_701
FIRST_START, STARTS_WITHIN = date(2017, 1, 2), 2_000  # days
MEDIAN_DAYS, SPREAD_OF_DAYS, SHORTEST, LONGEST = 300, 0.5, 90, 900
OVERRUN, BETWEEN_PROJECTS, BETWEEN_DATES = log(1.95), 0.20, 0.36  # of ln(actual / reported remaining)
MOVED, MOVED_WHEN_DUE, DUE = 0.11, 0.60, 10  # chance in a week, chance once fewer than so many days are left
TRUE_EARLY, TRUE_LATE = 0.02, 0.28  # chance that a new date is the true one, at the start and at the end
CAUTIOUS, SPARE = 0.10, 0.5  # chance at the end that a new date is too late, ln(reported / actual remaining) at most
CADENCES, WEEKLY = (7, 14), 0.6


@dataclass(frozen=True, slots=True)
class Drift:
    """From the share `after` of the projects on, by start, what remains is so many times longer than it would be."""

    after: float = 2 / 3
    times: float = 1.5


def rows(projects: int = PROJECTS, seed: int = SEED, drift: Drift | None = None) -> Iterator[tuple[str, ...]]:
    """Rows of the panel, header first. With the same seed a drift leaves the finishes as they are."""
    random = np.random.default_rng(seed)
    starts = np.sort(random.integers(0, STARTS_WITHIN, projects))
    yield COLUMNS
    for number, start in enumerate(starts):
        slipping = drift is not None and number >= drift.after * projects
        times = drift.times if drift and slipping else 1.0
        yield from _project(random, f"P{number + 1:03}", FIRST_START + timedelta(days=int(start)), times)


def panel(projects: int = PROJECTS, seed: int = SEED, drift: Drift | None = None) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows(projects, seed, drift))
    return text.getvalue().encode()


def _project(random: np.random.Generator, name: str, started: date, times: float) -> Iterator[tuple[str, ...]]:
    days = int(np.clip(random.lognormal(log(MEDIAN_DAYS), SPREAD_OF_DAYS), SHORTEST, LONGEST))
    cadence = CADENCES[int(random.random() > WEEKLY)]
    overrun = random.normal(OVERRUN, BETWEEN_PROJECTS)
    finish = 0.0
    finished = started + timedelta(days=days)
    for gone in range(int(random.integers(0, cadence)), days, cadence):
        if not finish or random.random() < _chance(finish - gone, cadence):
            finish = _said(random, gone, days, overrun + log(times))
        at, told = started + timedelta(days=gone), started + timedelta(days=round(finish))
        yield name, started.isoformat(), at.isoformat(), told.isoformat(), finished.isoformat()


def _chance(left: float, cadence: int) -> float:
    weekly = MOVED_WHEN_DUE if left < DUE else MOVED
    return 1 - float((1 - weekly) ** (cadence / 7))


def _said(random: np.random.Generator, gone: int, days: int, overrun: float) -> float:
    """The finish that an owner now says, in days from the start."""
    left, late = days - gone, gone / days
    kind, noise, spare = random.random(), random.normal(0, BETWEEN_DATES), random.uniform(0, SPARE)
    true = TRUE_EARLY + (TRUE_LATE - TRUE_EARLY) * late
    if kind < true:
        return float(days)
    if kind < true + CAUTIOUS * late:
        return gone + left * exp(spare)
    return gone + max(left * exp(-overrun - noise), 1.0)


if __name__ == "__main__":
    sys.stdout.buffer.write(panel())
