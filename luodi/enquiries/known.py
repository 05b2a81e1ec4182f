"""What is known of one enquiry, from its facts and from the columns that say the same."""

from collections.abc import Iterable
from typing import Any

from luodi.enquiries.facts.marks import Part, marked
from luodi.enquiries.facts.table import BY_CODE
from luodi.enquiries.models import Enquiry, Fact


def facts_of(enquiry: Enquiry) -> list[Fact]:
    """In the order of the table; one query."""
    order = list(BY_CODE)
    return sorted(Fact.objects.filter(enquiry=enquiry), key=lambda fact: order.index(fact.field))


def words_of(enquiries: Iterable[int], codes: Iterable[str]) -> dict[int, dict[str, str]]:
    """For a sheet: by enquiry and field, in the reader's language; one query."""
    found: dict[int, dict[str, str]] = {}
    for fact in Fact.objects.filter(enquiry__in=list(enquiries), field__in=list(codes)):
        found.setdefault(fact.enquiry_id, {})[fact.field] = fact.words
    return found


def known_of(enquiry: Enquiry, facts: Iterable[Fact] | None = None) -> dict[str, Any]:
    """Value of each field. A chosen place, division or size band is as good as the fact it stands for."""
    known: dict[str, Any] = {}
    if enquiry.wish_id:
        known["place"] = []
    if enquiry.industry:
        known["industry_division"] = [enquiry.industry]
    if enquiry.size_band:
        known["total_investment"] = None
    return known | {fact.field: fact.value for fact in (facts_of(enquiry) if facts is None else facts)}


def marked_sentence(enquiry: Enquiry, facts: Iterable[Fact]) -> list[Part]:
    """The text as it came, with the places marked that its facts were read from."""
    places = [((start, end), str(fact.row.name)) for fact in facts for start, end in fact.spans]
    return marked(enquiry.sentence, places)
