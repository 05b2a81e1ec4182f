"""Finding the header of a table that people laid out: titles above it, merged cells, words in brackets."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from luodi.text.sheets.errors import SheetError

DEPTH = 5  # rows in which a header may end: a title, a note and up to three rows of header
MOST_COLUMNS = 200
NOISE = re.compile(r"[\s*：:、/_\-]+|\([^)]*\)")


class Header(NamedTuple):
    row: int
    columns: dict[str, int]  # field -> column, 1-based
    headings: dict[str, str]  # field -> what stands there in full: its brackets may name a unit


def bare(text: object) -> str:
    """A heading without spaces, stars, colons and bracketed notes; full-width letters made plain."""
    return NOISE.sub("", unicodedata.normalize("NFKC", str(text or "")).lower())


def find_header(sheet: Worksheet, columns: Mapping[str, Sequence[str]], required: set[str]) -> Header | None:
    """The row of the first DEPTH that names most columns, the lowest of equals; None where none names any.

    Raises SheetError where required columns are missing, or two columns are the same.
    """
    fields = {bare(word): field for field, words in columns.items() for word in words}
    best: dict[str, list[int]] = {}
    best_row = 0
    origins = _merged(sheet)
    for row in range(1, min(DEPTH, sheet.max_row) + 1):
        found = _named(sheet, row, fields, origins)
        if found and len(found) >= len(best):
            best, best_row = found, row
    if not best:
        return None
    missing = [columns[field][0] for field in columns if field in required and field not in best]
    if missing:
        told = "、".join(missing)
        raise SheetError("missing_columns", sheet=sheet.title, cell=f"A{best_row}", columns=told, named=len(best))
    for field, places in best.items():
        _check_once(sheet, best_row, places, columns[field][0], origins)
    columns_found = {field: places[0] for field, places in best.items()}
    headings = {field: _full(sheet, best_row, column, origins) for field, column in columns_found.items()}
    return Header(best_row, columns_found, headings)


Origins = dict[tuple[int, int], tuple[int, int]]


def _merged(sheet: Worksheet) -> Origins:
    """Each header cell inside a merged range, with the cell that holds its text."""
    return {
        (row, column): (merged.min_row, merged.min_col)
        for merged in sheet.merged_cells.ranges
        if merged.min_row <= DEPTH
        for row in range(merged.min_row, min(merged.max_row, DEPTH) + 1)
        for column in range(merged.min_col, min(merged.max_col, MOST_COLUMNS) + 1)
    }


def _named(sheet: Worksheet, row: int, fields: Mapping[str, str], origins: Origins) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for column in range(1, min(sheet.max_column, MOST_COLUMNS) + 1):
        text = _heading(sheet, row, column, origins)
        above = _heading(sheet, row - 1, column, origins) if row > 1 else ""
        # 联系方式 over 电话 may be asked for as one word.
        field = fields.get(above + text) or fields.get(text)
        if field and text:
            found.setdefault(field, []).append(column)
    return found


def _heading(sheet: Worksheet, row: int, column: int, origins: Origins) -> str:
    return bare(_full(sheet, row, column, origins))


def _full(sheet: Worksheet, row: int, column: int, origins: Origins) -> str:
    return str(sheet.cell(*origins.get((row, column), (row, column))).value or "")


def _check_once(sheet: Worksheet, row: int, places: list[int], heading: str, origins: Origins) -> None:
    """A heading merged over several columns counts once and means the first of them."""
    holders = {origins.get((row, column), (row, column)) for column in places}
    if len(holders) > 1:
        cell = f"{get_column_letter(places[1])}{row}"
        raise SheetError("column_twice", sheet=sheet.title, cell=cell, column=heading)
