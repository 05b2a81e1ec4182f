"""Items begin: their duties are opened when the case is filed; those that wait for nothing are filed at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Case as If
from django.db.models import DateTimeField, Exists, OuterRef, Q, Value, When
from django.db.models.sql import UpdateQuery

from luodi.approvals.models import Case, Edge, Item, ItemMaterial, Stay
from luodi.approvals.rules import FAILED, SATISFIED, TERMS, TURNS, EdgeKind, Holder, ItemState, OnRefusal
from luodi.duties.clocks import Clocks
from luodi.duties.models import Duty, Visibility
from luodi.duties.owners import people_on_duty
from luodi.duties.sets import update_each
from luodi.duties.steps import Opening, new_duties, opening_event
from luodi.ledger.acts import Act
from luodi.ledger.models import Event


@dataclass(frozen=True)
class First:
    """With what an item of this state begins."""

    state: str
    holder: str
    clocks: tuple[tuple[str, str, str], ...] = ()


FIRST: dict[str, First] = {
    ItemState.BLOCKED: First(ItemState.BLOCKED, Holder.QUEUE),
    ItemState.READY: First(ItemState.FILED, Holder.DEPARTMENT, (("acceptance", TERMS["acceptance"], ""),)),
}
CODES: dict[str, str] = {ItemState.FILED: "filed", ItemState.READY: "unblocked", ItemState.NOT_ACCEPTED: "ended"}
SOME_CASE, SOME_TIME = -1, datetime(1900, 1, 1, tzinfo=UTC)
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


def unblock(a: Act, case: Case) -> int:
    """One UPDATE for all dependants whose last blocking edge is satisfied: filed, or where they lack a main material
    ready and in the applicant's hands. Returns how many; `follow` has their duties say so too."""
    sql, parameters = _unblocking(connection.vendor)
    said = {SOME_CASE: case.pk, _stored(SOME_TIME): _stored(a.now)}
    with connection.cursor() as cursor:
        cursor.execute(sql, [said.get(value, value) for value in parameters])
        return int(cursor.rowcount)


