"""Catalogue and bundles as rows, handed to the pure functions of `approvals.bundle`."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from luodi.approvals.bundle import catalogue as pure
from luodi.approvals.bundle.definition import Definition, parse
from luodi.approvals.models import BundleVersion, LicenceKind, Material, ServiceVersion
from luodi.ledger.acts import Refused

VERSION_WITH = ("service__unit", "result_kind")


def definition_of(version: BundleVersion) -> Definition:
    """A stored definition was parsed when it was saved, so it has no faults."""
    return parse(version.definition)[0]


def single(version: ServiceVersion) -> Definition:
    """A service on its own, filed as a case of one item; it asks what its requirements depend on by nobody."""
    code = version.service.code
    said: dict[str, Any] = {
        "code": code,
        "name": version.name,
        "name_en": version.name_en,
        "lead": version.service.unit.code,
        "subject": "enterprise",
        "items": [{"code": code[:40], "service": code}],
        "edges": [],
    }
    return parse(said)[0]


def offered(code: str, day: date) -> tuple[BundleVersion | None, Definition, dict[str, ServiceVersion]]:
    """What can be begun under this code on this day: a bundle, or a single service with None for its bundle.

    Raises Refused when neither is published, a bundle names a service that is not, or nobody has promised how long
    the service takes: it would be filed without a clock.
    """
    version = (
        BundleVersion.objects.in_force(day)
        .filter(bundle__code=code, bundle__active=True)
        .select_related("bundle__lead__territory__parent__parent", "bundle__lead__calendar")
        .first()
    )
    if version is not None:
        definition = definition_of(version)
        return version, definition, all_in_force([item.service for item in definition.items], day)
    versions = versions_in_force([code], day)
    if code not in versions:
        raise Refused(_("这一项现在不能申报：还没有发布，或已停用。"))
    if versions[code].promised_days is None:
        raise Refused(_("这个事项的承诺时限还没有公布，暂不能网上申报。请到窗口咨询。"))
    return None, single(versions[code]), versions


def versions_in_force(codes: Iterable[str], day: date) -> dict[str, ServiceVersion]:
    """Service code -> the version valid on this day, with all it asks for; three queries."""
    wanted = set(codes)
    found = (
        ServiceVersion.objects.in_force(day)
        .filter(service__code__in=wanted)
        .select_related(*VERSION_WITH)
        .prefetch_related("fees", "requirements__material__licence_kind")
    )
    return {one.service.code: one for one in found}


def all_in_force(codes: Iterable[str], day: date) -> dict[str, ServiceVersion]:
    """The same. Raises Refused naming what is not published."""
    wanted = set(codes)
    found = versions_in_force(wanted, day)
    if lacking := wanted - found.keys():
        raise Refused(_("有事项还没有发布或已停用：%(codes)s。请联系大厅。") % {"codes": "、".join(sorted(lacking))})
    return found


def catalogue_of(versions: Iterable[ServiceVersion]) -> pure.Catalogue:
    """What the pure functions ask of a catalogue; reads nothing that `versions_in_force` has not brought."""
    services = {one.service.code: _service(one) for one in versions}
    materials: dict[str, Material] = {}
    kinds: dict[str, LicenceKind] = {}
    for one in versions:
        if one.result_kind:
            kinds[one.result_kind.code] = one.result_kind
        for asked in one.requirements.all():
            materials[asked.material.code] = asked.material
    return pure.Catalogue(
        departments={one.service.unit.code: _department(one) for one in versions},
        licence_kinds={code: _kind(one) for code, one in kinds.items()},
        materials={code: _material(one) for code, one in materials.items()},
        services=services,
    )


def _department(version: ServiceVersion) -> pure.Department:
    return pure.Department(version.service.unit.code, version.service.unit.name, "")


def _kind(kind: LicenceKind) -> pure.LicenceKind:
    return pure.LicenceKind(kind.code, kind.name, kind.name_en, kind.validity_months, kind.prefix)


def _material(one: Material) -> pure.Material:
    return pure.Material(
        code=one.code,
        name=one.name,
        name_en=one.name_en,
        kind=one.kind,
        note=one.note,
        note_en=one.note_en,
        licence=one.licence_kind.code if one.licence_kind else "",
        check=one.data_check,
    )


def _service(one: ServiceVersion) -> pure.Service:
    return pure.Service(
        code=one.service.code,
        name=one.name,
        name_en=one.name_en,
        department=one.service.unit.code,
        kind=one.kind,
        client=one.client,
        handling=one.handling,
        statutory=pure.Term(one.statutory_days, one.statutory_source),
        promised=pure.Term(one.promised_days, one.promised_source),
        special=tuple(pure.Special(row["kind"], row["cap_days"], row.get("source", "")) for row in one.special),
        tolerance=one.tolerance,
        one_window=one.one_window,
        visits=one.visits,
        conditions=tuple(one.conditions),
        conditions_en=tuple(one.conditions_en),
        fees=tuple(
            pure.Fee(str(fee.pk), fee.name, fee.name_en, fee.fen, fee.when, fee.basis, fee.source)
            for fee in one.fees.all()
        ),
        basis=tuple(
            pure.Basis(row["name"], row.get("number", ""), row.get("clause", ""), row.get("source", ""))
            for row in one.basis
        ),
        licence=one.result_kind.code if one.result_kind else "",
        result=one.result_name,
        result_en=one.result_name_en,
        delivery=tuple(one.delivery),
        requirements=tuple(
            pure.Requirement(asked.material.code, asked.main, asked.deferral_days, asked.when, asked.original)
            for asked in one.requirements.all()
        ),
    )
