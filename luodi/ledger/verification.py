"""Proves that what was sealed is still what is there."""

from collections.abc import Iterator
from dataclasses import dataclass

from luodi.ledger.digests import BEFORE_ALL, chained, digest_of
from luodi.ledger.models import Entry, Event, Seal

AT_ONCE = 2000  # entries held in memory


@dataclass(frozen=True)
class Break:
    """The first entry that no longer agrees, and in which way."""

    seq: int
    what: str


@dataclass(frozen=True)
class Proof:
    entries: int
    seals: int
    unsealed: int
    head: str
    broken: Break | None = None


def verify() -> Proof:
    """Reads the whole ledger in order and stops at the first break."""
    head, checked, seals, broken = BEFORE_ALL, 0, 0, None
    expected = 1
    for mark in Seal.objects.order_by("last").iterator(AT_ONCE):
        if mark.first != expected:
            broken = Break(expected, "gap between seals")
            break
        broken, pairs = _entries_of(mark)
        if broken:
            break
        head = chained(head, pairs, mark.algorithm)
        if head != mark.digest:
            broken = Break(mark.first, "seal does not fit its entries and the seal before")
            break
        expected, checked, seals = mark.last + 1, checked + len(pairs), seals + 1
    if broken is None and Entry.objects.filter(seq__gte=expected).exists():
        broken = Break(expected, "entry without a seal")
    return Proof(checked, seals, Event.objects.unsealed().count(), head, broken)


def _entries_of(mark: Seal) -> tuple[Break | None, list[tuple[int, str]]]:
    pairs: list[tuple[int, str]] = []
    for expected, entry in zip(range(mark.first, mark.last + 1), _read(mark), strict=False):
        if entry.seq != expected:
            return Break(expected, "entry missing"), pairs
        if digest_of(entry.event, mark.algorithm) != entry.digest:
            return Break(entry.seq, "event changed"), pairs
        pairs.append((entry.seq, entry.digest))
    if len(pairs) < mark.last - mark.first + 1:
        return Break(mark.first + len(pairs), "entry missing"), pairs
    return None, pairs


def _read(mark: Seal) -> Iterator[Entry]:
    rows = Entry.objects.filter(seq__gte=mark.first, seq__lte=mark.last)
    return rows.select_related("event").order_by("seq").iterator(AT_ONCE)
