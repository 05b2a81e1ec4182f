"""The upper level's own empty workbook: its headings understood once, and from then on it comes back filled.

`layout`: {sheet, begins, footer (0: none), columns: [{heading, column, unit, form}], lost: [code]}; columns by place.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as lazy
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from luodi.projects.export import COLUMNS, Row
from luodi.projects.rules import WAN, YI
from luodi.projects.sheets.columns import NAMES, TOLD, unit_of
from luodi.projects.sheets.kinds import kind_of_row
from luodi.text.sheets import SheetError, put
from luodi.text.sheets.guard import checked
from luodi.text.sheets.reading import opened, text_of, visible
from luodi.text.sheets.stretching import losses, make_room, part_rows
from luodi.text.sheets.tables import DEEP, Table, table_in

UNITS: dict[str, Any] = {"万": lazy("万元"), "亿": lazy("亿元"), "元": lazy("元")}
DIVISORS = {"万": WAN, "亿": YI, "元": 1}
FORMS: dict[str, Any] = {
    "cell": lazy("日期格"),
    "day": lazy("2026-09-30"),
    "month": lazy("2026年9月"),
    "dotted": lazy("2026.9"),
    "full": lazy("2026年9月30日"),
}
LOST: dict[str, Any] = {
    "shapes": lazy("文本框和图形"),
    "controls": lazy("按钮和嵌入的对象"),
    "comments": lazy("会话式批注"),
    "slicers": lazy("切片器"),
    "newer_rules": lazy("引用其他工作表的数据验证和新式条件格式"),
    "charts": lazy("图表（保留，样式可能变化）"),
}
PRINTED = (
    (re.compile(r"\d{4}年\d{1,2}月\d{1,2}日"), "full"),
    (re.compile(r"\d{4}年\d{1,2}月"), "month"),
    (re.compile(r"\d{4}\.\d{1,2}"), "dotted"),
)
LIMIT = 5_000  # rows


def understood(data: bytes, sheet: str = "") -> dict[str, Any]:
    """The layout that the headings suggest, of `sheet` or the first that has a table. Raises SheetError."""
    book = opened(data, LIMIT)
    tables = [(one, found) for one in visible(book) if (found := table_in(one, NAMES.knows))]
    if not tables:
        raise SheetError("no_header", depth=DEEP, columns=TOLD)
    one, table = next(((one, found) for one, found in tables if one.title == sheet), tables[0])
    begins, footer = _data_rows(one, table)
    assigned = NAMES.assigned(table.headings)
    columns = []
    for place, heading in enumerate(table.headings, start=1):
        column = _ours(heading, assigned[heading])
        cell = one.cell(begins, place)
        columns.append(
            {
                "heading": heading,
                "column": column,
                "unit": {"": "元", None: "万"}.get(unit_of(heading, table.above), unit_of(heading, table.above)),
                "form": _form(cell),
            }
        )
    return {
        "sheet": one.title,
        "sheets": [title.title for title, _found in tables],
        "begins": begins,
        "footer": footer,
        "columns": columns,
        "lost": losses(data),
    }


def _ours(heading: str, column: str) -> str:
    if not column and (found := NAMES.meant(heading)) and found[0] == "serial":
        return "serial"
    return column if column in COLUMNS else ""


def _data_rows(sheet: Worksheet, table: Table) -> tuple[int, int]:
    """Where projects begin, and the first row below them that stays; 0 where nothing stands below."""
    kinds = {row.row: _kind(row) for row in table.rows}
    begins = table.begins
    while kinds.get(begins) in ("whole", "part"):  # sums over the rows
        begins += 1
    footer = next((row for row in sorted(kinds) if row > begins and kinds[row] in ("whole", "part", "note")), 0)
    return begins, footer


def _kind(row: Any) -> str:
    texts = [text for _cell, text in row.cells.values()]
    return "form" if all(re.fullmatch(r"[\d.]+", text) for text in texts) else kind_of_row(texts, has_title=False).what


def _form(cell: Any) -> str:
    if cell.is_date:
        return "cell"
    said = text_of(cell.value)
    return next((form for pattern, form in PRINTED if pattern.fullmatch(said)), "day")


def filled(data: bytes, layout: Mapping[str, Any], rows: Iterable[Row]) -> bytes:
    """The workbook with a row for each project: looks, merged cells, formulas and other sheets as they were."""
    book = load_workbook(checked(data), rich_text=True)
    sheet = book[layout["sheet"]]
    found = list(rows)
    begins, footer = layout["begins"], layout["footer"]
    room = (footer or max(sheet.max_row + 1, begins + 1)) - begins
    part_rows(sheet, begins, begins + room - 1)
    if len(found) > room:
        make_room(book, sheet, first=begins, at=begins + room, more=len(found) - room)
    for place, row in enumerate(found):
        _fill_row(sheet, begins + place, layout["columns"], row)
    for place in range(len(found), room):
        _empty_row(sheet, begins + place, layout["columns"])
    book.calculation.fullCalcOnLoad = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill_row(sheet: Worksheet, number: int, columns: Sequence[Mapping[str, str]], row: Row) -> None:
    for place, how in enumerate(columns, start=1):
        if how["column"]:
            cell = sheet.cell(number, place)
            if not isinstance(cell, MergedCell):
                put(cell, _as_asked(how, cell, COLUMNS[how["column"]].value(row)))


def _empty_row(sheet: Worksheet, number: int, columns: Sequence[Mapping[str, str]]) -> None:
    for place, how in enumerate(columns, start=1):
        cell = sheet.cell(number, place)
        if how["column"] and not isinstance(cell, MergedCell):
            cell.value = None


def _as_asked(how: Mapping[str, str], cell: Any, value: Any) -> Any:
    kind = COLUMNS[how["column"]].kind
    if value is None or value == "":
        return None
    if kind == "money":
        return Decimal(value) / DIVISORS[how["unit"]]
    if kind == "date":
        return dated(how["form"], value)
    if kind == "percent":
        share = round(Decimal(value), 2)
        return share / 100 if "%" in cell.number_format else share
    return value


def dated(form: str, day: date) -> Any:
    """2026.9 has no nought before its month, as people write it."""
    return {
        "cell": day,
        "day": day.isoformat(),
        "month": f"{day.year}年{day.month}月",
        "dotted": f"{day.year}.{day.month}",
        "full": f"{day.year}年{day.month}月{day.day}日",
    }[form]


def letters(layout: Mapping[str, Any]) -> list[str]:
    return [get_column_letter(place) for place in range(1, len(layout["columns"]) + 1)]
