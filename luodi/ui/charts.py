"""Geometry of the server-drawn charts. Widths are hundredths of the drawing, heights are pixels."""

from collections.abc import Sequence
from dataclasses import dataclass

ROW = 46  # px of one bar with its label above it
STEP_HEIGHT = 160  # px of a step chart without its axis


@dataclass(frozen=True, slots=True)
class Part:
    """One mark of a bar. `word` says what it counts, `url` opens the records it counts."""

    value: int
    word: str
    url: str = ""
    tone: str = "calm"

    @property
    def said(self) -> str:
        return f"{self.value:,}"


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    parts: tuple[Part, ...]
    url: str = ""

    @property
    def value(self) -> int:
        return sum(part.value for part in self.parts)

    @property
    def said(self) -> str:
        return f"{self.value:,}"


@dataclass(frozen=True, slots=True)
class Mark:
    part: Part
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    bar: Bar
    marks: tuple[Mark, ...]
    label_y: int
    bar_y: int


@dataclass(frozen=True, slots=True)
class BarChart:
    caption: str
    rows: tuple[Row, ...]
    height: int


def bar_chart(caption: str, bars: Sequence[Bar]) -> BarChart:
    """Horizontal bars on one common scale, each a row of marks."""
    most = max((bar.value for bar in bars), default=0) or 1
    rows = tuple(
        Row(bar, _marks(bar, most), label_y=place * ROW + 16, bar_y=place * ROW + 24) for place, bar in enumerate(bars)
    )
    return BarChart(caption, rows, height=len(rows) * ROW)


def _marks(bar: Bar, most: int) -> tuple[Mark, ...]:
    marks, x = [], 0.0
    for part in bar.parts:
        width = round(100 * part.value / most, 2)
        if part.value:
            marks.append(Mark(part, round(x, 2), width))
        x += width
    return tuple(marks)


@dataclass(frozen=True, slots=True)
class Point:
    label: str
    value: float
    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tread:
    """One level of the step line from `x` to `end`, risen from the level before."""

    point: Point
    x: float
    end: float
    y: float
    before: float


@dataclass(frozen=True, slots=True)
class StepChart:
    caption: str
    treads: tuple[Tread, ...]
    height: int
    goal: str = ""
    goal_y: float = 0


def step_chart(caption: str, points: Sequence[Point], goal: float = 0, goal_words: str = "") -> StepChart:
    """A cumulative line in steps: each value holds until the next one was measured. `goal` draws a dashed line."""
    most = max([*(point.value for point in points), goal], default=0) or 1
    span = 100 / max(1, len(points))
    level = [_level(point.value, most) for point in points]
    treads = tuple(
        Tread(point, round(i * span, 2), round((i + 1) * span, 2), level[i], level[i - 1] if i else STEP_HEIGHT)
        for i, point in enumerate(points)
    )
    return StepChart(caption, treads, STEP_HEIGHT, goal_words, _level(goal, most))


def _level(value: float, most: float) -> float:
    """Pixels from the top; 14 stay free above the highest value for its mark."""
    return round(STEP_HEIGHT - (STEP_HEIGHT - 14) * value / most, 1)
