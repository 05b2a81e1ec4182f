"""Who hears which rung of the ladder (kpi, section 4), read for a whole set at once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from luodi.accounts.models import User
from luodi.directory.models import Absence, Post, Unit
from luodi.duties.models import Duty, Party, Visibility
from luodi.duties.rules import DESKS, Rung


class Audience:
    """Owner at yellow, owner and heads at red, city desk one step later; three queries for any number of duties."""

    def __init__(self, duties: Iterable[Duty], now: datetime) -> None:
        duties = list(duties)
        self.now = now
        self.substitutes = _substitutes({duty.owner_id for duty in duties}, now)
        self.heads = _heads({duty.unit_id for duty in duties}, now)
        self.desk = _desk(now)

    def of(self, duty: Duty, rung: Rung, kind: str) -> tuple[User, ...]:
        if rung in (Rung.CITY, Rung.DESK) or kind in DESKS:
            return tuple(dict.fromkeys(post.user for post in self.desk if duty.kind in post.remit))
        readers = [duty.owner.user, *self._standing_in(duty)]
        if rung in (Rung.RED, Rung.HEAD):
            readers += self.heads[duty.unit_id]
        return tuple(dict.fromkeys(readers))

    def new_parties(self, duty: Duty, readers: Iterable[User]) -> list[Party]:
        """Who is told of a restricted duty may read it from now on, and stands on it by name."""
        if duty.visibility != Visibility.RESTRICTED:
            return []
        return [
            Party(duty=duty, user=reader, role=Party.Role.ESCALATED, since=self.now)
            for reader in readers
            if reader.pk != duty.owner.user_id
        ]

    def _standing_in(self, duty: Duty) -> list[User]:
        return [] if duty.visibility == Visibility.RESTRICTED else self.substitutes[duty.owner_id]


def _substitutes(post_ids: set[int], now: datetime) -> dict[int, list[User]]:
    """Owner's post -> those who stand in for it today and are not away themselves."""
    found: dict[int, list[User]] = defaultdict(list)
    present = Post.objects.present(now)
    absences = Absence.objects.filter(post__in=post_ids, start__lte=now, end__gt=now, substitute__in=present)
    for absence in absences.select_related("substitute__user"):
        found[absence.post_id].append(absence.substitute.user)
    return found


def _heads(unit_ids: set[int], now: datetime) -> dict[int, list[User]]:
    found: dict[int, list[User]] = defaultdict(list)
    posts = Post.objects.held(now).filter(unit__in=unit_ids, role=Post.Role.HEAD).select_related("user")
    for post in posts.order_by("id"):
        found[post.unit_id].append(post.user)
    return found


def _desk(now: datetime) -> tuple[Post, ...]:
    posts = Post.objects.held(now).filter(unit__kind=Unit.Kind.CITY_DESK).exclude(role=Post.Role.OPERATOR)
    return tuple(posts.select_related("user").order_by("id"))
