"""The line an offer has on the list that an investor is sent: everything as it is said at that moment."""

from typing import Any

from django.utils.timezone import localdate

from luodi.supply.models import Offer
from luodi.supply.words import available_words, dated_price, kind_word, numbers_of


def line_of(offer: Offer) -> dict[str, Any]:
    """Ready for JSON. No person is named in it: whoever asks is answered by the unit."""
    duty = offer.duty
    place = duty.place or duty.district or duty.city
    return {
        "number": duty.number,
        "kind": kind_word(offer.kind),
        "title": duty.title,
        "place": f"{place.name} {offer.address}".strip(),
        "facts": [list(pair) for pair in numbers_of(offer)],
        "price": dated_price(offer),
        "available": available_words(offer),
        "confirmed_on": localdate(offer.confirmed_at).isoformat(),
        "unit": duty.unit.name,
        "phone": duty.unit.phone,
        "description": offer.description,
    }
