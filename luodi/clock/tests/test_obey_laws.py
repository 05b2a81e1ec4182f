"""The laws of working-time 3.4, and the comparison with a plain walk over days and minutes."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from chinese_calendar import is_workday
from hypothesis import given, settings
from hypothesis import strategies as st

from luodi.clock import (
    ALWAYS,
    DEFAULT_HOURS,
    SHANGHAI,
    Allowance,
    Calendar,
    DayKind,
    HoursRule,
    Pause,
    horizon_for,
    local,
    statutory_days,
)
from luodi.clock.tests.helpers import office, windows

RULES = (
    DEFAULT_HOURS,
    ALWAYS,
    (HoursRule(windows("08:00-12:00 12:00-18:00")),),
    (
        *DEFAULT_HOURS,
        HoursRule(windows("09:00-12:00 14:00-18:00"), season=((6, 1), (9, 30))),
        HoursRule(windows("09:30-11:30"), kinds=frozenset({DayKind.REST})),
    ),
)
CALENDARS = [Calendar.build(f"c{i}", statutory_days(), rules, horizon_for(2026)) for i, rules in enumerate(RULES)]

calendars = st.sampled_from(CALENDARS)
moments = st.integers(0, 8 * 365 * 1440).map(
    lambda minute: datetime(2019, 1, 1, tzinfo=SHANGHAI) + timedelta(minutes=minute)
)
minutes = st.integers(0, 60_000).map(lambda amount: Allowance(amount, "wm"))
terms = st.one_of(
    minutes,
    st.integers(0, 300).map(lambda amount: Allowance(amount, "wd")),
    st.integers(0, 400).map(lambda amount: Allowance(amount, "d")),
    st.integers(0, 30).map(lambda amount: Allowance(amount, "mo")),
)
pauses = st.lists(st.tuples(moments, st.integers(0, 20_000)), max_size=5).map(
    lambda pairs: [Pause(start, start + timedelta(minutes=length)) for start, length in pairs]
)
laws = settings(max_examples=150, deadline=None)


@laws
@given(calendars, moments, minutes)
def test_elapsed_undoes_due(calendar, start, allowance):
    assert calendar.elapsed(start, calendar.due(start, allowance).at) == allowance.amount


@laws
@given(calendars, moments, minutes, pauses)
def test_elapsed_undoes_due_with_pauses(calendar, start, allowance, paused):
    assert calendar.elapsed(start, calendar.due(start, allowance, paused).at, paused) == allowance.amount


@laws
@given(calendars, moments, moments, terms)
def test_a_later_start_is_never_due_earlier(calendar, a, b, allowance):
    first, second = sorted((a, b))
    assert calendar.due(first, allowance).at <= calendar.due(second, allowance).at


@laws
@given(calendars, moments, terms, st.integers(0, 500), pauses)
def test_a_larger_allowance_is_never_due_earlier(calendar, start, allowance, more, paused):
    larger = Allowance(allowance.amount + more, allowance.unit)
    assert calendar.due(start, allowance, paused).at <= calendar.due(start, larger, paused).at


@laws
@given(calendars, moments, minutes, minutes)
def test_hours_may_be_spent_in_two_parts(calendar, start, first, second):
    both = Allowance(first.amount + second.amount, "wm")
    assert calendar.due(calendar.due(start, first).at, second) == calendar.due(start, both)


@laws
@given(calendars, moments, moments, moments, pauses)
def test_elapsed_is_additive(calendar, a, b, c, paused):
    for use in ((), paused):
        assert calendar.elapsed(a, b, use) + calendar.elapsed(b, c, use) == calendar.elapsed(a, c, use)


@laws
@given(calendars, moments, terms, pauses, st.randoms())
def test_pauses_may_be_given_in_any_order_and_twice(calendar, start, allowance, paused, dice):
    shuffled = paused + paused
    dice.shuffle(shuffled)
    assert calendar.due(start, allowance, shuffled) == calendar.due(start, allowance, paused)


@laws
@given(calendars, moments, moments, pauses)
def test_running_and_paused_make_the_whole(calendar, a, b, paused):
    assert sum(calendar.split(a, b, paused)) == calendar.elapsed(a, b)


@laws
@given(calendars, moments, terms, pauses)
def test_every_due_is_inside_or_at_the_end_of_a_window_and_not_before_the_start(calendar, start, allowance, paused):
    due = local(calendar.due(start, allowance, paused).at)
    assert due >= start
    assert calendar.is_open(due) or calendar.is_open(due - timedelta(minutes=1))


@lru_cache
def published(year: int) -> Calendar:
    """The office calendar as it stood while the notices up to `year` were entered."""
    known = {day: entry for day, entry in statutory_days().items() if day <= horizon_for(year)}
    return Calendar.build("office", known, DEFAULT_HOURS, horizon_for(year))


@laws
@given(st.integers(2019, 2025), moments, terms)
def test_an_official_year_changes_only_provisional_results(year, start, allowance):
    before, after = published(year).due(start, allowance), published(year + 1).due(start, allowance)
    assert before.provisional or before == after


def walk_minutes(start: datetime, amount: int) -> datetime:
    """Office minutes one by one, working days asked of the package."""
    at = start
    while amount:
        if at.hour * 60 + at.minute in OPEN and is_workday(at.date()):
            amount -= 1
        at += timedelta(minutes=1)
    return at


def walk_days(start: date, amount: int) -> date:
    while amount:
        start += timedelta(days=1)
        amount -= is_workday(start)
    return start


OPEN = {minute for first, last in windows("09:00-12:00 13:30-17:30") for minute in range(first, last)}
before_2026_ends = st.integers(0, 7 * 365 * 1440).map(
    lambda minute: datetime(2019, 1, 1, tzinfo=SHANGHAI) + timedelta(minutes=minute)
)


@laws
@given(before_2026_ends, st.integers(1, 2_000))
def test_hours_agree_with_a_walk_over_minutes(start, amount):
    due = walk_minutes(start, amount)
    assert local(office().due(start, Allowance(amount, "wm")).at) == due
    assert office().elapsed(start, due) == amount


@laws
@given(before_2026_ends, st.integers(1, 200))
def test_working_days_agree_with_a_walk_over_days(start, amount):
    assert local(office().due(start, Allowance(amount, "wd")).at).date() == walk_days(start.date(), amount)


def test_every_day_of_2019_to_2026_agrees_with_the_package():
    day = date(2019, 1, 1)
    while day.year < 2027:
        assert office().is_working(day) == is_workday(day)
        day += timedelta(days=1)


def test_next_working_walks_every_working_day_once():
    days = [date(2026, 1, 1)]
    while days[-1].year == 2026:
        days.append(office().next_working(days[-1]))
    assert len(days) - 2 == 248
    assert all(a < b for a, b in pairwise(days))


@laws
@given(calendars, st.dates(date(2019, 6, 1), date(2026, 6, 30)), st.integers(0, 200))
def test_a_term_begun_days_before_ends_by_that_day_and_begun_a_day_later_does_not(calendar, day, amount):
    def ends(begun):
        opening = calendar.opens(datetime.combine(begun, datetime.min.time(), SHANGHAI))
        return local(calendar.due(opening, Allowance(amount, "wd")).at - timedelta(minutes=1)).date()

    begun = calendar.days_before(day, amount)
    assert begun <= day
    assert ends(begun) <= day
    later = calendar.next_working(begun)
    assert later > day or ends(later) > day
