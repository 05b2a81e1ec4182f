"""How long it took, of the newest that are done: middles and tails, which no sum gives."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery, Sum

from luodi.approvals.days.counting import day_minutes, days_between
from luodi.approvals.days.scope import Scope
from luodi.approvals.models import Stay
from luodi.approvals.rules import Holder
from luodi.directory.calendars import calendar_for

ITEMS_MOST, CASES_MOST = 5_000, 2_000


@dataclass(frozen=True)
class Spread:
    """Working days. `most` nine of ten did not take longer."""

    number: int
    middle: float
    most: float


@dataclass(frozen=True)
class Whole:
    """Cases from filing to the end against their promise and against one item after the other."""

    spread: Spread
    within: float
    saved: float  # days a case, on average
    series: float
    promised: float


def spread(values: Sequence[float]) -> Spread:
    """By nearest rank."""
    ordered = sorted(values)
    return Spread(len(ordered), round(_rank(ordered, 50), 1), round(_rank(ordered, 90), 1))


def handling(scope: Scope) -> dict[int, Spread]:
    """From acceptance to decision without what was spent on special procedures."""
    away = (
        Stay.objects.filter(item=OuterRef("pk"), holder=Holder.THIRD_PARTY, since__gte=OuterRef("accepted_at"))
        .values("item")
        .annotate(minutes=Sum("working_minutes"))
        .values("minutes")
    )
    rows = (
        scope.items()
        .filter(accepted_at__isnull=False, decided_at__gte=F("accepted_at"))
        .annotate(away=Subquery(away))
        .order_by("-pk")
        .values_list(scope.group, "accepted_at", "decided_at", "duty__unit__calendar__code", "away")[:ITEMS_MOST]
    )
    took: dict[int, list[float]] = defaultdict(list)
    long: dict[str, float] = {}
    for group, accepted, decided, code, minutes in rows:
        calendar = calendar_for(code)
        if code not in long:
            long[code] = day_minutes(calendar, scope.now)
        took[group].append(max(0, calendar.elapsed(accepted, decided) - (minutes or 0)) / long[code])
    return {group: spread(days) for group, days in took.items()}


def whole_cases(scope: Scope) -> dict[int, Whole]:
    """By bundle, of cases that are finished."""
    rows = (
        scope.cases()
        .filter(finished_at__isnull=False, promised_days__isnull=False, series_days__isnull=False)
        .order_by("-filed_at")
        .values_list(
            "bundle_version__bundle",
            "filed_at",
            "finished_at",
            "promised_days",
            "series_days",
            "duty__unit__calendar__code",
        )[:CASES_MOST]
    )
    took: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for bundle, filed, finished, promised, series, code in rows:
        if filed and finished and promised is not None and series is not None:  # as the filter says
            took[bundle].append((days_between(calendar_for(code), filed, finished), promised, series))
    return {bundle: _whole(cases) for bundle, cases in took.items()}


def _whole(cases: list[tuple[int, int, int]]) -> Whole:
    number = len(cases)
    return Whole(
        spread=spread([days for days, _promised, _series in cases]),
        within=sum(days <= promised for days, promised, _series in cases) / number,
        saved=round(sum(max(0, series - days) for days, _promised, series in cases) / number, 1),
        series=round(sum(series for _days, _promised, series in cases) / number, 1),
        promised=round(sum(promised for _days, promised, _series in cases) / number, 1),
    )


def _rank(ordered: Sequence[float], percent: int) -> float:
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
