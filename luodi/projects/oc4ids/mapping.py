"""One project as OC4IDS 0.9.5 says it.

A line is a plain dict; `number` alone is required, dates are ISO days, money is whole yuan:

    number code title description purpose updated
    unit {code, name}, sponsor, builder
    template stage side sector
    total year_plan, city district address longitude latitude
    started_on completed_on producing_on, delay (why it ended late)
    curve [[day, percent]] of the plan in force
    milestones [{id, name, stage, due, met_on}]
    reports [{as_of, invested, percent}], `invested` of the period
    documents [{id, kind, title, dated}]

The standard has no baseline beside the dates it holds and cannot say "delayed".
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Line = Mapping[str, Any]
Found = dict[str, Any]
IDENTIFICATION, PREPARATION, IMPLEMENTATION = "identification", "preparation", "implementation"
STATUS = {
    "idea": IDENTIFICATION,
    "in_talks": IDENTIFICATION,
    "under_review": IDENTIFICATION,
    "contracted": PREPARATION,
    "registered": PREPARATION,
    "filed": PREPARATION,
    "site_ready": PREPARATION,
    "permitted": PREPARATION,
    "started": IMPLEMENTATION,
    "building": IMPLEMENTATION,
    "completed": "completion",
    "producing": "maintenance",
    "at_capacity": "maintenance",
    "aftercare": "maintenance",
}
CANCELLED = frozenset({"lost", "terminated", "moved"})
# What is built; a leased plant, a service or a task builds nothing that the standard has a word for.
TYPES = {"land": "construction", "infrastructure": "construction", "renovation": "rehabilitation"}
SECTORS = {
    "industry": "economy",
    "services": "economy",
    "tourism": "cultureSportsAndRecreation",
    "agriculture": "naturalResources",
}
SECTOR_WORDS = (
    ("transport.rail", ("地铁", "铁路", "轨道", "高铁")),
    ("transport.road", ("公路", "高速", "道路", "快速路", "隧道", "大桥")),
    ("transport.water", ("港口", "码头", "航道")),
    ("transport.air", ("机场", "航站楼")),
    ("energy.solar", ("光伏", "太阳能")),
    ("energy.wind", ("风电", "风力")),
    ("waterAndWaste", ("污水", "供水", "垃圾", "管网")),
    ("education", ("学校", "校区", "幼儿园", "大学")),
    ("health", ("医院", "卫生")),
    ("socialHousing", ("保障房", "安置房", "租赁住房")),
)
CODES = {"filed": "projectApproval", "started": "commencement", "completed": "completion", "producing": "commissioning"}
DELIVERY = frozenset({"started", "building", "completed", "producing", "at_capacity"})
DOCUMENTS = {
    "contract": "contractSigned",
    "works_contract": "contractSigned",
    "minutes": "minutes",
    "filing": "projectPlan",
    "site_photo": "illustration",
    "funds": "financialProgressReport",
    "quantities": "physicalProgressReport",
    "acceptance": "completionCertificate",
    "review": "projectEvaluation",
    "description": "projectScope",
}
PERCENT = {"name": "%"}


def project(line: Line, *, prefix: str, as_of: str) -> Found:
    """`prefix` is registered with the standard's helpdesk; `as_of` is the day on which what is late is late."""
    said: Found = {"id": f"{prefix}-{line['number']}", "language": "zh", "identifiers": list(_identifiers(line))}
    said |= {name: line.get(name) for name in ("title", "description", "purpose")}
    said["updated"] = line.get("updated")
    said["status"] = "cancelled" if line.get("side") in CANCELLED else STATUS.get(line.get("stage", ""))
    said["type"] = TYPES.get(line.get("template", ""))
    said["sector"] = _sectors(line)
    said["period"] = _period(line.get("started_on"), _due(line, "completed") or line.get("completed_on"))
    said["implementationPeriod"] = _period(line.get("started_on"), line.get("completed_on"))
    said["budget"] = {"amount": _value(line["total"])} if line.get("total") is not None else None
    said["locations"] = _locations(line)
    said |= _parties(line)
    said["forecasts"] = _metrics("physicalProgress", list(_percents(line.get("curve", ()), "plan")))
    said["metrics"] = _progress(line)
    said["costMeasurements"] = _costs(line)
    said["milestones"] = [_milestone(one, as_of) for one in line.get("milestones", ())]
    said["documents"] = [_document(one) for one in line.get("documents", ())]
    said["completion"] = _completion(line)
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}


