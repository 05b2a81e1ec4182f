"""One version of a service or bundle follows another. Steps of an act; a running case keeps the one it pinned."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from luodi.approvals.models.catalogue import Version
from luodi.approvals.rules import Validity
from luodi.ledger.acts import Refused


def check_sample(version: Version) -> None:
    """Raises Refused: what lacks a source is published in a demo city only."""
    if version.sample and not settings.SAMPLES_MAY_BE_PUBLISHED:
        raise Refused(_("“%(name)s”里有没有出处的时限、收费或依据，只能作为示例，不能发布。") % {"name": version.name})


def supersede(others: "QuerySet", valid_from: date, today: date) -> None:
    """`others` are versions of the same thing: those in force end the day before, those that never began end."""
    published = others.filter(state=Validity.PUBLISHED)
    published.filter(valid_from__gte=valid_from).update(state=Validity.RETIRED, valid_to=valid_from)
    eve = valid_from - timedelta(days=1)
    published.filter(Q(valid_to=None) | Q(valid_to__gt=eve)).update(valid_to=eve)
    published.filter(valid_to__lt=today).update(state=Validity.RETIRED)
