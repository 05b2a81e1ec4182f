"""What kind of day a day is."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class DayKind(StrEnum):
    WORKING = "working"
    REST = "rest"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"  # 调休: a weekend day that is worked

    @property
    def is_worked(self) -> bool:
        return self in WORKED


WORKED = frozenset({DayKind.WORKING, DayKind.MAKE_UP})


class Day(NamedTuple):
    kind: DayKind
    name: str
    provisional: bool


def kind_by_weekday(day: date) -> DayKind:
    return DayKind.REST if day.isoweekday() > 5 else DayKind.WORKING
