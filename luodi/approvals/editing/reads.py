"""Bundles and their versions as the operator sees them; to everybody else nothing is here."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Value

from luodi.approvals.bundle.definition import Definition
from luodi.approvals.definitions import definition_of
from luodi.approvals.models import Bundle, BundleVersion, LicenceKind, Material, Service, ServiceVersion
from luodi.approvals.rules import Validity
from luodi.directory.models import Unit
from luodi.directory.viewer import Viewer


@dataclass(frozen=True)
class Listed:
    """A bundle with its versions, the newest first, each with the number of cases begun by it as `filed`."""

    bundle: Bundle
    versions: list[Any]

    @property
    def published(self) -> BundleVersion | None:
        return next((one for one in self.versions if one.state == Validity.PUBLISHED), None)

    @property
    def draft(self) -> BundleVersion | None:
        return next((one for one in self.versions if one.state == Validity.DRAFT), None)

    @property
    def saved(self) -> int | None:
        """Days, by the published version; None where they are not counted."""
        figures = self.published.figures if self.published else None
        return figures["series_days"] - figures["promised_days"] if figures else None

    @property
    def filed(self) -> int:
        """Cases of all versions, drafts of them too."""
        return sum(version.filed for version in self.versions)

    @property
    def name(self) -> str:
        return (self.published or self.versions[0]).name if self.versions else self.bundle.code


def bundles(viewer: Viewer) -> list[Listed]:
    """Two queries."""
    if not viewer.is_operator:
        return []
    by_bundle: dict[int, list[BundleVersion]] = defaultdict(list)
    for version in versions(viewer).defer("definition").annotate(filed=Count("cases")).order_by("-version"):
        by_bundle[version.bundle_id].append(version)
    rows = Bundle.objects.select_related("lead").order_by("-active", "code")
    return [Listed(bundle, by_bundle[bundle.pk]) for bundle in rows]


def versions(viewer: Viewer) -> "QuerySet[BundleVersion]":
    rows = BundleVersion.objects.select_related("bundle__lead__calendar")
    return rows if viewer.is_operator else rows.none()


def published_before(version: BundleVersion) -> Definition | None:
    """What the newest other published version says."""
    rows = BundleVersion.objects.filter(bundle=version.bundle_id, state=Validity.PUBLISHED).exclude(pk=version.pk)
    found = rows.order_by("-version").first()
    return definition_of(found) if found else None


@dataclass(frozen=True)
class Vocabulary:
    """(code, name) of what a row may name, for the lists beside its fields."""

    services: list[tuple[str, str]]
    materials: list[tuple[str, str]]


def vocabulary() -> Vocabulary:
    """Two queries. Materials: those that some licence stands in for, which an edge may hand on."""
    issued = ServiceVersion.objects.filter(state=Validity.PUBLISHED, result_kind=OuterRef("pk"))
    kinds = LicenceKind.objects.filter(Exists(issued)).values("pk")
    services = ServiceVersion.objects.filter(state=Validity.PUBLISHED).order_by("service__unit", "name")
    return Vocabulary(
        services=list(services.values_list("service__code", "name")),
        materials=list(Material.objects.filter(licence_kind__in=kinds).order_by("name").values_list("code", "name")),
    )


def choices_of_days() -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Bundles and departments that figures may be asked of, by name; one query."""
    bundle, unit = Value("bundle"), Value("unit")
    published = BundleVersion.objects.filter(state=Validity.PUBLISHED)
    departments = Unit.objects.filter(Exists(Service.objects.filter(unit=OuterRef("pk")))).order_by()
    rows = published.values_list(bundle, "bundle", "name", "version").union(
        departments.values_list(unit, "pk", "name", Value(0))
    )
    found: dict[str, dict[int, str]] = {"bundle": {}, "unit": {}}
    for kind, pk, name, _version in sorted(rows, key=lambda row: row[3]):
        found[kind][pk] = name
    return _by_name(found["bundle"]), _by_name(found["unit"])


def _by_name(names: dict[int, str]) -> list[tuple[int, str]]:
    return sorted(names.items(), key=lambda pair: pair[1])


def public_bundles(day: date) -> "QuerySet[BundleVersion]":
    return BundleVersion.objects.in_force(day).filter(bundle__active=True).select_related("bundle__lead")
