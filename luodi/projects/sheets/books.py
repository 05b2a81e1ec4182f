"""A book read whole: its rows parsed, sums checked, each row beside the library. Writes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.projects.sheets.columns import year_of
from luodi.projects.sheets.comparing import Outcome, compared
from luodi.projects.sheets.kinds import RowKind, kind_of_row
from luodi.projects.sheets.parsing import Book, Parsed, RowReader, amounts_of, cells_of
from luodi.projects.sheets.people import People
from luodi.projects.sheets.sums import Item, wrong_sums
from luodi.text.sheets import TableRow


@dataclass
class Line:
    """One row of the workbook; `parsed` and `outcome` are of projects only."""

    row: TableRow
    kind: str
    parsed: Parsed = field(default_factory=Parsed)
    outcome: Outcome = field(default_factory=Outcome)


@dataclass(frozen=True)
class Settings:
    """What the reader of a book says of all its rows. `above`: sheet -> what stands over its headings."""

    columns: Mapping[str, str]
    above: Mapping[str, Sequence[str]]
    as_of: date
    template: str


def read_rows(
    viewer: Viewer, own: Post, rows: Iterable[TableRow], said: Settings, people: People
) -> tuple[list[Line], list[dict[str, Any]]]:
    """Every row in its order, and the sums that are wrong: [{cell, column, said, found}]."""
    reader = RowReader(people, own)
    lines: list[Line] = []
    wrong: list[dict[str, Any]] = []
    for sheet, some in _by_sheet(rows):
        book = _book(sheet, said)
        items: list[Item] = []
        for row in some:
            line, item = _line(reader, row, book)
            lines.append(line)
            items.append(item)
        wrong += [{**one._asdict(), "cell": f"{sheet}!{one.cell}"} for one in wrong_sums(items)]
    projects = [line for line in lines if line.kind == "project"]
    outcomes = compared(viewer, [line.parsed for line in projects], said.as_of.year)
    for line, outcome in zip(projects, outcomes, strict=True):
        line.outcome = outcome
    return lines, wrong


def _by_sheet(rows: Iterable[TableRow]) -> Iterable[tuple[str, list[TableRow]]]:
    sheets: dict[str, list[TableRow]] = {}
    for row in rows:
        sheets.setdefault(row.sheet, []).append(row)
    return sheets.items()


def _book(sheet: str, said: Settings) -> Book:
    above = tuple(said.above.get(sheet, ()))
    year = year_of(*above, sheet) or said.as_of.year
    return Book(said.columns, above, sheet, said.as_of, year, said.template)


def _line(reader: RowReader, row: TableRow, book: Book) -> tuple[Line, Item]:
    texts = [text for _cell, text in row.cells.values()]
    kind = kind_of_row(texts, has_title="title" in cells_of(row, book.columns))
    if kind.what == "project":
        parsed = reader.read(row, book)
        return Line(row, kind.what, parsed), Item(kind.what, parsed.amounts, {})
    return Line(row, kind.what), _sum(row, kind, book)


def _sum(row: TableRow, kind: RowKind, book: Book) -> Item:
    if kind.what == "group":
        book.group = kind.said
    found = amounts_of(row, book)
    amounts = {column: amount for column, (_cell, amount) in found.items()}
    return Item(kind.what, amounts, {column: cell for column, (cell, _amount) in found.items()})
