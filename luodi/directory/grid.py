"""A year of a calendar as twelve grids of days, each day said in words."""

import calendar as months
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luodi.clock import Calendar, DayKind
from luodi.directory.models.calendar import KIND_WORDS

SHORT_WORDS = {DayKind.HOLIDAY: gettext_lazy("假"), DayKind.MAKE_UP: gettext_lazy("班")}


@dataclass(frozen=True, slots=True)
class Cell:
    day: date
    kind: DayKind
    name: str
    provisional: bool
    edited: bool  # an exception of this very calendar, not of the one above

    @property
    def short(self) -> str:
        return str(SHORT_WORDS.get(self.kind, ""))

    @property
    def words(self) -> str:
        """What a screen reader says: 2 月 7 日，调休上班，春节调休."""
        said = [
            _("%(month)s 月 %(day)s 日") % {"month": self.day.month, "day": self.day.day},
            str(KIND_WORDS[self.kind]),
            self.name,
            _("暂定") if self.provisional else "",
        ]
        return "，".join(part for part in said if part)


@dataclass(frozen=True, slots=True)
class Month:
    number: int
    weeks: tuple[tuple[Cell | None, ...], ...]


def year_of(calendar: Calendar, year: int, edited: set[date]) -> tuple[Month, ...]:
    """Weeks begin on Monday; days of the neighbouring months are None."""
    return tuple(
        Month(
            month,
            tuple(
                tuple(_cell(calendar, day, edited) if day.month == month else None for day in week)
                for week in months.Calendar().monthdatescalendar(year, month)
            ),
        )
        for month in range(1, 13)
    )


def _cell(calendar: Calendar, day: date, edited: set[date]) -> Cell:
    kind, name, provisional = calendar.day(day)
    return Cell(day, kind, name, provisional, day in edited)
