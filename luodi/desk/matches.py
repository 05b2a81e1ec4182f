"""Matches as the desk shows them: what fits, why, what does not, and what colleagues made of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from luodi.desk.rows import url_of
from luodi.directory.viewer import Viewer
from luodi.enquiries.dossier import Dossier
from luodi.matching.models import Judgement
from luodi.matching.reads import Found, Precedent, offers_for, precedents
from luodi.matching.rules import BECAUSE, SHOWN, Verdict
from luodi.matching.words import misfits_in_words, needs_named_in, reasons_in_words
from luodi.supply.models import Offer
from luodi.supply.words import dated_price, joined, kind_word, numbers_of, state_word
from luodi.ui.timewords import short_day

NUMBERS_SHOWN = 4
REASONS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class MatchRow:
    """`judged` says who made what of it; `gone` that it can no longer be had."""

    number: str
    title: str
    url: str
    gist: str
    answers: str
    reasons: list[str]
    misfits: list[str]
    verdict: str
    judged: str
    gone: str = ""
    visit: str = ""

    @property
    def may_introduce(self) -> bool:
        return not self.gone and self.verdict in ("", Verdict.FITS)

    @property
    def is_on_the_way(self) -> bool:
        return self.verdict in (Verdict.INTRODUCED, Verdict.VISITED)


@dataclass(frozen=True, slots=True)
class Matches:
    """`more` counts those that only the page of all of them shows; `waiting`: the watch has not come to it yet."""

    rows: list[MatchRow]
    unfit: list[MatchRow] = field(default_factory=list)
    precedents: list[Precedent] = field(default_factory=list)
    more: int = 0
    waiting: bool = False


def matches_of(d: Dossier, now: datetime, most: int = SHOWN) -> Matches:
    """Beside an enquiry: five queries at most. Empty for whoever reads its title only."""
    if not d.open:
        return Matches([])
    found = offers_for(d.viewer, d.enquiry, now)
    rows = _rows(found, d.viewer)
    fitting = [row for one, row in zip(found, rows, strict=True) if not one.is_unfit]
    unfit = [row for one, row in zip(found, rows, strict=True) if one.is_unfit]
    waiting = not found and (now - d.enquiry.submitted).total_seconds() < WAITING
    return Matches(fitting[:most], unfit, precedents(d.viewer, d.enquiry), max(0, len(fitting) - most), waiting)


WAITING = 60  # seconds after which no match means that there is none


def _rows(found: Sequence[Found], viewer: Viewer) -> list[MatchRow]:
    needs = needs_named_in(found)
    return [
        MatchRow(
            number=one.offer.duty.number,
            title=one.offer.duty.title,
            url=url_of(one.offer.duty.number),
            gist=_gist(one.offer),
            answers=f"{one.offer.duty.unit.name} {one.offer.duty.owner.label}",
            reasons=reasons_in_words(one.reasons, needs)[:REASONS_SHOWN],
            misfits=misfits_in_words(one.misfits),
            verdict=one.verdict,
            judged=judged_words(one.judgement) if one.judgement else "",
            gone="" if one.available else state_word(one.offer.duty.progress),
            visit=short_day(one.judgement.visit_on) if one.judgement and one.judgement.visit_on else "",
        )
        for one in found
    ]


def _gist(offer: Offer) -> str:
    numbers = [f"{name} {words}" for name, words in numbers_of(offer)[:NUMBERS_SHOWN]]
    place = offer.duty.place or offer.duty.district
    return joined([kind_word(offer.kind), place.name if place else "", *numbers, dated_price(offer)])


def judged_words(one: Judgement) -> str:
    """合适（港区投资促进部 对接专员）; with the reason of an unfit one and what was noted."""
    said = {"verdict": str(Verdict(one.verdict).label), "post": str(one.post)}
    why = str(BECAUSE[one.because]) if one.because else ""
    words = _("%(verdict)s（%(post)s）") % said
    return _("：").join(part for part in (words, _("，").join(part for part in (why, one.note) if part)) if part)
