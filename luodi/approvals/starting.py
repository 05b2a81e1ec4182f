"""Items begin: their duties are opened when the case is filed; those that wait for nothing are filed at once."""

from collections.abc import Iterable

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
    return file_ready(a, case, items)


def file_ready(a: Act, case: Case, items: Iterable[Item]) -> list[Event]:
    """Files those that are ready and lack no main material; the others wait for the applicant. In place."""
    ready = [item for item in items if item.state == ItemState.READY and item.duty is not None]
    if not ready:
        return []
    lacking = set(
        ItemMaterial.objects.filter(item__in=ready, main=True, state__in=LACKING).values_list("item_id", flat=True)
    )
    complete = [item for item in ready if item.pk not in lacking]
    waiting = [item for item in ready if item.pk in lacking]
    return [*_put(a, case, complete, "filed"), *_put(a, case, waiting, "unblocked")]


def _put(a: Act, case: Case, items: list[Item], code: str) -> list[Event]:
    """Step of many items at once, in five statements: their state, the stays that end, their clocks, their duties."""
    # An item that was told before that it waits for the applicant is not told again.
    fresh = [item for item in items if code == "filed" or _duty(item).progress != ItemState.READY]
    if not fresh:
        return []
    table, filed = TURNS[code], {"filed_at": a.now} if code == "filed" else {}
    Item.objects.filter(pk__in=[item.pk for item in fresh]).update(
        state=table.to, holder=table.holder, holder_since=a.now, **filed
    )
    Stay.objects.bulk_create(
        Stay(item=item, holder=_was(item), since=item.holder_since, until=a.now)
        for item in fresh
        if item.holder_since and item.holder_since < a.now
    )
    running = [_clocks(a, item, code) for item in fresh]
    Clocks.settle_all(running)
    for item in fresh:
        item.state, item.holder, item.holder_since = table.to, table.holder, a.now
        item.filed_at = a.now if code == "filed" else item.filed_at
        duty = _duty(item)
        duty.progress, duty.version = table.to, duty.version + 1
    rows = [(duty.progress, duty.version, duty.next_due, duty.pk) for duty in map(_duty, fresh)]
    update_each(Duty, ("progress", "version", "next_due"), rows)
    return [
        a.draft(_duty(item).number, code, state=item.state, holder=item.holder, round=item.round, clocks=clocks.log)
        for item, clocks in zip(fresh, running, strict=True)
    ]


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
