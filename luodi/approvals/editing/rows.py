"""The editor's rows: what stands in each field, and what is wrong with it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from luodi.approvals.bundle.definition import EDGE_KINDS as EDGE_CODES
from luodi.approvals.bundle.reading import Fault
from luodi.approvals.bundle.words import EDGE_KINDS, line, sentence
from luodi.approvals.editing.document import SECTIONS, Document, condition_text, options_text
from luodi.approvals.rules import OnRefusal

PLACE = re.compile(rf"({'|'.join(SECTIONS)})\[(\d+)\]")


@dataclass(frozen=True)
class Row:
    number: int
    said: Mapping[str, Any]
    when: str
    options: str
    name: str  # of the service
    errors: tuple[str, ...]


@dataclass(frozen=True)
class Editor:
    """`errors` belong to no row."""

    document: Document
    questions: list[Row]
    items: list[Row]
    edges: list[Row]
    stages: list[tuple[str, str]]
    errors: list[str] = field(default_factory=list)

    @property
    def codes(self) -> list[tuple[str, str]]:
        """Code and name of the items that an edge may join."""
        codes = [(str(row.said.get("code", "")), row.name) for row in self.items]
        return [(code, f"{name} · {code}" if name else code) for code, name in codes if code]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(code, str(EDGE_KINDS[code])) for code in EDGE_CODES]

    @property
    def on_refusal(self) -> list[tuple[str, str]]:
        return [(code, str(label)) for code, label in OnRefusal.choices]


def editor(document: Document, faults: Iterable[Fault] = (), names: Iterable[tuple[str, str]] = ()) -> Editor:
    """`names`: of the services by their code."""
    by_row: dict[tuple[str, int], list[str]] = defaultdict(list)
    others = []
    for fault in faults:
        if place := PLACE.match(fault.place):
            by_row[place[1], int(place[2])].append(_said(fault, place[0]))
        else:
            others.append(line(fault))
    known = dict(names)
    rows = {section: _rows(document, section, by_row, known) for section in SECTIONS}
    stages = [(stage.get("code", ""), stage.get("name", "")) for stage in _list(document, "stages")]
    return Editor(document, rows["questions"], rows["items"], rows["edges"], stages, others)


def _rows(
    document: Document, section: str, errors: Mapping[tuple[str, int], list[str]], names: Mapping[str, str]
) -> list[Row]:
    return [
        Row(
            number,
            said,
            condition_text(said.get("when")),
            options_text(said.get("options")),
            names.get(said.get("service") or "", ""),
            tuple(errors.get((section, number), ())),
        )
        for number, said in enumerate(_list(document, section))
    ]


def _list(document: Document, key: str) -> list[dict[str, Any]]:
    return [row for row in document.get(key) or [] if isinstance(row, dict)]


def _said(fault: Fault, place: str) -> str:
    """The field in front, where the fault names one."""
    inner = fault.place.removeprefix(place).lstrip(".")
    return f"{inner}: {sentence(fault)}" if inner else sentence(fault)
