"""What a checked file would do, and what is wrong in it."""

from dataclasses import dataclass
from typing import NamedTuple


class Fault(NamedTuple):
    """`cell` is like "C7", or a line number of a CSV; empty where the whole sheet is meant."""

    sheet: str
    cell: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell} {self.sentence}".lstrip("!")


@dataclass
class Tally:
    new: int = 0
    changed: int = 0
    same: int = 0

    def count(self, *, is_new: bool, changed: bool) -> None:
        if is_new:
            self.new += 1
        elif changed:
            self.changed += 1
        else:
            self.same += 1
