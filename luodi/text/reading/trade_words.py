"""Words of trade with their divisions of GB/T 4754-2017: which of them stands at a place of a text."""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
LISTS = (
    ("trades.txt", None, False),
    ("trades_all.txt", None, False),
    ("trades_english.txt", ", ", False),
    ("class_words.txt", None, True),
)


@dataclass(frozen=True, slots=True)
class Trade:
    word: str
    divisions: tuple[str, ...]
    official: bool


def _load() -> dict[str, Trade]:
    """The first list that has a word decides."""
    trades: dict[str, Trade] = {}
    for name, separator, official in LISTS:
        for line in (DATA / name).read_text(encoding="utf-8").splitlines():
            codes, _, words = line.partition(" ")
            for word in words.split(separator) if not line.startswith("#") else ():
                trades.setdefault(word, Trade(word, tuple(codes.split("+")), official))
    return trades


def _lengths() -> dict[str, tuple[int, ...]]:
    """By the first two characters: how long the words are that begin with them, longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in TRADES:
        lengths[word[:2]].add(len(word))
    return {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}


TRADES = _load()
LENGTHS = _lengths()


def _load_ends() -> list[tuple[str, str]]:
    lines = (DATA / "trade_ends.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.partition(" ") for line in lines if not line.startswith("#")]
    ends = [(end, code) for code, _, words in rows for end in words.split()]
    return sorted(ends, key=lambda row: -len(row[0]))


ENDS = _load_ends()


def trade_at(text: str, place: int) -> Trade | None:
    """The longest word that begins there."""
    for length in LENGTHS.get(text[place : place + 2], ()):
        trade = TRADES.get(text[place : place + length])
        if trade and _whole(text, place, trade.word):
            return trade
    return TRADES.get(text[place])


def _whole(text: str, place: int, word: str) -> bool:
    if not word.isascii():
        return True
    end = place + len(word)
    before = text[place - 1 : place]
    return not (before.isascii() and before.isalpha()) and not re.match(r"(?!s?(?![a-z]))[a-z]", text[end : end + 2])
