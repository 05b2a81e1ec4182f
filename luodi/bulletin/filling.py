"""What the lines of an edition say: read for a set of projects in a handful of queries, as of the round's day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, Sum

from luodi.bulletin.models import Edition, EditionLine
from luodi.bulletin.photographs import photos_of
from luodi.bulletin.redaction import redacted
from luodi.projects.curves import planned_share
from luodi.projects.models import Baseline, Milestone, PlannedDate, Project, Report, YearPlan
from luodi.projects.rules import ORDER, BaselineState, ReportState, Stage

CLASSES = ("new", "continued", "preparatory", "finished")


@dataclass
class Beside:
    """What is read of a set of projects besides their own columns, by project."""

    reports: dict[int, Report] = field(default_factory=dict)
    sums: dict[int, dict[str, int]] = field(default_factory=dict)
    plans: dict[int, int] = field(default_factory=dict)
    baselines: dict[int, list[Baseline]] = field(default_factory=lambda: defaultdict(list))
    dates: dict[int, dict[int, date]] = field(default_factory=lambda: defaultdict(dict))
    milestones: dict[int, list[Milestone]] = field(default_factory=lambda: defaultdict(list))
    photos: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    stages: dict[int, str] = field(default_factory=dict)


def fill(edition: Edition, lines: list[EditionLine]) -> list[EditionLine]:
    """Sets values, report, late and missing of each line; not saved."""
    ids = [line.project_id for line in lines]
    joined = ("duty__unit", "duty__city", "duty__district")
    projects = Project.objects.select_related(*joined).in_bulk(ids)
    beside = _beside(edition, ids)
    for line in lines:
        project, report = projects[line.project_id], beside.reports.get(line.project_id)
        line.report = report
        line.missing = report is None
        line.late = bool(report and report.submitted_at and report.submitted_at > edition.round.due)
        line.is_public = project.is_public
        line.values = redacted(_values(edition, project, report, beside), edition.redaction)
    return lines


def _beside(edition: Edition, ids: list[int]) -> Beside:
    round_, year = edition.round, str(edition.year)
    counting = Report.objects.filter(project__in=ids, state=ReportState.ACCEPTED)
    found = Beside(reports={one.project_id: one for one in counting.filter(round=round_)})
    past = counting.filter(round__as_of__lte=edition.as_of).values("project")
    this_year = Q(round__period__startswith=year)
    for row in past.annotate(year=Sum("invested", filter=this_year), all=Sum("invested")):
        found.sums[row["project"]] = {"year": row["year"] or 0, "all": row["all"] or 0}
    plans = YearPlan.objects.filter(project__in=ids, year=edition.year).order_by("set_at", "id")
    found.plans = dict(plans.values_list("project", "amount"))
    states = (BaselineState.ACTIVE, BaselineState.REPLACED)
    for baseline in Baseline.objects.filter(project__in=ids, state__in=states).order_by("version"):
        found.baselines[baseline.project_id].append(baseline)
    known = [one.pk for several in found.baselines.values() for one in several]
    for baseline_id, milestone, planned in _planned(known):
        found.dates[baseline_id][milestone] = planned
    for one in Milestone.objects.filter(project__in=ids, withdrawn_at=None).order_by("position", "id"):
        found.milestones[one.project_id].append(one)
    found.photos = photos_of(ids)
    found.stages = _published_stages(edition, ids)
    return found


def _planned(baselines: list[int]) -> Iterable[tuple[int, int, date]]:
    return PlannedDate.objects.filter(baseline__in=baselines).values_list("baseline", "milestone", "planned")


def _published_stages(edition: Edition, ids: list[int]) -> dict[int, str]:
    """The stage in which each was last published."""
    rows = EditionLine.objects.filter(project__in=ids, edition__state="published", edition__as_of__lt=edition.as_of)
    return dict(rows.order_by("edition__as_of").values_list("project", "values__stage"))


def _values(edition: Edition, project: Project, report: Report | None, beside: Beside) -> dict[str, Any]:
    duty, sums = project.duty, beside.sums.get(project.pk, {"year": 0, "all": 0})
    last = beside.stages.get(project.pk, "")
    shown: dict[str, Any] = {name: getattr(project, name) for name in ("sector", "template", "level", "stage", "side")}
    return shown | {
        "title": duty.title,
        "city": duty.city.name if duty.city else "",
        "city_code": duty.city.code if duty.city else "",
        "district": duty.district.name if duty.district else "",
        "district_code": duty.district.code if duty.district else "",
        "unit": duty.unit.name,
        "class": class_of(project, edition.year, edition.as_of),
        "fell_back_from": last if last and ORDER[last] > ORDER[project.stage] else "",
        "total": project.total,
        "year_plan": beside.plans.get(project.pk),
        "period_invested": report.invested if report else None,
        "year_done": sums["year"],
        "invested": sums["all"],
        "percent": _text(report.percent if report else None),
        "words": report.words if report else "",
        "started_on": _day(project.started_on),
        "completed_on": _day(project.completed_on),
        "producing_on": _day(project.producing_on),
        "place": _place(project),
        "photos": beside.photos.get(project.pk, []),
        **_plan(edition, project, beside),
    }


def _plan(edition: Edition, project: Project, beside: Beside) -> dict[str, Any]:
    """Baseline against now: every version that ever held stays visible."""
    versions = beside.baselines.get(project.pk, [])
    first, active = (versions[0], versions[-1]) if versions else (None, None)
    dates = {one.pk: beside.dates.get(one.pk, {}) for one in versions}
    milestones = beside.milestones.get(project.pk, [])
    starts = [dates[active.pk].get(one.pk) for one in milestones if active and one.stage == Stage.STARTED]
    return {
        "planned": str(planned_share(active.curve, edition.as_of)) if active and active.curve else None,
        "start_planned": next((_day(on) for on in starts if on and on.year == edition.year), None),
        "baselines": [{"version": one.version, "effective": _day(one.effective)} for one in versions],
        "milestones": [
            {
                "name": one.name,
                "stage": one.stage,
                "first": _day(dates[first.pk].get(one.pk)) if first else None,
                "planned": _day(dates[active.pk].get(one.pk)) if active else None,
                "forecast": _day(one.forecast),
                "met_on": _day(one.met_on),
            }
            for one in milestones
        ],
    }


def class_of(project: Project, year: int, as_of: date) -> str:
    """新开工 new this year, 续建 continued from an earlier one, 前期 preparatory, 竣工 finished."""
    if project.completed_on and project.completed_on <= as_of:
        return "finished"
    begun = project.started_on
    if begun is None:
        return "continued" if ORDER[project.stage] >= ORDER[Stage.STARTED] else "preparatory"
    if begun > as_of:
        return "preparatory"
    return "new" if begun.year == year else "continued"


def _place(project: Project) -> list[float] | None:
    if project.longitude is None or project.latitude is None:
        return None
    return [float(project.longitude), float(project.latitude)]


def _text(number: Any) -> str | None:
    return None if number is None else f"{number.normalize():f}"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
