"""Office hours (办公时间): which windows are open on which day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from luodi.clock.days import WORKED, DayKind

MonthDay = tuple[int, int]


class Window(NamedTuple):
    """Half-open [start, end) in minutes since local midnight; an end of 1440 is the midnight after."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class HoursRule:
    """The windows of the days it matches; of several that match a day the last one wins.

    `weekdays` are ISO 1..7. Without `kinds` a rule matches worked days only, make-up Sundays too; days off
    open only to a rule that names their kind. Both ends of the validity and of the season are included, and a
    season may wrap the year's end. No windows at all closes the day. Raises ValueError for impossible ones.
    """

    windows: tuple[Window, ...]
    weekdays: frozenset[int] | None = None
    kinds: frozenset[DayKind] | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    season: tuple[MonthDay, MonthDay] | None = None

    def __post_init__(self) -> None:
        edge = 0
        for start, end in self.windows:
            if not edge <= start < end <= 1440:
                raise ValueError(f"window {start}-{end}: windows lie within one day, in order, and never overlap")
            edge = end

    def matches(self, day: date, kind: DayKind) -> bool:
        return (
            kind in (self.kinds or WORKED)
            and (not self.weekdays or day.isoweekday() in self.weekdays)
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_to is None or day <= self.valid_to)
            and (self.season is None or self._in_season(day))
        )

    def _in_season(self, day: date) -> bool:
        assert self.season is not None
        first, last = self.season
        today = (day.month, day.day)
        if first <= last:
            return first <= today <= last
        return today >= first or today <= last

    @property
    def knows_no_days_off(self) -> bool:
        """True for 24/7 and site hours, which name every kind: there each open day is a working day.

        Extended service names rest days only: its minutes count, but it makes no Saturday a working day.
        """
        return self.kinds is not None and self.kinds.issuperset(DayKind)


def rule_for(day: date, kind: DayKind, latest_first: Sequence[HoursRule]) -> HoursRule | None:
    for rule in latest_first:
        if rule.matches(day, kind):
            return rule
    return None


DEFAULT_HOURS = (HoursRule((Window(9 * 60, 12 * 60), Window(13 * 60 + 30, 17 * 60 + 30))),)
ALWAYS = (HoursRule((Window(0, 1440),), kinds=frozenset(DayKind)),)
