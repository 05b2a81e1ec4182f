"""Working-time rule 7: what a pause takes out."""

import pytest

from luodi.clock import Held, Pause, always_calendar
from luodi.clock.tests.helpers import at, due, office


def pause(start: str, end: str = "") -> Pause:
    return Pause(at(start), at(end) if end else None)


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        ([], "2021-01-11 17:30"),
        ([pause("2021-01-05T10:00", "2021-01-05T16:00")], "2021-01-11 17:30"),  # inside one day
        ([pause("2021-01-05T10:00", "2021-01-06T09:00")], "2021-01-12 17:30"),
        ([pause("2021-01-05T17:29", "2021-01-07T08:00")], "2021-01-13 17:30"),
        ([pause("2021-01-04T09:00", "2021-01-06T08:00")], "2021-01-13 17:30"),  # since before the first day
        ([pause("2020-12-28", "2021-01-06T08:00")], "2021-01-13 17:30"),  # since before the start
        ([pause("2021-01-09", "2021-01-10")], "2021-01-11 17:30"),  # over a weekend
        ([pause("2021-01-08T10:00", "2021-01-11T10:00")], "2021-01-12 17:30"),
        ([pause("2021-01-11T10:00", "2021-01-15T10:00")], "2021-01-11 17:30"),  # notice on the due day itself
        ([pause("2021-01-12T10:00")], "2021-01-11 17:30"),  # still open, but begun after the due
        ([pause("2021-01-05", "2021-01-07"), pause("2021-01-06", "2021-01-08")], "2021-01-14 17:30"),
        ([pause("2021-01-05", "2021-01-06"), pause("2021-01-11", "2021-01-13")], "2021-01-14 17:30"),
    ],
)
def test_a_term_in_working_days_loses_the_days_after_the_notice_up_to_the_resumption(pauses, expected):
    assert due("2021-01-04T10:00", "5wd", pauses=pauses) == expected
    assert due("2021-01-04T10:00", "5wd", pauses=list(reversed(pauses))) == expected


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        ([pause("2021-01-04T11:00", "2021-01-04T11:30")], "2021-01-04 15:40"),
        ([pause("2021-01-04T12:00", "2021-01-04T13:30")], "2021-01-04 15:10"),  # at lunch
        ([pause("2021-01-04T08:00", "2021-01-04T10:10")], "2021-01-04 15:40"),  # since before the start
        ([pause("2021-01-04T15:00", "2021-01-05T10:00")], "2021-01-05 10:10"),
        ([pause("2021-01-04T15:10", "2021-01-05T10:00")], "2021-01-04 15:10"),  # begun at the due
        ([pause("2021-01-04T15:00", "2021-01-04T22:00")], "2021-01-05 09:10"),  # never due at night
        ([pause("2021-01-04T14:00", "2021-01-04T16:20")], "2021-01-04 17:30"),  # tie rule after a pause
        (
            [pause("2021-01-04T10:00", "2021-01-04T11:00"), pause("2021-01-04T10:30", "2021-01-04T11:00")],
            "2021-01-04 16:10",
        ),
        ([pause("2021-01-04T16:00")], "2021-01-04 15:10"),
    ],
)
def test_an_hours_clock_loses_the_paused_working_minutes(pauses, expected):
    assert due("2021-01-04T09:40", "4wh", pauses=pauses) == expected
    assert due("2021-01-04T09:40", "4wh", pauses=list(reversed(pauses))) == expected


@pytest.mark.parametrize(
    ("token", "expected"),
    [("10d", "2021-01-18 17:30"), ("1mo", "2021-02-07 17:30"), ("8d", "2021-01-14 17:30")],
)
def test_a_term_in_calendar_days_loses_calendar_days(token, expected):
    pauses = [pause("2021-01-05T10:00", "2021-01-07T10:00")]
    assert due("2021-01-04T10:00", token, pauses=pauses) == expected


@pytest.mark.parametrize("token", ["4wh", "5wd", "10d", "1mo"])
def test_a_held_deadline_has_no_due(token):
    with pytest.raises(Held, match="no due"):
        due("2021-01-04T10:00", token, pauses=[pause("2021-01-04T11:00")])


def test_a_pause_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="ends before it starts"):
        due("2021-01-04T10:00", "4wh", pauses=[pause("2021-01-05", "2021-01-04")])


def test_a_pause_may_last_longer_than_the_table():
    assert due("2026-01-05T10:00", "5wd", pauses=[pause("2026-01-05T11:00", "2041-01-07")]) > "2041-01-08"
    assert due("2026-01-05T10:00", "4wh", pauses=[pause("2026-01-05T11:00", "2041-01-07")]) > "2041-01-07"


def test_split_tells_running_from_paused_minutes():
    pauses = [pause("2021-01-04T11:00", "2021-01-04T14:00")]
    assert office().split(at("2021-01-04T10:00"), at("2021-01-04T15:00"), pauses) == (120, 90)
    assert office().elapsed(at("2021-01-04T10:00"), at("2021-01-04T15:00"), pauses) == 120
    assert always_calendar().split(at("2021-01-04T10:00"), at("2021-01-04T15:00"), pauses) == (120, 180)
    assert office().split(at("2021-01-04T15:00"), at("2021-01-04T10:00"), pauses) == (-120, -90)
    assert office().split(at("2021-01-04T10:00"), at("2021-01-04T12:00"), [pause("2021-01-04T11:30")]) == (
        90,
        30,
    )
