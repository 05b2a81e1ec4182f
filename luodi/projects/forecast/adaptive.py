"""Nudges the two ends of the interval when cases that closed lately missed it more, or less, than promised.

After each closed project the share left outside on either side moves towards what was seen (adaptive conformal
inference, Gibbs and Candes 2021), each side by itself: a library whose projects begin to slip more needs a later end,
not a wider interval on both sides. The first projects only widen the experience: with so few, a nudged end would lie
beyond the latest finish ever seen.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from luodi.projects.forecast.quantiles import Tails

BEGIN = 20  # closed projects before the first nudge
STEP = 0.05
LEAST, MOST = 0.02, 0.25  # shares outside that an end may have


@dataclass(frozen=True, slots=True)
class Closed:
    """The shares of a finished project's forecasts that it undercut and overran."""

    early: float
    late: float


@dataclass
class Nudge:
    level: float = 0.8
    count: int = 0
    tails: Tails = field(init=False)

    def __post_init__(self) -> None:
        self.tails = Tails.of(self.level)

    def close(self, closed: Closed) -> None:
        self.count += 1
        if self.count > BEGIN:
            goal = Tails.of(self.level)
            self.tails = Tails(
                _held(self.tails.low + STEP * (goal.low - closed.early)),
                _held(self.tails.high + STEP * (goal.high - closed.late)),
            )


def tails(closed: Iterable[Closed], level: float = 0.8) -> Tails:
    """After these, in the order in which they closed."""
    nudge = Nudge(level)
    for one in closed:
        nudge.close(one)
    return nudge.tails


def _held(share: float) -> float:
    return min(max(share, LEAST), MOST)
