"""What measured quantities say: the tunnel, a school that rests, items that come in runs."""

import time
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from luodi.projects.forecast import CountInput, RateInput
from luodi.projects.forecast import counted as counts
from luodi.projects.forecast import rate as pace
from luodi.projects.forecast.records import BLOCKS, GAMMA, RATE

BORED, NOW, PLAN = date(2020, 12, 25), date(2021, 1, 4), date(2021, 2, 8)
TUNNEL = RateInput(570, 140, NOW, ((BORED, 0), (NOW, 140)))
FAULTS = ((0, 1, 2),) * 4


def near(made, wanted, chance):
    off = [abs((end - day).days) for end, day in zip((made.p10, made.p50, made.p90), wanted, strict=True)]
    assert max(off) <= 1
    assert made.on_time == pytest.approx(chance, abs=0.04)


@pytest.mark.parametrize("seed", [0, 1, 2021])
def test_the_tunnel_is_ahead_of_plan_and_yet_a_toss_of_a_coin(seed):
    plain = pace.forecast(replace(TUNNEL, seed=seed), PLAN)
    near(plain, [date(2021, 1, 28), date(2021, 2, 4), date(2021, 2, 12)], 0.79)
    faulted = pace.forecast(replace(TUNNEL, seed=seed, zones=FAULTS), PLAN)
    near(faulted, [date(2021, 2, 1), date(2021, 2, 8), date(2021, 2, 16)], 0.56)
    assert (plain.method, plain.n, plain.learned) == (RATE, 10, True)


def test_the_same_seed_is_the_same_forecast():
    assert pace.forecast(TUNNEL, PLAN) == pace.forecast(TUNNEL, PLAN)
    assert pace.forecast(replace(TUNNEL, seed=1), PLAN) != pace.forecast(TUNNEL, PLAN)


def test_a_tunnel_takes_far_less_than_a_second():
    began = time.process_time()
    pace.forecast(TUNNEL, PLAN)
    assert time.process_time() - began < 0.5


def test_halving_blocks_is_going_day_by_day():
    random, runs = np.random.default_rng(5), 20_000
    means = random.gamma(40, 14 / 40, runs)
    left, days, going = np.full(runs, 430.0), np.zeros(runs), np.arange(runs)
    while going.size:
        advance = random.gamma(4, means[going] / 4)
        days[going] += np.minimum(left[going] / advance, 1)
        left[going] -= advance
        going = going[left[going] > 0]
    drawn = pace.site_days(TUNNEL, 10, 14.0)
    at = [0.05, 0.25, 0.5, 0.75, 0.95]
    assert np.quantile(drawn, at) == pytest.approx(np.quantile(days, at), abs=0.5)


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


def test_a_site_that_rests_at_weekends_is_done_on_a_weekday_and_later():
    seen = ((date(2021, 1, 4), 0.0), (date(2021, 1, 18), 140.0))  # ten working days
    always = pace.forecast(RateInput(570, 140, date(2021, 1, 18), seen, seed=3), None)
    rests = pace.forecast(RateInput(570, 140, date(2021, 1, 18), seen, working=is_weekday, seed=3), None)
    assert rests.n == 10
    assert always.n == 14
    assert all(is_weekday(day) for day in (rests.p10, rests.p50, rests.p90))
    # 14 m a working day: some 31 of them, six weeks and a day
    assert abs((rests.p50 - date(2021, 1, 18)).days - 43) <= 2


def test_rest_days_do_not_add_to_the_chance():
    seen = ((date(2021, 1, 4), 0.0), (date(2021, 1, 18), 140.0))
    given = RateInput(570, 140, date(2021, 1, 18), seen, working=is_weekday)
    friday, sunday = date(2021, 2, 26), date(2021, 2, 28)
    assert pace.forecast(given, friday).on_time == pace.forecast(given, sunday).on_time
    assert pace.forecast(given, date(2020, 1, 1)).on_time == 0


@pytest.mark.parametrize(
    "observed",
    [(), ((NOW, 140.0),), ((BORED, 140.0), (NOW, 140.0)), ((BORED, 150.0), (NOW, 140.0)), ((NOW, 0), (NOW, 9))],
)
def test_without_an_advance_there_is_no_pace(observed):
    assert pace.forecast(replace(TUNNEL, observed=observed), PLAN) is None


def test_what_is_done_is_done_today():
    made = pace.forecast(replace(TUNNEL, done=570), PLAN)
    assert (made.p10, made.p90, made.on_time) == (NOW, NOW, 1.0)
    assert pace.forecast(replace(TUNNEL, done=570), NOW - timedelta(days=1)).on_time == 0


@pytest.mark.parametrize("working", [None, is_weekday, lambda _day: False])
def test_a_crawl_ends_on_some_date_and_crashes_nothing(working):
    begun = date(2019, 1, 1)
    given = RateInput(1e9, 1, NOW, ((begun, 0), (NOW, 1)), working=working, runs=500)
    made = pace.forecast(given, date.max)
    assert made is None or NOW < made.p10 <= made.p50 <= made.p90
    assert (made is None) == (working is not None and not working(NOW))


def test_a_variation_of_nothing_is_refused():
    with pytest.raises(ValueError, match="variation"):
        replace(TUNNEL, cv_daily=0)


def weekly(random: np.random.Generator, weeks: int, alike: float) -> list[int]:
    """Counts of 20 a week on average, their variance some nine times that; `alike`: how neighbours correlate."""
    level, counted = random.normal(0, 0.6), []
    for _week in range(weeks):
        level = alike * level + random.normal(0, 0.6 * np.sqrt(1 - alike**2))
        counted.append(int(random.poisson(20 * np.exp(level - 0.18))))
    return counted


@pytest.mark.parametrize(("weeks", "alike"), [(26, 0), (26, 0.67), (16, 0.67)])
def test_some_four_of_five_intervals_for_counted_items_hold(weeks, alike):
    random = np.random.default_rng(8)
    inside, asked = 0, 300
    for _case in range(asked):
        counted = weekly(random, weeks + 60, alike)
        made = counts.forecast(CountInput(100, tuple(counted[:weeks]), NOW, runs=600))
        sums = np.cumsum(counted[weeks:])
        last = int(np.searchsorted(sums, 100))
        needed = 7 * (last + 1 - (sums[last] - 100) / counted[weeks + last])
        inside += (made.p10 - NOW).days - 1 < needed <= (made.p90 - NOW).days
    assert 0.73 <= inside / asked <= 0.87


def test_weeks_that_resemble_their_neighbours_are_not_cut_into_runs():
    random = np.random.default_rng(8)
    assert counts.forecast(CountInput(100, tuple(random.poisson(20, 26)), NOW)).method == BLOCKS
    assert counts.forecast(CountInput(100, (5,) * 13 + (35,) * 13, NOW)).method == GAMMA
    assert counts.forecast(CountInput(100, tuple(random.poisson(20, 25)), NOW)).method == GAMMA


@pytest.mark.parametrize("counted", [(), (5,) * 7, (0,) * 30])
def test_too_few_periods_or_none_done_give_no_forecast(counted):
    assert counts.forecast(CountInput(10, counted, NOW)) is None


def test_even_counts_are_forecast_to_the_week():
    made = counts.forecast(CountInput(50, (10,) * 26, NOW), NOW + timedelta(days=35))
    assert made.p10 == made.p90 == NOW + timedelta(days=35)
    assert made.on_time == 1


def test_nothing_left_is_done_today():
    made = counts.forecast(CountInput(0, (10,) * 26, NOW), NOW)
    assert (made.p90, made.on_time) == (NOW, 1)
