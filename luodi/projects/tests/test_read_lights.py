"""What each preset makes of a project's figures."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.projects.curves import planned_share
from luodi.projects.lights import PRESETS, Facts, ahead, elapsed_share, read, schedule_of, share_of

MARCH = date(2021, 3, 20)
YEAR_PLAN = 100_000_000


def light(preset: str, **facts: object) -> str:
    told = {"day": MARCH, "as_of": MARCH, "year_plan": YEAR_PLAN, **facts}
    return read(preset, PRESETS[preset].values, Facts(**told)).light


def done(percent: float) -> int:
    """Yuan done of the year plan."""
    return int(YEAR_PLAN * percent / 100)


def test_jiangmen_was_five_point_nine_points_ahead_at_the_end_of_march() -> None:
    completion = share_of(31_364_000_000, 101_500_000_000)
    assert (completion, elapsed_share(date(2021, 3, 31))) == (Decimal("30.90"), Decimal("25.00"))
    assert ahead(completion, elapsed_share(date(2021, 3, 31))) == Decimal("5.90")


@pytest.mark.parametrize(
    ("preset", "percent", "wanted"),
    [
        # schedule at the end of March: 25
        ("yinchuan", 25, "green"),
        ("yinchuan", 15.01, "green"),
        ("yinchuan", 15, "yellow"),
        ("sanya", 25, "green"),
        ("sanya", 24, "yellow"),
        ("sanya", 12.5, "yellow"),
        ("sanya", 12.4, "red"),
        ("wuhan", 20, "green"),
        ("wuhan", 19.9, "yellow"),
        ("wuhan", 15, "yellow"),
        ("wuhan", 14.9, "red"),
        ("tianjin", 0, "red"),
        ("tianjin", 24, "yellow"),
        ("tianjin", 25, "green"),
    ],
)
def test_behind_the_straight_line_of_the_year(preset: str, percent: float, wanted: str) -> None:
    assert light(preset, year_done=done(percent)) == wanted


def test_thirty_points_behind_are_yellow_and_more_are_red() -> None:
    september = {"day": date(2021, 9, 20), "as_of": date(2021, 9, 20)}  # schedule 75
    assert light("yinchuan", year_done=done(45), **september) == "yellow"
    assert light("yinchuan", year_done=done(44.9), **september) == "red"


def test_a_start_that_is_missed_is_yellow_and_red_after_three_months() -> None:
    for month, wanted in ((2, "green"), (3, "yellow"), (4, "yellow"), (5, "red")):
        seen = date(2021, month, 5)
        facts = {"day": seen, "start_planned": date(2021, 2, 26), "year_done": done(60)}
        assert light("yinchuan", **facts) == wanted, month


def test_inclusion_in_statistics_has_a_month_and_then_another() -> None:
    started = date(2021, 1, 10)
    for seen, wanted in ((date(2021, 2, 10), "green"), (date(2021, 2, 11), "yellow"), (date(2021, 3, 11), "red")):
        assert light("yinchuan", day=seen, started_on=started, year_done=done(60)) == wanted, seen
    assert light("yinchuan", started_on=started, year_done=done(60), asks_statistics=False) == "green"
    assert light("yinchuan", started_on=started, year_done=done(60), in_statistics_on=date(2021, 2, 1)) == "green"


def test_below_the_citys_mean_is_yellow_in_tianjin() -> None:
    assert light("tianjin", year_done=done(26), mean=Decimal(30)) == "yellow"
    assert light("tianjin", year_done=done(31), mean=Decimal(30)) == "green"


def test_ouhai_is_red_for_a_late_node_and_yellow_while_it_is_freshly_made_good() -> None:
    assert light("ouhai", nodes_late=1) == "red"
    assert light("ouhai", node_made_good=MARCH - timedelta(days=30)) == "yellow"
    assert light("ouhai", node_made_good=MARCH - timedelta(days=31)) == "green"
    assert light("ouhai") == "green"


def test_two_yellows_are_a_red_one_in_jiangdong() -> None:
    assert light("jiangdong", year_done=done(10)) == "yellow"
    assert light("jiangdong", year_done=done(10), nodes_late=2) == "red"
    assert light("jiangdong", year_done=done(10), yellow_rounds=1) == "red"
    assert light("jiangdong", year_done=done(25), yellow_rounds=1) == "green"


def test_xinhuang_looks_at_the_month_alone() -> None:
    twelfth = YEAR_PLAN // 12
    for share, wanted in ((80, "green"), (79, "green"), (60, "green"), (59, "yellow")):
        assert light("xinhuang", period_invested=twelfth * share // 100 + 1) == wanted, share
    tracked = read("xinhuang", PRESETS["xinhuang"].values, Facts(MARCH, MARCH, year_plan=1200, period_invested=70))
    assert tracked.reasons[0]["code"] == "tracked"


@pytest.mark.parametrize("preset", PRESETS)
def test_without_a_report_it_is_grey_and_never_green(preset: str) -> None:
    assert light(preset, as_of=None) == "grey"
    assert light(preset, missing=True, year_done=done(99)) == "grey"
    assert light(preset, paused=True) == "grey"


def test_without_any_plan_nothing_can_be_said() -> None:
    answer = read("wuhan", PRESETS["wuhan"].values, Facts(MARCH, MARCH, percent=Decimal(50)))
    assert (answer.light, answer.reasons[0]["code"]) == ("grey", "no_plan")


def beta22(t: float) -> float:
    return 3 * t**2 - 2 * t**3


def beta33(t: float) -> float:
    return 10 * t**3 - 15 * t**4 + 6 * t**5


def curve_of(shape) -> list[list[object]]:
    """A year of it, approved day by day."""
    first = date(2021, 1, 1)
    return [[(first + timedelta(days=n)).isoformat(), round(100 * shape(n / 364), 4)] for n in range(365)]


CURVES = {"beta(2,2)": curve_of(beta22), "beta(3,3)": curve_of(beta33)}


@pytest.mark.parametrize(("name", "shortfall"), [("beta(2,2)", Decimal("9.6")), ("beta(3,3)", Decimal("14.7"))])
def test_an_honest_s_curve_falls_short_of_a_straight_line_by_as_much_as_the_domain_says(
    name: str, shortfall: Decimal
) -> None:
    days = [date(2021, 1, 1) + timedelta(days=n) for n in range(365)]
    line = {day: Decimal(100) * n / 364 for n, day in enumerate(days)}
    short = max(line[day] - planned_share(CURVES[name], day) for day in days)
    assert short.quantize(Decimal("0.1"), ROUND_HALF_UP) == shortfall
    behind = sum(line[day] - planned_share(CURVES[name], day) > 10 for day in days)
    assert round(100 * behind / len(days)) == (0 if name == "beta(2,2)" else 26)


@given(name=st.sampled_from(sorted(CURVES)), days=st.integers(1, 363))
@pytest.mark.parametrize("preset", ["yinchuan", "sanya", "wuhan", "jiangdong"])
def test_on_plan_it_is_green_against_its_own_curve(preset: str, name: str, days: int) -> None:
    day = date(2021, 1, 1) + timedelta(days=days)
    curve = CURVES[name]
    facts = Facts(day, day, percent=planned_share(curve, day), curve=curve)
    assert read(preset, PRESETS[preset].values, facts).light == "green"


def test_the_same_project_would_be_yellow_against_a_straight_line() -> None:
    day = date(2021, 4, 1)
    share = planned_share(CURVES["beta(3,3)"], day)
    straight = Facts(day, day, percent=share, curve=[["2021-01-01", 0], ["2021-12-31", 100]])
    assert read("yinchuan", PRESETS["yinchuan"].values, straight).light == "yellow"
    by_year = Facts(
        day, day, percent=share, year_plan=YEAR_PLAN, year_done=done(float(share)), curve=CURVES["beta(3,3)"]
    )
    assert schedule_of(by_year, own_curve=False) == ("year", Decimal("33.33"), share)
    assert read("yinchuan", {**PRESETS["yinchuan"].values, "own_curve": False}, by_year).light == "yellow"
