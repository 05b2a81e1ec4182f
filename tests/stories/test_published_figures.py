"""Five bulletins of key projects as cities printed them: each ratio follows from its raw figures, slips are flagged.

Raw figures and printed digits: published_figures.jsonl of the reference data.
"""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from luodi.bulletin.figures import (
    Flag,
    ahead,
    change,
    check_denominator,
    check_rate,
    check_sum,
    fits,
    half_up,
    implied_range,
    implied_whole,
    months_in,
    percent,
    places_of,
)

D = Decimal


@pytest.fixture(scope="module")
def printed() -> dict[str, dict]:
    """Place and period to its facts; numbers keep the decimals in which they were printed."""
    file = Path(settings.DATA_DIR or ".") / "published_figures.jsonl"
    if not file.is_file():
        pytest.skip("published_figures.jsonl is not there: the published ratios are NOT tested (LUODI_DATA)")
    rows = [json.loads(line, parse_float=D) for line in file.read_text(encoding="utf-8").splitlines()]
    return {f"{row['place']} {row['period']}": row["facts"] for row in rows}


def test_qingdao_2013_prints_its_rates_and_the_plan_behind_them(printed):
    facts = printed["青岛 2013-01..08"]
    assert percent(facts["active"], facts["total"]) == facts["rate_pct"] == D("90.7")
    assert implied_whole(facts["done_yi"], facts["plan_pct"]) == facts["implied_plan_yi"] == D("1195.7")
    sectors = facts["sector"].values()
    assert check_sum(facts["active"], [active for active, *_rest in sectors]) is None
    # Each sector prints a rate without its total: whole numbers that fit it add up to the 204 of the list.
    wholes = [half_up(implied_whole(active, rate, 2), 0) for active, rate, *_rest in sectors]
    assert wholes == [111, 65, 28]
    assert sum(wholes) == facts["total"]
    assert all(fits(rate, active, whole) for (active, rate, *_), whole in zip(sectors, wholes, strict=True))


def test_qingdao_2013_does_not_add_up_and_the_gap_is_shown(printed):
    facts = printed["青岛 2013-01..08"]
    gap = check_sum(facts["done_yi"], [done for _active, _rate, done, _plan in facts["sector"].values()])
    assert gap == Flag("sum_gap", said=D("920.7"), found=D("919.8"))


def test_qingdao_2014_prints_its_rate_and_seventeen_not_twenty_four(printed):
    facts = printed["青岛 2014-01..04"]
    assert percent(facts["active"], facts["total"]) == facts["rate_pct"] == D("68.5")
    sectors = facts["by_sector"]
    assert fits(sectors["工业"]["rate_pct"], sectors["工业"]["active"], 104)
    assert fits(sectors["服务业"]["rate_pct"], sectors["服务业"]["active"], 72)
    under_way = [sectors["工业"]["active"], sectors["服务业"]["active"]]
    whole = sectors["基础设施"]["active"]  # the source prints 17; its 24 is the total
    assert check_sum(facts["active"], [*under_way, whole]) == Flag("sum_gap", said=D(137), found=D(144))
    assert check_sum(facts["active"], [*under_way, 17]) is None
    assert fits(sectors["基础设施"]["rate_pct"], 17, whole)
    assert check_rate(sectors["基础设施"]["rate_pct"], whole, whole) == Flag("rate_differs", D(71), D(100))
    assert 104 + 72 + whole == facts["total"]


def test_qingdao_2014_is_short_by_ten_million(printed):
    facts = printed["青岛 2014-01..04"]
    done = [sector["done_yi"] for sector in facts["by_sector"].values()]
    assert check_sum(facts["done_yi"], done) == Flag("sum_gap", said=D("418.8"), found=D("418.7"))


