"""From an enquiry to the offers that fit it, best first, and from an offer to the enquiries; with reasons."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from luodi.matching.engine.facts import EVERYWHERE, Asked, Offered
from luodi.matching.engine.hard import compare, wished_districts
from luodi.matching.engine.needs import Need
from luodi.matching.engine.packing import packed, unpacked_offer
from luodi.matching.engine.probes import Probes, probes_of
from luodi.matching.engine.ranking import Standing, ranked
from luodi.matching.engine.reasons import Fit
from luodi.text.search import Document, Limits, Searchable

POOL = 240  # offers looked at closely
FIRST = 10  # of the ranks fused by 1 / (FIRST + rank)


def document_of(offered: Offered) -> Document:
    """What the index keeps of an offer. One that is gone need not be put there, but may."""
    return Document(
        key=offered.key,
        title=offered.title,
        body=offered.description,
        tags=offered.words,
        phrases=(offered.whole,),
        kind=offered.kind,
        districts=offered.districts if EVERYWHERE not in offered.districts else (),
        payload=packed(offered),
    )


class Engine:
    """`index` holds documents made by `document_of`; whoever owns the index puts and drops them there.

    `needs` is the table of latent needs in force (`needs.seed()` until the operator has edited it). The engine keeps
    nothing between calls and may serve several threads where the index may.
    """

    def __init__(self, index: Searchable, needs: Sequence[Need]) -> None:
        self._index = index
        self._needs = needs

    def fits(self, asked: Asked, limit: int = 30) -> list[Fit]:
        """Best first. Offers that break a hard fact are left out; softer misfits are named and stand lower."""
        probes = probes_of(asked, self._needs)
        limits = Limits(not_kinds=asked.refused)
        words = {hit.key: hit.score for hit in self._index.by_words(probes.text, POOL, limits)}
        pool = self._pool(probes, words, limits)
        wished = wished_districts(asked, pool)
        standing: list[Standing] = []
        for offered in pool:
            reasons, misfits = compare(asked, offered, wished)
            if not any(one.hard for one in misfits):
                standing.append(Standing(offered, reasons, misfits))
        return ranked(asked, standing, probes, self._index, words)[:limit]

    def askers(self, offered: Offered, rows: Iterable[tuple[int, Asked]], limit: int = 30) -> list[Fit]:
        """The open enquiries that an offer fits; `key` of each Fit is the enquiry's. The offer must be in the index."""
        found: list[Fit] = []
        for key, asked in rows:
            reasons, misfits = compare(asked, offered, wished_districts(asked, [offered]))
            if any(one.hard for one in misfits):
                continue
            probes = probes_of(asked, self._needs)
            words = {hit.key: hit.score for hit in self._index.by_words(probes.text, POOL)}
            for fit in ranked(asked, [Standing(offered, reasons, misfits)], probes, self._index, words):
                found.append(replace(fit, key=key))
        return sorted(found, key=lambda one: (-one.score, one.key))[:limit]

    def _pool(self, probes: Probes, words: Mapping[int, float], limits: Limits) -> list[Offered]:
        """By words and by meaning together: what stands high in any answer."""
        texts = probes.asked
        found = self._index.by_meaning([text for text, _ in texts], POOL // 2, limits)
        answers = [(1.0, list(words))]
        answers += [(weight, [hit.key for hit in hits]) for (_, weight), hits in zip(texts, found, strict=True)]
        fused: dict[int, float] = defaultdict(float)
        for weight, keys in answers:
            for rank, key in enumerate(keys, 1):
                fused[key] += weight / (FIRST + rank)
        best = sorted(fused, key=lambda key: -fused[key])[:POOL]
        payloads = self._index.payloads(best)
        return [unpacked_offer(payloads[key]) for key in best if key in payloads]
