"""Editions, reached through the viewer, and the lock every act on them takes first."""

from luodi.bulletin.models import Edition
from luodi.directory.models import Territory
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.reach import ask, locked, permit, relations


def edition_for(viewer: Viewer, number: str) -> Edition:
    """Raises Edition.DoesNotExist outside the viewer's scope."""
    return Edition.objects.visible_to(viewer).with_duty().get(duty__number=number)


def locked_edition(viewer: Viewer, number: str, verb: str, *, version: int | None = None) -> Edition:
    """The edition for a viewer who may do `verb`, its duty locked until the act ends.

    Who reads a published one, or a preview with his project in it, is refused in words; its duty is the desk's.
    Raises Edition.DoesNotExist, Refused, Stale.
    """
    edition = edition_for(viewer, number)
    if not _sees_duty(viewer, edition):
        permit(viewer, verb, edition.duty, frozenset())
    duty = locked(viewer, number, version=version)
    edition.refresh_from_db()
    edition.duty = duty
    ask(viewer, verb, duty)
    return edition


def held_on(viewer: Viewer, edition: Edition) -> frozenset[str]:
    """What the viewer is to an edition: nothing for who reads it without its duty."""
    return relations(viewer, edition.duty) if _sees_duty(viewer, edition) else frozenset()


def _sees_duty(viewer: Viewer, edition: Edition) -> bool:
    return Duty.objects.visible_to(viewer).filter(pk=edition.pk).exists()


def places_under(territory: Territory) -> list[int]:
    """Cities of a circle; else the territory itself."""
    if territory.level != Territory.Level.CIRCLE:
        return [territory.pk]
    return list(Territory.objects.filter(parent=territory).order_by("code").values_list("pk", flat=True))
