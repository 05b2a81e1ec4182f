"""Days along the width of a drawing."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

TICKS = 5  # at most: five dates fit on a phone
DAYS = (1, 2, 7, 14, 28)
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
NEAR = 8.0  # hundredths from an edge where a label would be cut
WIDE = 2.2  # hundredths that one character of a label takes on a phone


def anchor(x: float) -> str:
    """Which end of a label stands at `x`, so that none is cut at an edge."""
    return "start" if x < NEAR else "end" if x > 100 - NEAR else "middle"


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str

    @property
    def anchor(self) -> str:
        return anchor(self.x)

    @property
    def begins(self) -> float:
        """Where its label begins, in hundredths."""
        return self.x - self.width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]

    @property
    def width(self) -> float:
        return WIDE * len(self.label)


def readable(ticks: Sequence[Tick]) -> tuple[Tick, ...]:
    """Labels that would run into the next one are left out, the last stands: it says when all is done."""
    kept: list[Tick] = []
    free = math.inf
    for tick in reversed(ticks):
        fits = tick.begins + tick.width <= free
        kept.append(tick if fits else replace(tick, label=""))
        free = tick.begins if fits else free
    return tuple(reversed(kept))


@dataclass(frozen=True, slots=True)
class Scale:
    first: date
    last: date

    @classmethod
    def over(cls, days: Iterable[date | None]) -> "Scale":
        """At least one of them is a day."""
        known = [day for day in days if day is not None]
        first, last = min(known), max(known)
        return cls(first, last if last > first else first + timedelta(days=1))

    def at(self, day: date) -> float:
        """What lies outside stands at the edge."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(100 * min(max(share, 0), 1), 2)

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def ticks(self) -> tuple[Tick, ...]:
        span = (self.last - self.first).days
        step = next((days for days in DAYS if span / days < TICKS), 0)
        days = self._every(step) if step else self._months(span)
        form = "%m-%d" if step else "%Y-%m"
        return readable([Tick(self.at(day), f"{day:{form}}") for day in days])

    def _every(self, step: int) -> Iterator[date]:
        day = self.first
        while day <= self.last:
            yield day
            day += timedelta(days=step)

    def _months(self, span: int) -> Iterator[date]:
        step = next((months for months in MONTHS if span / (30.4 * months) < TICKS), MONTHS[-1])
        month = self.first.year * 12 + self.first.month - 1
        month += -month % step
        while (day := date(month // 12, month % 12 + 1, 1)) <= self.last:
            if day >= self.first:
                yield day
            month += step
