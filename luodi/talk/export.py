"""What a person said, and how he was talked to, for the copy of his personal data."""

from typing import Any

from luodi.accounts.models import User
from luodi.duties.models import Party
from luodi.talk.models import Contact, Message


def own_rows(user: User) -> dict[str, Any]:
    """Contacts are those logged with him as the investor; messages are his own."""
    own = Party.objects.filter(user=user, role=Party.Role.INVESTOR).values("duty_id")
    contacts = Contact.objects.filter(duty__in=own).order_by("id")
    return {
        "messages": list(Message.objects.filter(author=user).values("duty__number", "side", "body", "said_at")),
        "contacts": list(
            contacts.values(
                "duty__number", "channel", "reached", "said", "happened_at", "recorded_at", "confirmed_at", "denied_at"
            )
        ),
    }
