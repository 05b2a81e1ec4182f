"""What the rules of lights are asked about, read for a whole set of projects at once. Reads only."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.timezone import localdate

from luodi.directory.models import Territory
from luodi.directory.viewer import Viewer
from luodi.projects.lights import PRESETS, RED, YELLOW, Facts, Reading, read, share_of
from luodi.projects.models import (
    Baseline,
    LightOverride,
    LightReading,
    LightRules,
    PlannedDate,
    Project,
    Report,
    ReportCycle,
    ReportRound,
)
from luodi.projects.overview import scope_of
from luodi.projects.rounds import cities_of, levels_of, months_of
from luodi.projects.rules import ORDER, BaselineState, ReportState, Side, Stage

STATISTICS_FROM = 5_000_000  # yuan of planned total from which a project is counted by statistics
SAMPLE = 5000  # projects of a preview
REPORTED = (ReportState.SUBMITTED, ReportState.ACCEPTED)
COLUMNS = (
    *("pk", "light", "level", "side", "stage", "percent", "invested", "total", "year", "year_plan", "year_done"),
    *("started_on", "in_statistics_on", "duty__opened", "current__round__as_of", "current__checked_at"),
    *("current__invested", "current__round__cycle__frequency"),
)


def rules_in_force(day: date, city: int | None = None) -> dict[int, LightRules]:
    """City -> the newest set that is in force on this day."""
    found = LightRules.objects.filter(effective__lte=day).select_related("city", "set_by__unit")
    if city is not None:
        found = found.filter(city=city)
    return {rules.city_id: rules for rules in found.order_by("version")}


def rule_versions(city: Territory) -> list[LightRules]:
    """Newest first."""
    return list(LightRules.objects.filter(city=city).select_related("set_by__unit").order_by("-version"))


def cities_lit(viewer: Viewer) -> list[Territory]:
    """The cities whose rules concern the projects that the viewer sees."""
    scope = scope_of(viewer)
    if scope is None:
        return []
    if scope.column == "city":
        return list(Territory.objects.filter(pk__in=scope.places).order_by("code"))
    inside = Territory.objects.filter(pk__in=scope.places).with_chain()
    found = {city.pk: city for place in inside if (city := place.columns()["city"]) is not None}
    return sorted(found.values(), key=lambda city: city.code)


@dataclass(slots=True)
class Known:
    """One project: the light it has, and what the rules are asked. None: nothing to ask between two years."""

    pk: int
    light: str
    facts: Facts | None


@dataclass(slots=True)
class _Plan:
    curve: Sequence[Sequence[Any]] = ()
    start: date | None = None
    late: int = 0
    made_good: date | None = None


@dataclass(frozen=True)
class Ground:
    """What is the same for all projects of a city on one day; a handful of queries."""

    city: int
    now: datetime
    rules: LightRules
    rounds: list[tuple[ReportRound, frozenset[str]]] = field(default_factory=list)
    mean: Decimal | None = None

    @classmethod
    def of(cls, rules: LightRules, now: datetime) -> "Ground":
        mean = _mean(rules.city_id, localdate(now)) if PRESETS[rules.preset].measure == "mean" else None
        return cls(rules.city_id, now, rules, _due_rounds(rules.city, now), mean)

    def known(self, project_ids: Iterable[int]) -> list[Known]:
        ids = list(project_ids)
        day = localdate(self.now)
        plans = _plans(ids, day)
        reported = _reported(ids, [one for one, _levels in self.rounds])
        stained = _stained(ids) if self.rules.values.get("yellows_red") else {}
        rows = Project.objects.filter(pk__in=ids).order_by("pk").values_list(*COLUMNS, named=True)
        return [self._one(row, day, plans[row.pk], reported, stained.get(row.pk, ())) for row in rows]

    def _one(
        self, row: Any, day: date, plan: _Plan, reported: set[tuple[int, int]], stained: Sequence[tuple[date, str]]
    ) -> Known:
        as_of: date | None = row.current__round__as_of
        this_year = as_of is not None and as_of.year == row.year
        if as_of is not None and not this_year and len(plan.curve) < 2 and row.year_plan:
            return Known(row.pk, row.light, None)
        checked = localdate(row.current__checked_at) if row.current__checked_at else day
        facts = Facts(
            day=day,
            as_of=as_of,
            percent=row.percent,
            invested=row.invested,
            total=row.total,
            year_plan=row.year_plan if this_year else None,
            year_done=row.year_done,
            period_invested=row.current__invested or 0,
            period_months=months_of(row.current__round__cycle__frequency or "monthly"),
            curve=plan.curve,
            missing=any(self._is_missing(row, one, levels, reported) for one, levels in self.rounds),
            paused=row.side == Side.PAUSED,
            completed=ORDER[row.stage] >= ORDER[Stage.COMPLETED],
            started_on=row.started_on,
            start_planned=plan.start,
            in_statistics_on=row.in_statistics_on,
            asks_statistics=(row.total or 0) >= STATISTICS_FROM,
            nodes_late=plan.late,
            node_made_good=plan.made_good,
            mean=self.mean,
            yellow_rounds=_before(stained, checked),
        )
        return Known(row.pk, row.light, facts)

    def _is_missing(self, row: Any, one: ReportRound, levels: frozenset[str], reported: set[tuple[int, int]]) -> bool:
        owed = row.level in levels and row.duty__opened <= one.opened_at
        return owed and (one.pk, row.pk) not in reported

    def read(self, known: Known) -> Reading | None:
        if known.facts is None:
            return None
        return read(self.rules.preset, self.rules.values, known.facts)


def reading_of(project: Project, now: datetime) -> tuple[LightRules, Reading | None] | None:
    """What the rules in force say now; None where the city has none."""
    rules = rules_in_force(localdate(now), project.duty.city_id).get(project.duty.city_id)
    if rules is None:
        return None
    ground = Ground.of(rules, now)
    return rules, ground.read(ground.known([project.pk])[0])


def project_ids(city: int, after: int, size: int) -> list[int]:
    """The next ones of a city that are not ended, in order of their keys."""
    found = Project.objects.filter(duty__city=city, duty__closed=None, pk__gt=after)
    return list(found.order_by("pk").values_list("pk", flat=True)[:size])


def preview(
    city: Territory, preset: str, values: Mapping[str, Any], now: datetime
) -> tuple[Counter[tuple[str, str]], int]:
    """(light now, light then) -> how many; and of how many: a sample evenly drawn where there are more than SAMPLE."""
    ids = project_ids(city.pk, 0, 10**9)
    step = -(-len(ids) // SAMPLE) or 1
    rules = LightRules(city=city, preset=preset, values=dict(values), version=0, effective=localdate(now))
    ground, drawn = Ground.of(rules, now), ids[::step]
    found: Counter[tuple[str, str]] = Counter()
    for start in range(0, len(drawn), 1000):
        for known in ground.known(drawn[start : start + 1000]):
            reading = ground.read(known)
            found[known.light, reading.light if reading else known.light] += 1
    return found, len(ids)


def effective_light(project: Project, overrides: Mapping[int, LightOverride]) -> str:
    """Set by hand, else by the rules; whoever shows it says which."""
    held = overrides.get(project.pk)
    return held.light if held else project.light


def _due_rounds(city: Territory, now: datetime) -> list[tuple[ReportRound, frozenset[str]]]:
    """The newest round of each cycle of the city that is due, and the levels that report in it."""
    cycles = ReportCycle.objects.filter(active=True, territory__in=[city.pk, city.parent_id])
    found = []
    for cycle in cycles.select_related("territory"):
        newest = cycle.rounds.filter(due__lt=now).order_by("-as_of").first()
        if newest is not None and city.pk in cities_of(cycle):
            found.append((newest, frozenset(levels_of(cycle))))
    return found


def _reported(ids: list[int], rounds: Iterable[ReportRound]) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for one in rounds:
        rows = Report.objects.filter(round=one, project__in=ids, state__in=REPORTED)
        found.update((one.pk, pk) for pk in rows.values_list("project", flat=True))
    return found


def _plans(ids: list[int], day: date) -> "defaultdict[int, _Plan]":
    found: defaultdict[int, _Plan] = defaultdict(_Plan)
    active = {"baseline__project__in": ids, "baseline__state": BaselineState.ACTIVE}
    for pk, curve in Baseline.objects.filter(project__in=ids, state=BaselineState.ACTIVE).values_list(
        "project", "curve"
    ):
        found[pk].curve = curve
    rows = PlannedDate.objects.filter(**active, milestone__withdrawn_at=None)
    told = ("baseline__project", "planned", "milestone__met_on", "milestone__stage")
    for pk, planned, met_on, stage in rows.values_list(*told):
        plan = found[pk]
        if stage == Stage.STARTED:
            plan.start = planned
        if met_on is None:
            plan.late += planned < day
        elif met_on > planned:
            plan.made_good = max(plan.made_good or met_on, met_on)
    return found


def _stained(ids: list[int]) -> dict[int, list[tuple[date, str]]]:
    found: dict[int, list[tuple[date, str]]] = defaultdict(list)
    rows = LightReading.objects.filter(project__in=ids).order_by("on", "pk")
    for pk, on, light in rows.values_list("project", "on", "light"):
        found[pk].append((on, light))
    return found


def _before(readings: Sequence[tuple[date, str]], checked: date) -> int:
    """1 where the light was not green before the report that counts now was accepted."""
    earlier = [light for on, light in readings if on < checked]
    return int(bool(earlier) and earlier[-1] in (YELLOW, RED))


def _mean(city: int, day: date) -> Decimal | None:
    """The city's share of its year plan."""
    of_year = Project.objects.filter(duty__city=city, year=day.year, year_plan__gt=0)
    sums = of_year.aggregate(done=Sum("year_done"), plan=Sum("year_plan"))
    return share_of(sums["done"], sums["plan"]) if sums["plan"] else None
