"""Workbooks of invented leads."""

import io
from typing import Any

from openpyxl import Workbook

HEADINGS = [
    "姓名",
    "联系方式",
    "需求",
    "企业",
    "意向地",
    "行业",
    "投资额",
    "来源",
    "引荐人",
    "信用代码",
    "联系情况",
    "联系时间",
]
GOOD_CODE = "91370200MA3TEXT02F"


def lead(number: int = 1, **other: Any) -> list[Any]:
    """A good row; `other` replaces cells by their heading."""
    cells: dict[str, Any] = dict.fromkeys(HEADINGS, "")
    cells |= {
        "姓名": "负责人",
        "联系方式": f"139{number:08}",
        "需求": f"想建第 {number} 座光伏电站",
        "企业": f"远洋第{number}新能源有限公司",
        "意向地": "西部新区",
        "行业": "电力、热力生产和供应业",
        "投资额": "1.2亿",
    }
    return list((cells | other).values())


def book(*rows: list[Any], headings: list[str] | None = None, title: str = "表1", above: int = 0) -> bytes:
    """`above` rows stand over the header, the first of them merged."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = title
    if above:
        sheet.cell(1, 1, "招商线索汇总")
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADINGS))
    for place, heading in enumerate(headings or HEADINGS, start=1):
        sheet.cell(above + 1, place, heading)
    for line, row in enumerate(rows, start=above + 2):
        for place, value in enumerate(row, start=1):
            sheet.cell(line, place, value)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
