"""What was read beside the form: out of the text box and the papers, against what the person typed himself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from luodi.directory.models import Territory
from luodi.enquiries.doors import DOORS, Door
from luodi.enquiries.fact_forms import PREFIX, cell, joined
from luodi.enquiries.facts.found import Findings, Found, find
from luodi.enquiries.facts.marks import Part, marked
from luodi.enquiries.facts.table import BY_CODE, FIRM
from luodi.enquiries.facts.words import shown
from luodi.enquiries.models import Intake
from luodi.enquiries.rules import SENTENCE_LIMIT
from luodi.enquiries.typed import found_in, intakes_of, place_meant
from luodi.text import BadContact, clean_sentence, parse_contact

WAS, FILLED, PAPER = "was_", "filled_", "paper_of"
FILLS = ("sentence", "firm", "uscc", "contact", "wish")
MOST_PAPERS = 3


@dataclass(frozen=True)
class Cell:
    """`value` is what stands in the field, `was` what was read; they differ where a person typed."""

    code: str
    value: str
    was: str
    note: str = ""

    @property
    def by_person(self) -> bool:
        return self.value != self.was


@dataclass(frozen=True)
class Read:
    """`fills` are the values read for fields of the form itself."""

    sentence: str
    findings: Findings
    found: dict[str, Found]
    intakes: tuple[Intake, ...]
    fills: dict[str, str]
    cells: dict[str, Cell]
    notes: tuple[str, ...]

    @property
    def waiting(self) -> bool:
        return any(intake.state == Intake.State.WAITING for intake in self.intakes)

    @property
    def door(self) -> Door | None:
        return None if self.findings.is_enquiry or not self.sentence else DOORS.get(self.findings.door)

    @property
    def parts(self) -> list[Part]:
        """The text with its marks; nothing where nothing was read."""
        names = {code: str(field.name) for code, field in BY_CODE.items()} | {FIRM.code: str(FIRM.name)}
        names |= {"contact_phone": _("电话"), "email": _("邮箱")}
        spans = [(span, names[code]) for code, one in self.findings.found.items() for span in one.spans]
        return marked(self.sentence, spans) if spans else []


def look(posted: Mapping[str, Any], today: date) -> Read:
    """Writes nothing. `posted` is the form as it stands, or what a fresh one begins with."""
    intakes = intakes_of(tokens_in(posted))
    typed = clean_sentence(str(posted.get("sentence") or ""))[:SENTENCE_LIMIT]
    sentence = typed or next((intake.text for intake in intakes if intake.text), "")
    findings = find(sentence, today)
    found = dict(findings.facts())
    for intake in intakes:
        found = found_in(intake) | found
    fills = _fills(sentence if not typed else "", findings, found, intakes)
    return Read(sentence, findings, found, intakes, fills, _cells(found, posted), _notes(fills, posted))


def tokens_in(posted: Mapping[str, Any]) -> tuple[str, ...]:
    """Tokens of papers that the form holds, at most three of them."""
    given = posted.getlist(PAPER) if isinstance(posted, QueryDict) else posted.get(PAPER, ())
    without = posted.get("without")
    found = [token for token in given if _is_token(token) and token != without]
    return tuple(dict.fromkeys(found))[-MOST_PAPERS:]


def _is_token(token: str) -> bool:
    try:
        UUID(token)
    except ValueError:
        return False
    return True


def _fills(
    sentence: str, findings: Findings, found: Mapping[str, Found], intakes: tuple[Intake, ...]
) -> dict[str, str]:
    firm = findings.firm() or next((one.firm for one in intakes if one.firm), "")
    place = place_meant(found["place"].value) if "place" in found else None
    if place is not None and place.level == Territory.Level.PLACE and place.parent:
        place = place.parent
    fills = {
        "sentence": sentence,
        "firm": firm,
        "uscc": next((one.uscc for one in intakes if one.uscc), ""),
        "contact": _contact(findings),
        "wish": str(place.pk) if place else "",
    }
    return {name: value for name, value in fills.items() if value}


def _contact(findings: Findings) -> str:
    """The first that a code can be sent to, the telephone before the address."""
    for code in ("contact_phone", "email"):
        if code in findings.found:
            try:
                parse_contact(str(findings.found[code].value))
            except BadContact:
                continue
            return str(findings.found[code].value)
    return ""


def _cells(found: Mapping[str, Found], posted: Mapping[str, Any]) -> dict[str, Cell]:
    cells = {}
    for code, field in BY_CODE.items():
        one = found.get(code)
        was = joined(cell(code, one.value, one.bound)) if one else ""
        before = posted.get(WAS + code)
        said = line_of(posted, PREFIX + code)
        typed = before is not None and said != before
        if field.personal or not (typed or one):
            continue
        note = ""
        if typed and one and said not in ("", was):
            note = _("读到的是 %(read)s") % {"read": shown(code, one.value, one.bound)}
        cells[code] = Cell(code, said if typed else was, was, note)
    return cells


def line_of(posted: Mapping[str, Any], name: str) -> str:
    """One cell as one line, whether it was typed or ticked."""
    return joined(posted.getlist(name) if isinstance(posted, QueryDict) else posted.get(name))


def _notes(fills: Mapping[str, str], posted: Mapping[str, Any]) -> tuple[str, ...]:
    firm, read = str(posted.get("firm") or "").strip(), fills.get("firm", "")
    if not firm or not read or firm in (read, posted.get(FILLED + "firm")):
        return ()
    return (_("企业名称读到的是 %(read)s，您填的是 %(typed)s。") % {"read": read, "typed": firm},)


def refreshed(posted: Mapping[str, Any], read: Read) -> QueryDict:
    """The form as it stands, with what a person left alone set to what was read now."""
    data = QueryDict(mutable=True)
    for name in posted:
        data.setlist(name, posted.getlist(name) if isinstance(posted, QueryDict) else _listed(posted[name]))
    for name in FILLS:
        before, now, said = data.get(FILLED + name, ""), read.fills.get(name, ""), str(data.get(name) or "")
        if (not said and not before) or (before and said == before and name != "sentence"):
            data[name] = now or said if name == "sentence" else now
        data[FILLED + name] = now
    for code in BY_CODE:
        data.pop(PREFIX + code, None)
        data.pop(WAS + code, None)
    for code, one in read.cells.items():
        data.setlist(PREFIX + code, one.value.split(",") if BY_CODE[code].form == "kinds" else [one.value])
        data[WAS + code] = one.was
    data.setlist(PAPER, [str(intake.token) for intake in read.intakes])
    return data


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def taken_back(posted: Mapping[str, Any]) -> dict[str, None]:
    """Fields of the form that were filled from the text and that the person emptied again."""
    names = {"firm": FIRM.code, "wish": "wish"}
    return {code: None for name, code in names.items() if posted.get(FILLED + name) and not posted.get(name)}


def was_filled(posted: Mapping[str, Any], name: str) -> bool:
    return bool(posted.get(name)) and posted.get(name) == posted.get(FILLED + name)
