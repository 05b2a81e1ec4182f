"""Properties of a place that a trade may ask for and a text may grant or deny: a table of patterns, as data."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Trait:
    """`hard`: an offer that denies it cannot serve. A pattern that is None never matches."""

    code: str
    wanted: re.Pattern[str]
    has: re.Pattern[str]
    lacks: re.Pattern[str] | None
    hard: bool
    name_zh: str
    name_en: str


@cache
def traits() -> dict[str, Trait]:
    with (DATA / "traits.tsv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: _trait(row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def _trait(row: dict[str, str]) -> Trait:
    return Trait(
        row["code"],
        re.compile(row["wanted"].lower()),
        re.compile(row["has"].lower()),
        re.compile(row["lacks"].lower()) if row["lacks"] else None,
        row["hard"] == "1",
        row["name_zh"],
        row["name_en"],
    )


def wanted_traits(text: str) -> frozenset[str]:
    """`text` in lower case."""
    return frozenset(code for code, one in traits().items() if one.wanted.search(text))


def stated_traits(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """What an offer's text says it has, and what it says it lacks; the denial wins."""
    lacks = frozenset(code for code, one in traits().items() if one.lacks and one.lacks.search(text))
    has = frozenset(code for code, one in traits().items() if code not in lacks and one.has.search(text))
    return has, lacks


def read_lines(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def one_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{word})" for word in words))