def test_qingdao_2017_adds_up_in_both_directions(printed):
    facts = printed["青岛 过亿元产业项目 2017-05"]
    assert check_sum(facts["new"], [count for count, _money in facts["by_sector"]]) is None
    assert check_sum(facts["total_yi"], [money for _count, money in facts["by_sector"]]) is None
    _first, (count, money), _third = facts["by_sector"]
    assert check_sum(count, [row[1] for row in facts["secondary"]]) is None
    assert check_sum(money, [row[2] for row in facts["secondary"]]) is None
    # 37 more than the year before, and 228 % more money: the year before follows from both.
    assert change(facts["new"], facts["new"] - facts["yoy_n"], 1) == D("88.1")
    before = implied_whole(facts["total_yi"], 100 + facts["yoy_pct"])
    assert before == D("128.0")
    assert change(facts["total_yi"], before, places_of(facts["yoy_pct"])) == facts["yoy_pct"]


def test_jiangmen_is_ahead_of_schedule_by_as_many_points_as_printed(printed):
    facts = printed["江门 2021-01..03"]
    completion = percent(facts["done_yi"], facts["plan_yi"], 2)
    assert completion == facts["plan_pct"] == D("30.90")
    assert ahead(completion, months_in("2021-03")) == facts["time_gap_pt"] == D("5.90")
    before = facts["done_yi"] - facts["yoy_yi"]
    assert change(facts["done_yi"], before) == facts["yoy_pct"] == D("95.66")


def test_jiangmens_slip_is_flagged_and_not_reproduced(printed):
    facts = printed["江门 2021-01..03"]
    found = percent(facts["started"], facts["plan_start"], 2)
    assert found == facts["start_pct_true"] == D("47.78")
    flag = check_rate(facts["start_pct_printed"], facts["started"], facts["plan_start"])
    assert flag == Flag("rate_differs", said=D(47), found=D("47.78"))


def test_hanzhong_prints_its_four_rates(printed):
    facts = printed["汉中 2018-01..08"]
    assert percent(facts["done_yi"], facts["plan_yi"], 0) == facts["plan_pct"] == D(73)
    assert percent(facts["new_started"], facts["new_n"]) == facts["start_pct"] == D("98.4")
    assert percent(facts["prov_done_yi"], facts["prov_plan_yi"], 2) == facts["prov_pct"] == D("107.56")
    assert check_sum(facts["n"], [facts[name] for name in ("cont_n", "new_n", "built_n", "pre_n")]) is None


def test_hanzhong_hides_the_plans_of_its_parts_but_they_fit_the_whole(printed):
    facts = printed["汉中 2018-01..08"]
    parts = [implied_range(facts[f"{name}_done_yi"], facts[f"{name}_pct"]) for name in ("cont", "new", "built")]
    assert sum(low for low, _high in parts) <= facts["plan_yi"] <= sum(high for _low, high in parts)
    done = [facts[f"{name}_done_yi"] for name in ("cont", "new", "built")]
    assert check_sum(facts["done_yi"], done) == Flag("sum_gap", said=D("622.2"), found=D("618.85"))


def test_figures_of_the_press_too():
    assert [percent(169, 200), percent(59, 90, 2), percent(35, 59, 2)] == [D("84.5"), D("65.56"), D("59.32")]
    assert implied_whole(D("22.699"), D("22.65")) == D("100.2")
    assert ahead(D("90.0"), months_in("2024-Q3")) == D("15.0")


def test_a_hidden_denominator_is_flagged_with_the_one_that_it_implies(printed):
    """The hotline's shares are of what was categorised, not of what was received."""
    facts = printed["唐山 12345 2024-11"]
    flag = check_denominator(facts["consult_pct"], facts["consult"], facts["total"])
    assert flag is not None
    assert (flag.code, flag.said) == ("hidden_denominator", D(284406))
    for name in ("consult", "help", "complaint"):
        low, high = implied_range(facts[name], facts[f"{name}_pct"])
        assert low <= 195532 <= high
        assert percent(facts[name], 195532, 2) == facts[f"{name}_pct"]
