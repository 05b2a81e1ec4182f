"""A status list, row by row: which item is meant, which step it is, what is wrong in which cell."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_aware, make_aware

from luodi.approvals.models import Item
from luodi.approvals.rules import Procedure
from luodi.approvals.statuses.rules import NEEDS, WORDS, step
from luodi.directory.viewer import Viewer
from luodi.text.keys import key_in
from luodi.text.public_numbers import normalise_number
from luodi.text.sheets import SheetRow

LONGEST = {"reason": 400, "remedies": 2000, "notice": 60}
PROCEDURES = {str(label): value for value, label in Procedure.choices}


@dataclass
class Read:
    """`values` is what the acts take; nothing is to be done where `known`, and nothing can be with `faults`."""

    row: SheetRow
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[dict[str, str]] = field(default_factory=list)
    item: Item | None = None
    known: bool = False

    def wrong(self, column: str, code: str) -> None:
        cell = self.row.cells.get(column, "")
        place = f"{self.row.sheet}!{cell}" if self.row.sheet and cell else cell
        self.faults.append({"cell": place, "code": code, "value": self.row.values.get(column, "")[:80]})

    @property
    def key(self) -> str:
        said = "\n".join(str(self.values.get(name, "")) for name in ("item", "word", "happened_at"))
        return sha256(said.encode()).hexdigest()


def items_of_units(viewer: Viewer, numbers: Iterable[str]) -> dict[str, list[Item]]:
    """Public number, of an item or of its case -> items of the viewer's departments; two queries."""
    units = [unit for unit_ids, kinds in viewer.working_units if "item" in kinds for unit in unit_ids]
    wanted = set(numbers)
    rows = Item.objects.filter(Q(duty__number__in=wanted) | Q(case__duty__number__in=wanted), duty__unit__in=units)
    found: dict[str, list[Item]] = defaultdict(list)
    for item in rows.select_related("duty__unit", "case__duty", "version__service"):
        assert item.duty is not None
        found[item.duty.number].append(item)
        found[item.case.duty.number].append(item)
    return found


def read_rows(rows: list[SheetRow], viewer: Viewer, now: datetime) -> list[Read]:
    """In the order of the list. Rows of one item are followed in the order of their times."""
    numbers = {row.row: normalise_number(row.values.get("number", "")) for row in rows}
    items = items_of_units(viewer, [one for one in numbers.values() if one])
    found = [_read(row, items.get(normalise_number(row.values.get("number", "")) or "", []), now) for row in rows]
    _follow([one for one in found if one.item is not None and not one.faults])
    return found


def _read(row: SheetRow, items: list[Item], now: datetime) -> Read:
    one = Read(row)
    one.item = _item(one, items)
    at = _moment(row.values.get("happened_at", ""))
    word = row.values.get("word", "").strip()
    if word not in WORDS:
        one.wrong("word", "word")
    if at is None:
        one.wrong("happened_at", "time")
    elif at > now:
        one.wrong("happened_at", "future")
    elif one.item is not None and one.item.duty and at < now - timedelta(days=one.item.duty.unit.backdating_days):
        one.wrong("happened_at", "too_old")
    one.values = {
        "item": one.item.duty.number if one.item and one.item.duty else "",
        "word": word,
        "happened_at": at.isoformat() if at else "",
        **{name: row.values.get(name, "").strip()[:most] for name, most in LONGEST.items()},
        "days": row.values.get("days", "").strip(),
        "procedure": row.values.get("procedure", "").strip(),
    }
    return one


def _item(one: Read, items: list[Item]) -> Item | None:
    """A number of a case with several items here needs their name or code."""
    said = one.row.values.get("item", "").strip()
    if not items:
        one.wrong("number", "number")
        return None
    if len(items) > 1:
        items = [item for item in items if said and said in (item.version.name, item.version.service.code)]
    if len(items) != 1:
        one.wrong("item", "which_item")
        return None
    return items[0]


def _moment(text: str) -> datetime | None:
    """A local time; a day alone is its beginning."""
    said = text.strip().replace("/", "-").replace("T", " ")
    try:
        at = parse_datetime(said)
        day = None if at else parse_date(said[:10])
    except ValueError:
        return None
    if day is not None and len(said) <= 10:
        at = datetime.combine(day, datetime.min.time())
    return at if at is None or is_aware(at) else make_aware(at)


def _follow(rows: list[Read]) -> None:
    """Whether each can follow on the one before, beginning with how far the item is now."""
    states: dict[int, str] = {}
    for one in sorted(rows, key=lambda row: (row.values["happened_at"], row.row.row)):
        assert one.item is not None
        now = step(one.values["word"], states.get(one.item.pk, one.item.state))
        if now is None:
            one.wrong("word", "order")
            continue
        states[one.item.pk], one.known = now.to, now.known
        for code in now.turns:
            _needed(one, code)


def _needed(one: Read, code: str) -> None:
    for name in NEEDS.get(code, ()):
        if not one.values[name]:
            one.wrong(name, name)
    if one.values["days"] and not 0 < key_in(one.values["days"]) <= 365:
        one.wrong("days", "days")
    if code == "paused" and _procedure(one) is None:
        one.wrong("procedure", "procedure")


def _procedure(one: Read) -> str | None:
    """The kind named, else the only one that the service allows."""
    assert one.item is not None
    allowed = [row["kind"] for row in one.item.version.special]
    said = one.values["procedure"]
    kind = PROCEDURES.get(said, said) if said else allowed[0] if len(allowed) == 1 else ""
    one.values["procedure"] = kind
    return kind if kind in allowed else None
