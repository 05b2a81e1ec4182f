"""What an activity needs, could use, sells to, buys from or hosts: rows of a table that the operator edits."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

SEED = Path(__file__).parents[1] / "data" / "needs.csv"
Role = Literal["needs", "could_use", "sells_to", "buys_from", "hosts"]
ASIDE = 0.6  # how far a row counts whose activity is named only after the company's own
BY_DIVISION = 0.35  # how far a row counts where only the division of industry is the same


@dataclass(frozen=True, slots=True)
class Need:
    """Whoever does `activity` (or is of `divisions`) looks for offers of `kinds` that say one of `words`."""

    key: str
    activity: tuple[str, ...]
    divisions: frozenset[str]
    kinds: frozenset[str]  # codes of luodi.supply.rules.KINDS; empty: of any kind
    words: tuple[str, ...]
    role: Role
    reason_zh: str
    reason_en: str

    @property
    def phrase(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Called:
    """A need that a text calls for, and how surely (0 to 1)."""

    need: Need
    surely: float


@cache
def seed() -> tuple[Need, ...]:
    with SEED.open(encoding="utf-8", newline="") as file:
        return tuple(need_of(str(number), row) for number, row in enumerate(csv.DictReader(file), 1))


def need_of(key: str, row: dict[str, str]) -> Need:
    """Of the columns activity, divisions, kinds, words, role, reason_zh, reason_en; lists have blanks between."""
    return Need(
        key,
        tuple(row["activity"].lower().split()),
        frozenset(row["divisions"].split()),
        frozenset(row["kinds"].split()),
        tuple(row["words"].lower().split()),
        row["role"],  # type: ignore[arg-type]
        row["reason_zh"],
        row["reason_en"],
    )


def called_for(text: str, first: str, divisions: Sequence[str], needs: Iterable[Need], most: int = 10) -> list[Called]:
    """`text` in lower case; `first` is the part that says what the company does, elsewhere it names neighbours."""
    found: list[Called] = []
    for need in needs:
        if anywhere := named(need, text):
            found.append(Called(need, max(named(need, first), ASIDE * anywhere)))
        elif divisions and divisions[0] in need.divisions:
            found.append(Called(need, BY_DIVISION))
    return sorted(found, key=lambda one: -one.surely)[:most]


def called_from(text: str, needs: Iterable[Need], most: int = 15) -> list[Called]:
    """Those whose words `text` says: companies of their activity may be glad of who wrote it."""
    found = [Called(need, min(1.0, sum(map(weight, words)))) for need in needs if (words := said(need, text))]
    return sorted(found, key=lambda one: -one.surely)[:most]


def named(need: Need, text: str) -> float:
    """How surely `text` speaks of the activity of `need`: 0, or 0.4 to 1 by the longest word and their number."""
    found = [len(word) for word in need.activity if word in text and _is_whole(word, text)]
    return min(1.0, 0.4 + 0.15 * max(found) + 0.1 * (len(found) - 1)) if found else 0.0


def said(need: Need, text: str) -> list[str]:
    """Its words that `text` says; a word inside a longer one that is said too counts once."""
    words = [word for word in need.words if word in text]
    return [word for word in words if not any(word != other and word in other for other in words)]


def weight(word: str) -> float:
    """What one word of a row is worth: longer ones say more."""
    return 0.4 if word.isascii() else min(0.6, 0.16 * len(word))


def _is_whole(word: str, text: str) -> bool:
    """ems is not said in mems."""
    return not word.isascii() or bool(re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text))
