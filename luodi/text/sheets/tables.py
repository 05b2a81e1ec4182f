"""Tables as people keep them: every column, known or not; titles above, headings on several rows, merged cells."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from luodi.text.sheets.errors import SheetError
from luodi.text.sheets.headers import MOST_COLUMNS
from luodi.text.sheets.reading import LIMIT, opened, text_of, visible

DEEP = 12  # rows in which a header may end
LEAST = 2  # known headings that make a header
WIDE = 0.8  # of the columns: a text merged over so many is a title and no heading
JOINT = "·"
# A row below the headings that only says units.
UNIT = re.compile(
    r"[(（]?(?:单位[:：]?)?(?:万?(?:平方米|平米|㎡|m2|m²)|亩|公顷|米|m|吨|t|kva|kw|千伏安|千瓦|年|℃|%"
    r"|[万亿]?元(?:[/·](?:平方米|平米|㎡|m2|平|亩|度|托))?(?:[/·](?:月|天|日|年))?)[)）]?",
    re.IGNORECASE,
)
NOTE = re.compile(r"单位[:：]|截[至止]|填报|时间[:：]")
Origins = dict[tuple[int, int], tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class TableRow:
    """`cells` has, of each heading, the address ("C7") and what stands there; empty cells are left out."""

    sheet: str
    row: int
    cells: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Table:
    """`above` is what stands over the headings, a title or 单位：万元; `begins` the row under them."""

    sheet: str
    # By place, in full: 面积（亩）, or 投资·2021年·计划 under headings over several columns.
    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]
    above: tuple[str, ...]
    begins: int


def read_tables(file: BinaryIO | bytes, know: Callable[[str], bool], named: str, limit: int = LIMIT) -> list[Table]:
    """The table of every visible sheet that has one. A header is the row in which most headings are known.

    `named` are the columns told to people where there is no header. Raises SheetError.
    """
    book = opened(file, limit)
    tables = [table for sheet in visible(book) if (table := table_in(sheet, know))]
    if not tables:
        raise SheetError("no_header", depth=DEEP, columns=named)
    rows = [row for table in tables for row in table.rows]
    if len(rows) > limit:
        raise SheetError("too_many_rows", sheet=rows[limit].sheet, cell=f"A{rows[limit].row}", limit=limit)
    return tables


def table_in(sheet: Worksheet, know: Callable[[str], bool]) -> Table | None:
    """None where no row names two known headings."""
    origins = _origins(sheet)
    width = min(sheet.max_column, MOST_COLUMNS)
    best, best_row = 0, 0
    for row in range(1, min(DEEP, sheet.max_row) + 1):
        headings = _headings(sheet, row, width, origins)
        known = sum(1 for heading in set(headings) if heading and know(heading))
        own = (_held(sheet, row, place, origins)[0] for place in range(1, width + 1))
        if not any(text and know(heading) for text, heading in zip(own, headings, strict=True)):
            continue  # all that it would say stands in the rows above
        if known >= max(best, LEAST):
            best, best_row = known, row
    if not best:
        return None
    headings = _headings(sheet, best_row, width, origins)
    first = best_row + 1
    if units := _units(sheet, first, width):
        headings = [f"{head}（{unit}）" if unit else head for head, unit in zip(headings, units, strict=True)]
        first += 1
    columns = _unique(headings)
    rows = tuple(_rows(sheet, first, columns, origins))
    top = _top(sheet, best_row, width, origins)
    above = [text_of(cell.value) for line in sheet.iter_rows(max_row=top - 1) for cell in line] if top > 1 else []
    return Table(sheet.title, tuple(columns), rows, tuple(filter(None, above)), first)


def _top(sheet: Worksheet, best_row: int, width: int, origins: Origins) -> int:
    """The first row of the headings: where the lowest of them, or the groups over it, begin."""
    top = min((origins.get((best_row, column), (best_row, 0, 0))[0] for column in range(1, width + 1)), default=1)
    while top > 1 and any(_is_group(*_held(sheet, top - 1, column, origins), width) for column in range(1, width + 1)):
        top = min(origins.get((top - 1, column), (top - 1, 0, 0))[0] for column in range(1, width + 1))
    return top


def _origins(sheet: Worksheet) -> Origins:
    """Each cell inside a merged range, with the cell that holds its text and how many columns the range has."""
    return {
        (row, column): (merged.min_row, merged.min_col, merged.max_col - merged.min_col + 1)
        for merged in sheet.merged_cells.ranges
        for row in range(merged.min_row, merged.max_row + 1)
        for column in range(merged.min_col, min(merged.max_col, MOST_COLUMNS) + 1)
    }


def _headings(sheet: Worksheet, row: int, width: int, origins: Origins) -> list[str]:
    return [_heading(sheet, row, column, width, origins) for column in range(1, width + 1)]


def _heading(sheet: Worksheet, row: int, column: int, width: int, origins: Origins) -> str:
    """What stands there, behind the groups over it; a title over the whole table is none."""
    own, _spread = _held(sheet, row, column, origins)
    if not own and row > 1:
        text, spread = _held(sheet, row - 1, column, origins)
        own = text if spread < max(2, WIDE * width) else ""
    groups: list[str] = []
    for higher in range(row - 1, 0, -1):
        text, spread = _held(sheet, higher, column, origins)
        if spread >= max(2, WIDE * width):
            break
        if _is_group(text, spread, width) and text not in (own, *groups):
            groups.insert(0, text)
    return JOINT.join([*groups, own]) if own else ""


def _is_group(text: str, spread: int, width: int) -> bool:
    """A heading over several columns and not over all; 单位：万元 at the right is a note."""
    return bool(text) and 1 < spread < max(2, WIDE * width) and not NOTE.match(text)


def _held(sheet: Worksheet, row: int, column: int, origins: Origins) -> tuple[str, int]:
    """The text of a cell, or of the merged range that it is part of, and how many columns that has."""
    at_row, at_column, spread = origins.get((row, column), (row, column, 1))
    text = text_of(sheet.cell(at_row, at_column).value)
    return re.sub(r"\s+", "", text), spread


def _units(sheet: Worksheet, row: int, width: int) -> list[str]:
    """What the row says, when it says units and nothing else."""
    said = [text_of(sheet.cell(row, column).value) for column in range(1, width + 1)]
    filled = [text for text in said if text]
    if not filled or not all(UNIT.fullmatch(text) for text in filled):
        return []
    return [text.strip("()（）") for text in said]


def _unique(headings: Sequence[str]) -> list[str]:
    """A heading that stands twice is told apart by its letter; one that is missing is named by it."""
    made: list[str] = []
    for place, heading in enumerate(headings, start=1):
        letter = get_column_letter(place)
        name = heading or f"({letter})"
        made.append(f"{name}({letter})" if name in made else name)
    return made


def _rows(sheet: Worksheet, first: int, columns: Sequence[str], origins: Origins) -> Iterator[TableRow]:
    for number in range(first, sheet.max_row + 1):
        cells = {}
        own = False
        for place, name in enumerate(columns, start=1):
            at_row, at_column, _spread = origins.get((number, place), (number, place, 1))
            # A cell merged over several rows says the same of each; one merged to the right says it once.
            text = text_of(sheet.cell(at_row, at_column).value) if at_column == place and at_row >= first else ""
            if text:
                cells[name] = (f"{get_column_letter(place)}{number}", text)
                own = own or at_row == number
        if own and [text for _cell, text in cells.values()] != [name for name in columns if name in cells]:
            yield TableRow(sheet.title, number, cells)
