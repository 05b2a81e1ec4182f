"""What is wrong with a table, by line and column; the words are made where gettext is known."""

from dataclasses import dataclass

LONGEST_SHOWN = 40  # characters of a wrong value that a fault repeats


@dataclass(frozen=True, slots=True)
class Fault:
    """`line` as an editor counts, 0 for the whole file; `column` is its heading."""

    code: str
    line: int
    column: str
    value: str
