"""The variable parts of the addresses: each names something that belongs to the matter of the scene, or near it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from luodi.accounts.models import Consent
from luodi.directory.models import Absence, OfficeHours, Roster
from luodi.directory.viewer import Viewer
from luodi.enquiries.actions.attaching import attach
from luodi.talk.models import Contact
from tests.promises.scene import Scene

Part = Callable[[Scene], Any]
SMALLEST_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def part(route: str, name: str, scene: Scene) -> Any:
    """What stands for `name` in this address: the address's own rule, else its app's, else the common one."""
    app = route.partition(":")[0]
    rule = PARTS.get(f"{route}.{name}") or PARTS.get(f"{app}.{name}") or PARTS.get(name)
    assert rule, f"say in arguments.py what {name} of {route} is"
    return rule(scene)


def next_week() -> dict[str, Any]:
    start = timezone.now() + timedelta(days=7)
    return {"start": start, "end": start + timedelta(days=1)}


def consent(scene: Scene) -> int:
    given = Consent.objects.create(
        text=scene.cast.consent, subject=scene.number, user=scene.cast.investor, given_at=timezone.now()
    )
    return given.pk


def absence(scene: Scene) -> int:
    away = {"post": scene.cast.zone_officer.post, "substitute": scene.cast.zone_colleague.post}
    return Absence.objects.create(**away, **next_week()).pk


def shift(scene: Scene) -> int:
    cast = scene.cast
    return Roster.objects.create(unit=cast.zone_unit, post=cast.zone_officer.post, **next_week()).pk


def office_hours(scene: Scene) -> int:
    return OfficeHours.objects.create(calendar=scene.cast.calendar, windows="09:00-12:00", rank=90).pk


def attachment(scene: Scene) -> Any:
    file = SimpleUploadedFile("plan.pdf", SMALLEST_PDF, "application/pdf")
    return attach(viewer=Viewer.of(scene.cast.investor), number=scene.number, file=file).token


def no_factor(scene: Scene) -> int:
    return 0


PARTS: dict[str, Part] = {
    "number": lambda scene: scene.number,
    "contact": lambda scene: Contact.objects.get(duty=scene.duty).pk,
    "token": attachment,
    "portal:saved.token": lambda scene: "a-token-that-nobody-was-given",
    "accounts:consent_withdrawal.pk": consent,
    "accounts:factor_removal.pk": no_factor,
    "directory.code": lambda scene: scene.cast.calendar.code,
    "directory.number": lambda scene: 2021,
    "directory.on": lambda scene: date(2021, 2, 7),
    **{
        f"directory:{route}.code": lambda scene: scene.cast.zone.code for route in ("territory", "territory_retirement")
    },
    **{
        f"directory:{route}.code": lambda scene: scene.cast.zone_unit.code
        for route in ("unit", "unit_retirement", "unit_calendar")
    },
    "directory:post.pk": lambda scene: scene.cast.zone_officer.post.pk,
    "directory:post_closures.pk": lambda scene: scene.cast.zone_officer.post.pk,
    "directory:absence_ending.pk": absence,
    "directory:shift_removal.pk": shift,
    "directory:hours_removal.pk": office_hours,
}
