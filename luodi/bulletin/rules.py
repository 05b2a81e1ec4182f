"""States of an edition, the window of correction, and when a ranking may be published. No ORM."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    PREPARED = "prepared", _("编制中")
    PREVIEW = "preview", _("预览更正期")
    PUBLISHED = "published", _("已公布")
    CALLED_OFF = "called_off", _("已取消")


# Field of a report -> the column of a line that shows it; what an owner may correct in the window.
CORRECTABLE = {"invested": "period_invested", "percent": "percent", "words": "words"}
PUBLISH_DAY = 5  # of the month after the period
LEAST_DAYS = 6  # from preparing to publishing: two working days for the owners, a weekend, a day before and one after
MIN_GROUP = 5  # names in a ranking
MONTHS_BETWEEN_RANKINGS = 6


def ranking_is_too_soon(last: date, today: date) -> bool:
    """Half a year between two rankings: the rules of 2024-08-06 forbid frequent ones; the span is our default."""
    months = (today.year - last.year) * 12 + today.month - last.month - (today.day < last.day)
    return months < MONTHS_BETWEEN_RANKINGS
