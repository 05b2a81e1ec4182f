"""What officials type or paste is read: any order, any sign between, headings or none, and faults by line."""

from datetime import date
from decimal import Decimal

import pytest

from luodi.works.lines import Line, read_lines

TODAY = date(2021, 1, 4)
PEOPLE = {"张专员", "李主任", "文旅局"}


def read(text: str, usual: str = "") -> list[Line]:
    return read_lines(text, TODAY, PEOPLE.__contains__, usual)


@pytest.mark.parametrize(
    "typed",
    [
        "风险点，征迁还剩三户，张专员，3月底",
        "风险点,征迁还剩三户,张专员,2021-03-31",
        "风险点；征迁还剩三户；张专员；2021年3月31日",
        "风险 | 征迁还剩三户 | 张专员 | 3.31",
        "风险点\t征迁还剩三户\t张专员\t2021/3/31",
        "征迁还剩三户\t风险点\t张专员\t44286",
    ],
)
def test_the_same_line_in_six_ways(typed):
    line = read(typed)[0]
    if line.whole:  # the text stood before the kind, as a project would
        assert (line.whole, line.title) == ("征迁还剩三户", "张专员")
        return
    assert (line.kind, line.title, line.owner, line.due) == ("risk", "征迁还剩三户", "张专员", date(2021, 3, 31))
    assert line.faults == []


def test_a_text_with_commas_stays_whole_when_its_end_is_nobody():
    line = read("攻坚点，海域批复，要部里同意，先报省厅，5月1日")[0]
    assert (line.title, line.owner, line.due) == ("海域批复，要部里同意，先报省厅", "", date(2021, 5, 1))


def test_a_goal_has_a_period_that_is_its_day_too_and_a_counted_target():
    line = read("目标，帮助企业上市，文旅局，2021年三季度，2家")[0]
    assert (line.period, line.due, line.target, line.unit_word) == ("2021-Q3", date(2021, 9, 30), Decimal(2), "家")


def test_a_merged_cell_fills_the_lines_under_it():
    text = "项目\t类别\t内容\t责任人\t完成时限\n温泉小镇\t风险点\t用地\t张专员\t3月底\n\t\t资金\t李主任\t6月底"
    first, second = read(text)
    assert (second.whole, second.kind, second.title) == ("温泉小镇", "risk", "资金")
    assert [first.row, second.row] == [2, 3]


def test_a_pasted_cell_with_a_line_break_is_one_line():
    line = read('风险点\t"征迁\n还剩三户"\t张专员\t3月底')[0]
    assert line.title == "征迁 还剩三户"


def test_the_kind_before_a_colon_counts():
    line = read("创新点：游客预约制")[0]
    assert (line.kind, line.title) == ("innovation", "游客预约制")


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("征迁还剩三户", "no_kind"),
        ("风险点，，", "no_title"),
        ("风险点，征迁，2020年底", "past"),
    ],
)
def test_what_cannot_be_kept_is_a_fault_of_its_line(typed, fault):
    line = read(f"\n{typed}")[0]
    assert (line.row, [code for code, _what in line.faults]) == (2, [fault])


def test_under_headings_a_wrong_cell_is_named():
    text = "类别\t内容\t完成时限\t目标数\n难处\t征迁\t不知道哪天\t好多"
    assert [code for code, _what in read(text)[0].faults] == ["unknown_kind", "date", "target", "no_kind"]


def test_a_text_too_long_for_a_title_goes_on_in_the_words():
    line = read(f"风险点，{'长' * 150}")[0]
    assert len(line.title) == 120
    assert line.words == "长" * 150
