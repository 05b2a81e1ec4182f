"""What a cell says: a day however it is written, an amount with the unit of its cell or heading, never a guess."""

from datetime import date

import pytest

from luodi.text.sheets.naming import Names
from luodi.text.sheets.values import Unread, day, yuan
from luodi.text.sheets.writing import write_lines


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2021年9月底", "2021-09-30", "2021-09-30"),
        ("2021.9", "2021-09-01", "2021-09-30"),
        ("２０２１年９月", "2021-09-01", "2021-09-30"),
        ("9月", "2021-09-01", "2021-09-30"),
        ("9.30", "2021-09-30", "2021-09-30"),
        ("44469", "2021-09-30", "2021-09-30"),
        ("20210930", "2021-09-30", "2021-09-30"),
        ("2021年上半年", "2021-01-01", "2021-06-30"),
        ("四季度", "2021-10-01", "2021-12-31"),
        ("2021年9月中旬", "2021-09-15", "2021-09-15"),
        ("2024年2月末", "2024-02-29", "2024-02-29"),
        ("2021年初", "2021-01-01", "2021-01-01"),
        ("2021-09-30T08:00", "2021-09-30", "2021-09-30"),
    ],
)
def test_a_month_alone_is_its_first_or_its_last_day(typed: str, first: str, last: str):
    assert day(typed, year=2021) == date.fromisoformat(first)
    assert day(typed, year=2021, last=True) == date.fromisoformat(last)


@pytest.mark.parametrize("typed", ["9", "春节后", "2021年13月", "2021-02-30", "三月"])
def test_what_is_no_day_is_not_guessed(typed: str):
    with pytest.raises(Unread):
        day(typed, year=2021)


def test_a_month_without_any_year_is_not_read():
    with pytest.raises(Unread):
        day("9月")


@pytest.mark.parametrize(
    ("typed", "usual", "amount"),
    [
        ("1.2亿", None, 120_000_000),
        ("12,000", "万", 120_000_000),
        ("1200.50", "万", 12_005_000),
        ("0.3", "亿", 30_000_000),
        ("约5亿元左右", "万", 500_000_000),
        ("35000000", None, 35_000_000),
        ("300元", None, 300),
        ("300", "", 300),
        ("0", None, 0),
        ("—", "万", None),
        ("", None, None),
    ],
)
def test_an_amount_has_the_unit_of_its_cell_else_of_its_heading(typed: str, usual: str | None, amount: int | None):
    assert yuan(typed, usual) == amount


@pytest.mark.parametrize(
    ("typed", "code"), [("300", "no_unit"), ("两亿多", "number"), ("3-5亿", "number"), ("-5", "number")]
)
def test_an_amount_that_may_mean_two_things_is_not_read(typed: str, code: str):
    with pytest.raises(Unread) as caught:
        yuan(typed)
    assert caught.value.code == code


def test_the_likelier_of_two_headings_is_taken_and_groups_help():
    names = Names({"plan": ("年度计划", "计划"), "serial": ("序号",)}, aside=frozenset({"serial"}))
    assert names.assigned(["序号", "计划", "投资·年度·计划", "备注"]) == {
        "序号": "",
        "计划": "",
        "投资·年度·计划": "plan",
        "备注": "",
    }
    assert names.knows("序号")


def test_a_line_of_a_csv_runs_nothing_and_keeps_numbers():
    assert list(write_lines(["名称", "数"], [["=1+1", -5], ['a"b', ""]])) == [
        "\ufeff名称,数\r\n",
        "'=1+1,-5\r\n",
        '"a""b",\r\n',
    ]