@cache
def _unblocking(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """Its SQL, and its parameters with SOME_CASE and SOME_TIME among them. Every act ends with it, and writing it anew
    each time would take the fourth part of the act."""
    lacking = Exists(ItemMaterial.objects.filter(item=OuterRef("pk"), main=True, state__in=LACKING))
    held = Item.objects.filter(~held_back(), case=SOME_CASE, state=ItemState.BLOCKED).query
    freed = cast(UpdateQuery, held.chain(UpdateQuery))
    freed.add_update_values(
        {
            "state": If(When(lacking, then=Value(ItemState.READY)), default=Value(ItemState.FILED)),
            "holder": If(When(lacking, then=Value(Holder.APPLICANT)), default=Value(Holder.DEPARTMENT)),
            "filed_at": If(When(lacking, then=None), default=Value(SOME_TIME), output_field=DateTimeField()),
            "holder_since": SOME_TIME,
        }
    )
    sql, parameters = freed.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return sql, tuple(parameters)


def _stored(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def follow(a: Act, items: Iterable[Item]) -> list[Event]:
    """Of these items those that `unblock` freed: the queue they leave, their clocks, their duties; three statements."""
    freed = [item for item in items if _duty(item).progress == ItemState.BLOCKED != item.state]
    return _settle(a, freed, [(item, Holder.QUEUE, _duty(item).opened) for item in freed])


def end_dependants(a: Act, case: Case) -> list[Event]:
    """Items that end with a refused prerequisite, by what their edge says; and those that wait for them in turn."""
    edges = Edge.objects.filter(case=case, on_refusal=OnRefusal.END, dependant__state=ItemState.BLOCKED)
    rows = list(edges.exclude(kind=EdgeKind.ADVICE).values_list("prerequisite", "prerequisite__state", "dependant"))
    failed = {prerequisite for prerequisite, state, _dependant in rows if state in FAILED}
    ended: set[int] = set()
    while more := {dependant for one, _state, dependant in rows if one in failed | ended} - ended:
        ended |= more
    if not ended:
        return []
    return _put(a, list(Item.objects.filter(pk__in=ended).with_locked_duties()), "ended")


def start_items(a: Act, case: Case, items: list[Item], beside: Iterable[Clocks] = ()) -> list[Event]:
    """Duties for all of them, each with the person on duty of its department; the ready ones are filed, and lack
    nothing. Six statements, however many items; clocks `beside` them are written too. Sets `duty` and `state`."""
    people = people_on_duty({item.version.service.unit_id for item in items}, a.now, kind="item")
    first = [FIRST[item.state] for item in items]
    openings = [
        Opening(
            title=_title(case, item),
            owner=people[item.version.service.unit_id],
            at=people[item.version.service.unit_id].unit.territory,
            progress=begins.state,
            visibility=Visibility.INTERNAL,
            clocks=begins.clocks,
        )
        for item, begins in zip(items, first, strict=True)
    ]
    opened, filed = [], []
    for item, begins, (duty, clocks) in zip(items, first, new_duties("item", a.now, openings, beside), strict=True):
        opened.append(opening_event(a, duty, progress=item.state))
        item.duty, item.state, item.holder, item.holder_since = duty, begins.state, begins.holder, a.now
        if item.state == ItemState.FILED:
            item.filed_at = a.now
            filed.append(_event(a, item, clocks))
    rows = [(item.duty_id, item.state, item.holder, item.holder_since, item.filed_at, item.pk) for item in items]
    update_each(Item, ("duty", "state", "holder", "holder_since", "filed_at"), rows)
    return opened + filed


def file_ready(a: Act, items: Iterable[Item]) -> list[Event]:
    """Files those that waited for the applicant and lack no main material any more. In place."""
    ready = [item for item in items if item.state == ItemState.READY and item.duty is not None]
    if not ready:
        return []
    lacking = ItemMaterial.objects.filter(item__in=ready, main=True, state__in=LACKING)
    waiting = set(lacking.values_list("item_id", flat=True))
    return _put(a, [item for item in ready if item.pk not in waiting], "filed")


def _put(a: Act, items: list[Item], code: str) -> list[Event]:
    """Step of many items at once, in five statements: their state, the stays that end, their clocks, their duties."""
    if not items:
        return []
    table = TURNS[code]
    columns = {"state": table.to, "holder": table.holder or items[0].holder, "holder_since": a.now, **MORE[code](a.now)}
    Item.objects.filter(pk__in=[item.pk for item in items]).update(**columns)
    left = [(item, item.holder, item.holder_since) for item in items]
    for item in items:
        for name, value in columns.items():
            setattr(item, name, value)
    return _settle(a, items, left)


def _settle(a: Act, items: list[Item], left: list[tuple[Item, str, datetime | None]]) -> list[Event]:
    """What follows when the state of items was written. `left`: the hands they leave, and since when they lay there."""
    Stay.objects.bulk_create(
        Stay(item=item, holder=holder, since=since, until=a.now)
        for item, holder, since in left
        if since and since < a.now
    )
    # Of the clocks that run already, a slip's among them, none ends: the nearest due of each duty stands for them.
    sooner = [_duty(item).next_due for item in items]
    running = [Clocks(_duty(item), new=True) for item in items]
    for item, clocks in zip(items, running, strict=True):
        if item.state == ItemState.FILED:
            clocks.start("acceptance", TERMS["acceptance"], at=a.now)
    Clocks.settle_all(running)
    for item, due in zip(items, sooner, strict=True):
        duty = _duty(item)
        duty.next_due = min(duty.next_due, due)
        duty.progress, duty.version, duty.closed = item.state, duty.version + 1, item.closed_at
    rows = [(duty.progress, duty.version, duty.next_due, duty.closed, duty.pk) for duty in map(_duty, items)]
    update_each(Duty, ("progress", "version", "next_due", "closed"), rows)
    return [_event(a, item, clocks) for item, clocks in zip(items, running, strict=True)]


def _event(a: Act, item: Item, clocks: Clocks) -> Event:
    number, code = _duty(item).number, CODES[item.state]
    return a.draft(number, code, state=item.state, holder=item.holder, round=item.round, clocks=clocks.log)


MORE: dict[str, Callable[[datetime], dict[str, Any]]] = {
    "filed": lambda now: {"filed_at": now},
    "ended": lambda now: {"closed_at": now, "cause": "prerequisite"},
}


def _duty(item: Item) -> Duty:
    assert item.duty is not None
    return item.duty


def _title(case: Case, item: Item) -> str:
    """A company may be named on a list; a person is not."""
    return f"{item.version.name}（{case.company.name}）" if case.company else item.version.name
