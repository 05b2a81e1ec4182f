"""Whether what a report says can be so, beside what was accepted before. Pure: numbers and dates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Before:
    """What the accepted reports add up to, without the one that is judged; amounts in yuan."""

    total: int | None
    year_plan: int | None
    year_done: int
    invested: int
    arrived: int
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Told:
    invested: int | None
    arrived: int | None
    percent: Decimal | None
    words: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A code, the field that it belongs to, and its numbers."""

    code: str
    field: str
    numbers: dict[str, int | Decimal]


def faults(told: Told, before: Before, today: date, *, corrected: bool = False) -> list[Finding]:
    """What cannot be. A correction may take back what was too much, and percent with it."""
    found = []
    if told.invested is None and told.percent is None and not told.words.strip():
        found.append(Finding("nothing", "invested", {}))
    for name, since in (("invested", before.invested), ("arrived", before.arrived)):
        amount = getattr(told, name)
        if amount is not None and amount < 0 and not (corrected and since + amount >= 0):
            found.append(Finding("falls", name, {"amount": amount, "since": since}))
    if before.total is not None and before.invested + (told.invested or 0) > before.total:
        numbers: dict[str, int | Decimal] = {"sum": before.invested + (told.invested or 0), "total": before.total}
        found.append(Finding("above_total", "invested", numbers))
    if not corrected:
        found += _of_percent(told, before)
        if told.next_on is not None and told.next_on < today:
            found.append(Finding("past", "next_on", {}))
    return found


def _of_percent(told: Told, before: Before) -> list[Finding]:
    if told.percent is None or before.percent is None or told.percent >= before.percent:
        return []
    return [Finding("percent_falls", "percent", {"percent": told.percent, "before": before.percent})]


def doubts(told: Told, before: Before, stood: Decimal | None = None) -> list[Finding]:
    """What may be, and is shown to who reports and to who checks. `stood` is the percent that a correction changed."""
    found = []
    if told.percent is not None and stood is not None and told.percent < stood:
        found.append(Finding("percent_taken_back", "percent", {"percent": told.percent, "before": stood}))
    arrived, invested = before.arrived + (told.arrived or 0), before.invested + (told.invested or 0)
    year_done = before.year_done + (told.invested or 0)
    if before.total is not None and arrived > before.total:
        found.append(Finding("arrived_above_total", "arrived", {"sum": arrived, "total": before.total}))
    if before.total is not None and before.year_plan is not None and before.year_plan > before.total:
        found.append(Finding("plan_above_total", "invested", {"sum": before.year_plan, "total": before.total}))
    if before.year_plan and year_done > before.year_plan * 3 // 2:
        found.append(Finding("far_above_plan", "invested", {"sum": year_done, "total": before.year_plan}))
    if year_done > invested:
        found.append(Finding("year_above_all", "invested", {"sum": year_done, "total": invested}))
    if before.total and told.percent is not None and _far_apart(told.percent, invested, before.total):
        found.append(Finding("apart", "percent", {"percent": told.percent, "share": _share(invested, before.total)}))
    return found


def _share(invested: int, total: int) -> Decimal:
    return (Decimal(invested) * 100 / total).quantize(Decimal("0.01"))


def _far_apart(percent: Decimal, invested: int, total: int) -> bool:
    """More than forty points between what is built and what is paid."""
    return abs(percent - _share(invested, total)) > 40
