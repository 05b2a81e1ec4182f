"""Lines of the live library, for officers: the public reads what editions have made public."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from luodi.projects.models import Baseline, Evidence, Milestone, PlannedDate, Project, Report
from luodi.projects.rules import BaselineState

AT_ONCE = 500  # projects read at a time
PLAIN = ("code", "description", "template", "stage", "side", "sector", "total", "year_plan", "address")
DAYS = ("started_on", "completed_on", "producing_on")
Lists = dict[int, list[dict[str, Any]]]


def lines(projects: "QuerySet[Project]") -> Iterator[dict[str, Any]]:
    """A handful of queries for each piece."""
    keys = list(projects.values_list("pk", flat=True).distinct())
    for start in range(0, len(keys), AT_ONCE):
        yield from _piece(keys[start : start + AT_ONCE])


def _piece(keys: list[int]) -> Iterator[dict[str, Any]]:
    curves = dict(_active(Baseline.objects.filter(project__in=keys)).values_list("project_id", "curve"))
    milestones, reports, documents = _milestones(keys), _reports(keys), _documents(keys)
    beside = ("duty__unit", "duty__city", "duty__district")
    for one in Project.objects.filter(pk__in=keys).select_related(*beside).order_by("pk"):
        beside_it = {
            "curve": curves.get(one.pk, []),
            "milestones": milestones[one.pk],
            "reports": reports[one.pk],
            "documents": documents[one.pk],
        }
        yield _line(one) | beside_it


def _line(one: Project) -> dict[str, Any]:
    duty = one.duty
    said = {name: getattr(one, name) for name in PLAIN} | {name: _iso(getattr(one, name)) for name in DAYS}
    return said | {
        "number": duty.number,
        "title": duty.title,
        "unit": {"code": duty.unit.code, "name": duty.unit.name},
        "sponsor": one.sponsor_name,
        "builder": one.builder_name,
        "city": duty.city.name,
        "district": duty.district.name if duty.district else "",
        "longitude": one.longitude,
        "latitude": one.latitude,
    }


def _active(baselines: "QuerySet[Baseline]") -> "QuerySet[Baseline]":
    return baselines.filter(state=BaselineState.ACTIVE)


def _milestones(keys: list[int]) -> Lists:
    """Due on the date of the plan in force, else on the owner's own."""
    rows = PlannedDate.objects.filter(baseline__project__in=keys, baseline__state=BaselineState.ACTIVE)
    planned = dict(rows.values_list("milestone_id", "planned"))
    found: Lists = defaultdict(list)
    for one in Milestone.objects.filter(project__in=keys, withdrawn_at=None).order_by("position", "id"):
        due = planned.get(one.pk) or one.forecast
        said = {"id": one.pk, "name": one.name, "stage": one.stage, "due": _iso(due), "met_on": _iso(one.met_on)}
        found[one.project_id].append(said)
    return found


def _reports(keys: list[int]) -> Lists:
    found: Lists = defaultdict(list)
    rows = Report.objects.counting().filter(project__in=keys).order_by("round__as_of", "pk")
    for project, as_of, invested, percent in rows.values_list("project_id", "round__as_of", "invested", "percent"):
        found[project].append({"as_of": as_of.isoformat(), "invested": invested, "percent": percent})
    return found


def _documents(keys: list[int]) -> Lists:
    """Papers marked as such that may be shown; by title and day, not their files."""
    found: Lists = defaultdict(list)
    for one in Evidence.objects.filter(project__in=keys, is_public=True, withdrawn_at=None).order_by("pk"):
        said = {"id": one.pk, "kind": one.kind, "title": one.get_kind_display(), "dated": one.dated.isoformat()}
        found[one.project_id].append(said)
    return found


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
