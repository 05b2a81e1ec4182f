"""Which rows of the directory a viewer may see. Colleagues are no secret to staff; to all others nothing is here."""

from datetime import datetime

from django.db.models import Q, QuerySet

from luodi.directory.models import Absence, OfficeHours, Post, Roster, Territory, Unit, WorkCalendar
from luodi.directory.models.calendar import WorkCalendarQuerySet
from luodi.directory.models.post import PostQuerySet
from luodi.directory.models.territory import TerritoryQuerySet
from luodi.directory.models.unit import UnitQuerySet
from luodi.directory.viewer import Viewer


def territories(viewer: Viewer) -> TerritoryQuerySet:
    rows = Territory.objects.select_related("parent").order_by("code")
    return rows if viewer.is_staff else rows.none()


def own_territories(viewer: Viewer) -> TerritoryQuerySet:
    """The places of his units and everything under them."""
    tops = [post.unit.territory_id for post in viewer.posts]
    rows = Territory.objects.in_use().with_chain().order_by("code")
    below = Q(parent__in=tops) | Q(parent__parent__in=tops) | Q(parent__parent__parent__in=tops)
    return rows.filter(Q(pk__in=tops) | below)


def cities(viewer: Viewer, kind: str = "") -> TerritoryQuerySet:
    """The cities in which his posts lie, those of a circle among them; of posts that handle this `kind` only."""
    tops = [post.unit.territory_id for post in viewer.posts if not kind or kind in post.remit]
    above = Q(children__in=tops) | Q(children__children__in=tops)
    found = Territory.objects.filter(Q(pk__in=tops) | Q(parent__in=tops) | above, level=Territory.Level.CITY)
    return found.order_by("code").distinct()


def units(viewer: Viewer) -> UnitQuerySet:
    rows = Unit.objects.select_related("territory", "calendar").order_by("-active", "code")
    return rows if viewer.is_staff else rows.none()


def posts(viewer: Viewer) -> PostQuerySet:
    rows = Post.objects.select_related("user", "unit__territory").order_by("unit__code", "id")
    return rows if viewer.is_staff else rows.none()


def calendars(viewer: Viewer) -> WorkCalendarQuerySet:
    rows = WorkCalendar.objects.select_related("parent").order_by("parent_id", "code")
    return rows if viewer.is_staff else rows.none()


def hours(viewer: Viewer, calendar: WorkCalendar) -> QuerySet[OfficeHours]:
    rows = OfficeHours.objects.filter(calendar=calendar).select_related("calendar").order_by("rank", "id")
    return rows if viewer.is_staff else rows.none()


def own_posts(viewer: Viewer, at: datetime) -> PostQuerySet:
    """Posts whose absence this viewer may arrange: his own, those of the units he heads, all as operator."""
    held = posts(viewer).filter(pk__in=Post.objects.held(at))
    return held if viewer.is_operator else held.filter(_mine(viewer))


def absences(viewer: Viewer, at: datetime) -> QuerySet[Absence]:
    """Present and coming ones of `own_posts`, and those in which one stands in."""
    rows = Absence.objects.filter(end__gt=at).order_by("start")
    rows = rows.select_related("post__user", "post__unit", "substitute__user", "substitute__unit")
    if viewer.is_operator:
        return rows
    return rows.filter(_mine(viewer, "post__") | Q(substitute__in=viewer.post_ids))


def headed_units(viewer: Viewer) -> UnitQuerySet:
    """Units whose roster this viewer keeps."""
    rows = units(viewer).filter(active=True)
    return rows if viewer.is_operator else rows.filter(pk__in=_headed(viewer))


def roster(viewer: Viewer, at: datetime) -> QuerySet[Roster]:
    rows = Roster.objects.filter(end__gt=at).select_related("unit", "post__user", "post__unit")
    return rows.order_by("start", "unit__code") if viewer.is_staff else rows.none()


def kept_roster(viewer: Viewer, at: datetime) -> QuerySet[Roster]:
    """Shifts this viewer may take off again."""
    return roster(viewer, at).filter(unit__in=headed_units(viewer))


def _headed(viewer: Viewer) -> list[int]:
    return [post.unit_id for post in viewer.posts if post.role == Post.Role.HEAD]


def _mine(viewer: Viewer, prefix: str = "") -> Q:
    # `pk__in` of an empty list matches nothing, so that a viewer without posts sees none.
    own = Q(**{f"{prefix}pk__in": list(viewer.post_ids)})
    return own | Q(**{f"{prefix}unit__in": _headed(viewer)})
