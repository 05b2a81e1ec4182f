"""Rows that sum up are checked against the rows they sum up, and become nothing themselves. No Django."""

from collections.abc import Iterable, Sequence
from math import isqrt
from typing import NamedTuple

LEAST = 10_000  # yuan: books are rounded to 万元, and so is each row of them


class Item(NamedTuple):
    """`what` as in `kinds.RowKind`; of a project the amounts, of a sum the amounts with their cells."""

    what: str
    amounts: dict[str, int]
    cells: dict[str, str]


class WrongSum(NamedTuple):
    cell: str
    column: str
    said: int
    found: int


def wrong_sums(items: Sequence[Item]) -> list[WrongSum]:
    """A 小计 is of the rows since the last one, or of those that follow where none came before; 合计 of them all."""
    wrong: list[WrongSum] = []
    everything = [item for item in items if item.what == "project"]
    for place, item in enumerate(items):
        if item.what == "whole":
            wrong += _compared(item, everything)
        elif item.what in ("part", "group") and item.amounts:
            before = _run(reversed(items[:place])) if item.what == "part" else []
            wrong += _compared(item, before or _run(items[place + 1 :]))
    return wrong


def _run(items: Iterable[Item]) -> list[Item]:
    """The projects up to the next sum or group."""
    found = []
    for item in items:
        if item.what in ("whole", "part", "group"):
            break
        if item.what == "project":
            found.append(item)
    return found


def _compared(total: Item, rows: Sequence[Item]) -> list[WrongSum]:
    found = []
    for column, said in total.amounts.items():
        summed = sum(row.amounts.get(column, 0) for row in rows)
        if abs(summed - said) > LEAST * max(1, isqrt(len(rows))) and rows:
            found.append(WrongSum(total.cells[column], column, said, summed))
    return found
