"""Lights by rule: what each preset makes of a project's figures. Pure: numbers and dates in, codes and numbers out.

Sources and wording of the presets: the cities' own notices; what a preset does not say is marked as ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from luodi.projects.curves import Curve, planned_share

Number = int | Decimal
Reason = dict[str, Any]
Measure = Literal["points", "share_behind", "share_done", "mean", "nodes", "month"]
GREEN, YELLOW, RED, GREY = "green", "yellow", "red", "grey"
WORSE = {GREEN: 0, YELLOW: 1, RED: 2}
HUNDREDTH = Decimal("0.01")
YEAR = 12  # months


@dataclass(frozen=True, slots=True)
class Preset:
    """`values` are its thresholds in points, percent, months or days; a city may set others."""

    measure: Measure
    values: dict[str, int]


PRESETS: dict[str, Preset] = {
    # Behind schedule by so many points; a start that is missed, an inclusion that does not follow it.
    "yinchuan": Preset(
        "points",
        {
            "yellow": 10,
            "red": 30,
            "start_yellow": 1,
            "start_red": 3,
            "statistics_yellow": 1,
            "statistics_red": 2,
        },
    ),
    # Behind schedule at all; by more than half of the schedule.
    "sanya": Preset("share_behind", {"yellow": 0, "red": 50}),
    # Less than so many percent of the schedule.
    "wuhan": Preset("share_done", {"yellow": 80, "red": 60}),
    # Made for districts: against the schedule and against the city's mean; red where the year has brought nothing.
    "tianjin": Preset("mean", {}),
    # On time or not, node by node; what was made good late is yellow for so many days (ours).
    "ouhai": Preset("nodes", {"made_good_days": 30}),
    # Two yellows are a red one; behind by how much is ours.
    "jiangdong": Preset("points", {"yellow": 10, "red": 100, "yellows_red": 2, "nodes": 1}),
    # The month against a twelfth of the year: below the first it is tracked, below the second a yellow card.
    "xinhuang": Preset("month", {"tracked": 80, "yellow": 60}),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one project on one day. Amounts in yuan, percents of the whole; `as_of` is the day of its last report."""

    day: date
    as_of: date | None
    percent: Decimal | None = None
    invested: int = 0
    total: int | None = None
    year_plan: int | None = None
    year_done: int = 0
    period_invested: int = 0
    period_months: int = 1
    curve: Curve = ()
    missing: bool = False  # a round that asked for it is due, and it has not reported
    paused: bool = False
    completed: bool = False
    started_on: date | None = None
    start_planned: date | None = None
    in_statistics_on: date | None = None
    asks_statistics: bool = True
    nodes_late: int = 0
    node_made_good: date | None = None  # the last that was met after its planned day
    mean: Decimal | None = None  # the city's share of its year plan
    yellow_rounds: int = 0  # reports in a row, before this one, that left it yellow


@dataclass(frozen=True, slots=True)
class Reading:
    light: str
    reasons: list[Reason]


def elapsed_share(day: date) -> Decimal:
    """Of the year, by whole months with the one of the report: 25 at any day of March."""
    return (Decimal(day.month) * 100 / YEAR).quantize(HUNDREDTH, ROUND_HALF_UP)


def share_of(done: int, plan: int) -> Decimal:
    return (Decimal(done) * 100 / plan).quantize(HUNDREDTH, ROUND_HALF_UP)


def ahead(done: Decimal, schedule: Decimal) -> Decimal:
    """Points ahead of schedule; negative when behind."""
    return (done - schedule).quantize(HUNDREDTH, ROUND_HALF_UP)


def schedule_of(facts: Facts, *, own_curve: bool = True) -> tuple[str, Decimal, Decimal] | None:
    """What it is measured against ("curve" or "year"), the schedule and what is done, in percent, as of its report.

    The approved curve of its own speaks first: a straight line calls an honest S-curve late.
    """
    if facts.as_of is None:
        return None
    done = _whole(facts)
    if own_curve and len(facts.curve) > 1 and done is not None:
        return "curve", planned_share(facts.curve, facts.as_of), done
    if facts.year_plan:
        return "year", elapsed_share(facts.as_of), share_of(facts.year_done, facts.year_plan)
    return None


def _whole(facts: Facts) -> Decimal | None:
    if facts.percent is not None:
        return facts.percent
    return share_of(facts.invested, facts.total) if facts.total else None


def read(preset: str, values: Mapping[str, Any], facts: Facts) -> Reading:
    """`values` are the thresholds in force; `own_curve` false measures all by the year."""
    if facts.paused:
        return Reading(GREY, [_reason("paused", GREY)])
    if facts.as_of is None or facts.missing:
        return Reading(GREY, [_reason("missing" if facts.missing else "no_report", GREY)])
    if facts.completed:
        return Reading(GREEN, [_reason("completed", GREEN)])
    measure = PRESETS[preset].measure
    reasons = _nodes(values, facts) if measure == "nodes" else _progress(measure, values, facts)
    if not reasons:
        return Reading(GREY, [_reason("no_plan", GREY)])
    reasons += [*_start(values, facts), *_statistics(values, facts)]
    if values.get("nodes") and facts.nodes_late:
        reasons.append(_reason("nodes_late", YELLOW, count=facts.nodes_late))
    return _worst(values, facts, reasons)


