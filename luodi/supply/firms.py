"""What a company reads of itself: its own description and what else was registered in its name. Reads only."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from luodi.companies.models import Company
from luodi.directory.viewer import Viewer
from luodi.supply.models import Offer, Photo


def own_companies(viewer: Viewer) -> "QuerySet[Company]":
    return Company.objects.filter(pk__in=viewer.company_ids).order_by("name")


def own_offers(viewer: Viewer) -> list[Offer]:
    """Of the viewer's companies, open ones first, each with its newest on top."""
    rows = Offer.objects.visible_to(viewer).filter(company__in=viewer.company_ids)
    return list(_whole(rows).order_by("duty__closed", "-duty__opened")[:100])


def own_offer(viewer: Viewer, number: str) -> Offer:
    """Raises Offer.DoesNotExist for what is no company's of the viewer."""
    rows = Offer.objects.visible_to(viewer).filter(company__in=viewer.company_ids)
    return _whole(rows).get(duty__number=number)


def _whole(rows: "QuerySet[Offer]") -> "QuerySet[Offer]":
    beside: Iterable[str] = (
        *("duty__owner__user", "duty__owner__unit", "duty__unit"),
        *("duty__district", "duty__place", "company"),
    )
    pictures = Prefetch("photos", Photo.objects.order_by("place", "id"))
    return rows.select_related(*beside).prefetch_related("duty__deadlines", pictures)
