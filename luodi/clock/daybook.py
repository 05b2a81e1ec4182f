"""The days of one calendar: published exceptions, weekdays, and beyond the horizon the forecast."""

from collections.abc import Mapping
from datetime import date

from luodi.clock.days import Day, DayKind, kind_by_weekday
from luodi.clock.forecast import forecast_holidays


class DayBook:
    __slots__ = ("horizon", "known")

    def __init__(self, known: Mapping[date, tuple[DayKind, str]], horizon: date) -> None:
        self.known, self.horizon = dict(known), horizon

    def kind(self, day: date) -> DayKind:
        return self._found(day)[0]

    def day(self, day: date) -> Day:
        return Day(*self._found(day), day > self.horizon)

    def _found(self, day: date) -> tuple[DayKind, str]:
        known = self.known.get(day)
        if known is not None:
            return known
        if day > self.horizon:
            name = forecast_holidays(day.year).get(day)
            if name is not None:
                return DayKind.HOLIDAY, name
        return kind_by_weekday(day), ""
