"""What stands of a person on his companies' own descriptions, for the copy of his data."""

from typing import Any

from luodi.accounts.models import User
from luodi.supply.models import Offer

COLUMNS = ("duty__number", "duty__title", "duty__progress", "description", "contact_name", "contact", "confirmed_at")


def own_rows(user: User) -> dict[str, Any]:
    contacts = [contact for contact in (user.phone, user.email) if contact]
    named = Offer.objects.filter(contact__in=contacts).order_by("pk")
    return {"descriptions": list(named.values(*COLUMNS))}
