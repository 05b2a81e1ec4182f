"""Sums over all rows of a scope, each one query of the database, whatever the number of rows."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Sum

from luodi.approvals.days.counting import day_minutes
from luodi.approvals.days.scope import Scope
from luodi.approvals.models import Decision, Deferral, Extension, SpecialProcedure, Stay, Supplement
from luodi.directory.calendars import calendar_for
from luodi.duties.models import Deadline

LATER = timedelta(hours=1)  # what is keyed in so much after it happened was keyed in later


@dataclass(frozen=True)
class Count4:
    items: int
    cases: int
    accepted: int
    silent: int

    @property
    def silent_share(self) -> float | None:
        return self.silent / self.accepted if self.accepted else None


@dataclass(frozen=True)
class Gap:
    """Acts of a service, how many of them were keyed in later, and how much later on average."""

    acts: int
    late: int
    mean: timedelta

    @property
    def share(self) -> float:
        return self.late / self.acts

    @property
    def days(self) -> float:
        return round(self.mean / timedelta(days=1), 1)


def days_by_holder(scope: Scope) -> dict[int, dict[str, float]]:
    """Working days of ended stays; each calendar's minutes by the length of its own day."""
    rows = (
        Stay.objects.filter(scope.where("item__"), working_minutes__isnull=False)
        .values_list(f"item__{scope.group}", "holder", "item__duty__unit__calendar__code")
        .annotate(minutes=Sum("working_minutes"))
        .order_by()
    )
    found: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    long: dict[str, float] = {}
    for group, holder, code, minutes in rows:
        if code not in long:
            long[code] = day_minutes(calendar_for(code), scope.now)
        found[group][holder] += minutes / long[code]
    return found


def counts(scope: Scope) -> dict[int, Count4]:
    rows = (
        scope.items()
        .values_list(scope.group)
        .annotate(
            items=Count("pk"),
            cases=Count("case", distinct=True),
            accepted=Count("pk", filter=Q(accepted_at__isnull=False)),
            silent=Count("pk", filter=Q(deemed=True)),
        )
        .order_by()
    )
    return {group: Count4(*rest) for group, *rest in rows}


def kept_promises(scope: Scope) -> Mapping[int, tuple[int, int]]:
    """Group -> decisions within the promised time, and all that were promised one."""
    kind = {"kind": "decision", "outcome__in": (Deadline.Outcome.KEPT, Deadline.Outcome.MISSED)}
    rows = (
        Deadline.objects.filter(scope.where("duty__item__"), **kind)
        .values_list(f"duty__item__{scope.group}")
        .annotate(kept=Count("pk", filter=Q(outcome=Deadline.Outcome.KEPT)), all=Count("pk"))
        .order_by()
    )
    return {group: (kept, every) for group, kept, every in rows}


def gaps(scope: Scope) -> dict[int, Gap]:
    """By service and by nothing smaller: never by clerk or post."""
    late = Q(recorded_at__gt=F("happened_at") + LATER)
    between = ExpressionWrapper(F("recorded_at") - F("happened_at"), output_field=DurationField())
    parts = [
        model.objects.filter(scope.where("item__"))
        .values_list("item__version__service")
        .annotate(acts=Count("pk"), late=Count("pk", filter=late), gap=Sum(between, filter=late))
        .order_by()
        for model in (Decision, SpecialProcedure, Supplement, Deferral, Extension)
    ]
    found: dict[int, list[tuple[int, int, timedelta]]] = defaultdict(list)
    for service, acts, keyed_late, gap in parts[0].union(*parts[1:], all=True):
        found[service].append((acts, keyed_late, gap or timedelta()))
    return {service: _gap(rows) for service, rows in found.items()}


def _gap(rows: list[tuple[int, int, timedelta]]) -> Gap:
    late = sum(row[1] for row in rows)
    whole = sum((row[2] for row in rows), timedelta())
    return Gap(sum(row[0] for row in rows), late, whole / late if late else timedelta())
