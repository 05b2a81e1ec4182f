"""Whom a typed word means: a post by its name, with or without its unit; a unit means who answers for its works."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from luodi.directory import reach
from luodi.directory.models import Post, Territory
from luodi.directory.viewer import Viewer

FIRST = {Post.Role.PROJECT: 0, Post.Role.HEAD: 1}


class UnknownOwner(LookupError):
    pass


class SeveralOwners(LookupError):
    pass


class Owners:
    """Everybody who keeps matters of this `kind`, read once (one query)."""

    def __init__(self, viewer: Viewer, now: datetime, kind: str = "work") -> None:
        held = reach.posts(viewer).held(now).exclude(role=Post.Role.OPERATOR)
        self.posts = [post for post in held if kind in post.remit]
        self.named: dict[str, list[Post]] = defaultdict(list)
        units: dict[str, list[Post]] = defaultdict(list)
        for post in self.posts:
            for word in {post.label, f"{post.unit.name}{post.label}", f"{post.unit.short}{post.label}", post.user.name}:
                self.named[_bare(word)].append(post)
            for word in {post.unit.name, post.unit.short}:
                units[_bare(word)].append(post)
        for word, posts in units.items():
            self.named.setdefault(word, [min(posts, key=lambda post: (FIRST.get(Post.Role(post.role), 2), post.pk))])

    def knows(self, word: str) -> bool:
        return _bare(word) in self.named

    def find(self, word: str) -> Post:
        """Raises UnknownOwner, SeveralOwners."""
        found = self.named.get(_bare(word), [])
        if not found:
            raise UnknownOwner(word)
        if len({post.pk for post in found}) > 1:
            raise SeveralOwners(word)
        return found[0]


def place_of(post: Post, cities: Iterable[Territory] = ()) -> Territory:
    """Where his works lie; of who works for a circle, in the first of these cities, else of its own."""
    place = post.unit.territory
    if place.level != Territory.Level.CIRCLE:
        return place
    return next(iter(cities), None) or Territory.objects.filter(parent=place).order_by("code").first() or place


def _bare(word: str) -> str:
    return "".join(word.split()).replace("·", "").lower()
