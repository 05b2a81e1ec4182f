"""One row of a book: what it says, what is wrong in which cell, and what is only noted."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from hashlib import sha256
from typing import Any

from luodi.directory.models import Post, Territory
from luodi.directory.named_places import Places, SeveralPlaces, UnknownPlace
from luodi.projects.rules import ORDER, PROJECT_CODE, WAN, Stage, Template
from luodi.projects.sheets.columns import AMOUNTS, DATES, PLANNED, unit_of
from luodi.projects.sheets.kinds import BY_SECTOR, is_new, level_of, on_route, sector_of, stage_of, template_of
from luodi.projects.sheets.people import People
from luodi.text import normalise_firm
from luodi.text.sheets import TableRow
from luodi.text.sheets.values import EMPTY, Unread, day, plain, yuan

SHOWN = 60  # characters of a wrong value that are kept
LIMITS = {"title": 120, "sponsor_name": 120, "builder_name": 120, "address": 200}
BEFORE_DATE = re.compile(r"^(?:计划|预计|拟|力争|已于|约|于|已)|(?:开工|竣工|完工|投产|建成|前|左右)+$")
PLANS = ("计划", "预计", "拟", "力争")
UNTIL = re.compile(r"[-—–~～至到]{1,2}")
CODE_DIGITS = re.compile(r"(\d{4})-?(\d{6})-?(\d{2})-?(\d{2})-?(\d{6})", re.ASCII)
PERCENT = re.compile(r"(?:完成|约|总体|已完成)*(\d{1,3}(?:\.\d+)?)(%?)左?右?")
Cells = dict[str, tuple[str, str, str]]  # column -> heading, address, text


@dataclass
class Book:
    """What all rows of a table share. `columns` is heading -> column; `group` the heading between rows just read."""

    columns: Mapping[str, str]
    above: tuple[str, ...]
    sheet: str
    as_of: date
    year: int
    template: str
    group: str = ""


@dataclass
class Parsed:
    """`values` are JSON, see `_Row.parsed`; `faults` and `notes` are [{cell: "表1!C7", code, value}] and bounds."""

    values: dict[str, Any] = field(default_factory=dict)
    faults: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    key: str = ""
    amounts: dict[str, int] = field(default_factory=dict)


class RowReader:
    """Directory and places are read once. `own` is the post of whoever reads the book in."""

    def __init__(self, people: People, own: Post) -> None:
        self.people, self.own, self.places = people, own, Places()

    def read(self, row: TableRow, book: Book) -> Parsed:
        return _Row(self, row, book).parsed()


def import_key(title: str, sponsor: str, district: str) -> str:
    """The same project again gives the same key, with blanks, brackets and legal forms written otherwise."""
    name = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", title)).casefold()
    return sha256("\n".join((name, normalise_firm(sponsor), district)).encode()).hexdigest()


def district_of(at: Territory) -> str:
    places = at.columns()
    found = places["district"] or places["city"]
    return found.code if found else ""


def cells_of(row: TableRow, columns: Mapping[str, str]) -> dict[str, list[tuple[str, str, str]]]:
    found: dict[str, list[tuple[str, str, str]]] = {}
    for heading, (address, text) in row.cells.items():
        if column := columns.get(heading):
            found.setdefault(column, []).append((heading, address, text))
    return found


def amounts_of(row: TableRow, book: Book) -> dict[str, tuple[str, int]]:
    """Column -> cell, yuan; what cannot be read is left out: a sum is checked where it says something."""
    found = {}
    for column, ((heading, address, text), *_more) in cells_of(row, book.columns).items():
        if column in AMOUNTS:
            try:
                amount = yuan(text, unit_of(heading, book.above))
            except Unread:
                continue
            if amount is not None:
                found[column] = (address, amount)
    return found


class _Row:
    def __init__(self, reader: RowReader, row: TableRow, book: Book) -> None:
        self.reader, self.row, self.book = reader, row, book
        self.faults: list[dict[str, Any]] = []
        self.notes: list[dict[str, Any]] = []
        self.cells = cells_of(row, book.columns)

    def parsed(self) -> Parsed:
        title, at, owner = self.short("title"), *self.placed()
        if not title:
            self.wrong("title", "no_title")
        columns = self.texts() | self.words() | self.days(("in_statistics_on", "above_scale_on"))
        amounts, dates, planned = self.amounts(), *self.course()
        stage = self.stage(columns, dates, planned)
        if amounts.get("total") is not None:
            columns["total"] = amounts["total"]
        template = self.template(columns)
        values: dict[str, Any] = {
            "title": title,
            "at": at.pk if at else None,
            "owner": owner.pk if owner else None,
            "template": template,
            "stage": on_route(template, stage),
            "columns": columns,
            "dates": {name: one.isoformat() for name, one in dates.items()},
            "planned": {name: one.isoformat() for name, one in planned.items()},
            "year_plan": amounts.get("year_plan"),
            "figures": self.figures(amounts),
            "cells": {column: self.cell(column) for column in self.cells},
        }
        key = import_key(title, columns.get("sponsor_name", ""), district_of(at)) if title and at else ""
        return Parsed(values, self.faults, self.notes, key, amounts)

    def text(self, column: str) -> str:
        said = self.cells[column][0][2].strip() if column in self.cells else ""
        return "" if plain(said) in EMPTY else said

    def cell(self, column: str) -> str:
        cells = self.cells.get(column)
        return f"{self.row.sheet}!{cells[0][1] if cells else f'A{self.row.row}'}"

    def wrong(self, column: str, code: str, **facts: Any) -> None:
        self.faults.append({"cell": self.cell(column), "code": code, "value": self.text(column)[:SHOWN], **facts})

    def note(self, column: str, code: str, **facts: Any) -> None:
        self.notes.append({"cell": self.cell(column), "code": code, "value": self.text(column)[:SHOWN], **facts})

    def tried(self, column: str, read: Callable[[str], Any]) -> Any:
        try:
            return read(self.text(column)) if self.text(column) else None
        except Unread as unread:
            self.wrong(column, unread.code)
            return None

    def short(self, column: str) -> str:
        said = re.sub(r"\s+", " ", self.text(column))
        if len(said) > LIMITS[column]:
            self.wrong(column, "too_long", limit=LIMITS[column])
        return said

    def placed(self) -> tuple[Territory | None, Post | None]:
        """Where it lies and who answers for it; the unit's place where the row names none, the reader's own unit
        where it names no unit."""
        people, own = self.reader.people, self.reader.own
        city = self.place("city", None)
        at = self.place("place", city) or city
        unit = self.tried("unit", people.unit) or own.unit
        owner = self.owner(unit)
        at = at or (owner.unit if owner else unit).territory
        if owner and not people.may_place(owner.unit):
            self.wrong("unit", "not_yours")
        return at, owner

    def place(self, column: str, within: Territory | None) -> Territory | None:
        try:
            return self.reader.places.find(self.text(column), within) if self.text(column) else None
        except (UnknownPlace, SeveralPlaces) as problem:
            self.wrong(column, "place_several" if isinstance(problem, SeveralPlaces) else "place_unknown")
            return None

    def owner(self, unit: Any) -> Post | None:
        people, said = self.reader.people, self.text("owner")
        if said and (found := people.named(said, unit if "unit" in self.cells else None)):
            return found
        try:
            post = people.of_unit(unit)
        except Unread as unread:
            self.wrong("unit", unread.code)
            return None
        if said:
            self.note("owner", "owner_unknown", owner=post.label)
        return post

    def texts(self) -> dict[str, Any]:
        columns: dict[str, Any] = {}
        for column in ("sponsor_name", "builder_name", "address"):
            if said := self.short(column):
                columns[column] = said
        if lines := [(heading, text.strip()) for heading, _cell, text in self.cells.get("description", ())]:
            columns["description"] = (
                lines[0][1] if len(lines) == 1 else "\n".join(f"{heading}：{text}" for heading, text in lines if text)
            )
        if code := self.code():
            columns["code"] = code
        industry = plain(self.text("industry"))
        if re.fullmatch(r"[a-z]?\d{2,4}", industry):
            columns["industry"] = industry.lstrip("abcdefghijklmnopqrst")
        return columns

    def code(self) -> str:
        said = re.sub(r"[–—－]", "-", plain(self.text("code")))
        found = CODE_DIGITS.fullmatch(said)
        code = "-".join(found.groups()) if found else said
        if code and not PROJECT_CODE.fullmatch(code):
            self.wrong("code", "code")
            return ""
        return code

    def words(self) -> dict[str, Any]:
        columns: dict[str, Any] = {}
        for column, read in (("sector", sector_of), ("level", level_of)):
            if said := self.text(column):
                if found := read(said):
                    columns[column] = found
                else:
                    self.note(column, "word_unknown")
        if "sector" not in columns and (found := sector_of(self.book.group)):
            columns["sector"] = found
        if year := re.search(r"20\d\d", self.text("listed_year")):
            columns["listed_year"] = int(year[0])
        return columns

    def template(self, columns: Mapping[str, Any]) -> str:
        said = template_of(self.text("template"))
        return said or BY_SECTOR.get(columns.get("sector", ""), "") or self.book.template or Template.LAND.value

    def days(self, names: tuple[str, ...]) -> dict[str, Any]:
        found = {name: self.tried(name, partial(self.day, late=False)) for name in names}
        return {name: one.isoformat() for name, one in found.items() if one}

    def amounts(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for column in AMOUNTS:
            if column in self.cells:
                unit = unit_of(self.cells[column][0][0], self.book.above)
                amount = self.tried(column, partial(yuan, usual=unit))
                if amount is not None:
                    found[column] = amount
        self.judge_amounts(found)
        return found

    def judge_amounts(self, found: dict[str, int]) -> None:
        total = found.get("total")
        for column, code in (("year_plan", "plan_over"), ("year_done", "done_over"), ("invested", "invested_over")):
            if total is not None and found.get(column, 0) > total:
                self.wrong(column, code)
        if "year_done" in found and found.get("period_done", 0) > found["year_done"]:
            self.wrong("period_done", "period_over")
        if "invested" in found and found.get("year_done", 0) > found["invested"]:
            self.wrong("year_done", "year_over")
        if "before" in found and "year_done" in found:
            added = found["before"] + found["year_done"]
            if "invested" in found and abs(added - found["invested"]) > WAN:
                self.wrong("invested", "not_the_sum")
            found.setdefault("invested", added)

    def course(self) -> tuple[dict[str, date], dict[str, date]]:
        """Days that were, and days that are planned: a day yet to come is a plan under whatever heading."""
        were: dict[str, date] = {}
        planned: dict[str, date] = {}
        for column in DATES:
            said = self.text(column)
            found = self.tried(column, partial(self.day, late=column != "started_on"))
            if found and (found > self.book.as_of or said.startswith(PLANS)):
                planned[column.removesuffix("_on")] = found
            elif found:
                were[column] = found
        for column, name in PLANNED.items():
            found = self.tried(column, partial(self.day, late=column != "planned_start"))
            if found:
                planned[name] = found
        for name, found in self.span().items():
            planned.setdefault(name, found)
        self.judge_course(were, planned)
        return were, planned

    def day(self, said: str, late: bool) -> date | None:
        return day(_bare_day(said), last=late, year=self.book.year)

    def span(self) -> dict[str, date]:
        """2021-2023, 2021.3—2022.12 or 2021年3月至2022年底."""
        said = plain(self.text("span"))
        parts = [part for part in UNTIL.split(said) if part]
        if len(parts) != 2:
            if parts:
                self.note("span", "word_unknown")
            return {}
        try:
            first, last = day(parts[0]), day(parts[1], last=True, year=int(parts[0][:4]))
        except (Unread, ValueError):
            self.note("span", "word_unknown")
            return {}
        return {name: one for name, one in (("started", first), ("completed", last)) if one}

    def judge_course(self, were: Mapping[str, date], planned: Mapping[str, date]) -> None:
        for first, last in (("started", "completed"), ("started", "producing")):
            begins = were.get(f"{first}_on") or planned.get(first)
            ends = were.get(f"{last}_on") or planned.get(last)
            if begins and ends and ends < begins:
                self.wrong(self.said_in(last), "ends_first", begins=begins.isoformat())

    def said_in(self, name: str) -> str:
        """The column from which the day of `name` was read."""
        asked = (f"{name}_on", *(column for column, of in PLANNED.items() if of == name), "span")
        return next((column for column in asked if self.text(column)), "title")

    def stage(self, columns: Mapping[str, Any], were: dict[str, date], planned: dict[str, date]) -> str:
        """As the row says it, else as its group or sheet does, else as its days do."""
        said = self.text("stage")
        if said and not stage_of(said) and not is_new(said):
            self.note("stage", "word_unknown")
        told = next((text for text in (said, self.text("class")) if stage_of(text)), "")
        new = any(is_new(text) for text in (said, self.text("class"), self.book.group))
        found = "" if is_new(told) else stage_of(told)
        if not found and not new:
            found = stage_of(self.book.group) or stage_of(self.book.sheet)
        by_days = (("producing_on", Stage.PRODUCING), ("completed_on", Stage.COMPLETED), ("started_on", Stage.STARTED))
        found = found or next((stage.value for name, stage in by_days if name in were), "")
        found = found or (Stage.FILED if new else Stage.IDEA).value
        self.put_off(found, were, planned)
        return found

    def put_off(self, stage: str, were: dict[str, date], planned: dict[str, date]) -> None:
        """A day of something that the stage has not reached is a plan; of what it has reached no plan is left."""
        for name, least in (("started", Stage.STARTED), ("completed", Stage.COMPLETED), ("producing", Stage.PRODUCING)):
            if ORDER[stage] >= ORDER[least]:
                planned.pop(name, None)
            elif f"{name}_on" in were:
                planned.setdefault(name, were.pop(f"{name}_on"))

    def figures(self, amounts: Mapping[str, int]) -> dict[str, Any]:
        """What was invested so far, of which this year and in this period; percent and words of visible progress."""
        found: dict[str, Any] = {
            name: amounts[name] for name in ("period_done", "year_done", "invested", "arrived") if name in amounts
        }
        said = self.text("percent")
        if (share := PERCENT.fullmatch(plain(said))) and Decimal(share[1]) <= 100:
            number = Decimal(share[1])
            bare = not share[2] and "%" not in unicodedata.normalize("NFKC", self.cells["percent"][0][0])
            found["percent"] = str(number * 100 if bare and number <= 1 else number)
        elif said:
            found["words"] = said[:400]
        return found


def _bare_day(said: str) -> str:
    return BEFORE_DATE.sub("", BEFORE_DATE.sub("", plain(said)))
