"""What the firms' register knows about one person, for the copy of his personal data."""

from typing import Any

from luodi.accounts.models import User


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
    }
