"""An investor's own enquiries and documents, for the copy of his personal data."""

from typing import Any

from luodi.accounts.models import User
from luodi.enquiries.models import Enquiry, Example, Fact
from luodi.ledger.models import Attachment

COLUMNS = (
    "duty__number",
    "duty__progress",
    "duty__closed",
    "submitted",
    "source",
    "name",
    "contact",
    "sentence",
    "language",
    "firm",
    "alias",
    "wish__name",
    "heard",
    "introducer",
    "industry",
    "size_band",
    "next_step",
    "next_step_on",
    "closing_reason",
    "closing_reply",
)


def own_rows(user: User) -> dict[str, Any]:
    papers = Attachment.objects.filter(added_by=user.code).order_by("id")
    facts = Fact.objects.filter(enquiry__investor=user).order_by("id")
    examples = Example.objects.filter(enquiry__investor=user).order_by("id")
    return {
        "enquiries": list(Enquiry.objects.filter(investor=user).order_by("submitted").values(*COLUMNS)),
        "facts": list(facts.values("enquiry__duty__number", "field", "value", "bound", "source", "at")),
        "reading_examples": list(examples.values("enquiry__duty__number", "field", "text", "was", "now", "at")),
        "documents": list(papers.values("subject", "name", "size", "media_type", "digest", "added_at")),
    }
