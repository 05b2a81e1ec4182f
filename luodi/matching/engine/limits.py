"""Phrases by which an offer rules a use out: data/limits.txt, a phrase, a tab and words of what is ruled out."""

import re
from collections import defaultdict
from functools import cache

from luodi.matching.engine.traits import read_lines

NOT = re.compile(r"[不非]$")  # 不仅限, 并非不得


@cache
def limits() -> dict[str, tuple[str, ...]]:
    rows = (line.lower().partition("\t") for line in read_lines("limits.txt"))
    return {phrase: tuple(words.split()) for phrase, _, words in rows}


@cache
def _index() -> dict[str, list[str]]:
    index: dict[str, list[str]] = defaultdict(list)
    for phrase in sorted(limits(), key=len, reverse=True):
        index[phrase[:2]].append(phrase)
    return dict(index)


def limits_in(text: str) -> tuple[str, ...]:
    """The phrases that `text` (plain, lower case) says, each once."""
    index = _index()
    found = []
    for place in range(len(text) - 1):
        for phrase in index.get(text[place : place + 2], ()):
            if text.startswith(phrase, place) and not NOT.search(text[max(0, place - 1) : place]):
                found.append(phrase)
    return tuple(dict.fromkeys(found))


def ruled_out(phrase: str, text: str) -> str:
    """The first word of what `phrase` rules out that `text` speaks of, or nothing."""
    return next((word for word in limits()[phrase] if word in text), "")
