"""Pieces of text with their place on a page, made level: what an eye sees, and what a licence is read from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, sin
from statistics import median
from unicodedata import east_asian_width

Corners = tuple[float, ...]  # x and y of the four corners, clockwise from the upper left one
SLENDER = 3  # only boxes this many times wider than high tell how a page is tilted
ASLANT = 0.15  # radians against the page: a watermark ("for this purpose only") written over it
SAME_ROW = 0.55  # of a height: how far apart the middles of two pieces of one row may lie
END = "。；：！？.;:!?"  # behind these a line that ends is a paragraph that ends
FULL_LINE = 0.85  # of the widest line: a longer one was broken by the margin


@dataclass(frozen=True, slots=True)
class Box:
    """In pixels of the page turned upright and made level; `score` is the eye's own belief, 0 to 1."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    score: float = 1.0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


Page = list[Box]


def levelled(pieces: Sequence[tuple[str, float, Corners]]) -> Page:
    """Boxes of text, score and corners on a page tilted by up to 45 degrees, without what is written aslant."""
    angles = [_angle(corners) for _, _, corners in pieces]
    tilt = median([angle for angle in angles if angle is not None] or [0.0])
    c, s = cos(tilt), sin(tilt)
    return [
        _box(text, score, corners, c, s)
        for (text, score, corners), angle in zip(pieces, angles, strict=True)
        if angle is None or abs(angle - tilt) <= ASLANT
    ]


def _angle(corners: Corners) -> float | None:
    """None for a piece too short to tell."""
    x0, y0, x1, y1, x2, y2, _, _ = corners
    slender = hypot(x1 - x0, y1 - y0) >= SLENDER * hypot(x2 - x1, y2 - y1)
    return atan2(y1 - y0, x1 - x0) if slender else None


def _box(text: str, score: float, corners: Corners, c: float, s: float) -> Box:
    """Turned back by the angle of cosine `c` and sine `s`. The means of two corners: a skewed one pulls half."""
    xs = [x * c + y * s for x, y in zip(corners[::2], corners[1::2], strict=True)]
    ys = [y * c - x * s for x, y in zip(corners[::2], corners[1::2], strict=True)]
    left, right = (xs[0] + xs[3]) / 2, (xs[1] + xs[2]) / 2
    top, bottom = (ys[0] + ys[1]) / 2, (ys[2] + ys[3]) / 2
    return Box(text, left, top, right, bottom, score)


def rows(page: Iterable[Box]) -> list[list[Box]]:
    """From top to bottom, each from left to right."""
    found: list[list[Box]] = []
    for box in sorted(page, key=lambda box: box.middle):
        row = found[-1] if found else []
        if row and box.middle - median(one.middle for one in row) <= SAME_ROW * min(box.height, row[0].height):
            row.append(box)
        else:
            found.append([box])
    return [sorted(row, key=lambda box: box.left) for row in found]


def text_of(page: Iterable[Box]) -> str:
    """The page as a letter: what the margin broke is joined again."""
    return unwrapped([" ".join(box.text for box in row) for row in rows(page)])


def unwrapped(lines: Iterable[str]) -> str:
    """Paragraphs, one a line, out of lines as broken by a margin. An empty line always ends a paragraph."""
    kept = [line.strip() for line in lines]
    widest = max((width(line) for line in kept), default=0)
    text = ""
    for line in kept:
        text += line
        if line and width(line) >= FULL_LINE * widest and line[-1] not in END:
            text += "" if width(line) > 1.3 * len(line) else " "  # Chinese knows no blanks, even within a number
        else:
            text += "\n"
    return text.strip()


def width(text: str) -> int:
    """In half-width characters."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
