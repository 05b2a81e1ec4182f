"""What people type into the cells of their own lists, and what may not be guessed."""

from datetime import date
from decimal import Decimal

import pytest

from luodi.supply.sheets.cells import Unread, day, numbers, pair, price


@pytest.mark.parametrize(
    ("column", "typed", "heading", "low", "high"),
    [
        ("area_m2", "1.2万平", "", 12_000, 12_000),
        ("area_m2", "约3000㎡", "", 3_000, 3_000),
        ("area_m2", "12,000", "建筑面积", 12_000, 12_000),
        ("area_m2", "1.2", "面积（万㎡）", 12_000, 12_000),
        ("area_m2", "1.2万", "面积（㎡）", 12_000, 12_000),
        ("area_m2", "30亩", "面积（㎡）", 20_000, 20_000),
        ("area_m2", "500-3000㎡", "", 500, 3_000),
        ("area_m2", "1-2万平方米", "", 10_000, 20_000),
        ("area_m2", "3000（可分割）", "", 3_000, 3_000),
        ("land_mu", "53.6", "面积(亩)", 53.6, 53.6),
        ("land_mu", "11.2", "面积（公顷）", 168, 168),
        ("land_mu", "20000㎡", "", 30, 30),
        ("ceiling_m", "8～10m", "层高(m)", 8, 10),
        ("ceiling_m", "首层8米", "", 8, 8),
        ("ceiling_m", "950", "层高（cm）", 9.5, 9.5),
        ("floor_load_t_m2", "3吨/㎡", "", 3, 3),
        ("floor_load_t_m2", "500kg/平", "", 0.5, 0.5),
        ("floor_load_t_m2", "19.6133kN/m²", "", 2, 2),
        ("crane_t", "10T", "", 10, 10),
        ("power_kva", "2×1250kVA", "", 2_500, 2_500),
        ("power_kva", "630+1250", "变压器（kVA）", 1_880, 1_880),
        ("power_kva", "1.6MVA", "", 1_600, 1_600),
        ("tariff_yuan_kwh", "62分", "", 0.62, 0.62),
        ("temperature_c", "零下18度", "", -18, -18),
        ("temperature_c", "-18~-25℃", "", -25, -18),
        ("plot_ratio", "≥1.5", "", 1.5, 1.5),
        ("term_years", "工业用地50年; 街巷用地0年;", "", 50, 50),
        ("investment_per_mu", "不低于300万元/亩", "", 300, 300),
        ("amount_yuan", "500", "规模（万元）", 5_000_000, 5_000_000),
        ("amount_yuan", "2亿元", "", 200_000_000, 200_000_000),
    ],
)
def test_a_number_is_read_in_the_unit_of_its_cell_or_heading(column, typed, heading, low, high) -> None:
    found = numbers(column, typed, heading)

    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-4)


@pytest.mark.parametrize(
    ("column", "typed", "code"),
    [
        ("area_m2", "很大", "number"),
        ("area_m2", "300吨", "unit"),
        ("amount_yuan", "500", "no_unit"),
        ("ceiling_m", "8kVA", "unit"),
        ("term_years", "商服用地40年; 住宅用地70年;", "number"),
    ],
)
def test_what_has_no_one_meaning_is_left_unread(column, typed, code) -> None:
    with pytest.raises(Unread) as unread:
        numbers(column, typed)
    assert unread.value.code == code


@pytest.mark.parametrize("typed", ["", "-", "/", "暂无", "面议", "N/A", "0", "0.00"])
def test_an_empty_cell_says_nothing(typed) -> None:
    assert numbers("area_m2", typed) is None


@pytest.mark.parametrize(
    ("typed", "heading", "amount", "unit"),
    [
        ("18元/平/月", "", "18", "m2_month"),
        ("18", "单价（元/㎡/月）", "18", "m2_month"),
        ("0.6元/㎡·天", "", "0.6", "m2_day"),
        ("3.5", "租金(元/平米·天)", "3.5", "m2_day"),
        ("240元/㎡/年", "", "240", "m2_year"),
        ("3,800元/㎡", "", "3800", "m2"),
        ("25万/亩", "", "25", "mu"),
        ("1200万元", "", "1200", "whole"),
        ("2.2元/托/天", "", "2.2", "pallet_day"),
        ("200000元/年", "", "20", "year"),
    ],
)
def test_a_price_says_what_it_is_counted_by(typed, heading, amount, unit) -> None:
    found = price(typed, heading)

    assert (found.amount, found.unit) == (Decimal(amount), unit)


def test_a_range_of_prices_keeps_its_words_and_a_bare_number_is_refused() -> None:
    assert price("15-18元/㎡/月").words == "15-18元/㎡/月"
    assert price("面议").amount is None
    with pytest.raises(Unread):
        price("18", "租金")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2025年3月", date(2025, 3, 1)),
        ("2025.3.15", date(2025, 3, 15)),
        ("2025年底", date(2025, 12, 31)),
        ("45000", date(2023, 3, 15)),
        ("2025-03-01T00:00", date(2025, 3, 1)),
        ("随时", None),
    ],
)
def test_days_as_people_write_them(typed, said) -> None:
    assert day(typed) == said


def test_a_place_is_read_in_either_order() -> None:
    assert pair("36.12，120.35") == (120.35, 36.12)
    assert pair("120°21′,36°07′") == pytest.approx((120.35, 36.1167), abs=1e-3)
    with pytest.raises(Unread):
        pair("港区北侧")
