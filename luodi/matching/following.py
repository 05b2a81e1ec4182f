"""The watch follows the ledger: first the indexes, then the matches of whatever changed on either side."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from luodi.enquiries.models import Enquiry
from luodi.matching.engine.engine import Engine
from luodi.matching.engine.facts import Asked
from luodi.matching.engine.packing import unpacked_asked
from luodi.matching.indexes import Indexes, open_indexes
from luodi.matching.indexing import ASKING, Happened, enquiries, happened_since, offers, rebuild, take_in
from luodi.matching.models import Followed, Match
from luodi.matching.needs import in_force
from luodi.matching.rules import NEEDS
from luodi.matching.sides import asked_of, offered_of
from luodi.matching.storing import store_matches, tell_gone
from luodi.supply.models import Offer
from luodi.supply.rules import State

ASKERS = 20  # enquiries that are matched anew for one changed offer
SWEPT = 20  # enquiries of one step when everything is matched anew
# Events that change nothing of what is asked or offered.
QUIET = frozenset(
    {
        "said",
        "noted",
        "told",
        "signed",
        "contacted",
        "attempted",
        "contact_affirmed",
        "contact_denied",
        "denial_cleared",
        "next_step",
        "attached",
        "held",
        "resumed",
        "invited",
        "claimed",
        "claim_warned",
        "claim_expired",
        "clash",
        "clash_ruled",
        "recalculated",
        "rated",
        "remedied",
        "handover_proposed",
        "handover_accepted",
        "handover_returned",
        "handover_escalated",
        "handover_ruled",
        "owner_changed",
        "post_left",
        "list_sent",
        "introduced",
        "introduction_answered",
    }
)


class Follower:
    """Opens the indexes when first needed and keeps them open. A second process of the machine follows nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._indexes: Indexes | None = None

    def close(self) -> None:
        if self._indexes is not None:
            self._indexes.close()
            self._indexes = None

    def follow(self, now: datetime) -> int:
        """One look; returns how much there was to do."""
        if self._indexes is None:
            self._indexes = open_indexes(self._folder)
        if self._indexes is None:
            return 0
        return rebuild(self._indexes) or take_in(self._indexes) or self._match(self._indexes, now)

    def _match(self, indexes: Indexes, now: datetime) -> int:
        """Nothing is locked while the engine thinks: each enquiry is written in a short transaction of its own, and
        where two machines follow, the one that comes second has done some work for nothing."""
        row, _made = Followed.objects.get_or_create(pk=1, defaults={"seq": indexes.offers.sequence, "sweep": 0})
        engine = Engine(indexes.offers, in_force())
        if row.sweep is not None:
            return _sweep(row, engine, indexes, now)
        events = happened_since(row.seq, indexes.offers.sequence)
        if not events:
            return 0
        for enquiry in _asking(_changed(events, engine, indexes, now)):
            store_matches(enquiry, _asked(indexes, enquiry), engine, now)
        _follow_to(row, seq=events[-1].seq, sweep=0 if any(one.subject == NEEDS for one in events) else None)
        return len(events)


def _follow_to(row: Followed, *, seq: int, sweep: int | None) -> None:
    Followed.objects.filter(pk=row.pk, seq=row.seq, sweep=row.sweep).update(seq=seq, sweep=sweep)


def _sweep(row: Followed, engine: Engine, indexes: Indexes, now: datetime) -> int:
    """The next enquiries, when all are matched anew: at first, and after a change of the needs."""
    found = list(enquiries().filter(pk__gt=row.sweep, duty__progress__in=ASKING).order_by("pk")[:SWEPT])
    for enquiry in found:
        store_matches(enquiry, _asked(indexes, enquiry), engine, now)
    _follow_to(row, seq=row.seq, sweep=found[-1].pk if found else None)
    return len(found) + 1


def _changed(events: Sequence[Happened], engine: Engine, indexes: Indexes, now: datetime) -> set[int]:
    """Keys of the enquiries to be matched anew. Whoever loses an offer from his list is told on the way."""
    numbers = {one.subject for one in events if one.code not in QUIET}
    keys = set(Enquiry.objects.filter(duty__number__in=numbers).values_list("pk", flat=True))
    for offer in offers().filter(duty__number__in=numbers):
        if offer.duty.progress != State.OPEN:
            tell_gone(offer, now)
            continue
        keys |= set(Match.objects.filter(offer=offer).values_list("enquiry", flat=True))
        keys |= _askers(engine, offer, indexes)
    return keys


def _askers(engine: Engine, offer: Offer, indexes: Indexes) -> set[int]:
    """The enquiries that an offer fits best, found by the words and by the meaning of both."""
    offered = offered_of(offer)
    text = f"{offered.title} {offered.description} {offered.words}"
    hits = {hit.key: None for hit in indexes.enquiries.by_words(text, 5 * ASKERS)}
    for row in indexes.enquiries.by_meaning([text], 5 * ASKERS):
        hits |= {hit.key: None for hit in row}
    asking = [(key, unpacked_asked(one)) for key, one in indexes.enquiries.payloads(hits).items()]
    return {fit.key for fit in engine.askers(offered, asking, ASKERS)}


def _asking(keys: Iterable[int]) -> Iterable[Enquiry]:
    return enquiries().select_related("duty__owner__user").filter(pk__in=list(keys), duty__progress__in=ASKING)


def _asked(indexes: Indexes, enquiry: Enquiry) -> Asked:
    """As the index keeps it, so that a letter is read once."""
    kept = indexes.enquiries.payloads([enquiry.pk]).get(enquiry.pk)
    return unpacked_asked(kept) if kept else asked_of(enquiry)
