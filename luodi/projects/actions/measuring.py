"""What was measured of a quantity: one number from a phone, with its photograph and its place."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.duties.reach import acting_post
from luodi.duties.steps import move
from luodi.ledger.acts import Act, Refused, Stale, act
from luodi.projects.actions.forecasting import issue_step, score_quantity
from luodi.projects.actions.proving import prove_step
from luodi.projects.models import Measurement, Project, Quantity
from luodi.projects.photos import Place
from luodi.projects.reach import locked_project
from luodi.projects.rules import Evidence, Kind
from luodi.projects.sitebook import quantity_for
from luodi.projects.sites import neighbours
from luodi.projects.words import plain


def measure(
    *,
    viewer: Viewer,
    number: str,
    quantity: int,
    value: Decimal,
    as_of: datetime,
    file: UploadedFile | None = None,
    place: Place | None = None,
    taken_at: datetime | None = None,
    source: str = Measurement.Source.SITE,
) -> Measurement:
    """Raises Refused, BadFile, Quantity.DoesNotExist."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "measure")
        found, by = quantity_for(project, quantity), acting_post(viewer, project.duty)
        _judge(found, value, as_of, a.now)
        day = localdate(as_of)
        proof = None
        if file is not None:
            words = f"{found.name} {plain(value)} {found.unit}"
            proof = prove_step(
                *(a, project),
                by=by,
                kind=Evidence.QUANTITIES,
                dated=day,
                file=file,
                words=words,
                taken_at=taken_at,
                place=place,
            )
        measured = Measurement.objects.create(
            quantity=found,
            value=value,
            as_of=as_of,
            source=source,
            evidence=proof,
            measured_by=by,
            recorded_at=a.now,
        )
        move(project.duty, allowed={project.duty.progress})
        proven = proof is not None and proof.place_proven
        told: dict[str, Any] = {"quantity": found.pk, "value": plain(value), "proven": proven}
        a.record(number, "measured", happened_at=as_of, **told)
        _onwards(a, project, found, value, day)
        return measured


def correct_measurement(*, viewer: Viewer, number: str, measurement: int, value: Decimal, reason: str) -> Measurement:
    """A new row in the place of the old one, which stays. Raises Refused, Stale, Measurement.DoesNotExist."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "measure")
        old = _measurement(project.pk, measurement)
        if not reason.strip():
            raise Wrong("reason", _("请写明更正原因。"))
        if value == old.value:
            raise Wrong("value", _("数值没有变化，不用更正。"))
        _judge(old.quantity, value, old.as_of, a.now, old=old)
        corrected = Measurement.objects.create(
            quantity=old.quantity,
            value=value,
            as_of=old.as_of,
            source=old.source,
            evidence=old.evidence,
            measured_by=acting_post(viewer, project.duty),
            recorded_at=a.now,
            supersedes=old,
            reason=reason.strip()[:200],
        )
        move(project.duty, allowed={project.duty.progress})
        told: dict[str, Any] = {"measurement": corrected.pk, "old": plain(old.value), "new": plain(value)}
        a.record(number, "measurement_corrected", happened_at=old.as_of, **told)
        _onwards(a, project, old.quantity, value, localdate(old.as_of))
        return corrected


def verify_measurement(*, viewer: Viewer, number: str, measurement: int) -> Measurement:
    """By another person than the one who measured. Raises Refused, Stale, Measurement.DoesNotExist."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "check_report")
        found, by = _measurement(project.pk, measurement), acting_post(viewer, project.duty)
        if found.measured_by.user_id == by.user_id:
            raise Refused(_("自己量的要由别人核实。"))
        if found.verified_by_id is not None:
            raise Stale(_("这次计量已经核实过。"), subject=number)
        found.verified_by, found.verified_at = by, a.now
        found.save(update_fields=["verified_by", "verified_at"])
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "measurement_verified", measurement=found.pk)
        return found


def _onwards(a: Act, project: Project, quantity: Quantity, value: Decimal, day: date) -> None:
    """What follows from a new value: the forecasts that came true are scored, another is issued."""
    if quantity.kind == Kind.CUMULATIVE and value >= quantity.total:
        score_quantity(project, quantity, day)
    issue_step(a, project)


def _judge(quantity: Quantity, value: Decimal, as_of: datetime, now: datetime, old: Measurement | None = None) -> None:
    """A value that cannot be is refused; one that falls below an earlier one says which to correct. Raises Refused."""
    shown = {"total": plain(quantity.total), "unit": quantity.unit}
    if as_of > now:
        raise Wrong("as_of", _("计量时间在以后，请核对。"))
    if value < 0:
        raise Wrong("value", _("数值不能小于 0。"))
    if quantity.kind != Kind.LEVEL and value > quantity.total:
        raise Wrong("value", _("数值超过总量 %(total)s %(unit)s，请核对数字，或先修改总量。") % shown)
    standing = Measurement.objects.filter(quantity=quantity, superseded_by=None, as_of=as_of)
    if old is None and standing.exists():
        raise Wrong("as_of", _("这个时间已有一次计量。数字有误请用“更正”。"))
    if quantity.kind == Kind.LEVEL:
        return
    before, after = neighbours(quantity, as_of, without=old.pk if old else None)
    if before is not None and value < before.value:
        said = {"day": localdate(before.as_of), "value": plain(before.value), "unit": quantity.unit}
        raise Wrong(
            "value", _("累计数不能小于 %(day)s 的 %(value)s %(unit)s。那一次有误，请先更正它并写明原因。") % said
        )
    if after is not None and value > after.value:
        said = {"day": localdate(after.as_of), "value": plain(after.value), "unit": quantity.unit}
        raise Wrong("value", _("累计数不能大于之后 %(day)s 的 %(value)s %(unit)s，请核对。") % said)


def _measurement(project: int, pk: int) -> Measurement:
    found = Measurement.objects.select_related("quantity", "measured_by", "evidence").get(
        pk=pk, quantity__project=project
    )
    if Measurement.objects.filter(supersedes=found).exists():
        raise Stale(_("这次计量已经更正过，请看最新的一次。"))
    return found
