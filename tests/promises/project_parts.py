"""A key project and what hangs on it, for the addresses that name one: owned where the scene's enquiry is."""

from collections.abc import Callable
from typing import Any

from luodi.directory.viewer import Viewer
from luodi.projects.actions.library import add
from luodi.projects.models import Project
from luodi.projects.rules import Template
from tests.projecting import KINDS, MILLION
from tests.promises.scene import Scene

STAFF = ("zone_officer", "zone_colleague", "zone_head", "dispatcher", "stranger_officer")


def remits(scene: Scene) -> Scene:
    """The scene's officers, all but the one without a remit, work on key projects too."""
    for name in STAFF:
        post = getattr(scene.cast, name).post
        if "project" not in post.remit:
            post.remit = [*post.remit, *KINDS]
            post.save(update_fields=["remit"])
    return scene


def a_project(scene: Scene) -> Project:
    """One of the port zone, made anew at each call."""
    owner = remits(scene).cast.zone_officer
    values = {"total": 100 * MILLION, "sector": "industry", "description": "冷库与加工车间"}
    at = owner.post.unit.territory
    return add(
        viewer=Viewer.of(owner), owner=owner.post, at=at, title="港区冷链基地", template=Template.LAND, values=values
    )


def project(scene: Scene) -> str:
    return a_project(scene).number


PARTS: dict[str, Callable[[Scene], Any]] = {
    "desk:back_plan.number": project,
}
