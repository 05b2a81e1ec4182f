"""The copy of one's personal data (PIPL, articles 44 and 45): each app above adds its own rows."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from luodi.accounts.models import User

Rows = dict[str, Any]


def personal_data(user: User, now: datetime) -> Rows:
    """What every function named in PERSONAL_DATA knows about this person; each returns rows under its own names."""
    told: Rows = {"as_of": now}
    for path in settings.PERSONAL_DATA:
        provider: Callable[[User], Rows] = import_string(path)
        told |= provider(user)
    return told


def own_rows(user: User) -> Rows:
    return {
        "account": {
            field: getattr(user, field)
            for field in ("login", "kind", "name", "phone", "email", "language", "created", "last_login")
        },
        "consents": list(
            user.consent_set.order_by("given_at").values(
                "subject", "text__version", "text__body", "given_at", "withdrawn_at"
            )
        ),
    }
