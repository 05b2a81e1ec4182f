"""An edition as an OC4IDS package: its public lines and what was published of the same projects before."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from luodi.bulletin.models import Edition, EditionLine
from luodi.bulletin.rules import State
from luodi.projects.oc4ids import package

COPIED = ("title", "template", "stage", "side", "sector", "total", "year_plan", "city", "district")
DAYS = ("started_on", "completed_on", "producing_on")


def written(edition: Edition, uri: str) -> bytes:
    assert edition.published_at is not None
    parts = package(_lines(edition), edition.prepared_by.unit.name, edition.published_at, uri=uri)
    return "".join(parts).encode()


def _lines(edition: Edition) -> Iterator[dict[str, Any]]:
    reports = _reports(edition)
    public = EditionLine.objects.filter(edition=edition, is_public=True).order_by("position")
    for line in public.iterator(chunk_size=500):
        v = line.values
        place = v.get("place") or (None, None)
        yield {name: v.get(name) for name in (*COPIED, *DAYS)} | {
            "number": line.number,
            "unit": {"code": v["unit"], "name": v["unit"]},
            "longitude": place[0],
            "latitude": place[1],
            "milestones": [_milestone(number, one) for number, one in enumerate(v.get("milestones", []), start=1)],
            "reports": reports[line.project_id],
        }


def _milestone(number: int, one: dict[str, Any]) -> dict[str, Any]:
    said = {name: one[name] for name in ("name", "stage", "met_on")}
    return {"id": number, "due": one["planned"] or one["forecast"], **said}


def _reports(edition: Edition) -> dict[int, list[dict[str, Any]]]:
    """By project, as published up to this edition; what an edition did not hold was never public."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = EditionLine.objects.filter(
        project__lines__edition=edition, is_public=True, missing=False, edition__as_of__lte=edition.as_of
    ).filter(edition__territory=edition.territory_id, edition__state=State.PUBLISHED)
    columns = ("project", "edition__as_of", "values__period_invested", "values__percent")
    for project, as_of, invested, percent in rows.order_by("edition__as_of").values_list(*columns):
        found[project].append({"as_of": as_of.isoformat(), "invested": invested or 0, "percent": percent})
    return found
