"""Hand-overs that ask somebody to answer, and the units a duty may be handed to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from luodi.directory.models import Post, Unit
from luodi.directory.viewer import Viewer
from luodi.duties.models import Handover
from luodi.duties.owners import loads

MOST = 50  # rows of a list that should be empty by the evening


def asking(viewer: Viewer) -> "QuerySet[Handover]":
    """What waits for this viewer's answer, longest first; at the city desk the escalated ones of his kinds too."""
    waiting = Q(pk=None)
    for unit_ids, kinds in viewer.working_units:
        waiting |= Q(to_unit__in=unit_ids, duty__kind__in=kinds, state=Handover.State.PROPOSED)
    if kinds_ruled := viewer.desk_kinds:
        waiting |= Q(duty__kind__in=kinds_ruled, state=Handover.State.ESCALATED)
    owner = ("duty__owner__user", "duty__owner__unit", "duty__unit")
    rows = Handover.objects.filter(waiting).select_related(*owner, "from_post__unit", "from_post__user", "to_unit")
    return rows.prefetch_related("duty__deadlines").order_by("proposed_at", "id")[:MOST]


@dataclass(frozen=True)
class Receiver:
    """A unit, who there would be asked now, and how many open enquiries he holds. Nobody present: `person` is None."""

    unit: Unit
    person: Post | None
    load: int


def receivers(at: datetime, *, without: Iterable[int] = ()) -> list[Receiver]:
    """Every unit that may receive, in the order of the tree of places; three queries however many there are."""
    units = Unit.objects.receiving().exclude(pk__in=list(without)).select_related("territory__parent")
    posts: dict[int, list[Post]] = {}
    for post in Post.objects.present(at).exclude(role__in=(Post.Role.OPERATOR, Post.Role.HEAD)):
        posts.setdefault(post.unit_id, []).append(post)
    load = loads([post for found in posts.values() for post in found], "enquiry")

    def weight(post: Post) -> tuple[int, int]:
        return load.get(post.pk, 0), post.pk

    found = []
    for unit in sorted(units, key=lambda unit: (unit.territory.code, unit.pk)):
        person = min(posts.get(unit.pk, []), key=weight, default=None)
        found.append(Receiver(unit, person, load.get(person.pk, 0) if person else 0))
    return found
