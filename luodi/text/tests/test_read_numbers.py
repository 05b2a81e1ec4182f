"""The number grammar: every form that letters use for a number, and every way back from a written one."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.text.reading import read
from luodi.text.reading.numbers import NUMBER, parse_number
from luodi.text.reading.quantities import Sort, find_quantities

NAMES = "零一二三四五六七八九"
FULL = re.compile(NUMBER)


def in_chinese(number: int) -> str:
    """As an accountant writes it: 120,500 is 一十二万零五百."""
    if number >= 10**8:
        return _with_rest(number, 10**8, "亿")
    if number >= 10**4:
        return _with_rest(number, 10**4, "万")
    for unit, name in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            return _with_rest(number, unit, name)
    return NAMES[number]


def _with_rest(number: int, unit: int, name: str) -> str:
    head, rest = divmod(number, unit)
    zero = "零" if rest and rest < unit // 10 else ""
    return in_chinese(head) + name + zero + (in_chinese(rest) if rest else "")


def value(words: str) -> float | None:
    number = parse_number(words)
    return number and number.value


@given(st.integers(1, 10**12))
def test_a_number_written_in_chinese_is_read_back(number):
    words = in_chinese(number)
    assert FULL.fullmatch(words)
    assert value(words) == number


@given(st.integers(1, 10**12))
def test_capital_numerals_say_the_same(number):
    capitals = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
    assert value(in_chinese(number).translate(capitals)) == number


@given(st.integers(0, 10**12), st.sampled_from([0, 1, 2]))
def test_separators_of_thousands_change_nothing(number, decimals):
    words = f"{number:,.{decimals}f}"
    assert value(words) == number


@given(st.decimals(min_value="0.01", max_value="9999", places=2), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_a_decimal_takes_its_magnitude(decimal, magnitude):
    word, factor = magnitude
    assert value(f"{decimal}{word}") == pytest.approx(float(decimal) * factor)
    assert value(f"{decimal}个{word}") == pytest.approx(float(decimal) * factor)


@given(st.integers(1, 499), st.integers(500, 999), st.sampled_from(["-", "至", "到", "~", "～"]))
def test_the_first_end_of_a_range_takes_the_magnitude_of_the_second(low, high, between):
    (found,) = find_quantities(f"{low}{between}{high}万元".replace("~", "-").replace("～", "-"))
    assert (found.sort, found.low, found.high) == (Sort.MONEY, low * 10**4, high * 10**4)


@given(st.text("0123456789一二两三百千万亿点半个多余来几零.,kw", max_size=14))
def test_nothing_that_looks_like_a_number_stops_the_reader(words):
    parse_number(words)
    find_quantities(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("三千五百万", 35e6),
        ("1.2个亿", 1.2e8),
        ("一百二十", 120),
        ("三点五亿", 3.5e8),
        ("壹佰万", 1e6),
        ("柒亿伍仟万", 7.5e8),
        ("八百多万", 8e6),
        ("3亿5千万", 3.5e8),
        ("1亿2000万", 1.2e8),
        ("一万二", 12000),
        ("一亿五", 1.5e8),
        ("两万五千", 25000),
        ("三百零五", 305),
        ("一个半亿", 1.5e8),
        ("半个亿", 5e7),
        ("一个多亿", 1e8),
        ("2.5千万", 2.5e7),
        ("300w", 3e6),
        ("5k", 5000),
        ("12.5 million", 12.5e6),
        ("1.5 billion", 1.5e9),
        ("二〇二七", 2027),
    ],
)
def test_colloquial_numbers(words, expected):
    assert value(words) == expected


@pytest.mark.parametrize(("words", "low", "high"), [("两三千万", 2e7, 3e7), ("七八十", 70, 80), ("三五百万", 3e6, 5e6)])
def test_two_neighbouring_digits_are_a_range(words, low, high):
    number = parse_number(words)
    assert number is not None
    assert (number.value, number.upto) == (low, high)


@pytest.mark.parametrize("words", ["几千万", "万", "数百"])
def test_a_vague_number_is_none(words):
    assert parse_number(words) is None


@pytest.mark.parametrize(
    ("words", "sort", "low", "high"),
    [
        ("5万方", Sort.AREA, 50000, 50000),
        ("5000平", Sort.AREA, 5000, 5000),
        ("3至5亿元", Sort.MONEY, 3e8, 5e8),
        ("5000万-1亿元", Sort.MONEY, 5e7, 1e8),
        ("80亩到100亩", Sort.LAND, 80, 100),
        ("8公顷", Sort.LAND, 120, 120),
        ("两台1600kva", Sort.POWER, 3200, 3200),
        ("2x1250kva", Sort.POWER, 2500, 2500),
        ("8000千伏安", Sort.POWER, 8000, 8000),
        ("10 mva", Sort.POWER, 10000, 10000),
        ("300人", Sort.PEOPLE, 300, 300),
        ("2万台", Sort.OTHER, 20000, 20000),
        ("10mwh", Sort.OTHER, 10, 10),
        ("300万度", Sort.OTHER, 3e6, 3e6),
        ("5立方", Sort.OTHER, 5, 5),
        ("40,000 sq ft", Sort.AREA, 3716, 3716),
    ],
)
def test_units(words, sort, low, high):
    (*_, found) = find_quantities(words)
    assert (found.sort, found.low, found.high) == (sort, pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("拿地后11个月达产，用地46亩做模具", "produce_by", {"months": 11}),
        ("建设周期（月）：17，用地46亩做模具", "produce_by", {"months": 17}),
        ("|建设工期（月）|15|\n|用地（亩）|46|", "produce_by", {"months": 15}),
        ("用地46亩做模具，工期：2026年8月至2028年2月", "start_by", "2026-08"),
        ("用地46亩做模具，工期：2026年8月至2028年2月", "produce_by", "2028-02"),
        ("用地46亩做模具，4个月开工，13个月竣工", "produce_by", {"months": 13}),
        (
            "15 months from land handover to first output, we need 46 mu of land for moulds",
            "produce_by",
            {"months": 15},
        ),
        ("投资额：7400（万元），用地46亩，做模具", "total_investment_yuan", 74_000_000),
        ("总投资(万元) 7400 用地面积(亩) 46", "total_investment_yuan", 74_000_000),
        ("用地46亩，总投1.9亿：土建0.8亿＋设备1.1亿", "total_investment_yuan", 190_000_000),
        ("占地46亩，投资7400万，建安2400万，设备5000万，做模具", "total_investment_yuan", 74_000_000),
        ("四千多来万，做模具，用地46亩", "total_investment_yuan", 40_000_000),
        ("预算TWD350M，做模具，租厂房3000平", "total_investment", {"amount": 350_000_000, "currency": "TWD"}),
        ("投籽七千万，做模具，租场房2600坪方米", "total_investment_yuan", 70_000_000),
        ("投籽七千万，做模具，租场房2600坪方米", "floor_area_m2", 2600),
        ("咋们想租场房，做塑料，电华16800002345", "contact_phone", "16800002345"),
    ],
)
def test_units_in_labels_spans_of_building_and_words_typed_by_sound(text, field, value):
    assert read(text, date(2026, 3, 10)).fields().get(field) == value


def test_years_until_full_capacity_are_no_start():
    fields = read("三年达产，用地46亩做模具", date(2026, 3, 10)).fields()
    assert not {"start_by", "produce_by"} & fields.keys()
