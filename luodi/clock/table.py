"""The open windows of a span of years as sorted integers: every answer is one or two bisections."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import date

from luodi.clock.days import DayKind
from luodi.clock.hours import HoursRule, rule_for
from luodi.clock.instants import DAY, date_of, day_of


class Table:
    """Days and minutes are numbered from 1970-01-01; a position is a count of open minutes since `first`.

    Immutable once built, so that threads may share it.
    """

    __slots__ = (
        "closed_at",
        "days",
        "ends",
        "first",
        "first_year",
        "last",
        "last_year",
        "positions",
        "starts",
        "workdays",
    )

    def __init__(
        self,
        first_year: int,
        last_year: int,
        kind_of: Callable[[date], DayKind],
        rules: Sequence[HoursRule],
    ) -> None:
        self.first_year, self.last_year = first_year, last_year
        self.first = day_of(date(first_year, 1, 1))
        self.last = day_of(date(last_year, 12, 31))
        latest_first = tuple(reversed(rules))
        # A window without length before the first day spares every bisection its special case.
        self.starts, self.ends, self.positions = [self.first * DAY], [self.first * DAY], [0]
        self.workdays: list[int] = []
        self.closed_at: list[int] = []  # the end of the last window of each working day
        for number in range(self.first, self.last + 1):
            day = date_of(number)
            kind = kind_of(day)
            rule = rule_for(day, kind, latest_first)
            if rule is not None and rule.windows:
                self._open(number, rule)
                if kind.is_worked or rule.knows_no_days_off:
                    self.workdays.append(number)
                    self.closed_at.append(self.ends[-1])

    def _open(self, number: int, rule: HoursRule) -> None:
        midnight = number * DAY
        for start, end in rule.windows:
            self.starts.append(midnight + start)
            self.ends.append(midnight + end)
            self.positions.append(self.positions[-1] + end - start)

    def position(self, minute: int) -> int:
        """Open minutes before `minute`."""
        index = bisect_right(self.starts, minute) - 1
        left = self.ends[index] - minute
        return self.positions[index] - left if left > 0 else self.positions[index]

    def minute_at(self, position: int) -> int:
        """The first minute by which so many were open: at a window's end that end, not the next beginning."""
        index = bisect_left(self.positions, position)
        return self.ends[index] - (self.positions[index] - position)

    def opening(self, minute: int) -> int | None:
        """`minute` itself where open, else the next beginning; None when the table ends first."""
        index = bisect_right(self.starts, minute) - 1
        if minute < self.ends[index]:
            return minute
        return self.starts[index + 1] if index + 1 < len(self.starts) else None

    def is_open(self, minute: int) -> bool:
        return self.opening(minute) == minute

    def workdays_until(self, day: int) -> int:
        """How many working days up to and including `day`."""
        return bisect_right(self.workdays, day)

    def windows(self, day: int) -> tuple[tuple[int, int], ...]:
        """The windows of a day in minutes since its midnight."""
        midnight = day * DAY
        index, stop = bisect_left(self.starts, midnight, lo=1), bisect_left(self.starts, midnight + DAY)
        return tuple((self.starts[i] - midnight, self.ends[i] - midnight) for i in range(index, stop))
