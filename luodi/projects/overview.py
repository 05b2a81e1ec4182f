"""A city's projects at a glance, from live rows: lights, sums against plan, and the trend of its rounds. Reads only.

Grouped by place in the order of the index, with one sum for each light: a hundred thousand projects are added up
without touching a row of either table.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.utils.timezone import localdate

from luodi.clock import SHANGHAI
from luodi.directory.models import Territory
from luodi.directory.viewer import Viewer
from luodi.duties.models import Visibility
from luodi.projects.lights import ahead, elapsed_share, share_of
from luodi.projects.models import LightOverride, Project, Report, ReportRound, RoundTotal
from luodi.projects.rounds import owed_condition, rounds_seen
from luodi.projects.rules import Light, ReportState

PERIODS = 60  # of the trend
COUNTED = (Light.GREEN, Light.YELLOW, Light.RED)  # grey is the rest


@dataclass(frozen=True)
class Scope:
    """The places of a viewer's posts; `by` is what his overview is grouped by: "city" in a circle, else "district"."""

    column: str
    places: tuple[int, ...]

    @property
    def by(self) -> str:
        return "city" if self.column == "city" and len(self.places) > 1 else "district"

    def where(self, prefix: str = "duty__") -> Q:
        one = self.places[0] if len(self.places) == 1 else None
        held = {f"{prefix}{self.column}": one} if one else {f"{prefix}{self.column}__in": self.places}
        return Q(**{f"{prefix}kind": "project"}, **held) & ~Q(**{f"{prefix}visibility": Visibility.RESTRICTED})


def scope_of(viewer: Viewer) -> Scope | None:
    """The widest that his posts open for projects."""
    held = [(column, pk) for column, pk, kinds in viewer.scopes if "project" in kinds]
    for column in ("city", "district", "place"):
        places = tuple(pk for of, pk in held if of == column)
        if places:
            return Scope(column, places)
    return None


