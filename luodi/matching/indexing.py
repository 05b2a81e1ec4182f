"""Brings the indexes to the last sealed event: what can be had, and what is being asked.

A rebuild begins with the newest event before it and takes in what came after as any other change. Everything can be
done twice without harm; after a kill only the tail since the last commit is done again.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Max, QuerySet

from luodi.enquiries.models import Enquiry
from luodi.enquiries.rules import OPEN
from luodi.ledger.models import Entry
from luodi.matching.engine.engine import document_of
from luodi.matching.engine.packing import packed
from luodi.matching.indexes import Indexes
from luodi.matching.sides import BESIDE_ENQUIRY, BESIDE_OFFER, asked_of, offered_of
from luodi.supply.models import Offer
from luodi.supply.rules import State
from luodi.text.search import Document
from luodi.text.search.index import Index

EVENTS = 200  # taken in at one look
FIRST = 500  # rows of one step of a rebuild
OFFERED = frozenset({State.OPEN, State.RESERVED})
ASKING = OPEN | {"draft"}  # what waits for its code is matched already, so that its owner finds matches there


class Happened(NamedTuple):
    seq: int
    subject: str
    code: str


def happened_since(seq: int, until: int | None = None) -> list[Happened]:
    rows = Entry.objects.filter(seq__gt=seq)
    if until is not None:
        rows = rows.filter(seq__lte=until)
    columns = ("seq", "event__subject", "event__code")
    return [Happened(*row) for row in rows.order_by("seq").values_list(*columns)[:EVENTS]]


def offers() -> QuerySet[Offer]:
    return Offer.objects.select_related(*BESIDE_OFFER)


def enquiries() -> QuerySet[Enquiry]:
    return Enquiry.objects.select_related(*BESIDE_ENQUIRY).prefetch_related("facts")


def rebuild(indexes: Indexes) -> int:
    """The next rows of an index that was never whole; 0 when both are."""
    newest = Entry.objects.aggregate(newest=Max("seq"))["newest"] or 0
    sources: tuple[tuple[Index, QuerySet[Any]], ...] = (
        (indexes.offers, offers().filter(duty__progress__in=OFFERED)),
        (indexes.enquiries, enquiries().filter(duty__progress__in=ASKING)),
    )
    for index, rows in sources:
        if index.sequence or not newest:
            continue
        begun, _colon, last = (index.mark or f"{newest}:0").partition(":")
        found = list(rows.filter(pk__gt=int(last)).order_by("pk")[:FIRST])
        if found:
            index.put(document(row) for row in found)
            index.commit(sequence=0, mark=f"{begun}:{found[-1].pk}")
            return len(found)
        index.commit(sequence=int(begun))
    return 0


def take_in(indexes: Indexes) -> int:
    """The next events; returns how many there were."""
    events = happened_since(min(indexes.offers.sequence, indexes.enquiries.sequence))
    if not events:
        return 0
    numbers = {one.subject for one in events}
    _put(indexes.offers, offers().filter(duty__number__in=numbers), OFFERED)
    _put(indexes.enquiries, enquiries().filter(duty__number__in=numbers), ASKING)
    for index in (indexes.offers, indexes.enquiries):
        index.commit(sequence=events[-1].seq)
    return len(events)


def _put(index: Index, rows: Iterable[Offer] | Iterable[Enquiry], states: frozenset[str]) -> None:
    found: list[Offer | Enquiry] = list(rows)
    index.put(document(row) for row in found if row.duty.progress in states)
    if gone := [row.pk for row in found if row.duty.progress not in states]:
        index.drop(gone)


def document(row: Offer | Enquiry) -> Document:
    if isinstance(row, Offer):
        return document_of(offered_of(row))
    return Document(
        key=row.pk, title=row.duty.title, body=row.sentence, phrases=(row.sentence,), payload=packed(asked_of(row))
    )
