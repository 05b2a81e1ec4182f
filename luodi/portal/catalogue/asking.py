"""The offer an enquiry is to be about: only one that is in the catalogue at that moment."""

from typing import Any

from django.utils import timezone

from luodi.supply import catalogue
from luodi.supply.models import Offer
from luodi.text import normalise_number


def offer_asked(typed: str) -> Offer | None:
    number = normalise_number(typed or "")
    try:
        return catalogue.one(number, timezone.now()) if number else None
    except Offer.DoesNotExist:
        return None


def asked_about(typed: str) -> dict[str, Any]:
    """What the form begins with when somebody asks about an offer: its number, and its district as the wish."""
    if not typed:
        return {}
    offer = offer_asked(typed)
    if offer is None:
        return {"about": typed}
    district = offer.duty.district_id
    return {"about": offer.duty.number} | ({"wish": str(district)} if district else {})
