"""The ratings a person gave, for the copy of his personal data."""

from typing import Any

from luodi.accounts.models import User
from luodi.ratings.models import Rating


def own_rows(user: User) -> dict[str, Any]:
    given = Rating.objects.filter(rated_by=user).order_by("id")
    return {"ratings": list(given.values("duty__number", "handling", "grade", "words", "rated_at"))}
