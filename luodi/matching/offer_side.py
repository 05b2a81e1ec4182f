"""What the side of an offer reads of its introductions; never the enquiry, nor who asks."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from luodi.directory.viewer import Viewer
from luodi.matching.models import Introduction, Judgement
from luodi.matching.reads import introductions_to
from luodi.supply.models import Offer


def introductions_with_visits(viewer: Viewer, offer: Offer) -> list[tuple[Introduction, date | None]]:
    """Newest first, each with the day on which the site is to be seen."""
    found = introductions_to(viewer, offer)
    dated = Judgement.objects.filter(offer=offer, enquiry__in=[one.enquiry_id for one in found])
    days = dict(dated.exclude(visit_on=None).order_by("id").values_list("enquiry", "visit_on"))
    return [(one, days.get(one.enquiry_id)) for one in reversed(found)]


def unanswered(viewer: Viewer, offers: Iterable[Offer]) -> Counter[int]:
    """Offer to how many introductions wait for a word of its side."""
    seen = Offer.objects.visible_to(viewer).filter(pk__in=[offer.pk for offer in offers])
    waiting = Introduction.objects.filter(offer__in=seen, answer=Introduction.Answer.NONE)
    return Counter(waiting.values_list("offer", flat=True))
