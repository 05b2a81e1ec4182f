"""Keyset pages over what a viewer may see.

A viewer sees a duty for one of several reasons (arms). One query over all of them cannot follow an index, so each
arm is read by its own index in the order of the list, and the few rows of each are merged here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import merge
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localtime

from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty

CAP = 1000
FEW = 900  # keys that are handed over one by one
Key = tuple[datetime, int]


@dataclass(frozen=True)
class Page:
    """`next` is the cursor of the following page, empty on the last; `keys` are those that were counted."""

    rows: list[Duty]
    next: str
    first: bool
    keys: tuple[int, ...] = ()


def page(
    viewer: Viewer,
    *,
    where: Q | None = None,
    after: str = "",
    size: int = 20,
    arms: Iterable[Q] | None = None,
    closed: bool = False,
    beside: Iterable[str] = (),
    counted: int = 0,
) -> Page:
    """Duties due soonest first (closed ones: newest first), from the cursor on. A bad cursor is the first page.

    `beside` names one-to-one rows of the matter's own app to read along (select_related); the keys of so many as are
    to be `counted` are told besides.
    """
    column = "-opened" if closed else "next_due"
    key = _read_cursor(after)
    keys: list[list[Key]] = []
    for arm in viewer_arms(viewer) if arms is None else arms:
        found = _narrow(Duty.objects.filter(arm), where, closed)
        if key is not None:
            found = found.filter(_beyond(key, closed))
        order = (column, "-id" if closed else "id")
        keys.append(list(found.order_by(*order).values_list(column.lstrip("-"), "id")[: max(size + 1, counted)]))
    wanted = _first(keys, max(size + 1, counted), reverse=closed)
    shown = Duty.objects.filter(pk__in=[pk for _at, pk in wanted[:size]]).for_strip().select_related(*beside)
    rows = {d.pk: d for d in shown}
    following = _write_cursor(wanted[size - 1]) if len(wanted) > size else ""
    counts = tuple(pk for _at, pk in wanted[:counted])
    return Page([rows[pk] for _at, pk in wanted[:size] if pk in rows], following, first=key is None, keys=counts)


def viewer_arms(viewer: Viewer) -> list[Q]:
    return Duty.objects.arms(viewer)


def _narrow(found: "QuerySet[Duty]", where: Q | None, closed: bool) -> "QuerySet[Duty]":
    found = found.filter(closed__isnull=not closed).exclude(progress="draft")
    return found.filter(where) if where is not None else found


def _beyond(key: Key, closed: bool) -> Q:
    at, pk = key
    if closed:
        return Q(opened__lte=at) & (Q(opened__lt=at) | Q(id__lt=pk))
    return Q(next_due__gte=at) & (Q(next_due__gt=at) | Q(id__gt=pk))


def _first(keys: list[list[Key]], limit: int, *, reverse: bool) -> list[Key]:
    wanted: list[Key] = []
    for found in merge(*keys, reverse=reverse):
        if not wanted or wanted[-1] != found:
            wanted.append(found)
        if len(wanted) == limit:
            break
    return wanted


def _write_cursor(key: Key) -> str:
    return f"{key[0].isoformat()}~{key[1]}"


def _read_cursor(text: str) -> Key | None:
    at, _tilde, pk = text.partition("~")
    try:
        moment = datetime.fromisoformat(at.replace(" ", "+"))
        return (moment.astimezone(UTC), int(pk)) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def count(viewer: Viewer, where: Q, *, arms: Iterable[Q] | None = None) -> int:
    """How many open duties, capped at 1,000: a figure that says "1,000+" costs the same on any size of city."""
    ids: set[int] = set()
    for arm in viewer_arms(viewer) if arms is None else arms:
        found = _narrow(Duty.objects.filter(arm), where, closed=False).order_by()
        ids.update(found.values_list("pk", flat=True)[:CAP])
        if len(ids) >= CAP:
            return CAP
    return len(ids)


def those(rows: "QuerySet[Any]", which: Q, key: str = "duty") -> Q:
    """Duties of the rows that `which` picks: by their keys where they are few, else by a look at each.

    A database that is asked for a whole kind gathers all of it before it sorts; a list needs twenty.
    """
    if not which:
        return Q()
    found = few(rows, which, key)
    return Q(Exists(rows.filter(which, **{key: OuterRef("pk")}))) if found is None else Q(pk__in=found)


def few(rows: "QuerySet[Any]", which: Q, key: str = "duty") -> list[int] | None:
    """The keys of the duties that `which` picks, None where they are many."""
    found = list(rows.filter(which).values_list(key, flat=True)[: FEW + 1])
    return [pk for pk in found if pk] if len(found) <= FEW else None


def mine(viewer: Viewer) -> list[Q]:
    """The arms of "my duties": what my posts own, and those I substitute today."""
    return [arm for arm in (_owned(viewer), _substituted(viewer)) if arm is not None]


def _owned(viewer: Viewer) -> Q | None:
    return Q(owner__in=viewer.post_ids) if viewer.post_ids else None


def _substituted(viewer: Viewer) -> Q | None:
    if not viewer.substituted_post_ids:
        return None
    return Q(owner__in=viewer.substituted_post_ids) & ~Q(visibility="restricted")


def overdue(now: datetime) -> Q:
    return Q(next_due__lt=now)


def due(when: str, now: datetime) -> Q:
    """The filter of terms: late, today, week; anything else narrows nothing."""
    if when == "late":
        return overdue(now)
    midnight = localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    days = {"today": 1, "week": 7 - midnight.weekday()}.get(when)
    return Q(next_due__gte=now, next_due__lt=midnight + timedelta(days=days)) if days else Q()


def due_by(moment: datetime, now: datetime) -> Q:
    return Q(next_due__gte=now, next_due__lte=moment + timedelta(seconds=59))
