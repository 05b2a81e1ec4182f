"""Workbooks to take away."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

MOST_CHARACTERS = 32_767  # of one cell
NARROWEST, WIDEST = 10, 40  # characters


class Sheet(NamedTuple):
    title: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Any]]


def write_sheet(title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    return write_book([Sheet(title, headers, rows)])


def write_book(sheets: Iterable[Sheet]) -> bytes:
    """An .xlsx file. Text stays text: what begins with = + - @ is never a formula, and keeps every character.

    An aware moment is written with the wall time of its own zone: localise it first.
    """
    book = Workbook(write_only=True)
    for title, headers, rows in sheets:
        sheet = book.create_sheet(title[:31])
        sheet.freeze_panes = "A2"
        for place, heading in enumerate(headers, start=1):
            width = max(NARROWEST, min(WIDEST, 2 * len(heading) + 4))
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.append([_heading(sheet, heading) for heading in headers])
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _heading(sheet: Worksheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Worksheet, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[:MOST_CHARACTERS]
    if not text.startswith(("=", "+", "-", "@", "\t", "\r")):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True  # Excel keeps it text also after somebody edits the cell
    return cell
