"""The guide as data: what the pages say, with a `sample` flag on everything that states no source."""

from typing import Any

from luodi.approvals.guidance import Listed
from luodi.approvals.models import ServiceVersion
from luodi.approvals.versioning import pure_service
from luodi.portal.guide.bundles import BundlePage
from luodi.portal.guide.services import ServicePage

FORMAT, JSON = "format", "json"


def listed_rows(bundles: list[Listed], services: list[Listed]) -> dict[str, Any]:
    return {"bundles": [_listed(one) for one in bundles], "services": [_listed(one) for one in services]}


def _listed(one: Listed) -> dict[str, Any]:
    said = {"code": one.code, "name": one.name, "name_en": one.name_en, "department": one.department_name}
    if one.bundle:
        return said | {"themes": sorted(one.themes), "sample": one.sample, "largest": dict(one.figures)}
    days = {"statutory_days": one.statutory_days, "promised_days": one.promised_days}
    return said | {"kind": one.kind, "handling": one.handling, "sample": one.sample, **days}


def service_data(page: ServicePage) -> dict[str, Any]:
    return _service(page.version) | {"bundles": [version.bundle.code for version, _definition in page.bundles]}


def bundle_data(page: BundlePage) -> dict[str, Any]:
    found = page.estimate.figures
    return {
        "code": page.version.bundle.code,
        "name": page.version.name,
        "name_en": page.version.name_en,
        "version": page.version.version,
        "valid_from": page.version.valid_from,
        "sample": page.version.sample,
        "answers": {question: list(chosen) for question, chosen in page.estimate.answers.items()},
        "items": found.items,
        "departments": found.departments,
        "materials_asked": found.asked,
        "materials_to_give": found.to_give,
        "promised_days": found.path.promised_days,
        "series_days": found.path.series_days,
        "saved_days": found.path.saved_days,
        "critical_path": list(found.path.critical_path),
        "earliest": dict(found.path.earliest),
        "visits": page.estimate.visits,
        "services": [_service(version) for version in page.estimate.services],
        "definition": page.version.definition,
    }


def _service(version: ServiceVersion) -> dict[str, Any]:
    said = pure_service(version)
    return {
        "code": said.code,
        "name": said.name,
        "name_en": said.name_en,
        "department": version.service.unit.name,
        "version": version.version,
        "valid_from": version.valid_from,
        "sample": version.sample,
        "kind": said.kind,
        "client": said.client,
        "handling": said.handling,
        "statutory": _term(said.statutory.days, said.statutory.source),
        "promised": _term(said.promised.days, said.promised.source),
        "special": [{"kind": one.kind, **_term(one.cap_days, one.source)} for one in said.special],
        "tolerance": said.tolerance,
        "visits": said.visits,
        "conditions": list(said.conditions),
        "materials": [
            {"code": one.material, "main": one.main, "deferral_days": one.deferral_days, "original": one.original}
            for one in said.requirements
        ],
        "fees": [
            {"name": fee.name, "fen": fee.fen, "basis": fee.basis, "source": fee.source, "sample": not fee.source}
            for fee in said.fees
        ],
        "basis": [
            {"name": one.name, "number": one.number, "clause": one.clause, "source": one.source} for one in said.basis
        ],
        "result": said.result,
        "delivery": list(said.delivery),
    }


def _term(days: int | None, source: str) -> dict[str, Any]:
    return {"days": days, "source": source, "sample": days is not None and not source}
