"""A key project and what hangs on it, for the addresses that name one: owned where the scene's enquiry is."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from luodi.directory.viewer import Viewer
from luodi.projects.actions.library import add
from luodi.projects.models import Project, ProjectImport
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


def a_book(scene: Scene) -> int:
    """Read in by the zone's officer."""
    layout = {"columns": [["项目名称", "title"]], "above": {}, "as_of": "2021-09-30", "template": Template.LAND.value}
    told = {"file_name": "projects.xlsx", "digest": "0" * 64, "read_at": timezone.now(), "layout": layout}
    return ProjectImport.objects.create(post=remits(scene).cast.zone_officer.post, **told).pk


PARTS: dict[str, Callable[[Scene], Any]] = {
    "desk:project_importing.pk": a_book,
    **{f"desk:project_import{route}.pk": a_book for route in ("", "_book", "_columns", "_removal")},
    "desk:back_plan.number": project,
}
