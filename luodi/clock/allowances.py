"""How long something may take: 90wm, 4wh, 5wd, 10d, 2mo."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Unit(StrEnum):
    WORKING_MINUTES = "wm"
    WORKING_HOURS = "wh"
    WORKING_DAYS = "wd"
    DAYS = "d"
    MONTHS = "mo"


TOKEN = re.compile(r"(\d{1,6})(wm|wh|wd|d|mo)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Allowance:
    """Half hours are written in minutes: 6.5 hours are 390wm. Raises ValueError for a negative amount."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", Unit(self.unit))
        if self.amount < 0:
            raise ValueError(f"allowance {self.amount}{self.unit}: it cannot be negative")

    @classmethod
    def parse(cls, token: str) -> Self:
        """Raises ValueError for anything but digits and one of wm, wh, wd, d, mo."""
        found = TOKEN.fullmatch(token.strip().lower())
        if not found:
            raise ValueError(f"allowance {token!r}: write 90wm, 4wh, 5wd, 10d or 2mo")
        return cls(int(found[1]), Unit(found[2]))

    @property
    def minutes(self) -> int | None:
        """Working minutes of an hours clock; None for a term in days or months."""
        if self.unit is Unit.WORKING_MINUTES:
            return self.amount
        return self.amount * 60 if self.unit is Unit.WORKING_HOURS else None

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"
