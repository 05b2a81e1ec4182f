"""What the rows of a case say, held against what the ledger alone tells of it."""

from collections.abc import Iterator
from dataclasses import fields

from luodi.approvals.models import Case, Item
from luodi.approvals.replay import ReplayedCase, ReplayedClock, ReplayedDuty, replay
from luodi.directory.calendars import calendar_for
from luodi.duties.models import Deadline, Duty
from luodi.duties.sets import pauses_by_deadline
from luodi.ledger.models import Event


def compare(case: Case) -> list[str]:
    """Where the rows of a filed case and its ledger differ; empty where they agree."""
    told, kept = replay(events_of(case)), rows_of(case)
    found = list(_differences(told.duty, kept.duty))
    if told.items.keys() != kept.items.keys():
        found.append(f"items: ledger {sorted(told.items)}, rows {sorted(kept.items)}")
    for code in told.items.keys() & kept.items.keys():
        found += _differences(told.items[code], kept.items[code])
    if told.edges != kept.edges:
        found.append(f"edges: ledger {told.edges}, rows {kept.edges}")
    return found + _dues(told)


def events_of(case: Case) -> list[Event]:
    """Found through the ledger itself: the event of filing names the items."""
    filed = Event.objects.get(subject=case.duty.number, code="filed")
    numbers = [case.duty.number, *filed.facts["items"].values()]
    return list(Event.objects.filter(subject__in=numbers).order_by("pk"))


def rows_of(case: Case) -> ReplayedCase:
    """The same shape, read from the tables."""
    items = [(item, item.duty) for item in Item.objects.filter(case=case).select_related("duty") if item.duty]
    case_duty = Duty.objects.get(pk=case.duty_id)
    clocks = _clocks([case_duty.pk, *(duty.pk for _item, duty in items)])
    edges = case.edges.order_by("pk").values_list("prerequisite__code", "dependant__code", "kind", "on_refusal")
    return ReplayedCase(
        _duty(case_duty, clocks),
        {item.code: _duty(duty, clocks, item) for item, duty in items},
        [list(edge) for edge in edges],
    )


def _clocks(duty_ids: list[int]) -> dict[int, list[ReplayedClock]]:
    rows = list(Deadline.objects.filter(duty__in=duty_ids).order_by("pk"))
    pauses = pauses_by_deadline(row.pk for row in rows)
    found: dict[int, list[ReplayedClock]] = {pk: [] for pk in duty_ids}
    for row in rows:
        spans = list(pauses.get(row.pk, ()))
        found[row.duty_id].append(
            ReplayedClock(row.key, row.token, row.calendar, row.started, spans, row.stopped, row.outcome)
        )
    return found


def _duty(duty: Duty, clocks: dict[int, list[ReplayedClock]], item: Item | None = None) -> ReplayedDuty:
    said = {"holder": item.holder, "round": item.round, "state": item.state} if item else {"state": duty.progress}
    return ReplayedDuty(duty.number, owner=duty.owner_id, clocks=clocks[duty.pk], **said)


def _differences(told: ReplayedDuty, kept: ReplayedDuty) -> Iterator[str]:
    for one in fields(ReplayedDuty):
        ledger, rows = getattr(told, one.name), getattr(kept, one.name)
        if ledger != rows:
            yield f"{told.number} {one.name}: ledger {ledger}, rows {rows}"


def _dues(told: ReplayedCase) -> list[str]:
    """Open clocks whose stored due is not what start, allowance, calendar and pauses of the ledger give.

    Those whose calendar was edited and that the watch has not recomputed yet are left out.
    """
    duties = {duty.number: duty for duty in (told.duty, *told.items.values())}
    found = []
    for row in Deadline.objects.filter(duty__number__in=duties, stopped=None).select_related("duty"):
        calendar = calendar_for(row.calendar)
        clock = duties[row.duty.number].open.get(row.key)
        if clock is not None and calendar.version == row.calendar_version and clock.due(calendar) != row.due:
            found.append(f"{row.duty.number} {row.key}: ledger {clock.due(calendar)}, rows {row.due}")
    return found
