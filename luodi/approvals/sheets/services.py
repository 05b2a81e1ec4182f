"""A city's list of its services (事项清单), CSV or Excel: who is in charge, what it is called, its code, its type."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from luodi.approvals.rules import ITEM_TYPES
from luodi.directory.importing.report import Fault
from luodi.text.sheets import SheetError, SheetRow, read_sheets
from luodi.text.sheets.guard import MEGABYTE, MOST_BYTES
from luodi.text.sheets.headers import bare
from luodi.text.sheets.reading import LIMIT

COLUMNS = {  # the heading told to people first; others are met in lists of cities
    "department": ("department", "实施部门", "部门", "实施主体"),
    "name": ("name", "事项名称", "名称"),
    "code": ("item_code", "事项编码", "实施编码", "编码"),
    "kind": ("task_type", "事项类型", "类型"),
}
LONGEST = {"department": 60, "name": 160, "code": 80}  # characters, columns of Unit, ServiceVersion, Service
Row = tuple[str, str, str, str]  # code, department, name, type


@dataclass
class Listed:
    """With a fault nothing of the file is entered."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    digest: str = ""


def read_services(data: bytes) -> Listed:
    """Raises SheetError where the file as a whole cannot be read."""
    found = Listed(digest=hashlib.sha256(data).hexdigest())
    kinds = {str(word): code for code, word in ITEM_TYPES.items()}
    seen: dict[str, str] = {}
    for row in read_sheets(data, COLUMNS, set(COLUMNS)) if data.startswith(b"PK") else _lines(data):
        faults = list(_faults(row, kinds, seen))
        said = row.values
        if not faults:
            seen[said["code"]] = row.cells["code"]
            found.rows.append((said["code"], said["department"], said["name"], _kind(said["kind"], kinds)))
        found.faults += faults
    if not found.rows and not found.faults:
        found.faults.append(Fault("", "", _("表里没有事项。")))
    return found


def _faults(row: SheetRow, kinds: dict[str, str], seen: dict[str, str]) -> Iterator[Fault]:
    for name, longest in LONGEST.items():
        said, cell = row.values[name], row.cells[name]
        if not said:
            yield Fault(row.sheet, cell, _("没有填写。"))
        elif len(said) > longest:
            yield Fault(
                row.sheet, cell, _("有 %(size)s 个字，最多 %(most)s 个。") % {"size": len(said), "most": longest}
            )
        elif not said.isprintable():
            yield Fault(row.sheet, cell, _("含有看不见的字符。"))
    code, kind = row.values["code"], row.values["kind"]
    if code in seen:
        told = {"code": code[:80], "first": seen[code]}
        yield Fault(row.sheet, row.cells["code"], _("编码 %(code)s 已用在 %(first)s。") % told)
    if not _kind(kind, kinds):
        known = "、".join(f"{int(one)} {word}" for one, word in ITEM_TYPES.items())
        told = {"kind": kind[:20], "known": known}
        yield Fault(row.sheet, row.cells["kind"], _("不认识类型“%(kind)s”，可以是：%(known)s。") % told)


def _kind(said: str, kinds: dict[str, str]) -> str:
    """The two digits of the code table, for a number with or without its zero, or the word; "" when unknown."""
    return said.zfill(2) if said.zfill(2) in ITEM_TYPES else kinds.get(said, "")


def _lines(data: bytes) -> Iterator[SheetRow]:
    """A CSV as rows of a sheet: UTF-8 or GB 18030; the row of a cell is the line of the file."""
    if len(data) > MOST_BYTES:
        raise SheetError("too_big", size=-(-len(data) // MEGABYTE), limit=MOST_BYTES // MEGABYTE)
    lines = csv.reader(io.StringIO(_text(data), newline=""), strict=True)
    try:
        places = _places(next(lines, []))
        filled = 0
        for cells in lines:
            values = {name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()}
            if any(values.values()):
                filled += 1
                if filled > LIMIT:
                    raise SheetError("too_many_rows", limit=LIMIT)
                addresses = {name: f"{chr(ord('A') + at)}{lines.line_num}" for name, at in places.items()}
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


def _places(headings: list[str]) -> dict[str, int]:
    """Where each column stands. Raises SheetError naming those that lack."""
    said = [bare(heading) for heading in headings[:26]]
    found = {
        name: place for name, words in COLUMNS.items() for word in reversed(words) for place in _at(said, bare(word))
    }
    if lacking := [words[0] for name, words in COLUMNS.items() if name not in found]:
        raise SheetError("missing_columns", columns="、".join(lacking))
    return found


def _at(said: list[str], word: str) -> list[int]:
    return [said.index(word)] if word in said else []
