"""How good forecasts were, once the truth is known. Each project weighs the same, however often it reported."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import fmean

MISS = 10.0  # of the interval score at a level of .8: 2 / (1 - level)


@dataclass(frozen=True, slots=True)
class Judged:
    """One forecast beside the truth; days from the forecast's own day, so that dates and decimals both fit."""

    project: str
    low: float
    middle: float
    high: float
    truth: float
    unit: float = 1.0  # days that count as 1: 1 for days, the project's duration for shares of it

    @classmethod
    def of(cls, project: str, at: date, ends: tuple[date, date, date], truth: date, unit: float = 1.0) -> "Judged":
        low, middle, high = ((end - at).days for end in ends)
        return cls(project, low, middle, high, (truth - at).days, unit)

    @property
    def early(self) -> bool:
        """Finished before the interval began."""
        return self.truth < self.low

    @property
    def late(self) -> bool:
        return self.truth > self.high

    @property
    def interval(self) -> float:
        missed = max(self.low - self.truth, self.truth - self.high, 0.0)
        return (self.high - self.low + MISS * missed) / self.unit

    @property
    def pinball(self) -> float:
        """Mean of the three quantiles' losses."""
        ends = ((0.1, self.low), (0.5, self.middle), (0.9, self.high))
        return fmean(max(share * (self.truth - end), (share - 1) * (self.truth - end)) for share, end in ends) / (
            self.unit
        )


@dataclass(frozen=True, slots=True)
class Score:
    """`bias`: truth minus middle; above zero the forecasts were too early."""

    projects: int
    forecasts: int
    coverage: float
    early: float
    late: float
    width: float
    error: float
    bias: float
    pinball: float
    interval: float


def score(judged: Iterable[Judged]) -> Score | None:
    """None without a forecast."""
    by_project: dict[str, list[Judged]] = {}
    for one in judged:
        by_project.setdefault(one.project, []).append(one)
    if not by_project:
        return None
    means = [_means(theirs) for theirs in by_project.values()]
    early, late, width, error, bias, pinball, interval = (fmean(column) for column in zip(*means, strict=True))
    return Score(
        *(len(by_project), sum(map(len, by_project.values())), 1 - early - late, early, late),
        *(width, error, bias, pinball, interval),
    )


def _means(theirs: list[Judged]) -> tuple[float, ...]:
    return (
        fmean(one.early for one in theirs),
        fmean(one.late for one in theirs),
        fmean((one.high - one.low) / one.unit for one in theirs),
        fmean(abs(one.truth - one.middle) / one.unit for one in theirs),
        fmean((one.truth - one.middle) / one.unit for one in theirs),
        fmean(one.pinball for one in theirs),
        fmean(one.interval for one in theirs),
    )