def _worst(values: Mapping[str, Any], facts: Facts, reasons: list[Reason]) -> Reading:
    light = max((reason["light"] for reason in reasons), key=WORSE.__getitem__)
    limit = values.get("yellows_red")
    yellows = sum(reason["light"] == YELLOW for reason in reasons) + facts.yellow_rounds
    if light == YELLOW and limit and yellows >= limit:
        return Reading(RED, [_reason("yellows", RED, count=yellows), *reasons])
    return Reading(light, sorted(reasons, key=lambda reason: -WORSE[reason["light"]]))


def _progress(measure: Measure, values: Mapping[str, Any], facts: Facts) -> list[Reason]:
    if measure == "month":
        return _month(values, facts)
    found = schedule_of(facts, own_curve=bool(values.get("own_curve", True)))
    if found is None:
        return []
    basis, schedule, done = found
    points = ahead(done, schedule)
    said = {"basis": basis, "schedule": str(schedule), "done": str(done), "points": str(points)}
    if measure == "mean":
        return [_against_mean(facts, points, said)]
    return [_reason("on_plan" if points >= 0 else "behind", _light(measure, values, schedule, done), **said)]


def _light(measure: Measure, values: Mapping[str, Any], schedule: Decimal, done: Decimal) -> str:
    behind = schedule - done
    if measure == "share_done":
        share = done * 100 / schedule if schedule else Decimal(100)
        return RED if share < values["red"] else YELLOW if share < values["yellow"] else GREEN
    if measure == "share_behind":
        share = behind * 100 / schedule if schedule else Decimal(0)
        return RED if share > values["red"] else YELLOW if share > values["yellow"] else GREEN
    return RED if behind > values["red"] else YELLOW if behind >= values["yellow"] else GREEN


def _against_mean(facts: Facts, points: Decimal, said: dict[str, str]) -> Reason:
    if facts.year_done <= 0 and Decimal(said["schedule"]) > 0:
        return _reason("nothing_done", RED, **said)
    below = facts.mean is not None and Decimal(said["done"]) < facts.mean
    if points < 0:
        return _reason("behind", YELLOW, **said)
    return _reason("below_mean", YELLOW, mean=str(facts.mean), **said) if below else _reason("on_plan", GREEN, **said)


def _month(values: Mapping[str, Any], facts: Facts) -> list[Reason]:
    if not facts.year_plan:
        return []
    share = share_of(facts.period_invested * YEAR, facts.year_plan * facts.period_months)
    if share < values["yellow"]:
        return [_reason("month", YELLOW, share=str(share))]
    return [_reason("tracked" if share < values["tracked"] else "month", GREEN, share=str(share))]


def _nodes(values: Mapping[str, Any], facts: Facts) -> list[Reason]:
    if facts.nodes_late:
        return [_reason("nodes_late", RED, count=facts.nodes_late)]
    made_good = facts.node_made_good
    if made_good is not None and facts.day <= made_good + timedelta(days=values["made_good_days"]):
        return [_reason("made_good", YELLOW, on=made_good.isoformat())]
    return [_reason("nodes_kept", GREEN)]


def _start(values: Mapping[str, Any], facts: Facts) -> list[Reason]:
    """Whole months missed: one when the planned month is over."""
    if "start_yellow" not in values or facts.started_on or facts.start_planned is None:
        return []
    missed = _month_number(facts.day) - _month_number(facts.start_planned)
    light = _by_months(missed, values["start_yellow"], values["start_red"])
    return [_reason("not_started", light, months=missed, planned=facts.start_planned.isoformat())] if light else []


def _statistics(values: Mapping[str, Any], facts: Facts) -> list[Reason]:
    """Yellow once the first term has passed since the start, red once the second has."""
    if "statistics_yellow" not in values or not facts.asks_statistics:
        return []
    if facts.started_on is None or facts.in_statistics_on is not None:
        return []
    passed = _full_months(facts.started_on, facts.day - timedelta(days=1))
    light = _by_months(passed, values["statistics_yellow"], values["statistics_red"])
    return [_reason("not_in_statistics", light, since=facts.started_on.isoformat())] if light else []


def _by_months(months: int, yellow: int, red: int) -> str:
    return RED if months >= red else YELLOW if months >= yellow else ""


def _month_number(day: date) -> int:
    return day.year * YEAR + day.month


def _full_months(since: date, day: date) -> int:
    return _month_number(day) - _month_number(since) - (day.day < since.day)


def _reason(code: str, light: str, **numbers: Any) -> Reason:
    return {"code": code, "light": light, **numbers}