@dataclass(slots=True)
class Sums:
    """Of one place; money in yuan. `planned` are the projects with a plan for this year."""

    place: Territory | None
    lights: dict[str, int] = field(default_factory=dict)
    projects: int = 0
    owing: int = 0  # of these, in the open round
    turned_red: int = 0  # since the first of the month, and still so
    planned: int = 0
    year_plan: int = 0
    year_done: int = 0
    total: int = 0

    @property
    def completion(self) -> Decimal | None:
        return share_of(self.year_done, self.year_plan) if self.year_plan else None

    def add(self, other: "Sums") -> None:
        for name in ("projects", "owing", "turned_red", "planned", "year_plan", "year_done", "total"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for light, count in other.lights.items():
            self.lights[light] = self.lights.get(light, 0) + count


@dataclass(frozen=True, slots=True)
class Turn:
    """A round of the trend."""

    round: ReportRound
    projects: int
    reported: int  # and accepted
    invested: int
    waiting: int = 0  # reported, not checked yet

    @property
    def missing(self) -> int:
        return max(self.projects - self.reported - self.waiting, 0)


@dataclass(frozen=True)
class Overview:
    scope: Scope
    whole: Sums
    places: list[Sums]
    ended: Sums  # of this year: no more in the library's open part
    turns: list[Turn]  # oldest first
    open_round: Turn | None
    by_hand: int
    day: date
    as_of: date | None  # day of the figures: of the newest round

    @property
    def schedule(self) -> Decimal:
        """The elapsed share of the year at the day of the figures."""
        of_year = self.as_of if self.as_of and self.as_of.year == self.day.year else None
        return elapsed_share(of_year) if of_year else Decimal(0)

    def ahead(self, sums: Sums) -> Decimal | None:
        return ahead(sums.completion, self.schedule) if sums.completion is not None and self.schedule else None


def overview(viewer: Viewer, now: datetime) -> Overview | None:
    """Seven queries, however many projects; None for who has no projects in his remit."""
    scope = scope_of(viewer)
    if scope is None:
        return None
    day = localdate(now)
    rounds = list(rounds_seen(viewer)[:PERIODS])
    running = next((one for one in rounds if one.closed_at is None), None)
    places = _by_place(scope, day, running)
    whole = Sums(None)
    for one in places:
        whole.add(one)
    return Overview(
        scope=scope,
        whole=whole,
        places=places,
        ended=_ended(scope, day),
        turns=_turns(scope, rounds),
        open_round=_open(scope, running, whole.owing) if running else None,
        by_hand=_by_hand(scope, day),
        day=day,
        as_of=rounds[0].as_of if rounds else None,
    )


def _sums(day: date, running: ReportRound | None = None) -> dict[str, Any]:
    owing = {"owing": Sum(_one(owed_condition(running)))} if running else {}
    lights = {f"is_{light}": Sum(_one(Q(light=light))) for light in COUNTED}
    this_year = Q(year=day.year)
    return {
        **lights,
        **owing,
        "red": Sum(_one(Q(light=Light.RED, light_since__gte=day.replace(day=1)))),
        "projects": Count("duty"),
        "planned": Sum(_one(this_year & Q(year_plan__gt=0))),
        "plan": Sum(_if(this_year, "year_plan")),
        "done": Sum(_if(this_year, "year_done")),
        "all": Sum("total"),
    }


def _one(where: Q) -> Case:
    return Case(When(where, then=Value(1)), default=Value(0), output_field=IntegerField())


def _if(where: Q, column: str) -> Case:
    return Case(When(where, then=F(column)), default=Value(0))


def _by_place(scope: Scope, day: date, running: ReportRound | None) -> list[Sums]:
    """In the fixed administrative order: by code; what lies in no district last."""
    of = f"duty__{scope.by}"
    rows = (
        Project.objects.filter(scope.where(), duty__closed=None).order_by().values(of).annotate(**_sums(day, running))
    )
    found = list(rows)
    territories = Territory.objects.in_bulk([row[of] for row in found if row[of]])
    made = [_made(row, territories.get(row[of])) for row in found]
    return sorted(made, key=lambda one: (one.place is None, one.place.code if one.place else ""))


def _made(row: dict[str, Any], place: Territory | None) -> Sums:
    lights: dict[str, int] = {light.value: row[f"is_{light}"] or 0 for light in COUNTED}
    return Sums(
        place=place,
        lights={**lights, Light.GREY.value: row["projects"] - sum(lights.values())},
        projects=row["projects"],
        owing=row.get("owing") or 0,
        turned_red=row["red"] or 0,
        planned=row["planned"] or 0,
        year_plan=row["plan"] or 0,
        year_done=row["done"] or 0,
        total=row["all"] or 0,
    )


def _ended(scope: Scope, day: date) -> Sums:
    since = Project.objects.filter(scope.where(), duty__closed__gte=datetime(day.year, 1, 1, tzinfo=SHANGHAI))
    return _made(since.aggregate(**_sums(day)), None)


def _by_hand(scope: Scope, day: date) -> int:
    """They are few in any city; where each lies is looked up from them."""
    held = LightOverride.objects.filter(ended_at=None, until__gte=day)
    return sum(pk in scope.places for pk in held.values_list(f"project__duty__{scope.column}", flat=True))


def _turns(scope: Scope, rounds: Sequence[ReportRound]) -> list[Turn]:
    """Of closed rounds that have sums for the place."""
    wanted = {"city__in": scope.places, "district": None} if scope.column == "city" else {"district__in": scope.places}
    rows = RoundTotal.objects.filter(round__in=[one.pk for one in rounds], **wanted).order_by()
    added = rows.values_list("round").annotate(p=Sum("projects"), r=Sum("reported"), i=Sum("invested"))
    by_pk = {one.pk: one for one in rounds}
    turns = [Turn(by_pk[pk], projects, reported, invested) for pk, projects, reported, invested in added]
    return sorted(turns, key=lambda turn: turn.round.as_of)


def _open(scope: Scope, one: ReportRound, owing: int) -> Turn:
    """The round that is not closed, as far as it has come."""
    reports: QuerySet[Report] = Report.objects.filter(
        round=one, state__in=(ReportState.SUBMITTED, ReportState.ACCEPTED)
    )
    if scope.column != "city" or one.cycle.territory.level == Territory.Level.CIRCLE:
        reports = reports.filter(scope.where("project__duty__"))
    rows = reports.order_by().values_list("state").annotate(many=Count("project"), invested=Sum("invested"))
    found = {state: (many, invested or 0) for state, many, invested in rows}
    accepted, waiting = (found.get(state, (0, 0)) for state in (ReportState.ACCEPTED, ReportState.SUBMITTED))
    return Turn(one, owing, accepted[0], accepted[1], waiting[0])
