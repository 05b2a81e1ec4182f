"""The catalogue and the bundles that come with Luodi, entered as rows. The same data entered twice changes nothing."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.approvals.bundle import catalogue as pure
from luodi.approvals.bundle.figures import figures, largest
from luodi.approvals.bundle.reading import read_json
from luodi.approvals.bundle.sources import is_sample, unsourced_of
from luodi.approvals.definitions import VERSION_WITH
from luodi.approvals.editing.sketch import figures_row
from luodi.approvals.models import (
    Bundle,
    BundleVersion,
    Fee,
    LicenceKind,
    Material,
    Requirement,
    Service,
    ServiceVersion,
)
from luodi.approvals.models.catalogue import Version
from luodi.approvals.rules import Validity
from luodi.approvals.versioning import as_text, pure_service, said_by, supersede
from luodi.directory.actions.units import put_unit
from luodi.directory.models import Territory, Unit, WorkCalendar
from luodi.ledger.acts import Act, Refused, act

INSTALLER = "system:install"
Known = dict[str, list[tuple[str, Version]]]  # code -> what each version says and the version, the oldest first


@dataclass
class Installed:
    """Codes of services and bundles: entered for the first time or anew, as they were, and left as drafts because they
    are examples and the city is no demo."""

    samples: bool = False
    new: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)


def units_for(city: Territory, calendar: WorkCalendar, phone: str = "") -> dict[str, Unit]:
    """The departments of the shipped catalogue by their code, as units of the city; those that lack are added."""
    departments = pure.shipped().departments
    with act(INSTALLER) as a:
        found = {unit.code: unit for unit in Unit.objects.filter(code__in=departments).select_related("territory")}
        for code, department in departments.items():
            if code not in found:
                unit = Unit(code=code, name=department.name, short=department.name[:20], phone=phone)
                unit.kind, unit.territory, unit.calendar = Unit.Kind.OFFICE, city, calendar
                found[code] = put_unit(a, unit)
        return found


def install(*, at: date, units: Mapping[str, Unit], samples: bool = False) -> Installed:
    """Enters all of the shipped data, valid from `at`; `units` by the code of the department.

    What changed since becomes a new version. `samples`: the city is a demo by its making, whatever the settings say,
    and examples are published. Raises Refused when a department has no unit.
    """
    catalogue = pure.shipped()
    if lacking := catalogue.departments.keys() - units.keys():
        raise Refused(_("这些部门还没有单位：%(codes)s。") % {"codes": "、".join(sorted(lacking))})
    done = Installed(samples=samples or settings.SAMPLES_MAY_BE_PUBLISHED)
    with act(INSTALLER) as a:
        kinds = _put_kinds(catalogue.licence_kinds.values())
        materials = _put_materials(catalogue.materials.values(), kinds)
        _put_services(a, at, catalogue, units, kinds, materials, done)
        _put_bundles(a, at, units, done)
        a.record("approvals:shipped", "installed", new=done.new, drafts=done.drafts, unchanged=len(done.unchanged))
    return done


def _put_kinds(rows: Iterable[pure.LicenceKind]) -> dict[str, LicenceKind]:
    LicenceKind.objects.bulk_create(
        [LicenceKind(**asdict(row)) for row in rows],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "name_en", "prefix", "validity_months"],
    )
    return {kind.code: kind for kind in LicenceKind.objects.all()}


def _put_materials(rows: Iterable[pure.Material], kinds: Mapping[str, LicenceKind]) -> dict[str, Material]:
    columns = ("name", "name_en", "kind", "note", "note_en")
    Material.objects.bulk_create(
        [
            Material(
                code=row.code,
                licence_kind=kinds.get(row.licence),
                data_check=row.check,
                **{column: getattr(row, column) for column in columns},
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[*columns, "licence_kind", "data_check"],
    )
    return {material.code: material for material in Material.objects.all()}


def _put_services(
    a: Act,
    at: date,
    catalogue: pure.Catalogue,
    units: Mapping[str, Unit],
    kinds: Mapping[str, LicenceKind],
    materials: Mapping[str, Material],
    done: Installed,
) -> None:
    wanted = catalogue.services
    Service.objects.bulk_create(
        [Service(code=row.code, unit=units[row.department]) for row in wanted.values()],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["unit"],
    )
    services = {one.code: one for one in Service.objects.filter(code__in=wanted).select_related("unit")}
    known = _known_services(services.values())
    fresh = [
        _version(ServiceVersion(service=services[code]), row, kinds)
        for code, row in wanted.items()
        if not _told_before(code, said_by(row), known, done)
    ]
    for version in fresh:
        _begin(a, at, version.service.code, version, known, done)
    ServiceVersion.objects.bulk_create(fresh)
    pairs = [(version, wanted[version.service.code]) for version in fresh]
    Requirement.objects.bulk_create(
        Requirement(version=version, material=materials[one.material], **_columns(one, "material"))
        for version, row in pairs
        for one in row.requirements
    )
    Fee.objects.bulk_create(Fee(version=version, **_columns(fee, "code")) for version, row in pairs for fee in row.fees)


def _put_bundles(a: Act, at: date, units: Mapping[str, Unit], done: Installed) -> None:
    documents = _documents()
    definitions = pure.shipped_bundles()
    Bundle.objects.bulk_create(
        [Bundle(code=code, lead=units[definition.lead]) for code, definition in definitions.items()],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["lead"],
    )
    bundles = {one.code: one for one in Bundle.objects.filter(code__in=definitions)}
    known: Known = {}
    for row in BundleVersion.objects.filter(bundle__in=bundles.values()).order_by("version").select_related("bundle"):
        known.setdefault(row.bundle.code, []).append((as_text(row.definition), row))
    fresh = []
    for code, definition in definitions.items():
        if _told_before(code, as_text(documents[code]), known, done):
            continue
        version = BundleVersion(bundle=bundles[code], name=definition.name, name_en=definition.name_en)
        version.definition, version.figures = documents[code], shipped_figures(code)
        version.sample = is_sample(definition, pure.shipped())
        _begin(a, at, code, version, known, done)
        fresh.append(version)
    BundleVersion.objects.bulk_create(fresh)


@cache
def shipped_figures(code: str) -> dict[str, Any]:
    """`BundleVersion.figures` of a shipped bundle."""
    definition, catalogue = pure.shipped_bundles()[code], pure.shipped()
    return figures_row(figures(definition, catalogue, largest(definition, catalogue)))


@cache
def _documents() -> dict[str, Any]:
    """As they are written, by code."""
    documents: list[Any] = [read_json(path)[0] for path in sorted((pure.DATA / "bundles").glob("*.json"))]
    return {document["code"]: document for document in documents}


def _known_services(services: Iterable[Service]) -> Known:
    rows = (
        ServiceVersion.objects.filter(service__in=list(services))
        .order_by("version")
        .select_related(*VERSION_WITH)
        .prefetch_related("fees", "requirements__material__licence_kind")
    )
    known: Known = {}
    for row in rows:
        code = row.service.code
        known.setdefault(code, []).append((said_by(pure_service(row)), row))
    return known


def _told_before(code: str, said: str, known: Known, done: Installed) -> bool:
    """Whether some version says the same: what an operator changed since is left alone. A newest version that was left
    a draft is published after all, once examples may be."""
    versions = known.get(code, [])
    if said not in (text for text, _version in versions):
        return False
    text, latest = versions[-1]
    if latest.state == Validity.DRAFT and text == said:
        if _may_publish(latest, done):
            return False
        done.drafts.append(code)
    else:
        done.unchanged.append(code)
    return True


def _begin(a: Act, at: date, code: str, version: Version, known: Known, done: Installed) -> None:
    """Number, state and validity of a version that is not saved yet; those before it end."""
    before = known[code][-1][1] if code in known else None
    version.version = before.version + 1 if before else 1
    if not _may_publish(version, done):
        done.drafts.append(code)
        return
    version.state, version.valid_from, version.published_at = Validity.PUBLISHED, at, a.now
    done.new.append(code)
    if before is not None:
        others = type(before)._default_manager.filter(pk__in=[row.pk for _text, row in known[code]])
        others.filter(state=Validity.DRAFT).update(state=Validity.RETIRED)
        supersede(others, at, localdate(a.now))


def _may_publish(version: Version, done: Installed) -> bool:
    return done.samples or not version.sample


def _version(version: ServiceVersion, row: pure.Service, kinds: Mapping[str, LicenceKind]) -> ServiceVersion:
    for column in ("name", "name_en", "kind", "handling", "tolerance", "one_window", "visits"):
        setattr(version, column, getattr(row, column))
    version.client = row.client or version.client
    version.statutory_days, version.statutory_source = row.statutory.days, row.statutory.source
    version.promised_days, version.promised_source = row.promised.days, row.promised.source
    version.special = [asdict(one) for one in row.special]
    version.basis = [asdict(one) for one in row.basis]
    version.conditions, version.conditions_en = list(row.conditions), list(row.conditions_en)
    version.delivery = list(row.delivery)
    version.result_kind = kinds.get(row.licence)
    version.result_name, version.result_name_en = row.result, row.result_en
    version.sample = bool(unsourced_of(row))
    return version


def _columns(one: Any, *without: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(json.dumps(asdict(one)))
    return {column: value for column, value in said.items() if column not in without}
