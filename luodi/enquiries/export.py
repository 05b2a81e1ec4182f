"""An investor's own enquiries and documents, for the copy of his personal data."""

from typing import Any

from luodi.accounts.models import User
from luodi.enquiries.models import Enquiry
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
    return {
        "enquiries": list(Enquiry.objects.filter(investor=user).order_by("submitted").values(*COLUMNS)),
        "documents": list(papers.values("subject", "name", "size", "media_type", "digest", "added_at")),
    }
