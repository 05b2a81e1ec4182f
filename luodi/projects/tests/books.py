"""A book of projects as a bureau keeps it: title, unit and three rows of headings, groups, sums, a note below."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

TOP = (
    *("序号", "项目代码", "项目名称", "建设单位", "责任单位", "所属区市", "所属领域", "建设内容及规模"),
    *("投资情况", None, None, None, None, "计划开竣工时间", None, "形象进度", "备注"),
)
MIDDLE = (*(None,) * 8, "总投资", "2021年", None, None, "截至2021年9月底累计完成投资", *(None,) * 4)
LOW = (*(None,) * 9, "计划投资", "1-9月完成投资", "9月份完成投资", None, "开工", "竣工", None, None)
UNITS = (*(None,) * 8, "亿元", "万元", "万元", "万元", "万元", *(None,) * 4)


def project(number: int, **other: Any) -> dict[str, Any]:
    """As `LINE` orders it; amounts in 亿 and 万."""
    return {
        "code": f"2021-379902-36-03-{number:06d}",
        "title": f"东城智能装备{number}号基地项目",
        "sponsor": f"远望装备{number}有限公司",
        "unit": "港区投资促进部",
        "place": "港区",
        "sector": "先进制造业",
        "what": "建设厂房 2 栋，购置生产线 3 条",
        "total": 2.5,
        "plan": 8000,
        "year": 5600,
        "month": 600,
        "sum": 9600,
        "start": "2021年3月",
        "end": "2022年９月底",
        "visible": "主体施工",
    } | other


def line(place: int, row: dict[str, Any]) -> list[Any]:
    names = ("code", "title", "sponsor", "unit", "place", "sector", "what", "total", "plan", "year", "month", "sum")
    return [place, *(row[name] for name in (*names, "start", "end", "visible"))]


def fill(
    sheet: Worksheet, groups: Sequence[tuple[str, Sequence[dict[str, Any]]]], *, plan: float | None = None
) -> None:
    """Headings on rows 3 to 5, units on row 6, the first group on row 7. `plan` is the 合计 where it is wrong."""
    sheet.append(["2021年临海市重点项目进展情况表"])
    sheet.append([None] * 15 + ["单位：万元"])
    for heads in (TOP, MIDDLE, LOW, UNITS):
        sheet.append(list(heads))
    for cells in (*(f"{letter}3:{letter}5" for letter in "ABCDEFGHPQ"), "I3:M3", "I4:I5", "J4:L4", "M4:M5", "N3:O4"):
        sheet.merge_cells(cells)
    sheet.merge_cells("A1:Q1")
    rows = [row for _name, some in groups for row in some]
    for name, some in groups:
        sheet.append([name])
        for place, row in enumerate(some, start=1):
            sheet.append(line(place, row))
        sheet.append(["小计", *(None,) * 8, sum(row["plan"] or 0 for row in some)])
    sheet.append(["合计", *(None,) * 8, plan if plan is not None else sum(row["plan"] or 0 for row in rows)])
    sheet.append(["注：投资数据以统计部门为准"])


def book(*groups: tuple[str, Sequence[dict[str, Any]]], plan: float | None = None, notes: bool = True) -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "重点项目"
    fill(sheet, groups, plan=plan)
    if notes:
        made.create_sheet("填报说明").append(["请于每月25日前报送"])
    return saved(made)


def flat_book(headings: Sequence[str], rows: Iterable[Sequence[Any]], title: str = "项目") -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    return saved(made)


def saved(made: Workbook) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()
