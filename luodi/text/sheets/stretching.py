"""Room for more rows in somebody's own form: what stands below moves down, and formulas still say the same."""

import io
import re
from collections.abc import Callable
from copy import copy
from zipfile import ZipFile

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

PREFIX = re.compile(r"^(?:'((?:[^']|'')+)'|([^'!]+))!")
PART = re.compile(r"(\$?[A-Z]{0,3}\$?)(\d+)$")


class Room:
    """`more` rows before row `at`; `first` is where the rows begin that are repeated."""

    def __init__(self, sheet: Worksheet, first: int, at: int, more: int) -> None:
        self.sheet, self.first, self.at, self.more = sheet, first, at, more

    def row(self, row: int) -> int:
        return row + self.more if row >= self.at else row

    def span(self, top: int, bottom: int) -> tuple[int, int]:
        """A range that ends with the last of the repeated rows grows with them."""
        grows = top <= bottom == self.at - 1 and bottom >= self.first
        return self.row(top), bottom + self.more if grows else self.row(bottom)

    def reference(self, said: str) -> str:
        """E5, $E$5:$E$14, 5:14; whole columns stay."""
        parts = [PART.match(part) for part in said.split(":")]
        if not all(parts) or len(parts) > 2:
            return said
        found = [(part[1], int(part[2])) for part in parts if part]
        if len(found) == 1:
            return f"{found[0][0]}{self.row(found[0][1])}"
        top, bottom = self.span(found[0][1], found[1][1])
        return f"{found[0][0]}{top}:{found[1][0]}{bottom}"

    def formula(self, said: str, on: Worksheet) -> str:
        """A formula that stands on sheet `on`."""
        tokens = Tokenizer(said)
        for token in tokens.items:
            if token.type == Token.OPERAND and token.subtype == Token.RANGE:
                token.value = self._operand(token.value, on)
        return str(tokens.render())

    def _operand(self, said: str, on: Worksheet) -> str:
        prefix = PREFIX.match(said)
        if prefix is None:
            return self.reference(said) if on is self.sheet else said
        named = (prefix[1] or prefix[2]).replace("''", "'")
        return prefix[0] + self.reference(said[prefix.end() :]) if named == self.sheet.title else said


def make_room(book: Workbook, sheet: Worksheet, *, first: int, at: int, more: int) -> None:
    """Moves row `at` and all below down by `more`; the new rows look like row `first` and have its formulas."""
    room = Room(sheet, first, at, more)
    bottom, width = sheet.max_row, sheet.max_column
    if at <= bottom:
        sheet.move_range(f"A{at}:{get_column_letter(width)}{bottom}", rows=more)
    _move_merged(sheet, room)
    _move_heights(sheet, room, bottom)
    for one in book.worksheets:
        _rewrite(one, room)
    _move_rules(sheet, room)
    _move_names(book, sheet, room)
    for row in range(at, at + more):
        repeat_row(sheet, first, row, width)


def _move_merged(sheet: Worksheet, room: Room) -> None:
    for merged in sheet.merged_cells.ranges:
        top, bottom = merged.min_row, merged.max_row
        if top >= room.at:
            merged.shift(row_shift=room.more)
        elif bottom >= room.at:
            merged.expand(down=room.more)


def _move_heights(sheet: Worksheet, room: Room, bottom: int) -> None:
    for row in range(bottom, room.at - 1, -1):
        if row in sheet.row_dimensions:
            _set_height(sheet, row, row + room.more)
            del sheet.row_dimensions[row]


def _set_height(sheet: Worksheet, source: int, row: int) -> None:
    known = sheet.row_dimensions[source]
    sheet.row_dimensions[row] = RowDimension(sheet, index=row, ht=known.ht, hidden=known.hidden)


def _rewrite(sheet: Worksheet, room: Room) -> None:
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, ArrayFormula):
                cell.value.text = room.formula(cell.value.text, sheet)
                if sheet is room.sheet:
                    cell.value.ref = _range(cell.value.ref, room.reference)
            elif cell.data_type == "f":
                cell.value = room.formula(cell.value, sheet)
            if sheet is room.sheet and getattr(cell, "hyperlink", None):
                cell.hyperlink.ref = cell.coordinate


