"""Lists of works, measures and cooperation: what a viewer may see, filtered, page by page. Reads only."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from luodi.directory.models import Post
from luodi.directory.reach import cities
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.pages import Page, due, mine, page, viewer_arms
from luodi.text.public_numbers import normalise_number
from luodi.works.models import Cooperation, Work
from luodi.works.rules import POINTS, Kind

CLOSED = "closed"
SIZE = 20
# value of the filter -> (what it is called, the kinds it stands for)
GROUPS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "points": (_("风险、攻坚、创新点"), POINTS),
    **{kind: (Kind(kind).label, (kind,)) for kind in Kind.values},
}
MEANS_PARTS = ("q", "kind", "due", "mine", "owner", "parts")
WORK_BESIDE = ("work__parent__duty",)
COOPERATION_BESIDE = ("cooperation",)


def found_works(viewer: Viewer, asked: Mapping[str, Any], *, now: datetime, after: str = "") -> Page:
    """One page of duties with their works, due soonest first; ended ones newest first.

    What a work was broken into is passed over until something is asked that may mean it.
    """
    where = Q(kind="work") & due(asked.get("due", ""), now) & _where(asked)
    if kind := asked.get("kind"):
        where &= Q(work__kind__in=GROUPS[kind][1])
    if period := asked.get("period"):
        where &= Q(work__period__startswith=period)
    if not any(asked.get(name) for name in MEANS_PARTS):
        where &= Q(work__parent=None)
    arms = mine(viewer) if asked.get("mine") else viewer_arms(viewer)
    closed = asked.get("state") == CLOSED
    return page(viewer, where=where, after=after, size=SIZE, arms=arms, closed=closed, beside=WORK_BESIDE)


def _where(asked: Mapping[str, Any]) -> Q:
    where = Q()
    for name in ("owner", "unit", "district"):
        if asked.get(name):
            where &= Q(**{name: asked[name]})
    if typed := asked.get("q"):
        number = normalise_number(typed)
        where &= Q(number=number) if number else Q(title__icontains=typed)
    return where


def found_cooperations(viewer: Viewer, asked: Mapping[str, Any], *, now: datetime, after: str = "") -> Page:
    """Also those in which only a city of his takes part."""
    where = Q(kind="cooperation") & due(asked.get("due", ""), now) & _where(asked)
    if kind := asked.get("kind"):
        where &= Q(cooperation__kind=kind)
    if city := asked.get("city"):
        where &= Q(pk__in=_joined(city))
    *arms, party = viewer_arms(viewer)  # by keys, as the cooperations of his cities are
    arms.append(party | Q(pk__in=_joined_by(viewer)))
    closed = asked.get("state") == CLOSED
    return page(viewer, where=where, after=after, size=SIZE, arms=arms, closed=closed, beside=COOPERATION_BESIDE)


def _joined(city: int) -> Any:
    return Cooperation.cities.through.objects.filter(territory=city).values("cooperation")


def _joined_by(viewer: Viewer) -> Any:
    own = cities(viewer, "cooperation").values("pk")
    return Cooperation.cities.through.objects.filter(territory__in=own).values("cooperation")


def cities_in(duties: list[Duty]) -> dict[int, list[str]]:
    """Names of the cities of each cooperation on a page; one query."""
    rows = Cooperation.cities.through.objects.filter(cooperation__in=[duty.pk for duty in duties])
    found: dict[int, list[str]] = {}
    for pk, name in rows.order_by("territory__code").values_list("cooperation", "territory__name"):
        found.setdefault(pk, []).append(name)
    return found


def found_measures(viewer: Viewer, asked: Mapping[str, Any], *, after: int = 0) -> tuple[list[Work], int]:
    """One page of the library of measures, newest first, and the key after which the next begins (0: none)."""
    rows = Work.objects.measures_for(viewer).with_duty().select_related("copied_from__duty")
    if typed := asked.get("q"):
        words = Q(duty__title__icontains=typed) | Q(facts__what__icontains=typed) | Q(words__icontains=typed)
        rows = rows.filter(words)
    if asked.get("may_copy"):
        rows = rows.filter(facts__may_copy=asked["may_copy"])
    if asked.get("copied"):
        rows = rows.filter(copies__isnull=False).distinct()
    if after:
        rows = rows.filter(pk__lt=after)
    shown = list(rows.order_by("-pk")[: SIZE + 1])
    return shown[:SIZE], shown[SIZE - 1].pk if len(shown) > SIZE else 0


def copies_of(measures: list[Work]) -> dict[int, list[Work]]:
    """By the measure that was copied: where it was taken over; one query."""
    found: dict[int, list[Work]] = {}
    rows = Work.objects.filter(copied_from__in=[work.pk for work in measures])
    for copy in rows.select_related("duty__unit", "duty__owner").order_by("pk"):
        found.setdefault(copy.copied_from_id or 0, []).append(copy)
    return found


def owners_of_works(viewer: Viewer) -> list[Post]:
    """Who owns an open work that the viewer sees, by unit."""
    held = Duty.objects.visible_to(viewer).filter(kind="work", closed=None).order_by()
    rows = Post.objects.filter(pk__in=held.values("owner")).select_related("unit", "user")
    return list(rows.order_by("unit__code", "pk")[:200])


def parts_count(works: list[Work]) -> dict[int, tuple[int, int]]:
    """Of each work on a page: how many parts it has, and how many of them have ended; one query."""
    rows = Work.objects.filter(parent__in=[work.pk for work in works]).order_by()
    counted = rows.values_list("parent").annotate(
        all=Count("pk"), done=Count("pk", filter=Q(duty__closed__isnull=False))
    )
    return {pk: (all_, done) for pk, all_, done in counted}
