"""One calendar: its days, its hours, and every question that may be asked of them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple, Self

from luodi.clock.allowances import Allowance
from luodi.clock.daybook import DayBook
from luodi.clock.days import Day, DayKind
from luodi.clock.explanation import DayLine, explain
from luodi.clock.hours import HoursRule, Window
from luodi.clock.instants import DAY, date_of, day_of, instant_of, minute_of, utc
from luodi.clock.pauses import Pause, merged
from luodi.clock.table import Table
from luodi.clock.terms import due_minute, nth_workday

ONE_DAY = timedelta(days=1)
EARLIEST, LATEST = 1949, 2200  # years; a typing error of a century must not cost minutes and memory


class OutOfCalendar(ValueError):
    """The question or its answer lies outside the years a calendar knows, or the office opens no more."""


class Due(NamedTuple):
    at: datetime
    provisional: bool


class Calendar:
    """Answers are plain integers inside; only the edges know datetimes. Safe to share between threads."""

    __slots__ = ("_book", "_horizon_day", "_rules", "_table", "code", "version")

    def __init__(
        self, code: str, book: DayBook, rules: Sequence[HoursRule], version: int, years: tuple[int, int]
    ) -> None:
        self.code, self.version = code, version
        self._book, self._rules = book, tuple(rules)
        self._horizon_day = day_of(book.horizon)
        self._table = Table(*years, book.kind, self._rules)

    @classmethod
    def build(
        cls,
        code: str,
        days: Mapping[date, tuple[DayKind, str]],
        rules: Sequence[HoursRule],
        horizon: date,
        version: int = 0,
        first_year: int = 2004,
        last_year: int = 2036,
    ) -> Self:
        """`days` are the exceptions; every other day follows its weekday.

        After `horizon` the statutory holidays with known dates are off too, unless `days` says otherwise.
        Years outside first_year..last_year are added when first asked for.
        """
        return cls(code, DayBook(days, horizon), rules, version, (first_year, last_year))

    @property
    def horizon(self) -> date:
        """The last certain date."""
        return self._book.horizon

    def __repr__(self) -> str:
        return f"<Calendar {self.code} v{self.version} to {self.horizon}>"

    # days

    def day(self, day: date) -> Day:
        return self._book.day(day)

    def is_working(self, day: date) -> bool:
        number = day_of(day)
        table = self._reaching(number, number)
        return table.workdays_until(number) > table.workdays_until(number - 1)

    def next_working(self, day: date) -> date:
        """The first working day after `day`. Raises OutOfCalendar."""
        number = day_of(day)
        return date_of(self._ask(number, lambda table: nth_workday(table, number, 1)))

    def days_before(self, day: date, working_days: int) -> date:
        """The last day on which a term of so many working days may begin that is to end by `day`.

        The day it begins does not count, as in `due`; where `day` is no working day, the term ends on the last one
        before it.
        """
        step, left = day, working_days
        while not self.is_working(step):
            step -= ONE_DAY
        while left:
            step -= ONE_DAY
            left -= self.is_working(step)
        return step

    def working_days(self, year: int) -> int:
        first, last = day_of(date(year, 1, 1)), day_of(date(year, 12, 31))
        table = self._reaching(first, last)
        return table.workdays_until(last) - table.workdays_until(first - 1)

    def windows(self, day: date) -> tuple[Window, ...]:
        number = day_of(day)
        return tuple(Window(*window) for window in self._reaching(number, number).windows(number))

    def is_open(self, at: datetime) -> bool:
        minute = minute_of(at)
        return self._reaching(minute // DAY, minute // DAY).is_open(minute)

    def opens(self, at: datetime) -> datetime:
        """The next opening moment; `at` itself while open. Raises OutOfCalendar."""
        minute = minute_of(at)
        opening = self._ask(minute // DAY, lambda table: table.opening(minute))
        return utc(at) if opening == minute else instant_of(opening)

    # spans

    def due(self, start: datetime, allowance: Allowance, pauses: Sequence[Pause] = ()) -> Due:
        """When the allowance ends: always inside a window or at its end.

        Hours run inside windows only, and are over at a window's end where they end exactly there. Working
        days, calendar days and months count from the day after (`terms` names the law) and end with the last
        window of the day reached. Raises Held when a pause without an end begins before that moment, and
        OutOfCalendar.
        """
        first = minute_of(start)
        minute = self._ask(first // DAY, lambda table: due_minute(table, first, allowance, pauses))
        return Due(instant_of(minute), (minute - 1) // DAY > self._horizon_day)

    def elapsed(self, a: datetime, b: datetime, pauses: Sequence[Pause] = ()) -> int:
        """Whole working minutes from `a` to `b` without the paused ones; negative when `b` is earlier."""
        if pauses:
            return self.split(a, b, pauses)[0]
        first, last = minute_of(a), minute_of(b)
        table = self._reaching(min(first, last) // DAY, max(first, last) // DAY)
        return table.position(last) - table.position(first)

    def remaining(self, now: datetime, due: datetime) -> int:
        """Signed working minutes; negative when overdue, 0 also when overdue but no office was open since."""
        return self.elapsed(now, due)

    def remaining_days(self, now: datetime, due: datetime) -> int:
        """Working days after today up to the due day: 0 today, negative when overdue."""
        today, due_day = minute_of(now) // DAY, (minute_of(due) - 1) // DAY
        table = self._reaching(min(today, due_day), max(today, due_day))
        return table.workdays_until(due_day) - table.workdays_until(today)

    def split(self, a: datetime, b: datetime, pauses: Sequence[Pause] = ()) -> tuple[int, int]:
        """(running, paused) working minutes from `a` to `b`; both negative when `b` is earlier."""
        first, last = minute_of(a), minute_of(b)
        low, high = min(first, last), max(first, last)
        table = self._reaching(low // DAY, high // DAY)
        paused = 0
        for start, end in merged(pauses):
            start, end = max(start, low), high if end is None else min(end, high)
            if start < end:
                paused += table.position(end) - table.position(start)
        running = table.position(high) - table.position(low) - paused
        return (running, paused) if first <= last else (-running, -paused)

    def explain(self, start: datetime, allowance: Allowance, pauses: Sequence[Pause] = ()) -> tuple[DayLine, ...]:
        """The days from the start to the due day, counted and skipped: for "why this date?"."""
        return explain(self, start, self.due(start, allowance, pauses).at, allowance, pauses)

    # the table

    def _ask(self, day: int, question: Callable[[Table], int | None]) -> int:
        """The answer, from a table that reaches far enough for it."""
        table = self._reaching(day, day)
        while (answer := question(table)) is None:
            if table.last_year >= LATEST:
                raise OutOfCalendar(f"calendar {self.code}: no working time for this before {LATEST + 1}")
            table = self._grow(table.first_year, min(2 * table.last_year - table.first_year + 1, LATEST))
        return answer

    def _reaching(self, first: int, last: int) -> Table:
        table = self._table
        if table.first <= first and last <= table.last:
            return table
        first_year, last_year = date_of(first).year, date_of(last).year
        if first_year < EARLIEST or last_year > LATEST:
            raise OutOfCalendar(f"calendar {self.code}: it knows the years {EARLIEST} to {LATEST}")
        return self._grow(min(table.first_year, first_year), max(table.last_year, last_year))

    def _grow(self, first_year: int, last_year: int) -> Table:
        self._table = table = Table(first_year, last_year, self._book.kind, self._rules)
        return table