def _range(said: str, moved: Callable[[str], str]) -> str:
    return " ".join(moved(part) for part in str(said).split())


def _move_rules(sheet: Worksheet, room: Room) -> None:
    """Conditional formats, validations, the filter, tables, pictures."""
    rules = [(_range(str(one.sqref), room.reference), one.rules) for one in sheet.conditional_formatting]
    sheet.conditional_formatting = type(sheet.conditional_formatting)()
    for cells, made in rules:
        for rule in made:
            rule.formula = [room.formula(f"={said}", sheet)[1:] for said in rule.formula]
            sheet.conditional_formatting.add(cells, rule)
    for check in sheet.data_validations.dataValidation:
        check.sqref = type(check.sqref)(_range(str(check.sqref), room.reference))
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = room.reference(sheet.auto_filter.ref)
    for table in sheet.tables.values():
        table.ref = room.reference(table.ref)
    for drawn in (*sheet._images, *sheet._charts):
        for corner in ("_from", "to"):
            anchor = getattr(drawn.anchor, corner, None)
            if anchor is not None:
                anchor.row = room.row(anchor.row + 1) - 1


def _move_names(book: Workbook, sheet: Worksheet, room: Room) -> None:
    if sheet.print_area:
        areas = [room.reference(area.rpartition("!")[2]) for area in str(sheet.print_area).split(",")]
        sheet.print_area = ",".join(areas)
    for name in (
        *book.defined_names.values(),
        *(one for any_ in book.worksheets for one in any_.defined_names.values()),
    ):
        if name.attr_text and "!" in name.attr_text:
            name.attr_text = room.formula(f"={name.attr_text}", sheet)[1:]


def repeat_row(sheet: Worksheet, source: int, row: int, width: int) -> None:
    """Looks, height, merged cells and formulas of one row for another."""
    for column in range(1, width + 1):
        known, made = sheet.cell(source, column), sheet.cell(row, column)
        if known.has_style:
            made._style = copy(known._style)
        if known.data_type == "f" and isinstance(known.value, str):
            made.value = Translator(known.value, known.coordinate).translate_formula(made.coordinate)
    _set_height(sheet, source, row)
    for merged in [one for one in sheet.merged_cells.ranges if one.min_row == one.max_row == source]:
        cells = CellRange(min_col=merged.min_col, max_col=merged.max_col, min_row=row, max_row=row)
        sheet.merge_cells(cells.coord)


def part_rows(sheet: Worksheet, first: int, last: int) -> None:
    """Cells merged over several of these rows are told apart: each row is of its own."""
    for merged in [one for one in sheet.merged_cells.ranges if first <= one.min_row < one.max_row <= last]:
        sheet.unmerge_cells(merged.coord)


# Codes of what does not survive being filled in -> the parts of the file that show it, with what stands in them.
LOST: tuple[tuple[str, str, bytes], ...] = (
    ("shapes", "xl/drawings/drawing", b"<xdr:sp"),
    ("controls", "xl/ctrlProps/", b""),
    ("controls", "xl/activeX/", b""),
    ("controls", "xl/embeddings/", b""),
    ("comments", "xl/threadedComments/", b""),
    ("slicers", "xl/slicers/", b""),
    ("newer_rules", "xl/worksheets/sheet", b"x14:dataValidation "),
    ("newer_rules", "xl/worksheets/sheet", b"x14:conditionalFormatting "),
    ("charts", "xl/charts/chart", b""),
)


def losses(data: bytes) -> list[str]:
    """What a workbook holds that is lost, or drawn anew (charts), when it is opened and saved."""
    with ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        found = (
            code
            for code, part, said in LOST
            if any(name.startswith(part) and (not said or said in package.read(name)) for name in names)
        )
        return list(dict.fromkeys(found))
