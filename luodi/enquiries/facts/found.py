"""What the reader found in a text, one value for each field of the table."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from luodi.enquiries.facts.table import BY_CODE, FIRM, Form
from luodi.text.reading import Value, read

Span = tuple[int, int]
LISTS = (Form.KINDS, Form.PLACES, Form.DIVISION)
# Words of a letter that bound its figure, as the five bounds that pages know.
BOUNDS = (
    ("least", re.compile(r"不低于|不少于|不小于|至少|起码|以上|at least|not less|minimum|or more|\bfrom\b", re.I)),
    ("most", re.compile(r"不超过|不高于|不大于|最多|以内|之内|以下|up to|at most|not more|no more|maximum", re.I)),
    ("more", re.compile(r"余|多|超过?|more than|over", re.I)),
    ("near", re.compile(r"近|nearly|almost", re.I)),
    ("about", re.compile(r"约|大概|左右|上下|大致|about|around|approx|roughly|some|circa", re.I)),
)


# No letter has such runs; the grammar of numbers would try them in every way.
RUN = re.compile(r"[0-9A-Za-z]{80,}|[\d,.\s一二两三四五六七八九十百千万亿零〇年]{60,}")


@dataclass(frozen=True)
class Found:
    """`spans` are the places in the text that say it; empty where another paper said it."""

    value: Any
    bound: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Findings:
    """`door` is where a text that is no enquiry belongs, "" for one that is."""

    is_enquiry: bool
    language: str
    door: str
    found: Mapping[str, Found]

    def firm(self) -> str:
        return str(self.found[FIRM.code].value) if FIRM.code in self.found else ""

    def facts(self) -> dict[str, Found]:
        return {code: one for code, one in self.found.items() if code in BY_CODE}


def find(text: str, received: date) -> Findings:
    """`text` is canonical (luodi.text.clean_sentence): the spans are places in it."""
    reading = read(RUN.sub(lambda run: "。" * len(run[0]), text), received)
    return Findings(reading.is_enquiry, reading.language, reading.door, _collected(reading.values))


def _collected(values: Iterable[Value]) -> dict[str, Found]:
    collected: dict[str, Found] = {}
    for one in values:
        code, value = named(one.field, one.value)
        span, before = (one.start, one.end), collected.get(code)
        if code in BY_CODE and BY_CODE[code].form in LISTS:
            value = [*(before.value if before else ()), value]
        spans = (*(before.spans if before else ()), span)
        collected[code] = Found(value, bound_of(one.bound), tuple(dict.fromkeys(spans)))
    return collected


def named(code: str, value: Any) -> tuple[str, Any]:
    """Field and value of the table for those of the reader."""
    bare = code.removesuffix("_yuan")
    if bare in BY_CODE and BY_CODE[bare].form == Form.MONEY and bare != code:
        return bare, {**(value if isinstance(value, dict) else {"amount": value}), "currency": "CNY"}
    return bare, value


def as_read(code: str, value: Any) -> tuple[str, Any]:
    """Field and value of the reader for those of the table."""
    if BY_CODE[code].form == Form.MONEY and value["currency"] == "CNY":
        amount = value.get("amount")
        bounds = {end: value[end] for end in ("min", "max") if end in value}
        return f"{code}_yuan", bounds if amount is None else amount
    return code, value


def bound_of(words: str) -> str:
    """The code of the bound that words such as 不低于 state, "" for none."""
    return next((code for code, pattern in BOUNDS if pattern.search(words)), "")
