"""Whom a matter is given to. No matter is ever without an owner: the city desk is the floor."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from luodi.directory.models import Absence, Post, Unit
from luodi.directory.models.post import PostQuerySet
from luodi.duties.models import Duty
from luodi.ledger.acts import Refused

# Heads rule and operators configure; matters go to those who answer them.
_WITH = ("user", "unit__calendar", "unit__territory__parent__parent")
ANSWERING = (Post.Role.LIAISON, Post.Role.OFFICER, Post.Role.APPROVER, Post.Role.DISPATCHER)
# Those who push projects forward answer for what belongs to projects, and for nothing else.
PUSHING = (Post.Role.PROJECT, Post.Role.DISPATCHER)
OF_PROJECTS = frozenset({"project", "problem", "work", "meeting", "cooperation", "edition"})


def answering_roles(kind: str) -> tuple[Post.Role, ...]:
    return PUSHING if kind in OF_PROJECTS else ANSWERING


def city_desk() -> Unit:
    """Raises Refused where there is none."""
    try:
        return Unit.objects.city_desk()
    except Unit.DoesNotExist:
        raise Refused(_("还没有设立市级总台，平台运营请先在“单位”里添加。")) from None


def person_on_duty(unit: Unit, at: datetime, *, kind: str = "enquiry") -> Post:
    """The present person of a unit with the fewest open duties of this kind; else anyone who holds a post there.

    Other kinds do not weigh: three hundred halls to be confirmed once a quarter are no reason to get no enquiry.
    """
    present = list(_posts(unit).present(at)) or list(_posts(unit).held(at))
    if not present:
        raise Refused(_("%(unit)s现在没有在岗人员。") % {"unit": unit.name})
    answering = [post for post in present if post.role in answering_roles(kind)] or present
    if len(answering) == 1:
        return answering[0]
    load = loads(answering, kind)
    return min(answering, key=lambda post: (load.get(post.pk, 0), post.pk))


def people_on_duty(unit_ids: Iterable[int], at: datetime, *, kind: str) -> dict[int, Post]:
    """Unit id -> the person of `person_on_duty`, for many units in two queries; the city desk for empty ones."""
    wanted = set(unit_ids)
    away = Exists(Absence.objects.filter(post=OuterRef("pk"), start__lte=at, end__gt=at))
    load = Duty.objects.open().filter(owner=OuterRef("pk"), kind=kind).order_by().values("owner")
    held = Post.objects.filter(unit__in=wanted).exclude(role=Post.Role.OPERATOR).held(at).order_by()
    rows = held.values_list("unit", "role", away, Subquery(load.annotate(many=Count("pk")).values("many")), "pk")
    of_units: dict[int, list[tuple[bool, bool, int, int]]] = {}
    for unit, role, is_away, many, pk in rows:
        # Who is there goes first, then who answers, then who has least.
        of_units.setdefault(unit, []).append((is_away, role not in answering_roles(kind), many or 0, pk))
    posts = Post.objects.select_related(*_WITH).in_bulk([min(some)[-1] for some in of_units.values()])
    chosen = {post.unit_id: post for post in posts.values()}
    if empty := wanted - chosen.keys():
        chosen |= dict.fromkeys(empty, person_on_duty(city_desk(), at, kind=kind))
    return chosen


def person_or_desk(unit: Unit, at: datetime, *, kind: str = "enquiry") -> Post:
    """A unit without people falls to the city desk."""
    try:
        return person_on_duty(unit, at, kind=kind)
    except Refused:
        return person_on_duty(city_desk(), at, kind=kind)


def loads(posts: list[Post], kind: str) -> dict[int, int]:
    """Open duties of one kind by owner; posts without any are left out."""
    held = Duty.objects.open().filter(owner__in=posts, kind=kind)
    return dict(held.order_by().values_list("owner").annotate(Count("pk")))


def _posts(unit: Unit) -> PostQuerySet:
    posts = Post.objects.filter(unit=unit).exclude(role=Post.Role.OPERATOR)
    return posts.select_related(*_WITH)
