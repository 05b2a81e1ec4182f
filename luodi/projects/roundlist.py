"""Lists of a round and of the check: who has reported, what waits to be checked, what was corrected. Reads only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from luodi.directory.models import Territory
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.projects.models import Correction, Project, Report, ReportCycle, ReportRound, RoundTotal
from luodi.projects.overview import Scope, scope_of
from luodi.projects.rounds import cities_of, kept_places, open_rounds, owes, reports_owed
from luodi.projects.rules import ReportState

SIZE = 50
QUEUE = 30
HERE = (ReportState.SUBMITTED, ReportState.ACCEPTED)
# value of the filter -> what it is called
STANDINGS = {
    "missing": _("未报送"),
    "submitted": _("待审核"),
    "returned": _("已退回"),
    "accepted": _("已审核"),
    "late": _("迟报"),
    "sampled": _("抽查"),
}
BESIDE = ("project__duty__unit", "project__duty__owner__user", "project__duty__district", "round__cycle")


@dataclass(frozen=True)
class Line:
    """A project in a round; no report yet, or the one that stands."""

    project: Project
    report: Report | None

    @property
    def state(self) -> str:
        return self.report.state if self.report else ""

    @property
    def missing(self) -> bool:
        return self.state not in HERE

    @property
    def late(self) -> bool:
        return is_late(self.report) if self.report else False


def is_late(report: Report) -> bool:
    """Sent in after the round was due."""
    return report.submitted_at is not None and report.submitted_at > report.round.due


@dataclass(frozen=True)
class Lines:
    rows: list[Line]
    next: int | None


def lines(viewer: Viewer, one: ReportRound, asked: Mapping[str, Any], after: int = 0) -> Lines:
    """A page of the round's projects within the viewer's reach; three queries."""
    found = _owed(viewer, one).filter(pk__gt=after)
    if asked.get("district"):
        found = found.filter(duty__district=asked["district"])
    if typed := str(asked.get("q", "")).strip():
        found = found.filter(Q(duty__title__icontains=typed) | Q(duty__number__icontains=typed))
    found = _standing(found, one, asked.get("state", ""))
    beside = ("duty__owner__user", "duty__unit", "duty__district")
    projects = list(found.select_related(*beside).order_by("pk")[: SIZE + 1])
    more, projects = len(projects) > SIZE, projects[:SIZE]
    reports = Report.objects.filter(round=one, project__in=projects).exclude(state=ReportState.SUPERSEDED)
    by_project = {report.project_id: report for report in reports.select_related("round")}
    rows = [Line(project, by_project.get(project.pk)) for project in projects]
    return Lines(rows, rows[-1].project.pk if more else None)


def _standing(found: "QuerySet[Project]", one: ReportRound, state: str) -> "QuerySet[Project]":
    here = Report.objects.filter(project=OuterRef("pk"), round=one)
    if state == "missing":
        return found.filter(~Exists(here.filter(state__in=HERE)))
    if state == "late":
        return found.filter(Exists(here.filter(state__in=HERE, submitted_at__gt=one.due)))
    if state == "sampled":
        return found.filter(Exists(here.filter(state__in=HERE, sampled=True)))
    return found.filter(Exists(here.filter(state=state))) if state in STANDINGS else found


def _owed(viewer: Viewer, one: ReportRound) -> "QuerySet[Project]":
    """Within the places of his posts; of what is restricted, only what is his own."""
    scope = scope_of(viewer)
    mine = Q(duty__owner__in=viewer.post_ids)
    return reports_owed(one).filter(mine | scope.where() if scope else mine)


@dataclass(frozen=True)
class Counts:
    owed: int
    by_state: dict[str, int]

    @property
    def reported(self) -> int:
        return sum(self.by_state.get(state, 0) for state in HERE)

    @property
    def missing(self) -> int:
        return max(self.owed - self.reported, 0)


def counts(viewer: Viewer, one: ReportRound) -> Counts:
    scope = scope_of(viewer)
    if scope is None:
        return Counts(0, {})
    reports = Report.objects.filter(scope.where("project__duty__"), round=one).order_by()
    by_state = dict(reports.values_list("state").annotate(many=Count("pk")))
    return Counts(reports_owed(one).filter(scope.where()).count(), by_state)


def to_report(viewer: Viewer, now: datetime) -> list[tuple[Project, ReportRound, Report | None]]:
    """What the viewer's own posts owe in open rounds, not sent yet; the soonest due first, fifty at most."""
    mine = viewer.post_ids | viewer.substituted_post_ids
    found = []
    for one in open_rounds(localdate(now)).order_by("due"):
        sent = Report.objects.filter(project=OuterRef("pk"), round=one, state__in=HERE)
        waiting = reports_owed(one).filter(~Exists(sent), Q(duty__owner__in=mine) | Q(deputy__in=viewer.post_ids))
        projects = list(waiting.select_related("duty__unit").order_by("pk")[:SIZE])
        drafts = Report.objects.filter(round=one, project__in=projects).exclude(state=ReportState.SUPERSEDED)
        by_project = {draft.project_id: draft for draft in drafts}
        found += [(project, one, by_project.get(project.pk)) for project in projects]
    return found[:SIZE]


