"""Words of trade with their divisions of GB/T 4754-2017: which of them stands at a place of a text."""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
LISTS = (("trades.txt", None, False), ("trades_english.txt", ", ", False), ("class_words.txt", None, True))


@dataclass(frozen=True, slots=True)
class Trade:
    word: str
    divisions: tuple[str, ...]
    official: bool


def _load() -> dict[str, list[Trade]]:
    """By the first two characters, longest word first."""
    index: dict[str, list[Trade]] = defaultdict(list)
    for name, separator, official in LISTS:
        for line in (DATA / name).read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            codes, _, words = line.partition(" ")
            for word in words.split(separator):
                index[word[:2]].append(Trade(word, tuple(codes.split("+")), official))
    for trades in index.values():
        trades.sort(key=lambda one: (-len(one.word), one.official))
    return dict(index)


TRADES = _load()


def _load_ends() -> list[tuple[str, str]]:
    lines = (DATA / "trade_ends.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.partition(" ") for line in lines if not line.startswith("#")]
    ends = [(end, code) for code, _, words in rows for end in words.split()]
    return sorted(ends, key=lambda row: -len(row[0]))


ENDS = _load_ends()


def trade_at(text: str, place: int) -> Trade | None:
    for trade in TRADES.get(text[place : place + 2], ()):
        if text.startswith(trade.word, place) and _whole(text, place, trade.word):
            return trade
    one = TRADES.get(text[place])
    return one[0] if one else None


def _whole(text: str, place: int, word: str) -> bool:
    if not word.isascii():
        return True
    end = place + len(word)
    before = text[place - 1 : place]
    return not (before.isascii() and before.isalpha()) and not re.match(r"(?!s?(?![a-z]))[a-z]", text[end : end + 2])
