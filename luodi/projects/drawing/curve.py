"""A rising quantity or percentage: as planned, as measured, and the range into which it is forecast to run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luodi.projects.drawing.scale import Scale, Tick

HEIGHT, TOP, AXIS = 200, 10, 22


@dataclass(frozen=True, slots=True)
class Dot:
    """One that was measured; `url` leads to its row."""

    day: date
    value: float
    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    dot: Dot
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Curve:
    """Paths lie in a box of 100 by `HEIGHT` that is stretched to the width."""

    planned: str
    actual: str
    band: str
    middle: str
    dots: tuple[Placed, ...]
    ticks: tuple[Tick, ...]
    today: float
    total: float
    unit: str
    forecast_url: str = ""

    @property
    def top(self) -> int:
        return TOP

    @property
    def half(self) -> float:
        return self.total / 2

    @property
    def half_y(self) -> int:
        return TOP + (HEIGHT - TOP) // 2

    @property
    def floor(self) -> int:
        return HEIGHT

    @property
    def height(self) -> int:
        return HEIGHT + AXIS

    @property
    def words_y(self) -> int:
        return HEIGHT + 16


def curve(
    planned: Sequence[tuple[date, float]],
    dots: Sequence[Dot],
    ends: tuple[date, date, date] | None,
    *,
    total: float,
    unit: str,
    today: date,
    forecast_url: str = "",
) -> Curve:
    """`ends`: P10, P50, P90 of reaching the total. At least one day beside `today`."""
    late = (
        () if ends is None else (ends[1], min(ends[2], ends[1] + 2 * (ends[1] - today)) if ends[1] > today else ends[1])
    )
    scale = Scale.over([*(day for day, _value in planned), *(dot.day for dot in dots), *late, today])

    def point(day: date, value: float) -> str:
        return f"{scale.at(day):g} {_y(value, total):g}"

    def path(points: Sequence[tuple[date, float]]) -> str:
        return "M" + "L".join(point(day, value) for day, value in points) if points else ""

    band = middle = ""
    if ends is not None and dots:
        last = (dots[-1].day, dots[-1].value)
        band = path([last, (ends[0], total), (ends[2], total)]) + "Z"
        middle = path([last, (ends[1], total)])
    placed = tuple(Placed(dot, scale.at(dot.day), _y(dot.value, total)) for dot in dots)
    actual = path([(dot.day, dot.value) for dot in dots])
    return Curve(
        path(list(planned)),
        actual,
        band,
        middle,
        placed,
        scale.ticks(),
        scale.at(today),
        total,
        unit,
        forecast_url,
    )


def _y(value: float, total: float) -> float:
    return round(HEIGHT - (HEIGHT - TOP) * min(max(value / total, 0), 1), 1)
