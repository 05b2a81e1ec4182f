"""Finished cases of the small bundle of `tests.approving`, written as rows: what figures and the simulator read.

Times are working days after the filing, each at nine in the morning, so that a day is exactly one day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from luodi.approvals.models import BundleVersion, Case, Decision, Item, ServiceVersion, Stay
from luodi.directory.calendars import calendar_for
from luodi.directory.models import Post
from luodi.duties.models import Deadline, Duty
from tests.cast import local


@dataclass(frozen=True)
class Life:
    """Days on which an item could begin, was accepted, decided and ended, and when it lay with a third party."""

    start: int
    accepted: int
    decided: int
    ended: int
    away: tuple[int, int] | None = None
    deemed: bool = False
    keyed_later: timedelta = timedelta()


def morning(filed: date, days: int) -> datetime:
    calendar, day = calendar_for("office"), filed
    for _ in range(days):
        day = calendar.next_working(day)
    return local(day.year, day.month, day.day, 9)


def past_cases(
    version: BundleVersion,
    services: Mapping[str, ServiceVersion],
    owner: Post,
    filings: Sequence[date],
    lives: Mapping[str, Life],
    *,
    answers: Mapping[str, list[str]],
    promised: int = 19,
    series: int = 19,
) -> list[Case]:
    """One case for each day of `filings`, all with the same life; its stays are counted already."""
    last = max(life.ended for life in lives.values())
    moments = {day: [morning(day, days) for days in range(last + 1)] for day in set(filings)}
    duties = Duty.objects.bulk_create(
        _duty("case", f"C{n}", owner, moments[day][last]) for n, day in enumerate(filings, Case.objects.count())
    )
    cases = Case.objects.bulk_create(
        Case(
            duty=duty,
            bundle_version=version,
            answers=dict(answers),
            query_code="000000",
            begun_at=moments[day][0],
            filed_at=moments[day][0],
            finished_at=moments[day][last],
            promised_days=promised,
            series_days=series,
        )
        for duty, day in zip(duties, filings, strict=True)
    )
    pairs = [(case, day, code) for case, day in zip(cases, filings, strict=True) for code in lives]
    own = Duty.objects.bulk_create(
        _duty("item", f"T{case.pk}-{code}", owner, moments[day][lives[code].ended]) for case, day, code in pairs
    )
    rows = zip(pairs, own, strict=True)
    items = Item.objects.bulk_create(
        _item(case, code, duty, services[code], lives[code], moments[day]) for (case, day, code), duty in rows
    )
    several = list(zip(items, [(lives[code], moments[day]) for _case, day, code in pairs], strict=True))
    Stay.objects.bulk_create(stay for item, (life, at) in several for stay in _stays(item, life, at))
    Decision.objects.bulk_create(
        Decision(
            item=item, happened_at=at[life.decided], recorded_at=at[life.decided] + life.keyed_later, outcome="approved"
        )
        for item, (life, at) in several
    )
    Deadline.objects.bulk_create(_promise(item, life, at) for item, (life, at) in several)
    return cases


def _duty(kind: str, number: str, owner: Post, closed: datetime) -> Duty:
    place = owner.unit.territory
    return Duty(
        kind=kind,
        number=number,
        title=number,
        owner=owner,
        unit=owner.unit,
        city=place,
        progress="finished" if kind == "case" else "delivered",
        opened=closed,
        closed=closed,
    )


def _item(case: Case, code: str, duty: Duty, version: ServiceVersion, life: Life, at: Sequence[datetime]) -> Item:
    return Item(
        case=case,
        code=code,
        duty=duty,
        version=version,
        state="delivered",
        holder="department",
        filed_at=at[life.start],
        accepted_at=at[life.accepted],
        decided_at=at[life.decided],
        issued_at=at[life.ended],
        closed_at=at[life.ended],
        deemed=life.deemed,
    )


def _stays(item: Item, life: Life, at: Sequence[datetime]) -> list[Stay]:
    first, second = life.away or (life.ended, life.ended)
    spans = [
        ("queue", 0, life.start),
        ("department", life.start, first),
        ("third_party", first, second),
        ("department", second, life.ended),
    ]
    return [
        Stay(
            item=item,
            holder=holder,
            since=at[since],
            until=at[until],
            working_minutes=calendar_for("office").elapsed(at[since], at[until]),
        )
        for holder, since, until in spans
        if until > since
    ]


def _promise(item: Item, life: Life, at: Sequence[datetime]) -> Deadline:
    took = life.decided - life.accepted - (life.away[1] - life.away[0] if life.away else 0)
    kept = took <= (item.version.promised_days or 0)
    return Deadline(
        duty=item.duty,
        kind="decision",
        token=f"{item.version.promised_days}wd",
        calendar="office",
        calendar_version=1,
        started=at[life.accepted],
        due=at[life.decided],
        stopped=at[life.decided],
        outcome="kept" if kept else "missed",
    )
