"""A city's list of services becomes its catalogue: departments, services, and a version that states no term."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.timezone import localdate

from luodi.approvals.models import Service, ServiceVersion
from luodi.approvals.rules import Validity
from luodi.approvals.sheets.services import Row
from luodi.approvals.versioning import copy_version, operators_only, supersede
from luodi.directory.actions.units import put_unit
from luodi.directory.models import Territory, Unit
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Act, act

SUBJECT = "approvals:services"


@dataclass
class Entering:
    """Codes of services by what the list does to them, names of departments that get a unit. `gone` are services of
    the listed departments that the list does not name: they stay, somebody has to look at them."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)

    @property
    def does_something(self) -> bool:
        return bool(self.new or self.changed)


class Known:
    """What the tables hold of the departments and codes of a list; three queries."""

    def __init__(self, rows: list[Row]) -> None:
        self.units: dict[str, Unit] = {}
        for unit in Unit.objects.filter(active=True, name__in={row[1] for row in rows}).order_by("-pk"):
            self.units[unit.name] = unit
        codes = {row[0] for row in rows}
        services = Service.objects.select_related("unit").only("code", "unit__name")
        self.services = {one.code: one for one in services if one.code in codes or one.unit.name in self.units}
        self.versions: dict[str, ServiceVersion] = {}
        for version in ServiceVersion.objects.select_related("service").order_by("version"):
            before = self.versions.get(version.service.code)
            if before is None or before.state != Validity.PUBLISHED or version.state == Validity.PUBLISHED:
                self.versions[version.service.code] = version


def look_at(rows: list[Row]) -> Entering:
    """What entering them would do. Nothing is written."""
    return _sorted_out(rows, Known(rows))


def import_services(*, viewer: Viewer, rows: list[Row], digest: str, territory: Territory | None = None) -> Entering:
    """All of it or nothing; entered twice it changes nothing. New departments are units of `territory`, else of the
    city. Days are never invented: a version made here states none. Raises Refused, Wrong."""
    with act(viewer.code) as a:
        operators_only(viewer)
        desk = Unit.objects.select_for_update(no_key=True, of=("self",)).city_desk()  # one import after the other
        known = Known(rows)
        done = _sorted_out(rows, known)
        _put_units(a, done.departments, known, territory or desk.territory, desk)
        by_code = {row[0]: row for row in rows}
        _put_new(a, [by_code[code] for code in done.new], known)
        for code in done.changed:
            _change(a, by_code[code], known)
        counts: dict[str, Any] = {name: len(codes) for name, codes in asdict(done).items()}
        a.record(SUBJECT, "services_imported", digest=digest[:16], **counts)
    return done


def _sorted_out(rows: list[Row], known: Known) -> Entering:
    done = Entering(departments=[name for name in dict.fromkeys(row[1] for row in rows) if name not in known.units])
    for row in rows:
        code = row[0]
        service, version = known.services.get(code), known.versions.get(code)
        if service is None or version is None:
            done.new.append(code)
        elif version.state != Validity.RETIRED and _differs(row, service, version):
            done.changed.append(code)
        else:
            done.unchanged.append(code)
    listed = {row[0] for row in rows}
    done.gone = sorted(known.services.keys() - listed)
    return done


def _differs(row: Row, service: Service, version: ServiceVersion) -> bool:
    _code, department, name, kind = row
    return (service.unit.name, version.name, version.kind) != (department, name, kind)


def _put_units(a: Act, names: Iterable[str], known: Known, territory: Territory, desk: Unit) -> None:
    taken = set(Unit.objects.filter(code__startswith="dept-").values_list("code", flat=True))
    free = (code for number in range(1, 100_000) if (code := f"dept-{number:03d}") not in taken)
    for name in names:
        unit = Unit(code=next(free), name=name, short=name[:20], kind=Unit.Kind.OFFICE)
        unit.territory, unit.calendar = territory, desk.calendar
        known.units[name] = put_unit(a, unit)


def _put_new(a: Act, rows: list[Row], known: Known) -> None:
    fresh = [Service(code=code, unit=known.units[department]) for code, department, _name, _kind in rows]
    Service.objects.bulk_create([one for one in fresh if one.code not in known.services], batch_size=500)
    services = {one.code: one for one in Service.objects.filter(code__in=[row[0] for row in rows])}
    ServiceVersion.objects.bulk_create(
        [
            ServiceVersion(
                service=services[code],
                name=name,
                kind=kind,
                client="",  # the list does not say for whom it is
                state=Validity.PUBLISHED,
                valid_from=localdate(a.now),
                published_at=a.now,
            )
            for code, _department, name, kind in rows
        ],
        batch_size=500,
    )


def _change(a: Act, row: Row, known: Known) -> None:
    """Another department is a fact of the service; another name or type a new version, that keeps all else."""
    code, department, name, kind = row
    service, before = known.services[code], known.versions[code]
    if service.unit.name != department:
        Service.objects.filter(pk=service.pk).update(unit=known.units[department])
    if before.state == Validity.DRAFT:
        ServiceVersion.objects.filter(pk=before.pk).update(name=name, kind=kind)
    elif (before.name, before.kind) != (name, kind):
        today = localdate(a.now)
        supersede(service.versions.all(), today, today)
        copy_version(before, name=name, kind=kind, state=Validity.PUBLISHED, valid_from=today, published_at=a.now)
