"""The unit and the person meant by a cell, and who owns what names none. Read once for a book."""

import re
from collections import defaultdict
from datetime import datetime

from luodi.directory.models import Post, Unit
from luodi.directory.viewer import Viewer
from luodi.text.sheets.values import EMPTY, Unread, plain

R = Post.Role
# Who owns the projects of a unit where the book names nobody: the likeliest first.
OWNERS = (R.PROJECT, R.HEAD, R.OFFICER, R.DISPATCHER)
KIND = "project"


class People:
    """`entering` are the units for which the viewer may enter projects, None for all."""

    def __init__(self, viewer: Viewer, at: datetime, entering: frozenset[int] | None) -> None:
        self.viewer, self.entering = viewer, entering
        self.units = {
            unit.pk: unit for unit in Unit.objects.filter(active=True).select_related("territory__parent__parent")
        }
        self.words = {plain(word): unit for unit in self.units.values() for word in (unit.short, unit.name) if word}
        self.posts: dict[int, list[Post]] = defaultdict(list)
        held = (
            Post.objects.held(at)
            .exclude(role=R.OPERATOR)
            .select_related("user", "unit__territory__parent__parent")
            .order_by("id")
        )
        for post in held:
            if KIND in post.remit:
                self.posts[post.unit_id].append(post)

    def unit(self, typed: str) -> Unit | None:
        """None for an empty cell. The first of several (区发改局、区住建局) leads. Raises Unread."""
        if plain(typed) in EMPTY:
            return None
        for said in (plain(typed), *(plain(part) for part in re.split(r"[、,，;；/\n]", typed))):
            if found := self.words.get(said):
                return found
        inside = {unit.pk: unit for word, unit in self.words.items() if len(word) > 2 and word in plain(typed)}
        if len(inside) != 1:
            raise Unread("unit_unknown")
        return next(iter(inside.values()))

    def named(self, typed: str, unit: Unit | None) -> Post | None:
        """The post of this person, or of this title in the unit; None where several or none fit."""
        said = re.sub(r"\d|\s|[()（）-]", "", typed)
        posts = self.posts[unit.pk] if unit else [post for held in self.posts.values() for post in held]
        found = [post for post in posts if said and said in (post.user.name, unit and post.title)]
        return found[0] if len(found) == 1 else None

    def of_unit(self, unit: Unit) -> Post:
        """The viewer's own post in it, else who keeps projects there. Raises Unread."""
        mine = self.viewer.post_in(unit.pk)
        if mine and KIND in mine.remit:
            return mine
        posts = [post for role in OWNERS for post in self.posts[unit.pk] if post.role == role]
        if not posts:
            raise Unread("unit_empty")
        return posts[0]

    def may_place(self, unit: Unit) -> bool:
        return self.entering is None or unit.pk in self.entering
