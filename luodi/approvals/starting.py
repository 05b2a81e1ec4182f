"""Items begin: their duties are opened when the case is filed; those that wait for nothing are filed at once."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from luodi.approvals.models import Case, Edge, Item, ItemMaterial, Stay
from luodi.approvals.rules import FAILED, SATISFIED, TERMS, TURNS, EdgeKind, Holder, ItemState, OnRefusal
from luodi.duties.clocks import Clocks
from luodi.duties.models import Duty, Visibility
from luodi.duties.owners import people_on_duty
from luodi.duties.sets import update_each
from luodi.duties.steps import Opening, open_duties
from luodi.ledger.acts import Act
from luodi.ledger.models import Event

LACKING = (ItemMaterial.State.MISSING, ItemMaterial.State.REJECTED)


def held_back() -> Exists:
    """Whether an item has an edge that still holds it: kind by kind, and what the edge says of a refusal.

    Advice holds nobody, and a prerequisite that is not needed counts as satisfied.
    """
    done = Q(kind=EdgeKind.ADVICE) | Q(prerequisite__state=ItemState.EXCLUDED)
    for kind in (EdgeKind.RESULT, EdgeKind.ACCEPTANCE, EdgeKind.MATERIAL):
        done |= Q(kind=kind, prerequisite__state__in=SATISFIED[kind])
    done |= Q(on_refusal=OnRefusal.RELEASE, prerequisite__state__in=FAILED)
    return Exists(Edge.objects.filter(~done, dependant=OuterRef("pk")))


def unblock(case: Case) -> int:
    """One UPDATE for all dependants whose last blocking edge is satisfied; returns how many became ready."""
    ready = Item.objects.filter(~held_back(), case=case, state=ItemState.BLOCKED)
    return ready.update(state=ItemState.READY, holder=TURNS["unblocked"].holder)


def end_dependants(a: Act, case: Case) -> list[Event]:
    """Items that end with a refused prerequisite, by what their edge says; and those that wait for them in turn."""
    ends = Edge.objects.filter(
        dependant=OuterRef("pk"), on_refusal=OnRefusal.END, prerequisite__state__in=FAILED
    ).exclude(kind=EdgeKind.ADVICE)
    events: list[Event] = []
    while True:
        waiting = Item.objects.filter(Exists(ends), case=case, state=ItemState.BLOCKED)
        found = list(waiting.select_related("version", "duty__unit__calendar"))
        if not found:
            return events
        events += _put(a, found, "ended")


def start_items(a: Act, case: Case, items: list[Item]) -> list[Event]:
    """Duties for all of them, each with the person on duty of its department; the ready and complete are filed.

    Nine statements, however many items. Sets `duty` and `state` on the objects.
    """
    people = people_on_duty({item.version.service.unit for item in items}, a.now, kind="item")
    openings = [
        Opening(
            title=_title(case, item),
            owner=people[item.version.service.unit_id],
            at=people[item.version.service.unit_id].unit.territory,
            progress=item.state,
            visibility=Visibility.INTERNAL,
        )
        for item in items
    ]
    for item, duty in zip(items, open_duties(a, kind="item", opened=a.now, openings=openings), strict=True):
        item.duty, item.holder_since = duty, a.now
        item.holder = Holder.QUEUE if item.state == ItemState.BLOCKED else Holder.APPLICANT
    rows = [(item.duty_id, item.holder, item.holder_since, item.pk) for item in items]
    update_each(Item, ("duty", "holder", "holder_since"), rows)
    return file_ready(a, items)


def file_ready(a: Act, items: Iterable[Item]) -> list[Event]:
    """Files those that are ready and lack no main material; the others wait for the applicant. In place."""
    ready = [item for item in items if item.state == ItemState.READY and item.duty is not None]
    if not ready:
        return []
    lacking = set(
        ItemMaterial.objects.filter(item__in=ready, main=True, state__in=LACKING).values_list("item_id", flat=True)
    )
    complete = [item for item in ready if item.pk not in lacking]
    waiting = [item for item in ready if item.pk in lacking]
    return [*_put(a, complete, "filed"), *_put(a, waiting, "unblocked")]


def _put(a: Act, items: list[Item], code: str) -> list[Event]:
    """Step of many items at once, in five statements: their state, the stays that end, their clocks, their duties."""
    # An item that was told before that it waits for the applicant is not told again.
    fresh = [item for item in items if code != "unblocked" or _duty(item).progress != ItemState.READY]
    if not fresh:
        return []
    table = TURNS[code]
    columns = {
        "state": table.to,
        "holder": table.holder or fresh[0].holder,
        "holder_since": a.now,
        **_MORE[code](a.now),
    }
    Item.objects.filter(pk__in=[item.pk for item in fresh]).update(**columns)
    Stay.objects.bulk_create(
        Stay(item=item, holder=_was(item), since=item.holder_since, until=a.now)
        for item in fresh
        if item.holder_since and item.holder_since < a.now
    )
    running = [_clocks(a, item, code) for item in fresh]
    Clocks.settle_all(running)
    for item in fresh:
        for name, value in columns.items():
            setattr(item, name, value)
        duty = _duty(item)
        duty.progress, duty.version, duty.closed = table.to, duty.version + 1, item.closed_at
    rows = [(duty.progress, duty.version, duty.next_due, duty.closed, duty.pk) for duty in map(_duty, fresh)]
    update_each(Duty, ("progress", "version", "next_due", "closed"), rows)
    return [
        a.draft(_duty(item).number, code, state=item.state, holder=item.holder, round=item.round, clocks=clocks.log)
        for item, clocks in zip(fresh, running, strict=True)
    ]


_MORE: dict[str, Callable[[datetime], dict[str, Any]]] = {
    "filed": lambda now: {"filed_at": now},
    "unblocked": lambda now: {},
    "ended": lambda now: {"closed_at": now, "cause": "prerequisite"},
}


def _clocks(a: Act, item: Item, code: str) -> Clocks:
    clocks = Clocks(_duty(item), new=True)
    if code == "filed":
        clocks.start("acceptance", TERMS["acceptance"], at=a.now)
    return clocks


def _was(item: Item) -> str:
    """`unblock` has said already in whose hands it is; its duty still says that it queued."""
    return Holder.QUEUE if _duty(item).progress == ItemState.BLOCKED else item.holder


def _duty(item: Item) -> Duty:
    assert item.duty is not None
    return item.duty


def _title(case: Case, item: Item) -> str:
    """A firm may be named on a list; a person is not."""
    return f"{item.version.name}（{case.company.name}）" if case.company else item.version.name
