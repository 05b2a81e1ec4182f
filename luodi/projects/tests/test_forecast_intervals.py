"""Ranks and weights behind every interval."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.projects.forecast.adaptive import BEGIN, LEAST, MOST, Closed, tails
from luodi.projects.forecast.quantiles import Tails, Weighted, conformal
from luodi.projects.forecast.score import Judged, score

numbers = st.floats(-50, 50, allow_nan=False)
shares = st.floats(0.01, 0.25)


def weighted(scores: list[float], weights: list[float] | None = None) -> Weighted:
    return Weighted(np.sort(np.array(scores)), np.array(weights or [1.0] * len(scores)))


@pytest.mark.parametrize(
    ("n", "low", "high"),
    [
        (9, 1, 9),  # (9 + 1) x .1 is exactly the first rank
        (19, 2, 18),
        (99, 10, 90),
        (8, 1 - 0.25 * 7, 8 + 0.25 * 7),  # outside the ranks: a quarter of the range beyond
    ],
)
def test_an_interval_runs_between_conformal_ranks(n, low, high):
    assert conformal(list(range(1, n + 1)), Tails()) == pytest.approx((low, high))


def test_a_higher_level_asks_for_ranks_further_out():
    assert conformal(list(range(1, 100)), Tails.of(0.9)) == (5, 95)
    with pytest.raises(ValueError, match="no level"):
        Tails.of(1)


def test_scores_of_equal_weight_give_what_the_ranks_give():
    scores = sorted(np.random.default_rng(3).normal(size=119))
    low, middle, high = weighted(scores).interval(Tails())
    assert (low, high) == pytest.approx(conformal(scores, Tails()), abs=0.03)
    assert middle == pytest.approx(np.median(scores))


def test_a_project_that_reported_often_weighs_as_much_as_one_that_reported_once():
    often = weighted([0.0] * 100 + [1.0, 1.0], [0.01] * 100 + [1.0, 1.0])
    assert often.cases == 3
    assert often.share_to(0.5) == pytest.approx(1 / 3)
    assert often.interval(Tails())[1] == pytest.approx(1)


@given(st.lists(numbers, min_size=1, max_size=60), shares, shares)
def test_the_ends_stand_in_order(scores, low, high):
    ends = Tails(low, high)
    below, middle, above = weighted(scores).interval(ends)
    assert below <= middle <= above
    assert conformal(sorted(scores), ends)[0] <= conformal(sorted(scores), ends)[1]


@given(st.floats(-5, 5), st.integers(1, 60))
def test_one_value_however_often_is_its_own_interval(value, times):
    assert weighted([value] * times).interval(Tails()) == (value, value, value)
    assert conformal([value] * times, Tails()) == (value, value)


def test_the_first_closed_projects_nudge_nothing():
    assert tails([Closed(0, 1)] * BEGIN) == Tails.of(0.8)


def test_projects_that_overrun_move_the_late_end_only():
    moved = tails([Closed(0.1, 0.5)] * (BEGIN + 3))
    assert moved.low == pytest.approx(0.1)
    assert moved.high == pytest.approx(0.1 - 3 * 0.05 * 0.4)


def test_a_nudged_end_never_leaves_its_bounds():
    assert tails([Closed(0, 1)] * 500) == Tails(MOST, LEAST)


def test_a_score_counts_projects_and_not_reports():
    hit = [Judged("often", 5, 8, 10, 9)] * 30
    late = [Judged("once", 5, 8, 10, 14, unit=2)]
    found = score([*hit, *late])
    assert found
    assert (found.projects, found.forecasts) == (2, 31)
    assert (found.coverage, found.early, found.late) == (0.5, 0, 0.5)
    assert found.bias == (1 + 6 / 2) / 2
    assert found.interval == (5 + (5 + 10 * 4) / 2) / 2
    assert found.pinball == pytest.approx(
        ((0.1 * 4 + 0.5 * 1 + 0.1 * 1) / 3 + (0.1 * 9 + 0.5 * 6 + 0.9 * 4) / 3 / 2) / 2
    )
    assert score([]) is None
