"""A CSV file as rows of a sheet: UTF-8 or GB 18030; the row of a cell is the line of the file."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from luodi.text.sheets.errors import SheetError
from luodi.text.sheets.guard import MEGABYTE, MOST_BYTES
from luodi.text.sheets.headers import bare
from luodi.text.sheets.reading import LIMIT, SheetRow, read_sheets

WIDEST = 26  # columns that are looked at: one letter each


def read_table(data: bytes, columns: Mapping[str, Sequence[str]], required: set[str]) -> list[SheetRow]:
    """Of a workbook or of a CSV file. Raises SheetError."""
    if data.startswith(b"PK"):
        return read_sheets(data, columns, required)
    return list(read_lines(data, columns, required))


def read_lines(
    data: bytes, columns: Mapping[str, Sequence[str]], required: set[str], limit: int = LIMIT
) -> Iterator[SheetRow]:
    """The rows below the header, which is the first line; `columns` as for `read_sheets`. Raises SheetError."""
    if len(data) > MOST_BYTES:
        raise SheetError("too_big", size=-(-len(data) // MEGABYTE), limit=MOST_BYTES // MEGABYTE)
    lines = csv.reader(io.StringIO(_text(data), newline=""), strict=True)
    try:
        places = _places(next(lines, []), columns, required)
        filled = 0
        for cells in lines:
            values = {
                name: cells[at].strip() if at is not None and at < len(cells) else "" for name, at in places.items()
            }
            if any(values.values()):
                filled += 1
                if filled > limit:
                    raise SheetError("too_many_rows", limit=limit)
                addresses = {
                    name: f"{chr(ord('A') + at)}{lines.line_num}" for name, at in places.items() if at is not None
                }
                yield SheetRow("", lines.line_num, values, addresses, {})
    except csv.Error as problem:
        raise SheetError("broken") from problem


def _text(data: bytes) -> str:
    if b"\x00" in data:
        raise SheetError("broken")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError("broken")


def _places(headings: list[str], columns: Mapping[str, Sequence[str]], required: set[str]) -> dict[str, int | None]:
    """Where each column stands, None for one that may lack. Raises SheetError naming those that must not."""
    said = [bare(heading) for heading in headings[:WIDEST]]
    found = {
        name: next((said.index(bare(word)) for word in words if bare(word) in said), None)
        for name, words in columns.items()
    }
    if lacking := [columns[name][0] for name in columns if name in required and found[name] is None]:
        raise SheetError("missing_columns", columns="、".join(lacking))
    return found
