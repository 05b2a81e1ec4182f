"""Conformal ranks: an interval that a new case hits as often as promised, however few cases were seen.

Of n sorted scores the interval runs from rank floor((n + 1) x low) to rank ceil((n + 1) x (1 - high)). A rank that
lies outside the scores becomes their extreme, stretched by a quarter of their range.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
STRETCH = 0.25
EXACT = 1e-9  # (9 + 1) x .1 must be rank 1 whatever the floats say


@dataclass(frozen=True, slots=True)
class Tails:
    """The shares of outcomes left outside the interval on either side."""

    low: float = 0.1
    high: float = 0.1

    @classmethod
    def of(cls, level: float) -> "Tails":
        """Raises ValueError for a level outside 0..1."""
        if not 0 < level < 1:
            raise ValueError(f"no level: {level}")
        return cls((1 - level) / 2, (1 - level) / 2)


def conformal(scores: Sequence[float], tails: Tails) -> tuple[float, float]:
    """Low and high of sorted scores that weigh the same; at least one score."""
    n = len(scores)
    below = floor((n + 1) * tails.low + EXACT)
    above = ceil((n + 1) * (1 - tails.high) - EXACT)
    stretch = STRETCH * (scores[-1] - scores[0])
    low = scores[below - 1] if below >= 1 else scores[0] - stretch
    high = scores[above - 1] if above <= n else scores[-1] + stretch
    return low, max(low, high)


def median(scores: Sequence[float]) -> float:
    middle = len(scores) // 2
    return scores[middle] if len(scores) % 2 else (scores[middle - 1] + scores[middle]) / 2


class Weighted:
    """Scores of `cases` projects: each project weighs 1, shared among its scores."""

    def __init__(self, scores: Floats, weights: Floats) -> None:
        """`scores` sorted; at least one."""
        self.scores = scores
        self._sums = np.cumsum(weights)
        total = float(self._sums[-1])
        self.cases = round(total)
        self._middles = (self._sums - weights / 2) / total

    def at(self, share: float) -> float:
        return float(np.interp(share, self._middles, self.scores))

    def interval(self, tails: Tails) -> tuple[float, float, float]:
        """Low, median and high, in this order whatever the tails."""
        half = 0.5 / (self.cases + 1)
        first, last = float(self.scores[0]), float(self.scores[-1])
        stretch = STRETCH * (last - first)
        outside = 1 / (self.cases + 1) - EXACT  # the share of a rank
        low = self.at(tails.low - half) if tails.low >= outside else first - stretch
        high = self.at(1 - tails.high + half) if tails.high >= outside else last + stretch
        middle = self.at(0.5)
        return min(low, middle), middle, max(high, middle)

    def share_to(self, score: float) -> float:
        """The weighted share of scores that are not above `score`."""
        count = int(np.searchsorted(self.scores, score, side="right"))
        return float(self._sums[count - 1] / self._sums[-1]) if count else 0.0
