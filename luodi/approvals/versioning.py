"""One version of a service or bundle follows another. Steps of an act; a running case keeps the one it pinned."""

import hashlib
import json
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from luodi.approvals.bundle import catalogue as pure
from luodi.approvals.definitions import catalogue_of
from luodi.approvals.models import Fee, Requirement, ServiceVersion
from luodi.approvals.models.catalogue import Version
from luodi.approvals.rules import Validity
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused


def operators_only(viewer: Viewer) -> None:
    """Jobs pass too: they name their reason. Raises Refused."""
    if not (viewer.is_operator or viewer.is_system):
        raise Refused(_("只有平台运营可以修改事项目录。"))


def check_sample(version: Version) -> None:
    """Raises Refused: what lacks a source is published in a demo city only."""
    if version.sample and not settings.SAMPLES_MAY_BE_PUBLISHED:
        raise Refused(_("“%(name)s”里有没有出处的时限、收费或依据，只能作为示例，不能发布。") % {"name": version.name})


def supersede(others: "QuerySet", valid_from: date, today: date) -> None:
    """`others` are versions of the same thing: those in force end the day before, those that never began end."""
    published = others.filter(state=Validity.PUBLISHED)
    published.filter(valid_from__gte=valid_from).update(state=Validity.RETIRED, valid_to=valid_from)
    eve = valid_from - timedelta(days=1)
    published.filter(Q(valid_to=None) | Q(valid_to__gt=eve)).update(valid_to=eve)
    published.filter(valid_to__lt=today).update(state=Validity.RETIRED)


def copy_version(version: ServiceVersion, **otherwise: Any) -> ServiceVersion:
    """A further version that says the same, but for `otherwise`; a draft unless that says so."""
    requirements, fees = list(version.requirements.order_by("pk")), list(version.fees.order_by("pk"))
    last = ServiceVersion.objects.filter(service=version.service_id).aggregate(last=Max("version"))["last"]
    columns = {one.attname: getattr(version, one.attname) for one in ServiceVersion._meta.concrete_fields}
    fresh = {"id": None, "version": last + 1, "state": Validity.DRAFT}
    fresh |= {"valid_from": None, "valid_to": None, "published_at": None}
    copied = ServiceVersion.objects.create(**columns | fresh | otherwise)
    for rows in (requirements, fees):
        for row in rows:
            row.pk, row.version = None, copied
    Requirement.objects.bulk_create(requirements)
    Fee.objects.bulk_create(fees)
    return copied


def pure_service(version: ServiceVersion) -> pure.Service:
    return catalogue_of([version]).services[version.service.code]


def said_by(row: pure.Service) -> str:
    """What two versions are compared by; rows carry no code of a fee, and no order."""
    bare = replace(
        row,
        client=row.client or "2",
        fees=tuple(sorted((replace(fee, code="") for fee in row.fees), key=lambda fee: (fee.name, fee.fen))),
        requirements=tuple(sorted(row.requirements, key=lambda one: one.material)),
    )
    return as_text(asdict(bare))


def as_text(said: object) -> str:
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def digest_of(version: ServiceVersion) -> str:
    """Tells whether a draft is still what the page showed."""
    rest = [version.place, version.hours, version.conditions_en, version.state]
    return hashlib.sha256((said_by(pure_service(version)) + as_text(rest)).encode()).hexdigest()[:16]
