"""What the side of an offer reads of its introductions; never the enquiry, nor who asks."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Subquery

from luodi.directory.viewer import Viewer
from luodi.duties.reach import reads_whole
from luodi.matching.models import Introduction, Judgement
from luodi.supply.models import Offer


def introductions_with_visits(viewer: Viewer, offer: Offer) -> list[tuple[Introduction, date | None]]:
    """Newest first, each with the day on which the site is to be seen; one query.

    A public offer is visible to everybody, what was said to its side is not: the viewer reads more of it, or it is
    his company's.
    """
    near = offer.company_id in viewer.company_ids if viewer.is_investor else reads_whole(viewer, offer.duty)
    if not near:
        return []
    visits = Judgement.objects.filter(offer=offer, enquiry=OuterRef("enquiry")).exclude(visit_on=None).order_by("-id")
    made = Introduction.objects.filter(offer=offer).annotate(day=Subquery(visits.values("visit_on")[:1]))
    return [(one, one.day) for one in made.select_related("post__unit", "post__user").order_by("-id")]


def unanswered(viewer: Viewer, offers: Iterable[Offer]) -> Counter[int]:
    """Offer to how many introductions wait for a word of its side."""
    seen = Offer.objects.visible_to(viewer).filter(pk__in=[offer.pk for offer in offers])
    waiting = Introduction.objects.filter(offer__in=seen, answer=Introduction.Answer.NONE)
    return Counter(waiting.values_list("offer", flat=True))
