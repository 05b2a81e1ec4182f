"""One sealer puts events in order (`Entry`) and chains their digests (`Seal`).

An event may be numbered once its transaction is older than every running one: on PostgreSQL a slow transaction
commits an event with a lower id than events that readers have already seen. So the sealer goes by the writing
transaction and takes whole ranges [floor, ceiling) of it; on SQLite, where writers queue, by the id itself.
"""

from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Q

from luodi.ledger.digests import BEFORE_ALL, chained, digest_of
from luodi.ledger.models import Entry, Event, EventQuerySet, Seal, Sealer

EVENTS = 1000  # of one seal


class Span(NamedTuple):
    events: EventQuerySet
    floor: int  # what the next span begins with


def seal(now: datetime, limit: int = EVENTS) -> int:
    """Seals the events that nobody can precede any more; returns how many. Zero while another process seals."""
    with transaction.atomic(durable=True):
        sealer = _locked_sealer()
        if sealer is None:
            return 0
        span = _postgres_span(sealer.floor, limit) if _is_postgres() else _sqlite_span(sealer.floor, limit)
        events = list(span.events.order_by("id"))
        if events:
            write_entries(events, now)
        if span.floor != sealer.floor:
            Sealer.objects.filter(pk=sealer.pk).update(floor=span.floor)
    return len(events)


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"


def _locked_sealer() -> Sealer | None:
    rows = Sealer.objects.select_for_update(skip_locked=True)
    found = rows.filter(pk=1).first()
    if found is None:
        Sealer.objects.bulk_create([Sealer(pk=1)], ignore_conflicts=True)
        found = rows.filter(pk=1).first()
    return found


def _sqlite_span(floor: int, limit: int) -> Span:
    newest = Event.objects.aggregate(newest=Max("id"))["newest"] or 0
    ceiling = _ceiling("id", floor, newest + 1, limit)
    return Span(Event.objects.filter(id__gte=floor, id__lt=ceiling), ceiling)


def _postgres_span(floor: int, limit: int) -> Span:
    oldest_running, next_transaction = _snapshot()
    if floor > oldest_running:
        return _restored_span(oldest_running, next_transaction, floor, limit)
    ceiling = _ceiling("written_by", floor, oldest_running, limit)
    return Span(Event.objects.unsealed().filter(written_by__gte=floor, written_by__lt=ceiling), ceiling)


def _restored_span(oldest_running: int, next_transaction: int, floor: int, limit: int) -> Span:
    """A dump restored into a younger server: transactions are numbered anew, from below the floor.

    Numbers this server has not given yet came with the dump, so they have ended. One look at the whole table,
    then the floor is this server's.
    """
    ended = Q(written_by__lt=oldest_running) | Q(written_by__gte=next_transaction)
    waiting = Event.objects.unsealed().filter(ended).order_by("id")
    first = list(waiting.values_list("id", flat=True)[:limit])
    return Span(Event.objects.filter(id__in=first), floor if len(first) == limit else oldest_running)


def _snapshot() -> tuple[int, int]:
    """The oldest transaction still running, and the number after the newest one given."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint "
            "FROM pg_current_snapshot() AS s"
        )
        oldest, following = cursor.fetchone()
    return int(oldest), int(following)


def _ceiling(column: str, floor: int, safe: int, limit: int) -> int:
    """Where to stop so that about `limit` events are taken and no transaction is cut in two."""
    ahead = Event.objects.filter(**{f"{column}__gte": floor, f"{column}__lt": safe}).order_by(column)
    values = ahead.values_list(column, flat=True)
    beyond = next(iter(values[limit : limit + 1]), None)
    return safe if beyond is None else max(beyond, values[0] + 1)


def write_entries(events: list[Event], now: datetime) -> None:
    """A step: numbers these events in their order and seals them."""
    last = Seal.objects.order_by("-last").first()
    seq = last.last if last else 0
    algorithm = settings.DIGEST
    entries = [
        Entry(seq=number, event=event, digest=digest_of(event, algorithm))
        for number, event in enumerate(events, start=seq + 1)
    ]
    Entry.objects.bulk_create(entries, batch_size=500)
    Seal.objects.create(
        first=entries[0].seq,
        last=entries[-1].seq,
        algorithm=algorithm,
        digest=chained(
            last.digest if last else BEFORE_ALL, [(entry.seq, entry.digest) for entry in entries], algorithm
        ),
        sealed_at=now,
    )
