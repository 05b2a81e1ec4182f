"""Rows of a workbook as plain texts, each value with the address of its cell."""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from luodi.text.sheets.errors import SheetError
from luodi.text.sheets.guard import checked
from luodi.text.sheets.headers import DEPTH, Header, bare, find_header

LIMIT = 5_000  # rows of data


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`values` has each field of the header, "" where empty; `cells` the address ("C7"), `headings` the full text."""

    sheet: str
    row: int
    values: dict[str, str]
    cells: dict[str, str]
    headings: dict[str, str]


def read_sheets(
    file: BinaryIO | bytes,
    columns: Mapping[str, Sequence[str]],
    required: set[str],
    limit: int = LIMIT,
    sheet: Sequence[str] = (),
) -> list[SheetRow]:
    """The rows below the header: of the sheet with one of these names, else of every sheet that has one.

    `columns` maps a field to the headings it may stand under, the first being the one told to people. Hidden
    sheets and empty rows are passed over; a formula counts as its stored value. Raises SheetError.
    """
    book = opened(file, limit)
    wanted = [one for one in visible(book) if not sheet or bare(one.title) in {bare(name) for name in sheet}]
    if sheet and not wanted:
        raise SheetError("no_sheet", sheet=sheet[0])
    headers = _headers(wanted, columns, required)
    if not headers:
        names = "、".join(columns[field][0] for field in columns if field in required)
        raise SheetError("no_header", sheet=wanted[0].title if wanted else "", depth=DEPTH, columns=names)
    rows = [row for one, header in headers for row in _rows(one, header)]
    if len(rows) > limit:
        raise SheetError("too_many_rows", sheet=rows[limit].sheet, cell=f"A{rows[limit].row}", limit=limit)
    return rows


def _headers(
    sheets: Sequence[Worksheet], columns: Mapping[str, Sequence[str]], required: set[str]
) -> list[tuple[Worksheet, Header]]:
    """A sheet of notes that happens to name one column is passed over beside a real table. Raises SheetError."""
    found, doubtful = [], []
    for sheet in sheets:
        try:
            header = find_header(sheet, columns, required)
        except SheetError as problem:
            if problem.facts.get("named") != 1:
                raise
            doubtful.append(problem)
        else:
            found += [(sheet, header)] if header else []
    if doubtful and not found:
        raise doubtful[0]
    return found


def sheet_names(file: BinaryIO | bytes) -> list[str]:
    return [sheet.title for sheet in visible(opened(file, LIMIT))]


def opened(file: BinaryIO | bytes, limit: int) -> Workbook:
    buffer = checked(file)
    try:
        _count(buffer, limit)
        buffer.seek(0)
        return load_workbook(buffer, data_only=True)
    except SheetError:
        raise
    except (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError) as problem:
        raise SheetError("broken") from problem
    except (OSError, EOFError, SyntaxError, AttributeError, IndexError) as problem:
        raise SheetError("broken") from problem


def _count(buffer: BinaryIO, limit: int) -> None:
    """Streams once, so that a million rows are refused before any of them is kept in memory."""
    book = load_workbook(buffer, read_only=True, data_only=True)
    for sheet in visible(book):
        sheet.reset_dimensions()
        filled = 0
        for row in sheet.iter_rows(values_only=True):
            filled += any(value is not None for value in row)
            if filled > limit + DEPTH:
                raise SheetError("too_many_rows", sheet=sheet.title, limit=limit)
    book.close()


def visible(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _rows(sheet: Worksheet, header: Header) -> Iterator[SheetRow]:
    letters = {field: get_column_letter(column) for field, column in header.columns.items()}
    for number, line in enumerate(sheet.iter_rows(min_row=header.row + 1, values_only=True), header.row + 1):
        values = {
            field: text_of(line[column - 1]) if column <= len(line) else "" for field, column in header.columns.items()
        }
        if any(values.values()):
            cells = {field: f"{letter}{number}" for field, letter in letters.items()}
            yield SheetRow(sheet.title, number, values, cells, header.headings)


def text_of(value: Any) -> str:
    """A cell as its reader sees it: 13800138000 not 13800138000.0, days and moments in ISO form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip()
