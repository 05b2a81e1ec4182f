"""What an investor was sent and how he was introduced, for the copy of his personal data."""

from typing import Any

from luodi.accounts.models import User
from luodi.matching.models import Introduction, OfferList

INTRODUCED = ("enquiry__duty__number", "offer__duty__number", "said", "introduced_at", "answer", "answered_at")


def own_rows(user: User) -> dict[str, Any]:
    """Judgements are notes of officers about offers, not about him."""
    lists = OfferList.objects.filter(enquiry__investor=user).order_by("id")
    made = Introduction.objects.filter(enquiry__investor=user).order_by("id")
    answered = Introduction.objects.filter(answered_by=user).order_by("id")
    return {
        "lists_of_sites": list(lists.values("enquiry__duty__number", "lines", "note", "sent_at")),
        "introductions": list(made.values(*INTRODUCED)),
        "introductions_answered": list(answered.values("offer__duty__number", "answer", "answered_at")),
    }
