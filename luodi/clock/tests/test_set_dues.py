"""Fixtures of working-time 3.2 and 3.3: where an allowance ends."""

from datetime import UTC, datetime

import pytest

from luodi.clock import ALWAYS, Allowance, Calendar, always_calendar, office_calendar
from luodi.clock.calendar import OutOfCalendar
from luodi.clock.tests.helpers import at, due, office

LONG = "09:00-12:00 13:30-17:30"
SHORT = "09:00-12:00 13:30-17:00"
SHOP = "09:00-18:00"


@pytest.mark.parametrize(
    ("start", "token", "expected"),
    [
        ("2020-12-31", "1wd", "2021-01-04"),
        ("2021-02-06", "1wd", "2021-02-07"),
        ("2021-02-10", "5wd", "2021-02-23"),
        ("2021-02-05", "20wd", "2021-03-10"),
        ("2021-01-04", "15wd", "2021-01-25"),
        ("2021-01-04", "120wd", "2021-06-29"),
        ("2021-09-30", "5wd", "2021-10-13"),
        ("2026-02-12", "5wd", "2026-02-26"),
        ("2026-09-29", "3wd", "2026-10-09"),
        ("2026-12-01", "19wd", "2026-12-28"),
    ],
)
def test_working_days_count_from_the_day_after(start, token, expected):
    for hour in ("00:00", "09:40", "23:59"):
        assert due(f"{start}T{hour}", token) == f"{expected} 17:30"


@pytest.mark.parametrize(
    ("start", "token", "expected"),
    [
        ("2026-12-01", "20wd", "2026-12-29"),
        ("2026-12-10", "15wd", "2026-12-31"),
        ("2026-12-10", "20wd", "2027-01-08"),
        ("2026-12-28T17:00", "31wm", "2026-12-29"),
    ],
)
def test_a_due_past_the_horizon_is_provisional(start, token, expected):
    found = due(start, token)
    assert found.startswith(expected)
    assert found.endswith("provisional")


@pytest.mark.parametrize(
    ("start", "token", "hours", "expected"),
    [
        ("2021-01-04T10:12", "4wh", LONG, "2021-01-04 15:42"),
        ("2021-01-04T10:12", "2wh", LONG, "2021-01-04 13:42"),
        ("2021-01-04T09:40", "2wh", LONG, "2021-01-04 11:40"),
        ("2021-01-04T09:40", "4wh", LONG, "2021-01-04 15:10"),
        ("2021-01-04T09:40", "4wh", SHORT, "2021-01-04 15:10"),
        ("2020-12-31T16:30", "4wh", SHORT, "2021-01-04 14:00"),
        ("2020-12-31T16:30", "4wh", LONG, "2021-01-04 12:00"),
        ("2021-02-06T10:00", "4wh", LONG, "2021-02-07 14:30"),
        ("2021-02-06T10:00", "390wm", SHORT, "2021-02-07 17:00"),
        ("2021-02-10T16:00", "2wh", SHORT, "2021-02-18 10:00"),
        ("2021-02-10T16:00", "2wh", LONG, "2021-02-18 09:30"),
        ("2021-02-07T10:00", "2wh", SHOP, "2021-02-07 12:00"),
        ("2021-02-07T10:00", "1wh", SHORT, "2021-02-07 11:00"),
        ("2021-03-05T17:00", "2wh", SHOP, "2021-03-08 10:00"),
        ("2021-03-06T16:00", "2wh", SHOP, "2021-03-08 11:00"),
        ("2021-03-06T20:00", "2wh", SHOP, "2021-03-08 11:00"),
        ("2021-01-04T12:30", "0wm", LONG, "2021-01-04 13:30"),
        ("2021-01-04T12:00", "0wm", LONG, "2021-01-04 12:00"),
    ],
)
def test_working_hours_run_inside_windows_and_end_at_a_window_end(start, token, hours, expected):
    assert due(start, token, office(hours)) == expected


