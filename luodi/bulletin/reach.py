"""Editions, reached through the viewer, and the lock every act on them takes first."""

from luodi.bulletin.models import Edition, EditionLine
from luodi.directory.models import Territory
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.reach import ask, locked, permit
from luodi.projects.models import Project


def edition_for(viewer: Viewer, number: str) -> Edition:
    """Raises Edition.DoesNotExist outside the viewer's scope."""
    return Edition.objects.visible_to(viewer).with_duty().get(duty__number=number)


def locked_edition(viewer: Viewer, number: str, verb: str, *, version: int | None = None) -> Edition:
    """The edition for a viewer who may do `verb`, its duty locked until the act ends.

    Who reads a published one, or a preview with his project in it, is refused in words; its duty is the desk's.
    Raises Edition.DoesNotExist, Refused, Stale.
    """
    edition = edition_for(viewer, number)
    if not Duty.objects.visible_to(viewer).filter(pk=edition.pk).exists():
        permit(viewer, verb, edition.duty, frozenset())
    duty = locked(viewer, number, version=version)
    edition.refresh_from_db()
    edition.duty = duty
    ask(viewer, verb, duty)
    return edition


def lines_for(viewer: Viewer, edition: Edition) -> "tuple[list[int], bool]":
    """Projects of an edition that this viewer reads although the public does not, and whether it is all of them."""
    if viewer.is_system:
        return [], True
    if not viewer.is_staff:
        return [], False
    hidden = EditionLine.objects.filter(edition=edition, is_public=False)
    own = Project.objects.visible_to(viewer).values("pk")
    return list(hidden.filter(project__in=own).values_list("project", flat=True)), False


def places_under(territory: Territory) -> list[int]:
    """Cities of a circle; else the territory itself."""
    if territory.level != Territory.Level.CIRCLE:
        return [territory.pk]
    return list(Territory.objects.filter(parent=territory).order_by("code").values_list("pk", flat=True))
