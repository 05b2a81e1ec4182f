"""From facts and likeness to an order: a weighted sum of few marks, whose weights were fitted once."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from luodi.matching.engine.concepts import PLAIN
from luodi.matching.engine.facts import Asked, Offered
from luodi.matching.engine.hard import SITES, asked_as
from luodi.matching.engine.needs import Called, named, said, weight
from luodi.matching.engine.probes import Probes
from luodi.matching.engine.reasons import Fit, Misfit, Reason
from luodi.text.search import Searchable

WEIGHTS = {
    "whole": 6.0,  # likeness of both texts, a cosine
    "parts": 3.2,  # of the offer to the three wishes it is most like
    "words": 1.1,  # the index's score by words, as a share of the best
    "facts": 0.28,  # facts that fit, counted
    "misfits": -0.4,  # softer misfits, counted
    "slight": -2.8,
    "kind": 0.8,
    "useless": -3.0,
    "policy": 1.4,  # short and general texts are less like any wish than they are useful
    "fund": 0.8,
    "firm": 0.15,
    "trade": 0.75,  # the same division of industry
    "concepts": 0.3,  # concepts both sides speak of, at most four
    "needs": 0.5,
    "meant": 2.5,  # likeness to what the activity needs
    "answers": 2.0,
}
HEAVY = {"elsewhere": 5.0, "only": 4.0}  # misfits that weigh more than one
LOW = 8.0  # a best score by words below this says that the words are not there
MIDDLE = 6.0  # the sum that makes a score of one half
# How far an offer of a kind serves who asked for another: by what was asked, then by what is offered.
SERVES: Mapping[str, Mapping[str, float]] = {
    "land": {"land": 1, "park": 0.6, "energy": 0.3},
    "plant": {"plant": 1, "park": 0.8, "warehouse": 0.4, "firm": 0.3, "energy": 0.3},
    "warehouse": {"warehouse": 1, "park": 0.5, "plant": 0.5, "firm": 0.3, "land": 0.2},
    "office": {"office": 1, "park": 0.5, "laboratory": 0.2},
    "laboratory": {"laboratory": 1, "park": 0.6, "plant": 0.3, "firm": 0.3, "office": 0.2},
    "roof": {"roof": 1, "firm": 0.8, "park": 0.7, "opportunity": 0.5},
    "fund": {"fund": 1, "policy": 0.5},
    "policy": {"policy": 1, "housing": 0.8, "fund": 0.4},
    "partner": {"firm": 1, "opportunity": 1, "laboratory": 0.5, "park": 0.4},
}
HINTED = 0.8  # a kind that the text only hints at counts so far
UNASKED = 0.3
MOST_CONCEPTS = 4.0
ANSWERING = frozenset({"firm", "opportunity", "park", "laboratory"})
NAMELESS = frozenset({"energy"})  # no enquiry asks for a quota as a kind; KINDS has it beside plant
CLOSE = 0.45  # a likeness from which on it is a reason of its own


@dataclass(frozen=True, slots=True)
class Standing:
    """An offer that no hard fact rules out."""

    offered: Offered
    reasons: Sequence[Reason]
    misfits: Sequence[Misfit]


@dataclass(frozen=True, slots=True)
class Mark:
    """One value of the sum, and the reason it gives where it gives one."""

    value: float
    reason: Reason | None = None


def ranked(
    asked: Asked, standing: Sequence[Standing], probes: Probes, index: Searchable, words: Mapping[int, float]
) -> list[Fit]:
    """Best first. `words`: the index's scores by words for the text, best first; who is not there scored nothing."""
    fits = []
    for one, marks in zip(standing, marked(asked, standing, probes, index, words), strict=True):
        total = sum(WEIGHTS[name] * mark.value for name, mark in marks.items())
        reasons = (*one.reasons, *(mark.reason for mark in marks.values() if mark.reason))
        score = 1 / (1 + math.exp(MIDDLE - total))
        fits.append(Fit(one.offered.key, round(score, 4), reasons, tuple(one.misfits)))
    return sorted(fits, key=lambda one: (-one.score, one.key))


