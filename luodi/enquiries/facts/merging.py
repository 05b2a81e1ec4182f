"""What was typed, what the text says and what a paper says, brought together: typed wins, then the text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from luodi.enquiries.facts.found import Findings, Found, Span
from luodi.enquiries.facts.table import BY_CODE, FIRM, UNDECIDED
from luodi.enquiries.sheets.amounts import band_of

Told = Mapping[str, tuple[Any, str] | None]  # value and bound that a person gave; None takes a read value away
SENTENCE_END = re.compile(r"[。！？!?；;\n]")
HIDDEN = "…"


@dataclass(frozen=True)
class Merged:
    """One field after merging. `read` is what the text was taken to say, None where it says nothing."""

    code: str
    value: Any
    bound: str
    spans: tuple[Span, ...]
    by_person: bool
    read: Found | None

    @property
    def is_corrected(self) -> bool:
        return self.by_person and self.read is not None and self.read.value != self.value


def merge(found: Mapping[str, Found], told: Told, papers: Iterable[Mapping[str, Found]] = ()) -> dict[str, Merged]:
    """A field that a person emptied stands there with the value None."""
    merged = {}
    read = {code: one for paper in papers for code, one in paper.items() if code in BY_CODE}
    read = {code: Found(one.value, one.bound) for code, one in read.items()} | dict(found)
    for code in BY_CODE:
        one = read.get(code)
        if code in told:
            value, bound = told[code] or (None, "")
            if value is not None or one is not None:
                merged[code] = Merged(code, value, bound, (), True, one)
        elif one is not None:
            merged[code] = Merged(code, one.value, one.bound, one.spans, False, one)
    return merged


def size_band_of(value: Any) -> str:
    """The band of a total investment in yuan; "" for another currency, which nobody converts, and for two bands."""
    if not value or value == UNDECIDED or value["currency"] != "CNY":
        return ""
    low, high = value.get("amount", value.get("min")), value.get("amount", value.get("max"))
    if low is None or high is None:
        return ""
    band = band_of(low)
    return band if low == high or band == band_of(high - 1) else ""


def division_in(value: Any) -> str:
    return value[0] if isinstance(value, list) and value else ""


def around(text: str, spans: Iterable[Span], findings: Findings, name: str = "") -> str:
    """The sentences that hold these places, with names and contacts taken out: what an example may keep."""
    places = list(spans)
    if not places:
        return ""
    begin = max((m.end() for m in SENTENCE_END.finditer(text, 0, min(places)[0])), default=0)
    after = SENTENCE_END.search(text, max(end for _start, end in places))
    end = after.end() if after else len(text)
    personal = [code for code in (FIRM.code, "contact_phone", "email") if code in findings.found]
    hidden = [span for code in personal for span in findings.found[code].spans]
    kept = "".join(
        HIDDEN if any(start <= place < stop for start, stop in hidden) else text[place] for place in range(begin, end)
    )
    kept = re.sub(rf"{HIDDEN}+", HIDDEN, kept)
    return (kept.replace(name, HIDDEN) if len(name) > 1 else kept).strip()
