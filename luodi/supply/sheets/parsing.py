"""One row of a list: what it says, or what is wrong in which cell."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from hashlib import sha256
from typing import Any

from luodi.directory.named_places import Places, SeveralPlaces, UnknownPlace
from luodi.supply.rules import BOUNDS, DATES, KINDS, TEXTS, wrongness
from luodi.supply.sheets.cells import EMPTY, Unread, coordinate, day, numbers, pair, price
from luodi.supply.sheets.columns import PARTS
from luodi.supply.sheets.kinds import is_taken, is_total, kind_of, pollution_of
from luodi.supply.sheets.units import counted_in, flat
from luodi.text.reading.quantities import MU_M2
from luodi.text.sheets import TableRow

SHOWN = 60  # characters of a wrong value that are kept
TITLE = 120
# Of 8–10 m the hall is sure to have 8; of 500–3,000 ㎡ there are 3,000 to be had, in pieces of 500.
LOWER = frozenset({"ceiling_m", "floor_load_t_m2", "roof_load_kg_m2", "power_kva", "temperature_c", "plot_ratio"})
# What lists often say in words there; it goes into the description rather than holding up the row.
IN_WORDS = frozenset({"term_years", "plot_ratio", "investment_per_mu", "tax_per_mu"})
PHONE = re.compile(r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|\(?0\d{2,3}\)?[- ]?\d{7,8}(?:[-转]\d{1,6})?")
WORDS_APART = re.compile(r"[,，;；、|/]+\s*")
Cells = Mapping[str, tuple[str, str]]


@dataclass
class Parsed:
    """`values` are JSON: kind, title, place (a key or null), columns. A row that is let already has `taken`.

    `faults` are [{cell: "表1!C7", code, value}] with the bounds where a sentence needs them.
    """

    values: dict[str, Any] = field(default_factory=dict)
    faults: list[dict[str, Any]] = field(default_factory=list)
    key: str = ""
    taken: bool = False


class RowReader:
    """`columns` is heading -> column of an offer; `kind` and `place` are of rows that name none."""

    def __init__(self, columns: Mapping[str, str], *, unit_id: int, kind: str = "", place: int | None = None) -> None:
        self.columns, self.unit_id, self.kind, self.place = columns, unit_id, kind, place
        self.places = Places()

    def read(self, row: TableRow) -> Parsed | None:
        """None for a total, a note, or a row in which no known column says anything."""
        if is_total([text for _cell, text in row.cells.values()]):
            return None
        one = _Row(self, row)
        return one.parsed() if one.cells else None


class _Row:
    def __init__(self, reader: RowReader, row: TableRow) -> None:
        self.reader, self.row = reader, row
        self.faults: list[dict[str, Any]] = []
        self.notes: list[tuple[str, str]] = []
        # column -> its headings with address and text
        self.cells: dict[str, list[tuple[str, str, str]]] = {}
        for heading, (address, text) in row.cells.items():
            if column := reader.columns.get(heading):
                self.cells.setdefault(column, []).append((heading, address, text))

    def parsed(self) -> Parsed:
        if is_taken(self.text("state")):
            return Parsed(taken=True)
        columns = self.numbers() | self.prices() | self.days() | self.map() | self.texts()
        kind = self.kind(columns)
        if kind == "land" and "area_m2" in columns:  # 面积（公顷）of a list of land
            columns.setdefault("land_mu", round(columns.pop("area_m2") / MU_M2, 4))
        title = self.title(kind)
        place = self.place()
        if not self.faults:
            self.judge(columns)
        values = {"kind": kind, "title": title, "place": place, "columns": {k: _json(v) for k, v in columns.items()}}
        return Parsed(values, self.faults, self.key(kind, title, columns))

    def text(self, column: str) -> str:
        return self.cells[column][0][2].strip() if column in self.cells else ""

    def wrong(self, at: str, code: str, **facts: Any) -> None:
        cells = self.cells.get(at)
        address, text = (cells[0][1], cells[0][2]) if cells else (f"A{self.row.row}", "")
        self.faults.append({"cell": f"{self.row.sheet}!{address}", "code": code, "value": text[:SHOWN], **facts})

    def tried(self, column: str, read: Callable[[str, str], Any]) -> Any:
        """What a cell says in the light of its heading, None where that cannot be read."""
        if column not in self.cells:
            return None
        heading, _address, text = self.cells[column][0]
        try:
            return read(text, heading)
        except Unread as unread:
            if column in IN_WORDS:
                self.notes.append((heading, text))
            else:
                self.wrong(column, unread.code)
            return None

    def numbers(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for column in BOUNDS.keys() - {"longitude", "latitude"}:
            said = self.tried(column, partial(numbers, column))
            if said is None:
                continue
            found[column] = round(said.low if column in LOWER else said.high, 4)
            if column == "area_m2" and said.low < said.high and "smallest_m2" not in self.cells:
                found["smallest_m2"] = round(said.low, 4)
        return found

    def prices(self) -> dict[str, Any]:
        """A number without a unit in its cell and heading may have it in the column 计价."""
        unit = self.text("price_unit")
        said = self.tried("price", lambda text, heading: price(text, heading if counted_in(heading) else unit))
        words = self.text("price_words")
        if said is None:
            return {"price_words": words} if words else {}
        found = {"price": said.amount, "price_unit": said.unit, "price_words": words or said.words}
        return {name: value for name, value in found.items() if value not in (None, "")}

    def days(self) -> dict[str, Any]:
        found = {}
        for column in DATES:
            said = self.tried(column, _last_day if column == "available_until" else _first_day)
            if said is not None:
                found[column] = said
        return found

    def map(self) -> dict[str, Any]:
        both = self.tried("pair", lambda text, _heading: pair(text))
        if both:
            return {"longitude": both[0], "latitude": both[1]}
        said = {name: self.tried(name, lambda text, _heading: coordinate(text)) for name in ("longitude", "latitude")}
        found = {name: value for name, value in said.items() if value is not None}
        if len(found) == 2 and found["longitude"] < found["latitude"]:  # typed the other way round
            found = {"longitude": found["latitude"], "latitude": found["longitude"]}
        return found

    def texts(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for column in TEXTS.keys() - {"description", "contact", "price_words"}:
            if (said := self.text(column)) and flat(said) not in EMPTY:
                found[column] = " ".join(WORDS_APART.split(said)) if column in ("industries", "tags") else said
        if words := self.description():
            found["description"] = words
        if said := self.text("pollution"):
            found["pollution"] = pollution_of(said)
        return found | self.contact(found.get("contact_name", ""))

    def description(self) -> str:
        """Several columns may be read into it; each then says what it is."""
        cells = [(heading, text.strip()) for heading, _cell, text in self.cells.get("description", ()) if text.strip()]
        cells += self.notes
        if len(cells) == 1 and not self.notes:
            return cells[0][1]
        return "\n".join(f"{heading}：{text}" for heading, text in cells)

    def contact(self, name: str) -> dict[str, Any]:
        """张三 13900000000 in one cell is a name and a number."""
        said = self.text("contact") or ""
        found = PHONE.search(said) or (PHONE.search(name) if not said else None)
        number = (
            re.sub(r"[ -]", "", found[0]) if found and found[0].lstrip("+86").startswith("1") else (found or [said])[0]
        )
        rest = PHONE.sub("", name or (said if found else "")).strip(" ，,;；:：")
        return {key: value for key, value in (("contact", number), ("contact_name", rest)) if value}

    def kind(self, columns: Mapping[str, Any]) -> str:
        said = self.text("kind")
        guesses = (said, self.text("title"), self.row.sheet)
        found = kind_of(said) or (self.reader.kind if not said else "") or next(filter(None, map(kind_of, guesses)), "")
        if not found and "land_mu" in columns and "area_m2" not in columns:
            found = "land"
        found = found or self.reader.kind
        if not found:
            self.wrong("kind" if said else "title", "no_kind")
        return found

    def title(self, kind: str) -> str:
        said = self.text("title")
        parts = [self.text(part) for part in PARTS]
        joined = " ".join(part for part in parts if part and part not in said)
        if said:
            return f"{joined} {said}".strip()[:TITLE] if self.text("park") or len(said) < 4 else said[:TITLE]
        if not joined:
            joined = self.text("address") or self.text("holder")
        if not joined:
            self.wrong("title", "no_title")
        name = str(KINDS[kind].name) if kind in KINDS else ""
        return (joined if not name or name in joined else f"{joined} {name}")[:TITLE]

    def place(self) -> int | None:
        said = self.text("place")
        try:
            found = self.reader.places.read(said) if said else None
        except (UnknownPlace, SeveralPlaces) as problem:
            self.wrong("place", "place_several" if isinstance(problem, SeveralPlaces) else "place_unknown")
            return None
        return found.pk if found else self.reader.place

    def judge(self, columns: Mapping[str, Any]) -> None:
        for found in wrongness(columns):
            at = found.column
            if at in ("longitude", "latitude") and at not in self.cells:
                at = "pair"
            self.wrong(at, found.code, column=found.column, low=found.low, high=found.high)

    def key(self, kind: str, title: str, columns: Mapping[str, Any]) -> str:
        """The same list again gives the same keys, also with another price, contact or note."""
        said = [str(self.reader.unit_id), kind, title, str(columns.get("address", "")), str(columns.get("holder", ""))]
        said += [
            str(columns.get(name, "")) for name in ("area_m2", "land_mu", "roof_load_kg_m2", "amount_yuan", "amount")
        ]
        return sha256("\n".join(re.sub(r"\s", "", part).casefold() for part in said).encode()).hexdigest()


def _first_day(text: str, _heading: str) -> date | None:
    return day(text)


def _last_day(text: str, _heading: str) -> date | None:
    return day(text, last=True)


def _json(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else value


def from_json(columns: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a kept row as the acts take them."""
    read: dict[str, Any] = dict(columns)
    if "price" in read:
        read["price"] = Decimal(read["price"])
    return read | {name: date.fromisoformat(read[name]) for name in DATES if name in read}
