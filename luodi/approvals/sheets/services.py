"""A city's list of its services (事项清单), CSV or Excel: who is in charge, what it is called, its code, its type."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from luodi.approvals.rules import ITEM_TYPES
from luodi.directory.importing.report import Fault
from luodi.text.sheets import SheetRow, read_table

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
    for row in read_table(data, COLUMNS, set(COLUMNS)):
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
