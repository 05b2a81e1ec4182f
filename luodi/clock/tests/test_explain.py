"""Why this date, in days."""

from datetime import date

from luodi.clock import Allowance, DayKind, Pause
from luodi.clock.tests.helpers import at, office


def told(start, token, pauses=()):
    lines = office().explain(at(start), Allowance.parse(token), pauses)
    return [(f"{line.date:%m-%d}", f"{line.until:%m-%d}", line.kind, line.counted, line.minutes) for line in lines]


def test_a_weekend_start_shows_the_closed_saturday_and_the_make_up_sunday():
    assert told("2021-02-06T10:00", "4wh") == [
        ("02-06", "02-06", DayKind.REST, False, 0),
        ("02-07", "02-07", DayKind.MAKE_UP, True, 240),
    ]


def test_a_holiday_is_one_skipped_stretch_with_its_name():
    lines = office().explain(at("2021-02-10T16:00"), Allowance.parse("2wh"))
    assert [line.name for line in lines] == ["", "春节", ""]
    assert (lines[1].date, lines[1].until) == (date(2021, 2, 11), date(2021, 2, 17))
    assert [line.minutes for line in lines] == [90, 0, 30]


def test_a_term_in_working_days_counts_as_many_days_as_it_allows():
    lines = office().explain(at("2021-01-04T10:00"), Allowance.parse("15wd"))
    assert sum(line.counted for line in lines) == 15
    assert not lines[0].counted
    assert lines[-1].date == date(2021, 1, 25)
    assert lines[-1].windows == office().windows(date(2021, 1, 25))


def test_calendar_days_count_until_reached_and_move_off_the_holiday():
    lines = office().explain(at("2021-02-04"), Allowance.parse("10d"))
    assert sum(line.counted for line in lines) == 10
    assert (lines[-1].date, lines[-1].counted) == (date(2021, 2, 18), False)


def test_paused_days_are_named_as_such():
    pauses = [Pause(at("2021-01-05T10:00"), at("2021-01-07T09:00"))]
    lines = office().explain(at("2021-01-04T10:00"), Allowance.parse("2wd"), pauses)
    assert [(line.date.day, line.until.day, line.counted, line.paused) for line in lines] == [
        (4, 4, False, False),
        (5, 5, True, False),
        (6, 7, False, True),
        (8, 8, True, False),
    ]


def test_the_minutes_of_an_hours_clock_add_up_to_the_allowance():
    pauses = [Pause(at("2021-01-04T11:00"), at("2021-01-05T10:00"))]
    lines = office().explain(at("2021-01-04T09:40"), Allowance.parse("20wh"), pauses)
    assert sum(line.minutes for line in lines) == 20 * 60