def marked(
    asked: Asked, standing: Sequence[Standing], probes: Probes, index: Searchable, words: Mapping[int, float]
) -> Iterator[dict[str, Mark]]:
    """The values of the sum for each offer, by the names of WEIGHTS."""
    near = _likeness(probes, index, [one.offered.key for one in standing])
    best = max([*words.values(), LOW])
    for place, one in enumerate(standing):
        yield {
            "whole": Mark(near.whole[place], _meaning(near.whole[place])),
            "parts": Mark(near.parts[place]),
            "words": Mark(words.get(one.offered.key, 0.0) / best),
            "facts": Mark(len(one.reasons)),
            "misfits": Mark(sum(HEAVY.get(misfit.code, 1.0) for misfit in one.misfits)),
            "slight": Mark(one.offered.slight),
            "kind": _kind(asked, one.offered),
            "useless": Mark(_is_useless(asked, one.offered)),
            "policy": Mark(one.offered.kind in ("policy", "housing")),
            "fund": Mark(one.offered.kind == "fund"),
            "firm": Mark(one.offered.kind in ("firm", "opportunity")),
            "trade": _trade(asked, one.offered),
            "concepts": _concepts(asked, one.offered),
            **_needs(probes, one.offered, near.needs, place),
        }


@dataclass(frozen=True, slots=True)
class Likeness:
    whole: Sequence[float]
    parts: Sequence[float]
    needs: Sequence[Sequence[float]]


def _likeness(probes: Probes, index: Searchable, keys: Sequence[int]) -> Likeness:
    texts = [probes.text, *probes.parts, *(one.need.phrase for one in probes.needs)]
    rows = index.closeness(texts, keys)
    parts = rows[1 : 1 + len(probes.parts)]
    most = [_mean_of_best([row[at] for row in parts]) for at in range(len(keys))]
    return Likeness(rows[0], most, rows[1 + len(probes.parts) :])


def _mean_of_best(values: Sequence[float], most: int = 3) -> float:
    best = sorted(values, reverse=True)[:most]
    return sum(best) / len(best) if best else 0.0


def _meaning(value: float) -> Reason | None:
    return Reason("meaning") if value >= CLOSE else None


def _kind(asked: Asked, offered: Offered) -> Mark:
    value = UNASKED if not asked.kinds else 0.0
    for kind in asked.kinds:
        surely = 1.0 if kind in asked.stated or not asked.stated else HINTED
        value = max(value, surely * SERVES[kind].get(offered.kind, 0.0))
    asked_for = offered.kind not in NAMELESS and asked_as(offered.kind) in asked.kinds
    return Mark(value, Reason("kind", {"kind": offered.kind}) if asked_for else None)


def _is_useless(asked: Asked, offered: Offered) -> bool:
    """A site of a kind that serves nothing that was asked for."""
    return (
        offered.kind in SITES and bool(asked.kinds) and not any(SERVES[kind].get(offered.kind) for kind in asked.kinds)
    )


def _trade(asked: Asked, offered: Offered) -> Mark:
    """Of the same division of industry, the first two of each side."""
    shared = next((one for one in asked.divisions[:2] if one in offered.divisions[:2]), "")
    return Mark(bool(shared), Reason("same_trade", {"division": shared}) if shared else None)


def _concepts(asked: Asked, offered: Offered) -> Mark:
    shared = [one for one in asked.concepts if one in offered.concepts]
    telling = [one for one in shared if one not in PLAIN]
    value = len(telling) + HINTED / 3 * (len(shared) - len(telling))
    return Mark(min(MOST_CONCEPTS, value), Reason("words", {"words": "、".join(telling[:4])}) if telling else None)


def _needs(probes: Probes, offered: Offered, near: Sequence[Sequence[float]], place: int) -> dict[str, Mark]:
    text = offered.whole.lower()
    best, meant = Mark(0.0), 0.0
    for called, row in zip(probes.needs, near, strict=True):
        if called.need.kinds and offered.kind not in called.need.kinds:
            continue
        meant = max(meant, called.surely * row[place])
        words = said(called.need, text)
        value = called.surely * min(1.0, sum(map(weight, words)))
        if value > best.value:
            best = Mark(value, _because(called, words))
    return {"needs": best, "meant": Mark(meant), "answers": _answers(probes, offered, text)}


def _answers(probes: Probes, offered: Offered, text: str) -> Mark:
    """The offer's own activity needs what the enquirer speaks of."""
    best = Mark(0.0)
    for called in probes.answers if offered.kind in ANSWERING else ():
        value = called.surely * named(called.need, text)
        if value > best.value:
            best = Mark(value, Reason("need", {"need": called.need.key, "words": ""}))
    return best


def _because(called: Called, words: Sequence[str]) -> Reason:
    return Reason("need", {"need": called.need.key, "words": "、".join(words[:4])})
