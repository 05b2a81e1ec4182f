"""The document of a bundle read from the editor's form, leniently: what was typed stays as it was typed."""

import json
import tempfile
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from luodi.approvals.bundle.reading import Fault, read_json
from luodi.text.keys import key_in

Document = dict[str, Any]
SECTIONS = ("questions", "items", "edges")
ROWS_MOST = 200  # in one section
LARGEST = 1024 * 1024  # bytes of an uploaded definition
HEAD = ("name", "name_en", "lead", "summary", "summary_en")
TEXTS = {
    "items": ("code", "service", "stage", "handling"),
    "edges": ("from", "to", "kind", "material", "on_refusal"),
}


def fingerprint(document: object) -> str:
    """What the page saw; a save that saw another draft is refused."""
    return sha256(json.dumps(document, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:20]


def written(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def uploaded(file: UploadedFile) -> tuple[Any, list[Fault]]:
    """The parsed file, or the one fault that says why it is none."""
    with tempfile.NamedTemporaryFile(suffix=".json") as kept:
        kept.write(file.read())
        kept.flush()
        data, faults = read_json(Path(kept.name))
    return data, [replace(fault, place=file.name or "") for fault in faults]


def posted(said: Mapping[str, str], base: Document) -> Document:
    """`base` gives what the form does not show: fields of the one form, stages, settled answers."""
    document = deepcopy(base)
    for key in HEAD:
        if key in said:
            document[key] = said[key].strip()
    if "limit_days" in said:
        limit = {"days": _number(said["limit_days"]), "extension": _number(said.get("limit_extension", ""))}
        document["limit"] = limit | {"source": said.get("limit_source", "").strip()}
    readers = {"questions": _question, "items": _item, "edges": _edge}
    for section in SECTIONS:
        if f"{section}-count" in said:
            count = min(key_in(said[f"{section}-count"]), ROWS_MOST)
            document[section] = [readers[section](said, f"{section}-{number}-") for number in range(count)]
    return document


def rearranged(document: Document, do: str) -> Document:
    """`do`: add:SECTION, remove:SECTION:ROW, up:SECTION:ROW, down:SECTION:ROW; anything else changes nothing."""
    verb, section, row = (*do.split(":"), "", "")[:3]
    if section not in SECTIONS:
        return document
    rows = list(document.get(section) or [])
    at = next((place for place in range(len(rows)) if str(place) == row), None)
    if verb == "add" and len(rows) < ROWS_MOST:
        rows.append({})
    elif verb == "remove" and at is not None:
        del rows[at]
    elif verb in ("up", "down") and at is not None:
        other = at + (1 if verb == "down" else -1)
        if 0 <= other < len(rows):
            rows[at], rows[other] = rows[other], rows[at]
    return document | {section: rows}


def condition_text(when: Mapping[str, list[str]] | None) -> str:
    """entity=company,individual; size=large"""
    return "; ".join(f"{question}={','.join(answers)}" for question, answers in (when or {}).items())


def condition_of(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in text.replace("；", ";").split(";"):
        question, _equals, answers = part.partition("=")
        if question.strip():
            chosen = answers.replace("，", ",").replace("、", ",").split(",")
            found[question.strip()] = [answer.strip() for answer in chosen if answer.strip()]
    return found


def options_text(options: list[Mapping[str, str]] | None) -> str:
    """One a line: code | text | English."""
    rows = ([option.get("code", ""), option.get("text", ""), option.get("text_en", "")] for option in options or [])
    return "\n".join(" | ".join(row).rstrip(" |") for row in rows)


def options_of(text: str) -> list[dict[str, str]]:
    lines = (line.replace("｜", "|").split("|") for line in text.splitlines() if line.strip())
    return [dict(zip(("code", "text", "text_en"), map(str.strip, (*line, "", "")), strict=False)) for line in lines]


def _question(said: Mapping[str, str], at: str) -> Document:
    texts = {key: said.get(at + key, "").strip() for key in ("code", "text", "text_en")}
    return {**texts, "many": bool(said.get(at + "many")), "options": options_of(said.get(at + "options", ""))}


def _item(said: Mapping[str, str], at: str) -> Document:
    row: Document = {key: said.get(at + key, "").strip() for key in TEXTS["items"]}
    row["when"] = condition_of(said.get(at + "when", ""))
    days = _number(said.get(at + "promised_days", ""))
    return row if days is None else row | {"promised_days": days}


def _edge(said: Mapping[str, str], at: str) -> Document:
    row: Document = {key: said.get(at + key, "").strip() for key in TEXTS["edges"]}
    return row | {"when": condition_of(said.get(at + "when", ""))}


def _number(text: str) -> int | str | None:
    """A wrong one stays as it was typed, and the check names its place."""
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) < 6 else text or None
