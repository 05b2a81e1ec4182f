"""What the companies' register knows about one person, for the copy of his personal data."""

from typing import Any

from django.db.models import Q

from luodi.accounts.models import User
from luodi.companies.models import Mandate


def own_rows(user: User) -> dict[str, Any]:
    return {
        "memberships": list(
            user.memberships.order_by("since").values("company__name", "company__uscc", "since", "until")
        ),
        "invitations_sent": list(
            user.invitations_sent.order_by("made_at").values(
                "contact", "subject", "company__name", "made_at", "accepted_at"
            )
        ),
        "mandates": list(
            Mandate.objects.filter(Q(person=user) | Q(agent=user))
            .order_by("granted_at")
            .values("company__name", "services", "valid_from", "valid_until", "granted_at", "revoked_at")
        ),
    }
