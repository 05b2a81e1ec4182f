"""A list as a park keeps it: a title, headings on two rows, merged cells, units in headings, a total at the end."""

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = ("序号", "园区", "厂房名称", "建筑面积（万㎡）", "首层层高(m)", "租金（元/㎡/月）", "变压器", "交付时间",
            "联系人", "联系电话", "坐标", "是否消防验收", "备注")  # fmt: skip


def hall(number: int, **other: Any) -> dict[str, Any]:
    return {
        "序号": number,
        "园区": "港区一期产业园",
        "厂房名称": f"{number}号标准厂房",
        "建筑面积（万㎡）": 0.5 + number / 1000,
        "首层层高(m)": 9,
        "租金（元/㎡/月）": "18",
        "变压器": "2×630kVA",
        "交付时间": "2021年3月",
        "联系人": "刘经理",
        "联系电话": "139 0000 0021",
        "坐标": "120.05,35.80",
        "是否消防验收": "是",
        "备注": "可分层出租",
    } | other


def park_list(rows: list[dict[str, Any]], *, total: bool = True) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "厂房"
    fill(sheet, rows, total=total)
    return saved(book)


def fill(sheet: Worksheet, rows: list[dict[str, Any]], *, total: bool = True) -> None:
    """Title on row 1, group headings on row 2, headings on row 3; the park's name is merged over all rows."""
    width = len(HEADINGS)
    sheet.append(["港区一期产业园闲置厂房一览表"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet.append(["基本情况"] + [None] * 2 + ["厂房条件"] + [None] * (width - 4))
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=3)
    sheet.merge_cells(start_row=2, start_column=4, end_row=2, end_column=7)
    sheet.append(list(HEADINGS))
    for row in rows:
        sheet.append([row.get(heading) for heading in HEADINGS])
    if len(rows) > 1:
        sheet.merge_cells(start_row=4, start_column=2, end_row=3 + len(rows), end_column=2)
    if total:
        sheet.append(["合计", None, None, 99])
        sheet.append(["注：以上面积以测绘为准"])


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
