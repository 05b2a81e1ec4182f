"""What a person was told, for the copy of his personal data."""

from typing import Any

from luodi.accounts.models import User
from luodi.notices.models import Notice, Preference


def own_rows(user: User) -> dict[str, Any]:
    told = Notice.objects.filter(reader=user).order_by("id")
    return {
        "notices": list(told.values("channel", "code", "subject", "made_at", "read_at", "sent_at")),
        "notice_preference": Preference.objects.filter(user=user).values("email", "sms").first(),
    }
