"""The services a bundle is made of, the city's one vocabulary of materials, and the kinds of licence that come out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from luodi.approvals.bundle.conditions import Condition
from luodi.approvals.bundle.definition import HANDLINGS, IMMEDIATE, PROMISED, Definition, parse
from luodi.approvals.bundle.reading import Fault, Row, once, read_json

DATA = Path(__file__).resolve().parent.parent / "data"
LICENCE = "01"  # the item type to which the Administrative Licensing Law applies
SERVICE_KINDS = ("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "20")
CLIENTS = ("1", "2", "3", "4", "5", "6")
SPECIAL_KINDS = ("hearing", "tender", "auction", "inspection", "test", "quarantine", "appraisal", "review")
MATERIAL_KINDS = ("original", "copy", "form")
DELIVERIES = ("counter", "courier", "electronic")


@dataclass(frozen=True)
class Department:
    code: str
    name: str
    name_en: str


@dataclass(frozen=True)
class LicenceKind:
    """`prefix` begins its numbers. No `validity_months`: valid until revoked."""

    code: str
    name: str
    name_en: str
    validity_months: int | None
    prefix: str


@dataclass(frozen=True)
class Material:
    """`licence` is the kind of licence, `check` the query of held data, that stands in for it."""

    code: str
    name: str
    name_en: str
    kind: str
    note: str
    note_en: str
    licence: str
    check: str


@dataclass(frozen=True)
class Term:
    """Working days with where they are written; without a source they are shown as an example."""

    days: int | None
    source: str


@dataclass(frozen=True)
class Special:
    kind: str
    cap_days: int | None
    source: str


@dataclass(frozen=True)
class Fee:
    """`fen` a hundredth of a yuan. Free of charge is no row."""

    code: str
    name: str
    name_en: str
    fen: int
    when: Condition
    basis: str
    source: str


@dataclass(frozen=True)
class Basis:
    name: str
    number: str
    clause: str
    source: str


@dataclass(frozen=True)
class Requirement:
    """`main` materials must be there at acceptance; a secondary one may be deferred for `deferral_days`."""

    material: str
    main: bool
    deferral_days: int | None
    when: Condition
    original: bool


@dataclass(frozen=True)
class Service:
    """`licence` is the kind of licence it results in, if any."""

    code: str
    name: str
    name_en: str
    department: str
    kind: str
    client: str
    handling: str
    statutory: Term
    promised: Term
    special: tuple[Special, ...]
    tolerance: bool
    one_window: bool
    visits: int
    conditions: tuple[str, ...]
    conditions_en: tuple[str, ...]
    fees: tuple[Fee, ...]
    basis: tuple[Basis, ...]
    licence: str
    result: str
    result_en: str
    delivery: tuple[str, ...]
    requirements: tuple[Requirement, ...]

    @property
    def immediate(self) -> bool:
        return self.handling == IMMEDIATE


@dataclass(frozen=True)
class Catalogue:
    """All by code."""

    departments: Mapping[str, Department] = field(default_factory=dict)
    licence_kinds: Mapping[str, LicenceKind] = field(default_factory=dict)
    materials: Mapping[str, Material] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)


def parse_catalogue(
    *, departments: object, licence_kinds: object, materials: object, services: object
) -> tuple[Catalogue, list[Fault]]:
    """Each a list of objects as in `data/*.json`."""
    faults: list[Fault] = []
    top = Row(
        {"departments": departments, "licence_kinds": licence_kinds, "materials": materials, "services": services},
        "",
        faults,
    )
    units = [_department(row) for row in top.rows("departments")]
    kinds = [_licence_kind(row) for row in top.rows("licence_kinds")]
    papers = [_material(row) for row in top.rows("materials")]
    offered = [_service(row) for row in top.rows("services")]
    for name, codes in (
        ("departments", [row.code for row in units]),
        ("licence_kinds", [row.code for row in kinds]),
        ("materials", [row.code for row in papers]),
        ("services", [row.code for row in offered]),
    ):
        once(((code, f"{name}[{number}]") for number, code in enumerate(codes)), faults)
    catalogue = Catalogue(
        departments={row.code: row for row in units},
        licence_kinds={row.code: row for row in kinds},
        materials={row.code: row for row in papers},
        services={row.code: row for row in offered},
    )
    _names_known(catalogue, faults)
    return catalogue, faults


@cache
def shipped() -> Catalogue:
    """The catalogue in `data/`. Raises ValueError when it is damaged."""
    parts = {name: _read(DATA / f"{name}.json") for name in ("departments", "licence_kinds", "materials", "services")}
    catalogue, faults = parse_catalogue(**parts)
    if faults:
        raise ValueError(f"data: {faults[0]}")
    return catalogue


@cache
def shipped_bundles() -> Mapping[str, Definition]:
    """The bundles in `data/bundles/`, by code. Raises ValueError when one is damaged."""
    bundles = {}
    for path in sorted((DATA / "bundles").glob("*.json")):
        definition, faults = parse(_read(path))
        if faults:
            raise ValueError(f"{path.name}: {faults[0]}")
        bundles[definition.code] = definition
    return bundles


def _read(path: Path) -> object:
    data, faults = read_json(path)
    if faults:
        raise ValueError(f"{path.name}: {faults[0]}")
    return data


def _department(row: Row) -> Department:
    return Department(row.text("code", needed=True), row.text("name", needed=True), row.text("name_en"))


def _licence_kind(row: Row) -> LicenceKind:
    return LicenceKind(
        code=row.text("code", needed=True),
        name=row.text("name", needed=True),
        name_en=row.text("name_en"),
        validity_months=row.count("validity_months"),
        prefix=row.text("prefix", needed=True),
    )


def _material(row: Row) -> Material:
    replaced = row.row("replaced_by")
    return Material(
        code=row.text("code", needed=True),
        name=row.text("name", needed=True),
        name_en=row.text("name_en"),
        kind=row.text("kind", needed=True, within=MATERIAL_KINDS),
        note=row.text("note"),
        note_en=row.text("note_en"),
        licence=replaced.text("licence"),
        check=replaced.text("check"),
    )


def _service(row: Row) -> Service:
    result = row.row("result")
    return Service(
        code=row.text("code", needed=True),
        name=row.text("name", needed=True),
        name_en=row.text("name_en"),
        department=row.text("department", needed=True),
        kind=row.text("kind", needed=True, within=SERVICE_KINDS),
        client=row.text("client", within=CLIENTS),
        handling=row.text("handling", within=HANDLINGS, default=PROMISED),
        statutory=_term(row.row("statutory")),
        promised=_term(row.row("promised")),
        special=tuple(_special(one) for one in row.rows("special")),
        tolerance=row.flag("tolerance"),
        one_window=row.flag("one_window"),
        visits=row.count("visits") or 0,
        conditions=row.texts("conditions"),
        conditions_en=row.texts("conditions_en"),
        fees=tuple(_fee(one) for one in row.rows("fees")),
        basis=tuple(_basis(one) for one in row.rows("basis")),
        licence=result.text("licence"),
        result=result.text("name"),
        result_en=result.text("name_en"),
        delivery=row.texts("delivery", within=DELIVERIES),
        requirements=tuple(_requirement(one) for one in row.rows("requirements")),
    )


def _term(row: Row) -> Term:
    return Term(row.count("days"), row.text("source"))


def _special(row: Row) -> Special:
    return Special(row.text("kind", needed=True, within=SPECIAL_KINDS), row.count("cap_days"), row.text("source"))


def _fee(row: Row) -> Fee:
    return Fee(
        code=row.text("code", needed=True),
        name=row.text("name", needed=True),
        name_en=row.text("name_en"),
        fen=row.count("fen") or 0,
        when=row.condition(),
        basis=row.text("basis"),
        source=row.text("source"),
    )


def _basis(row: Row) -> Basis:
    return Basis(row.text("name", needed=True), row.text("number"), row.text("clause"), row.text("source"))


def _requirement(row: Row) -> Requirement:
    return Requirement(
        material=row.text("material", needed=True),
        main=row.flag("main", default=True),
        deferral_days=row.count("deferral_days"),
        when=row.condition(),
        original=row.flag("original"),
    )


def _names_known(catalogue: Catalogue, faults: list[Fault]) -> None:
    """Codes that one table takes from another."""
    for material in catalogue.materials.values():
        if material.licence and material.licence not in catalogue.licence_kinds:
            faults.append(Fault("licence_unknown", f"materials.{material.code}", {"code": material.licence}))
    for service in catalogue.services.values():
        place = f"services.{service.code}"
        if service.department not in catalogue.departments:
            faults.append(Fault("department_unknown", place, {"code": service.department}))
        if service.licence and service.licence not in catalogue.licence_kinds:
            faults.append(Fault("licence_unknown", place, {"code": service.licence}))
        for need in service.requirements:
            if need.material not in catalogue.materials:
                faults.append(Fault("material_unknown", place, {"code": need.material}))
