"""Where the days of one case are."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from luodi.approvals.days.bars import Row, rows_of, totals
from luodi.approvals.days.counting import day_minutes, days_between
from luodi.approvals.models import Case, Item, Stay
from luodi.approvals.words import named
from luodi.directory.calendars import calendar_for, unit_calendar


@dataclass(frozen=True)
class CaseDays:
    """Working days. `rows` one an item, `whole` all of them together: items run side by side, so it is more than
    `elapsed`, the days since the filing. `saved` only once it is finished."""

    rows: tuple[Row, ...]
    whole: Row
    elapsed: int
    promised: int | None
    series: int | None
    finished: bool

    @property
    def saved(self) -> int | None:
        return max(0, self.series - self.elapsed) if self.finished and self.series is not None else None


def case_days(case: Case, now: datetime) -> CaseDays | None:
    """None before the filing. Needs `case.duty.unit.calendar`; two queries more."""
    if case.filed_at is None:
        return None
    items = list(
        Item.objects.included()
        .filter(case=case, duty__isnull=False)
        .select_related("version", "duty__unit__calendar")
        .order_by("pk")
    )
    lain: dict[int, dict[str, float]] = {item.pk: defaultdict(float) for item in items}
    on = {item.pk: calendar_for(item.duty.unit.calendar.code) for item in items if item.duty}
    long = {pk: day_minutes(calendar, now) for pk, calendar in on.items()}
    rows = Stay.objects.filter(item__in=items).values_list("item", "holder", "since", "until", "working_minutes")
    for pk, holder, since, until, minutes in rows:
        # Ended a moment ago, and not counted yet.
        counted = on[pk].elapsed(since, until) if minutes is None else minutes
        lain[pk][holder] += max(0, counted) / long[pk]
    for item in items:
        if item.is_open and item.holder_since:
            lain[item.pk][item.holder] += max(0, on[item.pk].elapsed(item.holder_since, now)) / long[item.pk]
    whole = rows_of([("", totals(lain.values()), "")])[0]
    return CaseDays(
        rows=rows_of((named(item.version), lain[item.pk], "") for item in items),
        whole=whole,
        elapsed=days_between(unit_calendar(case.duty.unit), case.filed_at, case.finished_at or now),
        promised=case.promised_days,
        series=case.series_days,
        finished=case.finished_at is not None,
    )
