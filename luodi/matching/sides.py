"""Rows of both sides as the engine sees them."""

from collections.abc import Iterable, Mapping
from typing import Any

from luodi.clock import SHANGHAI
from luodi.enquiries.models import Enquiry, Fact
from luodi.matching.engine.facts import EVERYWHERE, Asked, Offered
from luodi.matching.engine.reading_asked import read_asked
from luodi.matching.engine.reading_offer import read_offered
from luodi.supply.models import Offer
from luodi.supply.rules import KINDS

# Fact of an enquiry -> column of an offer that has to reach it.
COLUMNS = {"floor_area_m2": "area_m2", "roof_area_m2": "roof_m2", "land_mu": "land_mu", "power_kva": "power_kva"}
NUMBERS = tuple(dict.fromkeys(column for kind in KINDS.values() for column in kind.numbers if column != "amount"))
BESIDE_ENQUIRY = ("duty", "wish")
BESIDE_OFFER = ("duty__district", "duty__place", "duty__city")


def asked_of(enquiry: Enquiry) -> Asked:
    """What the letter says; what a person typed or corrected wins. Needs `wish`, `duty` and the prefetched facts.

    The place chosen in the form is left out: it is a wish that the order of matches follows (`storing`), and only
    the letter can make it a must.
    """
    given = _given(enquiry.facts.all())
    return read_asked(
        enquiry.sentence,
        enquiry.submitted.astimezone(SHANGHAI).date(),
        kinds=given.get("kind", ()),
        numbers=dict(_least(given)),
        division=enquiry.industry,
        begins={field: given[field] for field in ("start_by", "produce_by") if field in given},
    )


def _given(facts: Iterable[Fact]) -> dict[str, Any]:
    """Values that somebody typed; an undecided one says nothing."""
    typed = {fact.field: fact.value for fact in facts if fact.source != Fact.Source.READ}
    return {field: value for field, value in typed.items() if not _is_undecided(value)}


def _is_undecided(value: Any) -> bool:
    return isinstance(value, dict) and "undecided" in value


def _least(given: Mapping[str, Any]) -> Iterable[tuple[str, float]]:
    for field, column in COLUMNS.items():
        value = given.get(field)
        if value is not None:
            yield column, float(value["min"] if isinstance(value, dict) else value)


def offered_of(offer: Offer) -> Offered:
    """Needs `duty` with its places. Whether it can be had is asked of the database when matches are read."""
    duty = offer.duty
    places = [place.name for place in (duty.district, duty.place) if place is not None]
    return read_offered(
        key=offer.pk,
        kind=offer.kind,
        title=duty.title,
        description=offer.description,
        districts=places or [EVERYWHERE],
        numbers={column: getattr(offer, column) for column in NUMBERS if getattr(offer, column) is not None},
        industries=offer.industries,
        tags=offer.tags,
        price=None if offer.price is None else float(offer.price),
        price_unit=offer.price_unit,
        price_words=offer.price_words,
        available_from=offer.available_from,
        available_until=offer.available_until,
    )
