"""Who is looking, from which posts, and what those posts open."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from luodi.accounts.models import User
from luodi.companies.models import Membership
from luodi.directory.models import Post, Territory, Unit

# (column of the duty, territory id, kinds of matter)
Scope = tuple[str, int, tuple[str, ...]]


@dataclass(frozen=True)
class Viewer:
    user: User | None = None
    posts: tuple[Post, ...] = ()
    substituted_post_ids: frozenset[int] = frozenset()
    company_ids: frozenset[int] = frozenset()
    reason: str = ""
    scopes: tuple[Scope, ...] = field(default=())

    @classmethod
    def of(cls, user: User, at: datetime | None = None) -> "Viewer":
        """The viewer of a signed-in person: one query for staff, at most one for an investor."""
        at = at or timezone.now()
        if user.kind == User.Kind.INVESTOR:
            firms = Membership.objects.filter(user=user, until=None).values_list("company_id", flat=True)
            # Asked when something is looked up through a company; most requests never do.
            return cls(user=user, company_ids=cast(frozenset[int], SimpleLazyObject(lambda: frozenset(firms))))
        rows = list(
            Post.objects.held(at).filter(user=user).select_related("unit__territory", "unit__calendar").standing_in(at)
        )
        posts = tuple({post.pk: post for post in rows}.values())
        substituted = frozenset(post.stands_for for post in rows if post.stands_for)
        return cls(user=user, posts=posts, substituted_post_ids=substituted, scopes=_scopes(posts))

    @classmethod
    def system(cls, reason: str) -> "Viewer":
        """A job that names why it looks at everything."""
        return cls(reason=reason)

    @classmethod
    def nobody(cls) -> "Viewer":
        return cls()

    @property
    def is_system(self) -> bool:
        return bool(self.reason)

    @property
    def user_id(self) -> int | None:
        return self.user.pk if self.user else None

    @property
    def code(self) -> str:
        """How the ledger names this viewer."""
        if self.user:
            return self.user.code
        return f"system:{self.reason}" if self.reason else "anonymous"

    @property
    def post_ids(self) -> frozenset[int]:
        return frozenset(p.pk for p in self.posts)

    @property
    def unit_ids(self) -> frozenset[int]:
        return frozenset(p.unit_id for p in self.posts)

    @property
    def working_units(self) -> tuple[tuple[list[int], list[str]], ...]:
        """Units in which I handle matters, grouped by the kinds: a clerk or an operator is not asked with his unit."""
        kinds: dict[int, set[str]] = {}
        for post in self.posts:
            if post.remit and post.role != Post.Role.OPERATOR:
                kinds.setdefault(post.unit_id, set()).update(post.remit)
        grouped: dict[tuple[str, ...], list[int]] = {}
        for unit_id, found in kinds.items():
            grouped.setdefault(tuple(sorted(found)), []).append(unit_id)
        return tuple((unit_ids, list(names)) for names, unit_ids in grouped.items())

    @property
    def is_staff(self) -> bool:
        return self.user is not None and self.user.kind == User.Kind.STAFF

    @property
    def is_investor(self) -> bool:
        return self.user is not None and self.user.kind == User.Kind.INVESTOR

    @property
    def is_operator(self) -> bool:
        return any(p.role == Post.Role.OPERATOR for p in self.posts)

    @property
    def is_city_desk(self) -> bool:
        return any(p.unit.kind == Unit.Kind.CITY_DESK and p.role != Post.Role.OPERATOR for p in self.posts)

    @property
    def desk_kinds(self) -> frozenset[str]:
        """Kinds of matter that this viewer handles at the city desk."""
        mine = (p for p in self.posts if p.unit.kind == Unit.Kind.CITY_DESK and p.role != Post.Role.OPERATOR)
        return frozenset(kind for post in mine for kind in post.remit)

    @property
    def is_head(self) -> bool:
        return any(p.role == Post.Role.HEAD for p in self.posts)

    def heads(self, unit: Unit) -> bool:
        return any(p.unit_id == unit.pk and p.role == Post.Role.HEAD for p in self.posts)

    def post_in(self, unit_id: int) -> Post | None:
        """My post in this unit, if I hold one."""
        return next((p for p in self.posts if p.unit_id == unit_id), None)


def _scopes(posts: tuple[Post, ...]) -> tuple[Scope, ...]:
    merged: dict[tuple[str, int], set[str]] = {}
    for post in posts:
        if post.remit:
            for place in _places(post.unit.territory):
                merged.setdefault(place, set()).update(post.remit)
    return tuple((column, pk, tuple(sorted(kinds))) for (column, pk), kinds in merged.items())


def _places(territory: Territory) -> list[tuple[str, int]]:
    """A duty names no circle: who works for one sees the matters of each of its cities."""
    if territory.level != Territory.Level.CIRCLE:
        return [(territory.level, territory.pk)]
    cities = Territory.objects.filter(parent=territory).values_list("pk", flat=True)
    return [(Territory.Level.CITY.value, pk) for pk in cities]