def _identifiers(line: Line) -> Iterator[Found]:
    yield {"id": line["number"], "scheme": "LUODI"}
    if line.get("code"):
        yield {"id": line["code"], "scheme": "CN-TZXM"}  # 全国投资项目在线审批监管平台


def _sectors(line: Line) -> list[str]:
    title = line.get("title", "")
    named = [code for code, words in SECTOR_WORDS if any(word in title for word in words)]
    return named or [code for code in (SECTORS.get(line.get("sector", "")),) if code]


def _due(line: Line, stage: str) -> str | None:
    return next((one["due"] for one in line.get("milestones", ()) if one.get("stage") == stage), None)


def _locations(line: Line) -> list[Found]:
    names = [line[name] for name in ("city", "district") if line.get(name)]
    place: Found = {"id": "site"}
    if line.get("address"):
        place["description"] = line["address"]
    if names:
        place["address"] = {"locality": names[-1], "region": names[0], "countryName": "CN"}
    if line.get("longitude") is not None and line.get("latitude") is not None:
        place["geometry"] = {"type": "Point", "coordinates": [float(line["longitude"]), float(line["latitude"])]}
    return [place] if len(place) > 1 else []


def _parties(line: Line) -> Found:
    unit = line.get("unit")
    parties = []
    if unit:
        parties.append({"id": f"unit-{unit['code']}", "name": unit["name"], "roles": ["publicAuthority"]})
    for name, role in (("sponsor", "funder"), ("builder", "supplier")):
        if line.get(name):
            parties.append({"id": name, "name": line[name], "roles": [role]})
    authority = {"id": f"unit-{unit['code']}", "name": unit["name"]} if unit else None
    return {"parties": parties, "publicAuthority": authority}


def _percents(rows: Sequence[Sequence[Any]], named: str) -> Iterator[Found]:
    for place, (day, percent) in enumerate(rows, start=1):
        yield {"id": f"{named}-{place}", "period": {"endDate": moment(day)}, "measure": float(percent), "unit": PERCENT}


def _metrics(code: str, observations: list[Found]) -> list[Found]:
    return [{"id": code, "observations": observations}] if observations else []


def _progress(line: Line) -> list[Found]:
    """Percent as reported; money cumulative, since reports hold that of their periods."""
    reports = line.get("reports", ())
    percents = [(one["as_of"], one["percent"]) for one in reports if one.get("percent") is not None]
    spent, invested = [], 0
    for place, one in enumerate(reports, start=1):
        invested += one.get("invested") or 0
        until = {"endDate": moment(one["as_of"])}
        spent.append({"id": f"invested-{place}", "period": until, "value": _value(invested)})
    physical = _metrics("physicalProgress", list(_percents(percents, "report")))
    return physical + _metrics("financialProgress", spent)


def _costs(line: Line) -> list[Found]:
    """The planned total, as far as it is known which year it is planned for."""
    if line.get("total") is None:
        return []
    cost = {"id": "planned", "value": _value(line["total"])}
    return [{"id": "planned", "costGroups": [{"id": "construction", "category": "construction", "costs": [cost]}]}]


def _milestone(one: Line, as_of: str) -> Found:
    """Late is notMet with a due date in the past: the list of states is closed."""
    stage, met, due = one.get("stage", ""), one.get("met_on"), one.get("due")
    said: Found = {"id": str(one["id"]), "title": one["name"]}
    said["type"] = "delivery" if stage in DELIVERY or not stage else "approval"
    if stage in CODES:
        said["code"] = CODES[stage]
    if due:
        said["dueDate"] = moment(due)
    if met:
        said["dateMet"] = moment(met)
    said["status"] = "met" if met else "notMet" if due and due < as_of else "scheduled"
    return said


def _document(one: Line) -> Found:
    said: Found = {"id": str(one["id"]), "title": one["title"], "datePublished": moment(one["dated"])}
    return said | ({"documentType": DOCUMENTS[one["kind"]]} if one["kind"] in DOCUMENTS else {})


def _completion(line: Line) -> Found | None:
    if not line.get("completed_on"):
        return None
    details = {"endDateDetails": line["delay"]} if line.get("delay") else {}
    return {"endDate": moment(line["completed_on"])} | details


def _period(start: str | None, end: str | None) -> Found:
    said = {"startDate": start, "endDate": end}
    return {name: moment(day) for name, day in said.items() if day}


def _value(yuan: int) -> Found:
    return {"amount": yuan, "currency": "CNY"}


def moment(day: str) -> str:
    """A day of China as the standard's date-time."""
    return day if "T" in day else f"{day}T00:00:00+08:00"
