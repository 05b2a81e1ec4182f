"""The sheet that is always on: every unit beside its own plan, in fixed administrative order. Never a ranking."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, Q, Sum

from luodi.bulletin.figures import ahead, months_in, percent
from luodi.directory.viewer import Viewer
from luodi.projects.models import Project, ReportRound
from luodi.projects.rules import ENDED
from luodi.projects.words import money


@dataclass(frozen=True)
class Row:
    """`planned`: projects with a plan of the year; the rate is of those alone. `finished`: closed within the year.
    `ahead`: points against the schedule."""

    unit: str
    place: str
    pk: int
    projects: int
    planned: int
    finished: int
    plan: int
    done: int
    reported: int
    rate: Decimal | None
    ahead: Decimal | None

    @property
    def plan_words(self) -> str:
        return money(self.plan)

    @property
    def done_words(self) -> str:
        return money(self.done)


@dataclass(frozen=True)
class Sheet:
    """`period` and `as_of` of the newest round that anything was accepted in; None before the first."""

    rows: list[Row]
    period: str
    as_of: date | None
    year: int


def task_forces(viewer: Viewer, today: date) -> Sheet:
    """Three queries. From accepted reports, as they stand now; what was finished within the year still counts."""
    there = Project.objects.visible_to(viewer).exclude(side__in=ENDED)
    open_ones = there.filter(duty__closed=None)
    day = open_ones.aggregate(last=Max("current__round__as_of"))["last"]
    newest = ReportRound.objects.filter(as_of=day, reports__current_of__in=open_ones).first() if day else None
    year = int(newest.period[:4]) if newest else today.year
    months = months_in(newest.period) if newest else today.month
    planned = Q(year=year, year_plan__gt=0)
    rows = (
        there.filter(Q(duty__closed=None) | Q(duty__closed__year__gte=year))
        .values(pk_=F("duty__unit"), name=F("duty__unit__name"), place=F("duty__unit__territory__name"))
        .annotate(
            projects=Count("pk"),
            planned=Count("pk", filter=planned),
            finished=Count("pk", filter=Q(duty__closed__isnull=False)),
            plan=Sum("year_plan", filter=planned),
            done=Sum("year_done", filter=planned),
            reported=Count("pk", filter=Q(current__round__as_of=day)),
        )
        .order_by("duty__unit__territory__code", "duty__unit__code")
    )
    return Sheet([_row(dict(one), months) for one in rows], newest.period if newest else "", day, year)


def _row(one: dict[str, Any], months: int) -> Row:
    plan, done = one["plan"] or 0, one["done"] or 0
    rate = percent(done, plan)
    return Row(
        unit=one["name"],
        place=one["place"],
        pk=one["pk_"],
        projects=one["projects"],
        planned=one["planned"],
        finished=one["finished"],
        plan=plan,
        done=done,
        reported=one["reported"],
        rate=rate,
        ahead=ahead(rate, months) if rate is not None else None,
    )
