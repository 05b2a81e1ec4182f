"""One row of a sheet: what it says, or what is wrong in which cell."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from luodi.directory.named_places import Places, SeveralPlaces, UnknownPlace
from luodi.enquiries.industries import division_of
from luodi.enquiries.rules import SENTENCE_LIMIT
from luodi.enquiries.sheets.amounts import size_band
from luodi.enquiries.sheets.columns import COLUMNS, LIMITS, WAYS
from luodi.enquiries.sheets.moments import moment_of
from luodi.text import BadContact, clean_sentence, is_uscc, normalise_firm, normalise_uscc, parse_contact
from luodi.text.sheets import SheetRow
from luodi.text.sheets.values import NoUnit, unit_in

SHOWN = 60  # characters of a wrong value that are kept
BARE_NUMBER = re.compile(r"[\d.,]+")
DASHES = frozenset({"-", "—", "/", "无", "待定", "未定"})


@dataclass
class Parsed:
    """`values` are JSON; `faults` are [{cell: "表1!C7", code, value}], with `limit` where a sentence needs it."""

    values: dict[str, Any] = field(default_factory=dict)
    faults: list[dict[str, Any]] = field(default_factory=list)
    key: str = ""


class RowReader:
    def __init__(self, now: datetime, backdating_days: int) -> None:
        self.now, self.backdating_days, self.places = now, backdating_days, Places()

    def read(self, row: SheetRow) -> Parsed:
        return _Row(self, row).parsed()


def import_key(contact: str, sentence: str, firm: str) -> str:
    """The same sheet again, with blanks and legal forms written otherwise, gives the same keys."""
    said = re.sub(r"\s", "", sentence).casefold()
    return sha256("\n".join((contact, said, normalise_firm(firm))).encode()).hexdigest()


class _Row:
    def __init__(self, reader: RowReader, row: SheetRow) -> None:
        self.reader, self.row = reader, row
        self.faults: list[dict[str, Any]] = []
        self.notes: list[str] = []

    def parsed(self) -> Parsed:
        way = next((way for way in WAYS if self.text(way)), next(w for w in WAYS if w in self.row.cells))
        channel, contact = self.contact(way)
        sentence = self.sentence()
        firm = self.short("firm")
        typed = {
            "name": self.short("name", required=True),
            "contact": contact,
            "channel": channel,
            "firm": firm,
            "wish": self.wish(),
            "industry": self.industry(),
            "size_band": self.size_band(),
            "heard": self.short("heard"),
            "introducer": self.short("introducer"),
            "uscc": self.uscc(),
            **self.talk(),
        }
        typed["sentence"] = self.whole_sentence(sentence, way)
        raw = {name: self.as_typed(name) for name, text in self.row.values.items() if text}
        values = {"raw": raw, "typed": typed, "contact_cell": self.cell(way)}
        return Parsed(values, self.faults, import_key(contact, sentence, firm))

    def as_typed(self, name: str) -> str:
        """For the workbook that goes back: its headings name no unit, so the number must."""
        text = self.row.values[name]
        unit = unit_in(self.row.headings.get("size", "")) if name == "size" else ""
        return f"{text}{unit}" if unit and BARE_NUMBER.fullmatch(text) else text

    def text(self, name: str) -> str:
        return self.row.values.get(name, "").strip()

    def cell(self, name: str) -> str:
        return f"{self.row.sheet}!{self.row.cells[name]}"

    def wrong(self, name: str, code: str, **facts: Any) -> None:
        self.faults.append({"cell": self.cell(name), "code": code, "value": self.text(name)[:SHOWN], **facts})

    def short(self, name: str, required: bool = False) -> str:
        text = clean_sentence(self.text(name)).replace("\n", " ")
        if required and not text:
            self.wrong(name, f"no_{name}")
        elif len(text) > LIMITS[name]:
            self.wrong(name, "too_long", limit=LIMITS[name])
        return text

    def contact(self, way: str) -> tuple[str, str]:
        try:
            kind, contact = parse_contact(self.text(way))
        except BadContact as fault:
            self.wrong(way, f"contact_{fault.code}")
            return "", ""
        return ("email" if kind == "email" else "sms"), contact

    def sentence(self) -> str:
        said = clean_sentence(self.text("sentence"))
        if not said:
            self.wrong("sentence", "no_sentence")
        elif len(said) > SENTENCE_LIMIT:
            self.wrong("sentence", "too_long", limit=SENTENCE_LIMIT)
        return said

    def whole_sentence(self, said: str, way: str) -> str:
        """With what no field could hold, so that nothing of the sheet is lost."""
        project = clean_sentence(self.text("project"))
        head = [project] if project and project not in said else []
        others = [f"{COLUMNS[w][0]}：{self.text(w)}" for w in WAYS if w != way and self.text(w)]
        return "\n".join([*head, said, *self.notes, *others])[:SENTENCE_LIMIT]

    def keep(self, name: str) -> str:
        self.notes.append(f"{COLUMNS[name][0]}：{self.text(name)}")
        return ""

    def wish(self) -> int | None:
        try:
            place = self.reader.places.read(self.text("wish"))
        except UnknownPlace:
            self.wrong("wish", "place_unknown")
        except SeveralPlaces:
            self.wrong("wish", "place_several")
        else:
            return place.pk if place else None
        return None

    def industry(self) -> str:
        typed = self.text("industry")
        if not typed or typed in DASHES:
            return ""
        return division_of(typed) or self.keep("industry")

    def size_band(self) -> str:
        typed = self.text("size")
        if not typed or typed in DASHES:
            return ""
        try:
            return size_band(typed, self.row.headings.get("size", "")) or self.keep("size")
        except NoUnit:
            self.wrong("size", "no_unit")
            return ""

    def uscc(self) -> str:
        code = normalise_uscc(self.text("uscc"))
        if code and code not in DASHES and not is_uscc(code):
            self.wrong("uscc", "uscc")
        return "" if code in DASHES else code

    def talk(self) -> dict[str, str]:
        """The talk that brought the lead, and when; a day too long ago could not be logged as a contact."""
        said, typed = clean_sentence(self.text("said")), self.text("when")
        if not typed or "said" not in self.row.cells:
            return {"said": said, "happened_at": self.reader.now.isoformat() if said else ""}
        if not said:
            self.wrong("said", "no_said")
        try:
            at = moment_of(typed, self.reader.now)
        except ValueError:
            self.wrong("when", "when_unread")
            return {"said": said, "happened_at": ""}
        if at > self.reader.now:
            self.wrong("when", "when_future")
        elif at < self.reader.now - timedelta(days=self.reader.backdating_days):
            self.wrong("when", "when_old", limit=self.reader.backdating_days)
        return {"said": said, "happened_at": at.isoformat()}
