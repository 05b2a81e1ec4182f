"""Editions for the addresses that name one: a project of the scene's zone in preview, and one that is published."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from luodi.bulletin.actions.preparing import build_editions, prepare
from luodi.bulletin.actions.previewing import preview
from luodi.bulletin.actions.publishing import publish
from luodi.bulletin.models import Edition, EditionLine, RankingLeave
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.projects.actions.proving import prove
from luodi.projects.models import Report, ReportCycle, ReportRound
from luodi.projects.rules import ReportState
from tests.cast import picture
from tests.projecting import KINDS
from tests.promises.project_parts import a_project
from tests.promises.scene import Scene


def previewed(scene: Scene, period: str = "2020-12") -> Edition:
    """Made at the first call; with a report and a public photograph of its one project."""
    if there := Edition.objects.filter(round__period=period).first():
        return there
    project, now = a_project(scene), timezone.now()
    by = Viewer.of(scene.cast.zone_officer)
    photo = SimpleUploadedFile("site.jpg", picture(), "image/jpeg")
    prove(viewer=by, number=project.number, kind="site_photo", file=photo, dated=now.date(), is_public=True)
    cycle, _made = ReportCycle.objects.get_or_create(territory=scene.cast.city, name="公布月调度", frequency="monthly")
    moments = {"opened_at": now, "due": now + timedelta(hours=1)}
    as_of = date.fromisoformat(f"{period}-20")
    one = ReportRound.objects.create(cycle=cycle, period=period, as_of=as_of, **moments)
    ReportRound.objects.update(due=now - timedelta(days=1))
    said = {"state": ReportState.ACCEPTED, "invested": 10_000, "submitted_at": now - timedelta(days=2)}
    Report.objects.create(project=project, round=one, filled_by=project.duty.owner, **said)
    one.refresh_from_db()
    desk = Viewer.of(scene.cast.dispatcher)
    made = prepare(viewer=desk, round=one, territory=scene.cast.city)
    while build_editions(now):
        pass
    preview(viewer=desk, number=made.number)
    made.refresh_from_db()
    return made


def coming(scene: Scene) -> Edition:
    """One that stays in preview whatever else is published in the scene."""
    return previewed(scene, "2020-11")


def published(scene: Scene) -> Edition:
    made = previewed(scene)
    if made.state != "published":
        Edition.objects.filter(pk=made.pk).update(window_ends=timezone.now())
        leader = scene.cast.officer("e-leader", "分管领导", scene.cast.city_desk, Post.Role.LEADER, KINDS)
        publish(viewer=Viewer.of(leader), number=made.number)
        made.refresh_from_db()
    return made


def a_leave(scene: Scene) -> int:
    given = {"authority": "市政府", "document": "1号", "given_by": previewed(scene).prepared_by}
    return RankingLeave.objects.create(territory=scene.cast.city, given_at=timezone.now(), **given).pk


def line_of(edition: Edition) -> EditionLine:
    """That of the project with the photograph; other parts may have made projects too."""
    return next(line for line in EditionLine.objects.filter(edition=edition) if line.values.get("photos"))


def its_project(scene: Scene) -> str:
    return line_of(published(scene)).number


def coming_project(scene: Scene) -> str:
    return line_of(coming(scene)).number


def its_photo(scene: Scene) -> str:
    return line_of(published(scene)).values["photos"][0]["digest"]


OPEN = ("", "_lines", "_correction", "_window", "_publication", "_ranking", "_ranking_removal")
COMING = ("edition_preview", "preview_lines", "preview_project", "preview_photo")
PARTS: dict[str, Callable[[Scene], Any]] = {
    **{f"desk:edition{route}.number": lambda s: previewed(s).number for route in (*OPEN, "_calling_off")},
    "desk:edition_correction.pk": lambda s: line_of(previewed(s)).pk,
    "desk:edition_errata.number": lambda s: published(s).number,
    "desk:ranking_end.pk": a_leave,
    **{f"portal:edition{route}.number": lambda s: published(s).number for route in ("", "_lines", "_file")},
    **{f"portal:{route}.number": lambda s: coming(s).number for route in COMING},
    **{f"portal:{route}.project": coming_project for route in ("preview_project", "preview_photo")},
    "portal:preview_photo.digest": lambda s: line_of(coming(s)).values["photos"][0]["digest"],
    "portal:edition_file.kind": lambda s: "json",
    "portal:public_project.number": its_project,
    "portal:project_photo.number": its_project,
    "portal:project_photo.digest": its_photo,
}
