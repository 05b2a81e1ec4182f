"""What a head of a unit or the city desk is asked, and who carries how much."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from luodi.directory.models import Absence, Post, Unit
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.pages import Page, overdue, page
from luodi.enquiries.models import Claim
from luodi.ratings.models import Rating
from luodi.talk.models import Contact

MOST = 50
DAYS_AHEAD = 7


def led_units(viewer: Viewer) -> list[int]:
    """The units whose brief this viewer reads; the city desk reads all of them."""
    return [post.unit_id for post in viewer.posts if post.role == Post.Role.HEAD]


def scope(viewer: Viewer) -> Q:
    return Q() if viewer.is_city_desk else Q(unit__in=led_units(viewer))


def red(viewer: Viewer, now: datetime, after: str = "") -> Page:
    """Overdue now, longest first."""
    where = overdue(now) & scope(viewer) & Q(kind="enquiry")
    return page(viewer, where=where, after=after, size=30, beside=("enquiry__wish",))


def _seen(viewer: Viewer) -> "QuerySet[Duty]":
    return Duty.objects.visible_to(viewer).filter(scope(viewer))


def denied(viewer: Viewer) -> "QuerySet[Contact]":
    """Logged contacts that an investor denied and nobody has cleared."""
    open_ones = Contact.objects.filter(denied_at__isnull=False, cleared_at=None, duty__in=_seen(viewer).values("pk"))
    return open_ones.select_related("duty", "post__unit", "post__user").order_by("denied_at")[:MOST]


def unremedied(viewer: Viewer) -> "QuerySet[Rating]":
    bad = Rating.objects.filter(grade__gte=Rating.Grade.POOR, remedy=None, duty__in=_seen(viewer).values("pk"))
    return bad.select_related("duty__owner__unit").order_by("rated_at")[:MOST]


@dataclass(frozen=True)
class Load:
    """Open duties of one person, or of one unit for the city desk: how many are late, due today, all."""

    label: str
    param: str
    late: int
    today: int
    all: int


def loads(viewer: Viewer, now: datetime, midnight: datetime) -> list[Load]:
    """Of enquiries, heaviest first. Counts only: a restricted duty weighs on its owner without being shown."""
    by_unit = viewer.is_city_desk
    counts = {
        "late": Count("pk", filter=Q(next_due__lt=now)),
        "today": Count("pk", filter=Q(next_due__gte=now, next_due__lt=midnight)),
        "all": Count("pk"),
    }
    column = "unit" if by_unit else "owner"
    rows = Duty.objects.open().filter(scope(viewer), kind="enquiry").exclude(progress="draft").order_by().values(column)
    found = {row[column]: row for row in rows.annotate(**counts)}
    names = _unit_names(viewer) if by_unit else _people(viewer, now)
    made = [
        Load(name, f"{column}={pk}", *(found.get(pk, {}).get(part, 0) for part in ("late", "today", "all")))
        for pk, name in names.items()
        if pk in found or not by_unit
    ]
    return sorted(made, key=lambda load: (-load.late, -load.all))[:MOST]


def _unit_names(viewer: Viewer) -> dict[int, str]:
    return dict(Unit.objects.filter(active=True).values_list("pk", "name"))


def _people(viewer: Viewer, now: datetime) -> dict[int, str]:
    posts = Post.objects.held(now).filter(unit__in=led_units(viewer)).exclude(role=Post.Role.OPERATOR)
    return {post.pk: post.label for post in posts}


def absences(viewer: Viewer, now: datetime) -> "QuerySet[Absence]":
    """Away now or within the week, with who stands in."""
    found = Absence.objects.meeting(now, now + timedelta(days=DAYS_AHEAD))
    if not viewer.is_city_desk:
        found = found.filter(post__unit__in=led_units(viewer))
    return found.select_related("post__unit", "post__user", "substitute__user", "substitute__unit").order_by("start")[
        :MOST
    ]


def clashes(viewer: Viewer) -> "QuerySet[Claim]":
    """The first claim of each clash that waits for a ruling: all for the city desk, else those of my units."""
    waiting = Claim.objects.filter(state=Claim.State.CLASH, clash_with=None)
    rivals = Prefetch("rivals", Claim.objects.select_related("unit"))
    if "enquiry" not in viewer.desk_kinds:
        mine = Q(unit__in=_units_of(viewer)) | Q(rivals__unit__in=_units_of(viewer))
        waiting = waiting.filter(mine).distinct()
    return waiting.select_related("unit", "duty").prefetch_related(rivals).order_by("claimed_at")[:MOST]


def _units_of(viewer: Viewer) -> set[int]:
    """Those in which the viewer handles enquiries: a clerk is no side of a clash."""
    return {post.unit_id for post in viewer.posts if "enquiry" in post.remit}


def clash(viewer: Viewer, claim_id: int) -> list[Claim]:
    """Both sides of a clash, first come first, ruled or not. Raises Claim.DoesNotExist for anybody not part of it."""
    first = Claim.objects.filter(pk=claim_id, clash_with=None)
    sides = Claim.objects.filter(Q(pk__in=first) | Q(clash_with__in=first)).exclude(clash_key="")
    found = list(sides.select_related("duty__enquiry", "unit", "post__user", "ruled_by__unit"))
    part = "enquiry" in viewer.desk_kinds or any(claim.unit_id in _units_of(viewer) for claim in found)
    if len(found) < 2 or not part:
        raise Claim.DoesNotExist
    return found
