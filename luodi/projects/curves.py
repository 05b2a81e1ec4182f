"""The planned curve of a project, and how a milestone stands against its dates. Pure: dates and decimals.

A curve is a list of [ISO date, percent], rising from its first day to a hundred on its last.
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any, Literal

WHOLE = Decimal(100)
HUNDREDTH = Decimal("0.01")
Curve = Sequence[Sequence[Any]]
MilestoneState = Literal["scheduled", "met", "late", "partly"]


def straight(start: date, end: date) -> list[list[Any]]:
    """From nothing to the whole, evenly. `start` is before `end`."""
    return [[start.isoformat(), 0], [end.isoformat(), 100]]


def points(curve: Curve) -> list[tuple[date, Decimal]]:
    return [(date.fromisoformat(str(on)), Decimal(str(percent))) for on, percent in curve]


def planned_share(curve: Curve, day: date) -> Decimal:
    """Percent of the whole planned for the end of `day`, to two decimals; nothing before the first day."""
    known = points(curve)
    if not known or day < known[0][0]:
        return Decimal(0)
    for (since, low), (until, high) in pairwise(known):
        if day < until:
            passed = Decimal((day - since).days) / Decimal((until - since).days)
            return (low + (high - low) * passed).quantize(HUNDREDTH, ROUND_HALF_UP)
    return known[-1][1]


def faults(curve: Curve) -> str:
    """What is wrong with a curve: "short", "unreadable", "order", "falls", "bounds", "end"; empty where nothing is."""
    try:
        known = points(curve)
    except (ValueError, TypeError, ArithmeticError):
        return "unreadable"
    if len(known) < 2:
        return "short"
    pairs = list(pairwise(known))
    if any(later[0] <= earlier[0] for earlier, later in pairs):
        return "order"
    if any(not 0 <= percent <= WHOLE for _on, percent in known):
        return "bounds"
    if any(later[1] < earlier[1] for earlier, later in pairs):
        return "falls"
    return "" if known[-1][1] == WHOLE else "end"


def milestone_state(
    planned: date | None, forecast: date | None, met_on: date | None, today: date, *, begun: bool = False
) -> MilestoneState:
    """Late by the planned date; by the owner's own where none is planned. `begun`: some of it is done."""
    if met_on is not None:
        return "met"
    due = planned or forecast
    if due is not None and due < today:
        return "late"
    return "partly" if begun else "scheduled"