@pytest.mark.parametrize(
    ("start", "token", "expected"),
    [
        ("2021-01-04T09:40", "10d", "2021-01-14 17:30"),
        ("2021-01-30", "7d", "2021-02-07 17:30"),  # ends on the Saturday before a make-up Sunday
        ("2021-02-04", "10d", "2021-02-18 17:30"),  # ends within Spring Festival
        ("2021-01-31", "1mo", "2021-03-01 17:30"),  # no 31 February; the 28th is a Sunday
        ("2020-12-15", "2mo", "2021-02-18 17:30"),
        ("2020-02-29", "12mo", "2021-03-01 17:30"),
        ("2021-01-04T20:00", "0d", "2021-01-05 17:30"),
        ("2021-01-04T16:00", "0wd", "2021-01-04 17:30"),
        ("2021-01-02T16:00", "0wd", "2021-01-04 17:30"),
    ],
)
def test_days_and_months_end_with_the_office_day_they_reach(start, token, expected):
    assert due(start, token) == expected


def test_a_hall_that_opens_at_eight_counts_the_half_hour_the_office_does_not():
    hall = office("08:00-12:00 13:30-17:30")
    assert hall.elapsed(at("2021-01-04"), at("2021-01-04T08:30")) == 30
    assert office().elapsed(at("2021-01-04"), at("2021-01-04T08:30")) == 0


def test_a_site_never_closes():
    site = always_calendar()
    assert site.elapsed(at("2020-12-25"), at("2021-01-04")) == 10 * 1440
    assert due("2021-01-01T23:30", "1wh", site) == "2021-01-02 00:30"
    assert due("2021-01-01T23:00", "1wh", site) == "2021-01-02 00:00"
    assert due("2021-01-01T10:00", "1wd", site) == "2021-01-03 00:00"
    assert due("2030-01-01T10:00", "2wh", site) == "2030-01-01 12:00"


def test_a_due_at_midnight_belongs_to_the_day_that_ends():
    site = Calendar.build("site", {}, ALWAYS, horizon=at("2021-01-02").date())
    assert due("2021-01-01T10:00", "1wd", site) == "2021-01-03 00:00"
    assert due("2021-01-02T23:00", "61wm", site) == "2021-01-03 00:01 provisional"
    assert site.remaining_days(at("2021-01-02T10:00"), at("2021-01-03")) == 0


def test_results_are_utc_and_naive_moments_are_local():
    naive, utc = datetime(2021, 1, 4, 9, 40), datetime(2021, 1, 4, 1, 40, tzinfo=UTC)
    found = {office().due(start, Allowance.parse("4wh")).at for start in (naive, utc, at("2021-01-04T09:40"))}
    assert found == {datetime(2021, 1, 4, 7, 10, tzinfo=UTC)}
    assert found.pop().tzinfo is UTC


def test_seconds_are_dropped():
    assert due("2021-01-04T09:40:59", "4wh") == "2021-01-04 15:10"
    assert office().elapsed(at("2021-01-04T09:00:30"), at("2021-01-04T09:01:00")) == 1


def test_dates_far_beyond_the_table_are_answered():
    assert due("2098-06-02T10:00", "1wd") == "2098-06-03 17:30 provisional"
    assert due("1950-01-03T10:00", "1wh") == "1950-01-03 11:00"
    assert due("2026-01-05", "6000wd").endswith("provisional")


def test_a_century_mistyped_is_refused_in_words():
    calendar = office_calendar()
    for start, token in (("2021-01-04", "999999mo"), ("9021-01-04", "1wd"), ("1021-01-04", "1wh")):
        with pytest.raises(OutOfCalendar, match="calendar office"):
            calendar.due(at(start), Allowance.parse(token))


def test_an_office_that_never_opens_is_refused_in_words():
    closed = Calendar.build("closed", {}, (), horizon=at("2026-12-28").date())
    with pytest.raises(OutOfCalendar, match="calendar closed"):
        closed.opens(at("2026-01-05"))
    assert closed.elapsed(at("2026-01-05"), at("2026-02-05")) == 0