def round_to_report(project: Project, now: datetime) -> ReportRound | None:
    """The open round in which this project may report now."""
    cities = [project.duty.city_id, project.duty.city.parent_id]
    newest = open_rounds(localdate(now)).filter(cycle__territory__in=cities).order_by("-as_of")
    return next((one for one in newest if owes(project, one)), None)


def queue(viewer: Viewer, only: str = "", after: int = 0) -> "list[Report]":
    """What waits for the viewer's check, oldest first; with `only` "visit": drawn for a visit that has not been."""
    scope = scope_of(viewer)
    if scope is None:
        return []
    found = Report.objects.filter(scope.where("project__duty__"), pk__gt=after).select_related(
        *BESIDE, "filled_by__user"
    )
    if only == "visit":
        return list(found.filter(sampled=True, found="", state__in=HERE).order_by("pk")[: QUEUE + 1])
    return list(found.filter(state=ReportState.SUBMITTED).order_by("pk")[: QUEUE + 1])


def queue_sizes(viewer: Viewer) -> tuple[int, int]:
    """Waiting for a check; drawn for a visit that has not been."""
    scope = scope_of(viewer)
    if scope is None:
        return 0, 0
    found = Report.objects.filter(scope.where("project__duty__"))
    visits = found.filter(sampled=True, found="", state__in=HERE)
    return found.filter(state=ReportState.SUBMITTED).count(), visits.count()


def report_for(viewer: Viewer, number: str, pk: int) -> Report:
    """Raises Report.DoesNotExist outside the viewer's reach."""
    seen = Duty.objects.visible_to(viewer).filter(number=number)
    beside = ("round__cycle__territory", "filled_by__user", "checked_by__user", "next_milestone", "photo__attachment")
    return Report.objects.select_related(*beside).get(pk=pk, project__duty__in=seen.values("pk"))


def standing_report(project: Project, one: ReportRound) -> Report | None:
    """The one of this round that is not superseded; drafts and returned ones too."""
    found = Report.objects.filter(project=project, round=one).exclude(state=ReportState.SUPERSEDED)
    return found.select_related("round", "photo").first()


def totals_of(viewer: Viewer, rounds: Iterable[ReportRound]) -> dict[int, RoundTotal]:
    """Round -> its sums for the viewer's city, or for his district."""
    scope = scope_of(viewer)
    if scope is None or len(scope.places) != 1 or scope.column == "place":
        return {}
    place = scope.places[0]
    where: dict[str, Any] = {"city": place, "district": None} if scope.column == "city" else {"district": place}
    return {row.round_id: row for row in RoundTotal.objects.filter(round__in=[one.pk for one in rounds], **where)}


def districts_of(one: ReportRound) -> list[Territory]:
    """In the fixed administrative order."""
    below = Territory.objects.in_use().filter(parent__in=cities_of(one.cycle), level=Territory.Level.DISTRICT)
    return list(below.order_by("code"))


def cycles_kept(viewer: Viewer) -> "QuerySet[ReportCycle]":
    places = [place.pk for place in kept_places(viewer)]
    found = ReportCycle.objects.filter(territory__in=places, is_opening=False)
    return found.select_related("territory").order_by("territory", "pk")


def cycles_above(viewer: Viewer) -> "QuerySet[ReportCycle]":
    """Of the circles that his cities lie in: they ask his projects for reports, and he does not change them."""
    circles = [place.parent_id for place in kept_places(viewer) if place.parent_id]
    found = ReportCycle.objects.filter(territory__in=circles, active=True, is_opening=False)
    return found.select_related("territory").order_by("territory", "pk")


def accepted_before(report: Report) -> Report | None:
    """What counted before this round: the other column of the check."""
    older = Report.objects.counting().filter(project=report.project_id, round__as_of__lt=report.round.as_of)
    return older.select_related("round").order_by("-round__as_of").first()


def corrections(viewer: Viewer, after: int = 0, size: int = 30) -> "list[Correction]":
    """Newest first."""
    scope: Scope | None = scope_of(viewer)
    if scope is None:
        return []
    found = Correction.objects.filter(scope.where("report__project__duty__"))
    if after:
        found = found.filter(pk__lt=after)
    beside = ("report__project__duty__unit", "report__round", "made_by__unit", "made_by__user")
    return list(found.select_related(*beside).order_by("-pk")[: size + 1])


def history(project: Project, most: int = 60) -> "list[Report]":
    """Every version, drafts too, newest first, with its corrections; three queries."""
    beside = ("round__cycle", "filled_by__user", "checked_by__user", "next_milestone")
    found = Report.objects.filter(project=project).select_related(*beside)
    newest = found.order_by(F("round__as_of").desc(), F("version").desc())
    return list(newest.prefetch_related("corrections__made_by")[:most])
