"""Services and their versions as the operator sees them; to everybody else nothing is here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from luodi.approvals.definitions import VERSION_WITH, definition_of
from luodi.approvals.guidance import bundles_in_force
from luodi.approvals.models import BundleVersion, Fee, LicenceKind, Material, Requirement, Service, ServiceVersion
from luodi.approvals.rules import Validity
from luodi.approvals.words import named
from luodi.directory.models import Unit
from luodi.directory.viewer import Viewer

ROWS = 40  # on one page
STATES = {"in_force": _("在用"), "draft": _("有草稿"), "without_term": _("时限未公布"), "retired": _("已停用")}


@dataclass(frozen=True)
class Listed:
    """A service with its versions, the newest first."""

    service: Service
    versions: Sequence[ServiceVersion]

    @property
    def shown(self) -> ServiceVersion:
        """The one that is published, else the newest."""
        return next((one for one in self.versions if one.state == Validity.PUBLISHED), self.versions[0])

    @property
    def draft(self) -> ServiceVersion | None:
        return next((one for one in self.versions if one.state == Validity.DRAFT), None)


def services(viewer: Viewer, day: date, *, said: str = "", unit: str = "", state: str = "") -> "QuerySet[Service]":
    """Those with a version; `said` is a part of the name or code, `unit` a code, `state` one of STATES."""
    if not viewer.is_operator:
        return Service.objects.none()
    versions = ServiceVersion.objects.filter(service=OuterRef("pk"))
    in_force = versions.in_force(day)
    rows = Service.objects.filter(Exists(versions)).order_by("unit__code", "code")
    if said:
        rows = rows.filter(Q(Exists(versions.filter(name__icontains=said))) | Q(code__icontains=said))
    if unit:
        rows = rows.filter(unit__code=unit)
    standings = {
        "in_force": Exists(in_force),
        "draft": Exists(versions.filter(state=Validity.DRAFT)),
        "without_term": Exists(in_force.filter(promised_days=None)),
        "retired": ~Exists(versions.filter(state__in=(Validity.PUBLISHED, Validity.DRAFT))),
    }
    return rows.filter(standings[state]) if state in standings else rows


def page_of(rows: "QuerySet[Service]", number: int) -> list[Listed]:
    """Two queries."""
    first = (number - 1) * ROWS
    newest = ServiceVersion.objects.order_by("-version")
    found = rows.select_related("unit").prefetch_related(Prefetch("versions", newest))[first : first + ROWS]
    return [Listed(one, list(one.versions.all())) for one in found]


def units_with_services() -> list[tuple[str, str]]:
    return list(Unit.objects.filter(services__isnull=False).distinct().order_by("name").values_list("code", "name"))


def one_service(viewer: Viewer, pk: int) -> Listed:
    """Raises Service.DoesNotExist."""
    rows = Service.objects.filter(pk=pk) if viewer.is_operator else Service.objects.none()
    service = rows.select_related("unit").get()
    return Listed(service, list(service.versions.order_by("-version")))


def one_version(viewer: Viewer, pk: int) -> ServiceVersion:
    """With all that it asks for. Raises ServiceVersion.DoesNotExist."""
    return (full() if viewer.is_operator else ServiceVersion.objects.none()).get(pk=pk)


def full() -> "QuerySet[ServiceVersion]":
    requirements = Requirement.objects.select_related("material__licence_kind").order_by("-main", "pk")
    return ServiceVersion.objects.select_related(*VERSION_WITH).prefetch_related(
        Prefetch("requirements", requirements), Prefetch("fees", Fee.objects.order_by("pk"))
    )


def bundles_with(code: str, day: date) -> list[str]:
    """Names of the bundles in force, or to come, that contain this service."""
    later = BundleVersion.objects.filter(state=Validity.PUBLISHED, valid_from__gt=day, bundle__active=True)
    found = [*bundles_in_force(day), *later]
    return sorted({named(one) for one in found if any(item.service == code for item in definition_of(one).items)})


def material_choices() -> list[tuple[int, str]]:
    return [(one.pk, named(one)) for one in Material.objects.order_by("name")]


def licence_choices() -> list[tuple[int, str]]:
    return [(one.pk, named(one)) for one in LicenceKind.objects.order_by("name")]
