"""Pauses (暂停): intervals that a deadline does not count."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from luodi.clock.instants import DAY, minute_of


class Pause(NamedTuple):
    """From its notice to its resumption; without an end it still lasts."""

    start: datetime
    end: datetime | None = None


Span = tuple[int, int | None]


def merged(pauses: Iterable[Pause]) -> list[Span]:
    """The pauses as minutes, sorted, overlaps joined, so that nothing is taken out twice.

    Raises ValueError when one ends before it starts.
    """
    spans: list[Span] = []
    for start, end in sorted(map(_span, pauses), key=lambda span: span[0]):
        if not spans or (spans[-1][1] is not None and start > spans[-1][1]):
            spans.append((start, end))
            continue
        first, last = spans[-1]
        spans[-1] = (first, None if last is None or end is None else max(last, end))
    return spans


def merged_days(pauses: Iterable[Pause]) -> list[Span]:
    """The days (notice, resumption] that pauses take out of a term in days; a pause inside one day none."""
    return [(start // DAY, None if end is None else end // DAY) for start, end in merged(pauses)]


def _span(pause: Pause) -> Span:
    start = minute_of(pause.start)
    end = None if pause.end is None else minute_of(pause.end)
    if end is not None and end < start:
        raise ValueError(f"pause {pause.start} - {pause.end}: it ends before it starts")
    return start, end
