"""Fixtures of working-time 3.1: which days are worked."""

from datetime import date, timedelta

import pytest

from luodi.clock import DayKind, horizon_for, office_calendar, statutory_days
from luodi.clock.forecast import forecast_holidays
from luodi.clock.tests.helpers import due, office

MAKE_UP_2021 = ["02-07", "02-20", "04-25", "05-08", "09-18", "09-26", "10-09"]
MAKE_UP_2026 = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


@pytest.mark.parametrize(("year", "days"), [(2021, MAKE_UP_2021), (2026, MAKE_UP_2026)])
def test_make_up_days_of_a_year_are_weekend_days_that_are_worked(year, days):
    found = [day for day, (kind, _) in statutory_days(year, year).items() if kind is DayKind.MAKE_UP]
    assert [f"{day:%m-%d}" for day in found] == days
    assert all(office().is_working(day) and day.isoweekday() > 5 for day in found)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2021-01-01", "2021-01-03"),
        ("2021-02-11", "2021-02-17"),
        ("2021-02-06", "2021-02-06"),
        ("2026-02-15", "2026-02-23"),
        ("2026-10-01", "2026-10-07"),
        ("2018-12-31", "2018-12-31"),
    ],
)
def test_days_off(first, last):
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        assert not office().is_working(day)
        assert office().windows(day) == ()
        day += timedelta(days=1)


@pytest.mark.parametrize("day", ["2020-12-31", "2021-01-04", "2018-12-29", "2026-12-28", "2026-12-31"])
def test_days_worked(day):
    assert office().is_working(date.fromisoformat(day))


def test_the_first_working_day_of_2021():
    assert office().next_working(date(2020, 12, 31)) == date(2021, 1, 4)


def test_working_days_of_each_year():
    counted = [office().working_days(year) for year in range(2019, 2027)]
    assert counted == [250, 249, 250, 249, 249, 251, 248, 248]


def test_days_after_the_horizon_are_provisional():
    calendar = office_calendar()
    assert calendar.horizon == horizon_for(2026) == date(2026, 12, 28)
    assert not calendar.day(date(2026, 12, 28)).provisional
    assert all(calendar.day(date(2026, 12, day)).provisional for day in (29, 30, 31))
    assert calendar.day(date(2027, 6, 1)).provisional


def test_a_day_carries_its_holiday_name():
    assert office().day(date(2021, 2, 12)) == (DayKind.HOLIDAY, "春节", False)
    assert office().day(date(2021, 2, 7)) == (DayKind.MAKE_UP, "春节调休", False)


@pytest.mark.parametrize(
    "day",
    [
        "2027-01-01",
        "2027-02-05",
        "2027-02-08",
        "2027-04-05",
        "2027-06-09",
        "2027-09-15",
        "2028-01-26",
        "2029-02-13",
    ],
)
def test_known_holidays_of_unpublished_years_are_off(day):
    assert office().day(date.fromisoformat(day)).kind is DayKind.HOLIDAY
    assert not office().is_working(date.fromisoformat(day))


def test_no_make_up_day_is_guessed():
    assert not office().is_working(date(2027, 2, 13))


def test_a_year_without_known_lunar_dates_keeps_its_fixed_holidays():
    assert len(forecast_holidays(2061)) == 6
    assert due("2061-09-30", "1wd") == "2061-10-04 17:30 provisional"


def test_the_forecast_agrees_with_the_published_years():
    for year in (2025, 2026):
        assert all(not office().is_working(day) for day in forecast_holidays(year))


def test_an_entered_day_wins_over_the_forecast():
    days = statutory_days() | {date(2027, 2, 8): (DayKind.MAKE_UP, "春节调休")}
    calendar = type(office()).build("edited", days, (), date(2026, 12, 28), version=3)
    assert (calendar.version, calendar.day(date(2027, 2, 8)).kind) == (3, DayKind.MAKE_UP)
