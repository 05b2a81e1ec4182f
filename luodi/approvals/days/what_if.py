"""Last year's cases of a bundle, read for the simulator and told in days. Writes nothing."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from luodi.approvals.bundle.catalogue import Catalogue
from luodi.approvals.bundle.definition import Definition
from luodi.approvals.days.counting import YEAR, day_minutes
from luodi.approvals.days.replay_what_if import PastCase, PastItem, replay
from luodi.approvals.days.samples import CASES_MOST, Spread, spread
from luodi.approvals.models import Bundle, Case, Item, Stay
from luodi.approvals.rules import CaseState, Holder
from luodi.clock import Calendar
from luodi.directory.calendars import unit_calendar

SHOWN = 20


@dataclass(frozen=True)
class Change:
    number: str
    was: float
    would_be: float

    @property
    def saved(self) -> float:
        return round(self.was - self.would_be, 1)


@dataclass(frozen=True)
class WhatIf:
    """Working days of the lead department's calendar. `saved` a case, on average; negative when it takes longer."""

    was: Spread
    would_be: Spread
    saved: float
    changed: int
    changes: tuple[Change, ...]


def what_if(bundle: Bundle, old: Definition, new: Definition, catalogue: Catalogue, now: datetime) -> WhatIf | None:
    """None where no case of the last year is finished. Needs `bundle.lead`. Raises CycleError."""
    calendar = unit_calendar(bundle.lead)
    cases = past_cases(bundle, calendar, now)
    if not cases:
        return None
    long = day_minutes(calendar, now)
    outcomes = replay(cases, old, new, catalogue)
    changes = [Change(one.number, round(one.was / long, 1), round(one.would_be / long, 1)) for one in outcomes]
    moved = sorted((one for one in changes if one.saved), key=lambda one: (-abs(one.saved), one.number))
    return WhatIf(
        was=spread([one.was / long for one in outcomes]),
        would_be=spread([one.would_be / long for one in outcomes]),
        saved=round(sum(one.was - one.would_be for one in outcomes) / long / len(outcomes), 1),
        changed=len(moved),
        changes=tuple(moved[:SHOWN]),
    )


def past_cases(bundle: Bundle, calendar: Calendar, now: datetime) -> list[PastCase]:
    """Finished ones filed within a year and not withdrawn, the newest at most `CASES_MOST`; three queries."""
    found = Case.objects.filter(bundle_version__bundle=bundle, filed_at__gte=now - YEAR, finished_at__isnull=False)
    found = found.exclude(duty__progress=CaseState.WITHDRAWN)
    newest = found.order_by("-filed_at", "-pk")[:CASES_MOST]
    minute = _minutes(calendar, now)
    filed: dict[int, tuple[str, dict[str, list[str]], int]] = {
        pk: (number, answers, minute(at))
        for pk, number, answers, at in newest.values_list("pk", "duty__number", "answers", "filed_at")
        if at is not None  # as the filter says
    }
    within = newest.values("pk")
    stays: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    lain = Stay.objects.filter(item__case__in=within, holder__in=(Holder.QUEUE, Holder.DEPARTMENT))
    for pk, holder, since, until in lain.order_by("since", "pk").values_list("item", "holder", "since", "until"):
        stays[pk].append((holder, minute(since), minute(until)))
    items: dict[int, list[PastItem]] = defaultdict(list)
    columns = ("pk", "case", "code", "accepted_at", "decided_at", "issued_at", "closed_at")
    rows = Item.objects.included().filter(case__in=within, closed_at__isnull=False).order_by("pk")
    for pk, case, code, *moments in rows.values_list(*columns):
        marks = [None if at is None else minute(at) for at in moments]
        items[case].append(_past(code, filed[case][2], marks, stays[pk]))
    return [PastCase(number, answers, tuple(items[pk])) for pk, (number, answers, _at) in filed.items()]


def _minutes(calendar: Calendar, now: datetime) -> Callable[[datetime], int]:
    """Working minutes since a fixed moment; the same moments come again and again."""
    known: dict[datetime, int] = {}
    origin = now - 2 * YEAR

    def minute(at: datetime) -> int:
        if at not in known:
            known[at] = calendar.elapsed(origin, at)
        return known[at]

    return minute


def _past(code: str, filed: int, marks: Sequence[int | None], stays: Sequence[tuple[str, int, int]]) -> PastItem:
    """`marks`: accepted, decided, issued, ended. What is dated before the filing counts from the filing."""
    accepted, decided, issued, ended = (None if mark is None else max(0, mark - filed) for mark in marks)
    queued = [until for holder, _since, until in stays if holder == Holder.QUEUE]
    work = [(since, until) for holder, since, until in stays if holder == Holder.DEPARTMENT]
    return PastItem(
        code=code,
        start=max(0, queued[0] - filed) if queued else 0,
        end=ended or 0,
        accepted=accepted,
        decided=decided,
        issued=issued,
        work=tuple((max(0, since - filed), max(0, until - filed)) for since, until in work),
    )
