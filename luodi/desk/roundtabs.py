"""The row of rooms that dispatching is done in."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from luodi.directory.models import Post
from luodi.directory.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    current: bool
    count: int = 0


JUDGING = (Post.Role.CHECKER, Post.Role.DISPATCHER)


def judges(viewer: Viewer) -> bool:
    """Whether reports wait for him to check."""
    return viewer.is_city_desk or any(post.role in JUDGING and "project" in post.remit for post in viewer.posts)


def tabs(viewer: Viewer, here: str) -> list[Tab]:
    rows = [
        (_("总览"), "desk:overview", True),
        (_("报送"), "desk:rounds", True),
        (_("审核"), "desk:check", judges(viewer)),
        (_("更正记录"), "desk:corrections", True),
        (_("亮灯规则"), "desk:lights", True),
    ]
    return [Tab(label, reverse(name), name == here) for label, name, shown in rows if shown or name == here]
