"""One offer as a line of a list that is sent: everything as it is said at that moment."""

from typing import Any

from django.utils.timezone import localtime

from luodi.supply.models import Offer
from luodi.supply.words import available_words, dated_price, facts_of, kind_word


def line_of(offer: Offer) -> dict[str, Any]:
    """Ready for JSON, in the language of whoever sends it. No person is named in it."""
    duty = offer.duty
    places = [place.name for place in (duty.district, duty.place) if place is not None]
    return {
        "number": duty.number,
        "kind": kind_word(offer.kind),
        "title": duty.title,
        "place": " · ".join(places),
        "facts": [list(pair) for pair in facts_of(offer)],
        "price": dated_price(offer),
        "available": available_words(offer),
        "confirmed_on": localtime(offer.confirmed_at).date().isoformat(),
        "unit": duty.unit.name,
        "phone": duty.unit.phone,
        "description": offer.description,
    }
