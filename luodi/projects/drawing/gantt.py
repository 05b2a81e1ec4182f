"""Milestones and quantities in rows: planned above, done and forecast below, with whiskers from P10 to P90."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luodi.projects.drawing.scale import Scale, Tick

ROW, LABEL, PLAN, BAR = 56, 15, 23, 33  # px of a row; of its label, planned bar and other bar within it
AXIS = 22
FARTHEST = 1.6  # a late end of the range beyond so many times the rest is cut, with an arrow


@dataclass(frozen=True, slots=True)
class Task:
    """`begun` to `met` is done; `owner` is the date of whoever answers for it. `url` of the row, `ends` its words."""

    name: str
    words: str
    url: str
    planned_from: date | None = None
    planned_to: date | None = None
    begun: date | None = None
    met: date | None = None
    owner: date | None = None
    p10: date | None = None
    p50: date | None = None
    p90: date | None = None
    forecast_url: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    x: float
    end: float

    @property
    def width(self) -> float:
        return round(max(self.end - self.x, 0.4), 2)


@dataclass(frozen=True, slots=True)
class Row:
    task: Task
    y: int
    planned: Span | None
    done: Span | None
    whisker: Span | None
    middle: float | None
    owner: float | None
    met: float | None
    is_cut: bool

    @property
    def label_y(self) -> int:
        return self.y + LABEL

    @property
    def plan_y(self) -> int:
        return self.y + PLAN

    @property
    def bar_y(self) -> int:
        return self.y + BAR

    @property
    def line_y(self) -> int:
        return self.y + BAR + 6

    @property
    def cap_y(self) -> int:
        return self.y + BAR + 1

    @property
    def cap_end(self) -> int:
        return self.y + BAR + 11


@dataclass(frozen=True, slots=True)
class Gantt:
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    today: float | None
    height: int

    @property
    def axis_y(self) -> int:
        return self.height - AXIS

    @property
    def words_y(self) -> int:
        return self.height - 6


def gantt(tasks: Sequence[Task], today: date) -> Gantt:
    """At least one task with a date."""
    scale = _scale(tasks, today)
    rows = tuple(_row(task, place * ROW, scale, today) for place, task in enumerate(tasks))
    height = len(rows) * ROW + AXIS
    return Gantt(rows, scale.ticks(), scale.at(today), height)


def _scale(tasks: Sequence[Task], today: date) -> Scale:
    near = [
        day
        for task in tasks
        for day in (task.planned_from, task.planned_to, task.begun, task.met, task.owner, task.p50)
    ]
    inner = Scale.over([*near, today])
    farthest = inner.first + (inner.last - inner.first) * FARTHEST
    late = [min(task.p90, farthest) for task in tasks if task.p90]
    return Scale.over([inner.first, inner.last, *late])


def _row(task: Task, y: int, scale: Scale, today: date) -> Row:
    def span(begin: date | None, end: date | None) -> Span | None:
        return Span(scale.at(begin), scale.at(end)) if begin and end and begin <= end else None

    def at(day: date | None) -> float | None:
        return None if day is None else scale.at(day)

    return Row(
        task,
        y,
        span(task.planned_from, task.planned_to),
        span(task.begun, task.met or today),
        span(task.p10, task.p90) if task.met is None else None,
        at(task.p50) if task.met is None else None,
        at(task.owner) if task.met is None else None,
        at(task.met),
        task.p90 is not None and not scale.holds(task.p90),
    )
