"""Last year's cases of a bundle, read for the simulator and told in days. Writes nothing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from luodi.approvals.bundle.catalogue import Catalogue
from luodi.approvals.bundle.definition import Definition
from luodi.approvals.days.counting import YEAR, day_minutes
from luodi.approvals.days.replay_what_if import PastCase, PastItem, replay
from luodi.approvals.days.samples import CASES_MOST, Spread, spread
from luodi.approvals.models import Bundle, Case, Item, Stay
from luodi.approvals.rules import Holder
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
    """Finished ones filed within a year, the newest at most `CASES_MOST`; three queries."""
    found = Case.objects.filter(bundle_version__bundle=bundle, filed_at__gte=now - YEAR, finished_at__isnull=False)
    newest = found.order_by("-filed_at", "-pk")[:CASES_MOST]
    filed: dict[int, tuple[str, dict[str, list[str]], datetime]] = {
        pk: (number, answers, at)
        for pk, number, answers, at in newest.values_list("pk", "duty__number", "answers", "filed_at")
        if at is not None  # as the filter says
    }
    within = newest.values("pk")
    stays: dict[int, list[tuple[str, datetime, datetime]]] = defaultdict(list)
    lain = Stay.objects.filter(item__case__in=within, holder__in=(Holder.QUEUE, Holder.DEPARTMENT))
    for pk, holder, since, until in lain.order_by("since", "pk").values_list("item", "holder", "since", "until"):
        stays[pk].append((holder, since, until))
    items: dict[int, list[PastItem]] = defaultdict(list)
    columns = ("pk", "case", "code", "accepted_at", "decided_at", "issued_at", "closed_at")
    rows = Item.objects.included().filter(case__in=within, closed_at__isnull=False).order_by("pk")
    for pk, case, code, *marks in rows.values_list(*columns):
        items[case].append(_past(code, filed[case][2], marks, stays[pk], calendar))
    return [PastCase(number, answers, tuple(items[pk])) for pk, (number, answers, _at) in filed.items()]


def _past(
    code: str,
    filed: datetime,
    marks: Sequence[datetime | None],
    stays: Sequence[tuple[str, datetime, datetime]],
    calendar: Calendar,
) -> PastItem:
    """`marks`: accepted, decided, issued, ended."""

    def at(moment: datetime) -> int:
        return max(0, calendar.elapsed(filed, moment))

    accepted, decided, issued, ended = (None if mark is None else at(mark) for mark in marks)
    queued = [until for holder, _since, until in stays if holder == Holder.QUEUE]
    return PastItem(
        code=code,
        start=at(queued[0]) if queued else 0,
        end=ended or 0,
        accepted=accepted,
        decided=decided,
        issued=issued,
        work=tuple((at(since), at(until)) for holder, since, until in stays if holder == Holder.DEPARTMENT),
    )
