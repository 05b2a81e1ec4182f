"""Several windows a day, seasons, validity, extended service, and a unit's own days."""

from datetime import date

import pytest

from luodi.clock import DEFAULT_HOURS, Calendar, DayKind, HoursRule, Window, horizon_for, statutory_days
from luodi.clock.tests.helpers import at, due, office, windows

SUMMER = HoursRule(windows("09:00-12:00 14:00-18:00"), season=((6, 1), (9, 30)))
WINTER = HoursRule(windows("09:30-12:00 13:30-17:00"), season=((11, 1), (2, 28)))


def hall(*rules: HoursRule, days=None) -> Calendar:
    return Calendar.build("hall", statutory_days() | (days or {}), DEFAULT_HOURS + rules, horizon_for(2026))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-05-31", "09:00-12:00 13:30-17:30"),
        ("2021-06-01", "09:00-12:00 14:00-18:00"),
        ("2021-09-30", "09:00-12:00 14:00-18:00"),
        ("2021-10-08", "09:00-12:00 13:30-17:30"),
        ("2021-11-01", "09:30-12:00 13:30-17:00"),
        ("2021-01-04", "09:30-12:00 13:30-17:00"),
        ("2021-03-01", "09:00-12:00 13:30-17:30"),
    ],
)
def test_seasons_include_both_ends_and_may_wrap_the_year(day, expected):
    assert hall(SUMMER, WINTER).windows(date.fromisoformat(day)) == windows(expected)


def test_a_due_crosses_into_the_summer_hours():
    assert due("2021-05-31T16:30", "5wh", hall(SUMMER)) == "2021-06-01 15:00"
    assert due("2021-05-31T16:30", "1wd", hall(SUMMER)) == "2021-06-01 18:00"


def test_the_last_matching_rule_wins():
    late = HoursRule(windows("10:00-12:00"), weekdays=frozenset({3}))
    assert hall(SUMMER, late).windows(date(2021, 7, 7)) == windows("10:00-12:00")
    assert hall(late, SUMMER).windows(date(2021, 7, 7)) == SUMMER.windows


def test_a_rule_is_valid_from_its_first_to_its_last_day():
    lunch = HoursRule(windows("09:00-17:30"), valid_from=date(2021, 3, 1), valid_to=date(2021, 3, 3))
    opened = [len(hall(lunch).windows(date(2021, month, day))) for month, day in ((2, 26), (3, 1), (3, 3), (3, 4))]
    assert opened == [2, 1, 1, 2]


def test_a_rule_without_windows_closes_the_day_and_the_term_passes_over_it():
    closed = HoursRule((), weekdays=frozenset({3}))
    assert not hall(closed).is_working(date(2021, 1, 6))
    assert due("2021-01-04", "2wd", hall(closed)) == "2021-01-07 17:30"


def test_make_up_sundays_take_the_ordinary_windows():
    assert hall().windows(date(2021, 2, 7)) == windows("09:00-12:00 13:30-17:30")


def test_extended_service_counts_minutes_but_makes_no_saturday_a_working_day():
    saturday = HoursRule(windows("09:00-12:00"), weekdays=frozenset({6}), kinds=frozenset({DayKind.REST}))
    calendar = hall(saturday)
    assert calendar.is_open(at("2021-03-06T10:00"))
    assert not calendar.is_open(at("2021-02-13T10:00"))  # a Saturday within Spring Festival
    assert due("2021-03-05T17:00", "1wh", calendar) == "2021-03-06 09:30"
    assert due("2021-03-05T17:00", "1wd", calendar) == "2021-03-08 17:30"
    assert calendar.working_days(2021) == 250


def test_a_unit_may_have_days_of_its_own():
    days = {date(2021, 1, 6): (DayKind.HOLIDAY, "搬迁"), date(2021, 1, 9): (DayKind.MAKE_UP, "搬迁调休")}
    assert due("2021-01-04", "5wd", hall(days=days)) == "2021-01-11 17:30"


def test_the_next_opening_is_now_while_open():
    calendar = office()
    for asked, expected in [
        ("2021-02-06T10:00", "2021-02-07T09:00"),
        ("2021-02-07T09:00", "2021-02-07T09:00"),
        ("2021-02-07T10:00:30", "2021-02-07T10:00:30"),
        ("2021-02-07T12:00", "2021-02-07T13:30"),
        ("2021-02-10T17:30", "2021-02-18T09:00"),
    ]:
        assert calendar.opens(at(asked)) == at(expected)
        assert calendar.is_open(at(asked)) == (asked == expected)


def test_what_is_left_is_signed():
    now, deadline = at("2021-01-04T11:00"), at("2021-01-04T15:10")
    assert office().remaining(now, deadline) == 160
    assert office().remaining(deadline, now) == -160
    assert office().remaining_days(now, deadline) == 0
    assert office().remaining_days(at("2021-02-10T09:00"), at("2021-02-19T17:30")) == 2
    assert office().remaining_days(at("2021-02-20T09:00"), at("2021-02-18T17:30")) == -2


@pytest.mark.parametrize("bad", ["12:00-09:00", "09:00-09:00", "09:00-12:00 11:00-13:00", "09:00-25:00"])
def test_impossible_windows_are_refused(bad):
    with pytest.raises(ValueError, match="windows lie within one day"):
        HoursRule(windows(bad))


def test_windows_may_touch_and_reach_midnight():
    HoursRule((Window(0, 720), Window(720, 1440)))
