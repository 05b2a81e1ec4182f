"""What is shown before a library has finished projects to learn from: published figures, labelled as such.

Actual over reported remaining time of 121 finished projects with 5,480 weekly reports (Landmark Graphics), by elapsed
share: P10, P50, P90. Between and beyond these three the logarithm is taken as normal on either side of the median.
"""

from dataclasses import dataclass
from math import log
from statistics import NormalDist

from luodi.projects.forecast.quantiles import Tails

PUBLISHED = ((0.4, (1.10, 1.76, 3.42)), (0.8, (1.00, 1.79, 3.73)), (1.01, (1.00, 2.07, 7.15)))
NORMAL = NormalDist()
TENTH = NORMAL.inv_cdf(0.9)


@dataclass(frozen=True, slots=True)
class Prior:
    """Of ln(actual / reported remaining)."""

    middle: float
    below: float  # standard deviations
    above: float

    def interval(self, tails: Tails) -> tuple[float, float, float]:
        low = self.middle + self.below * NORMAL.inv_cdf(tails.low)
        return low, self.middle, self.middle - self.above * NORMAL.inv_cdf(tails.high)

    def share_to(self, score: float) -> float:
        spread = self.below if score < self.middle else self.above
        return NORMAL.cdf((score - self.middle) / spread)


def prior(elapsed_share: float) -> Prior:
    low, middle, high = next(ratios for edge, ratios in PUBLISHED if elapsed_share < edge)
    return Prior(log(middle), log(middle / low) / TENTH, log(high / middle) / TENTH)
