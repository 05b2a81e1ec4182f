"""A text with the places marked where its values were read."""

from collections.abc import Iterable
from dataclasses import dataclass

from luodi.enquiries.facts.found import Span


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text; `labels` name what was read in it, empty between the marks."""

    text: str
    labels: tuple[str, ...] = ()


def marked(text: str, places: Iterable[tuple[Span, str]]) -> list[Part]:
    """`places` are spans with the name of what stands there. Those that overlap share one mark."""
    merged: list[tuple[int, int, list[str]]] = []
    for (start, end), label in sorted(places):
        if not 0 <= start < end <= len(text):
            continue
        if merged and start < merged[-1][1]:
            before = merged.pop()
            labels = before[2] if label in before[2] else [*before[2], label]
            merged.append((before[0], max(before[1], end), labels))
        else:
            merged.append((start, end, [label]))
    parts, reached = [], 0
    for start, end, labels in merged:
        parts += [Part(text[reached:start]), Part(text[start:end], tuple(labels))]
        reached = end
    return [part for part in (*parts, Part(text[reached:])) if part.text]
