"""Workbooks to take away."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

MOST_CHARACTERS = 32_767  # of one cell
RUNS = ("=", "+", "-", "@", "\t", "\r")  # what begins with these is taken for a formula
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
    if isinstance(value, str) and not value.startswith(RUNS):
        return ILLEGAL_CHARACTERS_RE.sub("", value)[:MOST_CHARACTERS]
    if not isinstance(value, str | datetime):
        return value
    cell = WriteOnlyCell(sheet)
    put(cell, value)
    return cell


def put(cell: Any, value: Any) -> None:
    """Sets a cell's value and leaves its looks; text stays text."""
    if isinstance(value, datetime):
        cell.value = value.replace(tzinfo=None)
    elif isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", value)[:MOST_CHARACTERS]
        cell.value = text
        if text.startswith(RUNS):
            cell.data_type = "s"
            cell.quotePrefix = True  # Excel keeps it text also after somebody edits the cell
    else:
        cell.value = value


def write_lines(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Lines of a CSV file, one by one, that Excel and WPS open as UTF-8. Text that would run begins with a quote."""
    yield "\ufeff" + _line(headers)
    for row in rows:
        yield _line(row)


def _line(row: Sequence[Any]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow([f"'{one}" if isinstance(one, str) and one.startswith(RUNS) else one for one in row])
    return buffer.getvalue()
