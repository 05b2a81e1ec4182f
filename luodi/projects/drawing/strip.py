"""A linear work from its beginning to its end: what is done, where delays are assumed, where the face should be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from luodi.projects.drawing.scale import Tick, anchor, readable

TOP, BAR, NAMES, NEXT = 24, 26, 66, 14  # px: the bar's top and height, names of zones, the next row of names
APART = 9.0  # hundredths that two names need on a phone
MARKS = 3  # dates along what is still to do
HEIGHT = 138


@dataclass(frozen=True, slots=True)
class Zone:
    name: str
    x: float
    width: float
    words: str
    url: str
    is_passed: bool
    costs: bool
    name_y: int

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)

    @property
    def anchor(self) -> str:
        return anchor(self.middle)


@dataclass(frozen=True, slots=True)
class Face:
    """Where the work stood, or should stand: a measurement or the plan, with its link."""

    x: float
    words: str
    url: str

    @property
    def anchor(self) -> str:
        return anchor(self.x)


@dataclass(frozen=True, slots=True)
class Strip:
    done: float
    zones: tuple[Zone, ...]
    faces: tuple[Face, ...]
    goal: Face | None
    ahead: tuple[Tick, ...]

    height = HEIGHT
    top, bar, bottom = TOP, BAR, TOP + BAR
    face_y, goal_y, goal_words_y, axis_y, words_y = 16, 86, 100, 112, 130


def strip(
    total: float,
    faces: Sequence[tuple[float, str, str]],
    zones: Sequence[tuple[Mapping[str, Any], str, str]],
    *,
    goal: tuple[float, str, str] | None = None,
    last: date | None = None,
    ends_on: date | None = None,
) -> Strip:
    """`faces`: value, words, url, the latest last; `goal`: the same of the plan.

    `zones`: one of `projects.zones`, its words and url.
    From the day `last` measured until `ends_on`, the middle of the forecast, dates stand along what is still to do.
    """
    done = faces[-1][0] if faces else 0.0
    placed: list[Zone] = []
    for zone, words, url in zones:
        placed.append(_zone(zone, words, url, total, done, placed[-1] if placed else None))
    ahead = _ahead(done, total, last, ends_on) if last and ends_on else ()
    return Strip(
        _x(done, total),
        tuple(placed),
        tuple(Face(_x(value, total), words, url) for value, words, url in faces),
        Face(_x(goal[0], total), *goal[1:]) if goal else None,
        ahead,
    )


def _zone(zone: Mapping[str, Any], words: str, url: str, total: float, done: float, before: Zone | None) -> Zone:
    x, width = _x(zone["from"], total), round(100 * (zone["to"] - zone["from"]) / total, 2)
    crowded = before is not None and before.name_y == NAMES and x + width / 2 - before.middle < APART
    name_y = NAMES + NEXT if crowded else NAMES
    return Zone(zone["name"], x, width, words, url, zone["to"] <= done, bool(zone["days"]), name_y)


def _ahead(done: float, total: float, last: date, ends_on: date) -> tuple[Tick, ...]:
    days = (ends_on - last).days
    if days < 1 or done >= total:
        return ()
    marks = [share / MARKS for share in range(1, MARKS + 1)]
    days_of = [last + timedelta(days=round(days * share)) for share in marks]
    return readable(
        [
            Tick(_x(done + (total - done) * share, total), f"{day:%m-%d}")
            for share, day in zip(marks, days_of, strict=True)
        ]
    )


def _x(value: float, total: float) -> float:
    return round(100 * min(max(value / total, 0), 1), 2)
