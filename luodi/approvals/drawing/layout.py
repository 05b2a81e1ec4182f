"""Geometry of the drawing. Pure: pixels of a plane `WIDTH` wide, days along it, one row for each item."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import east_asian_width

WIDTH, GUTTER, RIGHT, TOP = 960, 152, 16, 30
ROW, BAR_TOP, BAR = 46, 22, 14
INSET = 7  # a bar begins so much behind its day; the line into it comes down there
SMALLEST = 8  # an item decided at once still has a bar
HAN = 13  # px of a Chinese character
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
TICKS = 10  # at most so many


@dataclass(frozen=True, slots=True)
class Box:
    """An item before it is placed. `start` and `days` in working days; `shape` names a mark of `MARKS`."""

    code: str
    name: str
    group: str
    start: int
    days: int
    url: str = ""
    word: str = ""
    tone: str = ""
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """`dependant` waits for `producer`; `kind` of the definition, `words` for who does not see the line."""

    producer: str
    dependant: str
    kind: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    box: Box
    critical: bool
    x: float
    y: int
    width: float
    label: str
    label_x: float
    anchor: str
    mark_x: float
    depth: int  # how many items it waits for, one behind the other
    waits: tuple[Tie, ...]

    @property
    def bar_y(self) -> int:
        return self.y + BAR_TOP

    @property
    def middle(self) -> int:
        return self.y + BAR_TOP + BAR // 2

    @property
    def end(self) -> float:
        return round(self.x + self.width, 1)

    @property
    def mark(self) -> str:
        return MARKS[self.box.shape]

    @property
    def indent(self) -> int:
        """On a narrow screen."""
        return min(self.depth, 5)

    @property
    def first(self) -> int:
        """The first day of the work, counted from 1."""
        return self.box.start + 1

    @property
    def last(self) -> int:
        return self.box.start + self.box.days


@dataclass(frozen=True, slots=True)
class Line:
    tie: Tie
    path: str
    critical: bool
    paper: tuple[float, int] | None  # where the sheet of a material is drawn


@dataclass(frozen=True, slots=True)
class Band:
    """The rows of one department or stage."""

    name: str
    lines: tuple[str, ...]
    y: int
    height: int
    striped: bool


@dataclass(frozen=True, slots=True)
class Graph:
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    bands: tuple[Band, ...]
    ticks: tuple[tuple[int, float], ...]
    total: int
    critical: tuple[str, ...]
    height: int
    by_stage: bool = False
    width: int = WIDTH


# Marks of a state in a square of 12, so that it is told without colour.
MARKS: Mapping[str, str] = {
    "todo": "M6 1.5a4.5 4.5 0 1 0 .01 0Z",
    "ask": "M6 1L11 10.5H1Z",
    "work": "M6 1.5a4.5 4.5 0 1 0 .01 0ZM6 3.5a2.5 2.5 0 1 1-.01 0Z",
    "held": "M2.5 1.5h2.5v9H2.5ZM7 1.5h2.5v9H7Z",
    "done": "M1 6.2L2.4 4.8L4.8 7.2L9.8 1.9L11.2 3.3L4.8 10Z",
    "ended": "M2.2 .8L6 4.6L9.8 .8L11.2 2.2L7.4 6L11.2 9.8L9.8 11.2L6 7.4L2.2 11.2L.8 9.8L4.6 6L.8 2.2Z",
}


def place(
    boxes: Sequence[Box], ties: Sequence[Tie], critical: Sequence[str], total: int, *, by_stage: bool = False
) -> Graph:
    """Groups in the order in which they begin, in a group the earliest first. The order of `boxes` breaks ties."""
    scale = (WIDTH - GUTTER - RIGHT - INSET - SMALLEST) / max(total, 1)
    waits: dict[str, list[Tie]] = {}
    for tie in ties:
        waits.setdefault(tie.dependant, []).append(tie)
    depths = _depths([box.code for box in boxes], ties)
    bars: dict[str, Bar] = {}
    bands: list[Band] = []
    y = TOP
    for name, group in _grouped(boxes):
        bands.append(Band(name, _wrapped(name, 2 * len(group)), y, ROW * len(group), len(bands) % 2 == 1))
        for box in group:
            bars[box.code] = _bar(box, y, scale, box.code in critical, depths[box.code], waits.get(box.code, ()))
            y += ROW
    steps = set(pairwise(critical))
    lines = tuple(
        _line(tie, bars[tie.producer], bars[tie.dependant], (tie.producer, tie.dependant) in steps)
        for tie in ties
        if tie.producer in bars and tie.dependant in bars
    )
    ticks = tuple((day, round(GUTTER + day * scale, 1)) for day in _ticks(total))
    return Graph(tuple(bars.values()), lines, tuple(bands), ticks, total, tuple(critical), y + 6, by_stage)


def units(text: str) -> float:
    """How wide a text is, in Chinese characters."""
    return sum(1 if east_asian_width(letter) in "WF" else 0.56 for letter in text)


def cut(text: str, widest: float) -> str:
    if units(text) <= widest:
        return text
    while text and units(text) > widest - 1:
        text = text[:-1]
    return text + "…"


def _bar(box: Box, y: int, scale: float, critical: bool, depth: int, waits: Collection[Tie]) -> Bar:
    x = round(GUTTER + box.start * scale + INSET, 1)
    width = round(max(box.days * scale - INSET - 1, SMALLEST), 1)
    said = f"{box.name} · {box.word}" if box.word else box.name
    label = cut(said, 36)
    before = 16 if box.shape else 0
    left = WIDTH - RIGHT - x - before
    if units(label) * HAN <= left:
        return Bar(box, critical, x, y, width, label, x + before, "start", x, depth, tuple(waits))
    end = WIDTH - RIGHT
    return Bar(box, critical, x, y, width, label, end, "end", end - units(label) * HAN - 16, depth, tuple(waits))


def _line(tie: Tie, one: Bar, other: Bar, critical: bool) -> Line:
    """Right angles only, down at the day on which the other may begin; from below where there is no room for that."""
    down = round(other.x - INSET + 3, 1)
    into = f"V{other.middle}H{other.x:g}"
    if one.x <= down < one.end:
        path = f"M{down:g} {_edge_of(one, other)}{into}"
    elif one.end <= down:
        path = f"M{one.end:g} {one.middle}H{down:g}{into}"
    elif tie.kind == "advice":
        path = f"M{one.end:g} {one.middle}H{one.end + 4:g}V{other.bar_y - 5}H{down:g}{into}"
    else:
        inside = round(max(one.x, other.x) + 3, 1)
        path = f"M{inside:g} {_edge_of(one, other)}V{_edge_of(other, one)}"
    paper = (
        (down - 5, other.bar_y - 15 if other.y > one.y else other.bar_y + BAR + 2) if tie.kind == "material" else None
    )
    return Line(tie, path, critical, paper)


def _edge_of(one: Bar, other: Bar) -> int:
    return one.bar_y + BAR if other.y > one.y else one.bar_y


def _grouped(boxes: Sequence[Box]) -> list[tuple[str, list[Box]]]:
    groups: dict[str, list[Box]] = {}
    for box in boxes:
        groups.setdefault(box.group, []).append(box)
    for group in groups.values():
        group.sort(key=lambda box: box.start)
    return sorted(groups.items(), key=lambda pair: pair[1][0].start)


def _depths(codes: Sequence[str], ties: Sequence[Tie]) -> dict[str, int]:
    """As many rounds as the longest chain; a circle ends with the number of items."""
    depths = dict.fromkeys(codes, 0)
    blocking = [tie for tie in ties if tie.kind != "advice" and tie.producer in depths and tie.dependant in depths]
    for _round in codes:
        deeper = [tie for tie in blocking if depths[tie.dependant] <= depths[tie.producer]]
        if not deeper:
            break
        for tie in deeper:
            depths[tie.dependant] = max(depths[tie.dependant], depths[tie.producer] + 1)
    return depths


def _wrapped(name: str, most: int) -> tuple[str, ...]:
    widest, lines, line = (GUTTER - 16) / HAN, [], ""
    for letter in name:
        if units(line + letter) > widest:
            lines.append(line)
            line = ""
        line += letter
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], cut("".join(lines[most - 1 :]), widest)]
    return tuple(lines)


def _ticks(total: int) -> range:
    step = next((step for step in STEPS if total / step <= TICKS), STEPS[-1])
    return range(0, total + 1, step)
