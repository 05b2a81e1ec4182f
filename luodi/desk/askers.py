"""Beside an offer: who may need it, as far as the reader may know, and what was said to its side."""

from dataclasses import dataclass
from datetime import date, datetime

from luodi.desk.forms.matches import AnswerForm
from luodi.desk.matches import REASONS_SHOWN, judged_words
from luodi.desk.rows import own_strip, url_of
from luodi.desk.words import said
from luodi.directory.viewer import Viewer
from luodi.duties.reach import reads_whole
from luodi.matching.models import Introduction
from luodi.matching.offer_side import introductions_with_visits
from luodi.matching.reads import Found, enquiries_for
from luodi.matching.rules import SHOWN
from luodi.matching.words import misfits_in_words, needs_named_in, reasons_in_words
from luodi.supply.dossier import OfferDossier
from luodi.supply.models import Offer
from luodi.ui.strip import Strip
from luodi.ui.timewords import short_day


@dataclass(frozen=True, slots=True)
class Asker:
    """An open enquiry. Whoever reads its title only finds neither reasons, which quote its letter, nor a note."""

    number: str
    title: str
    url: str
    strip: Strip
    reasons: list[str]
    misfits: list[str]
    judged: str


@dataclass(frozen=True, slots=True)
class Introduced:
    """`form` where the reader may still answer for the offer's side."""

    made: Introduction
    answer: str
    visit: str
    form: AnswerForm | None


def askers_of(viewer: Viewer, offer: Offer, now: datetime, most: int = SHOWN) -> list[Asker]:
    """Open enquiries that this offer may fit, four queries; none for what cannot be had."""
    if not offer.is_available(now):
        return []
    found = enquiries_for(viewer, offer, most)
    needs = needs_named_in(found)
    return [_asker(one, viewer, now, needs) for one in found]


def _asker(one: Found, viewer: Viewer, now: datetime, needs: dict) -> Asker:
    duty = one.enquiry.duty
    whole = reads_whole(viewer, duty)
    return Asker(
        number=duty.number,
        title=duty.title,
        url=url_of(duty.number),
        strip=own_strip(duty, viewer=viewer, now=now),
        reasons=reasons_in_words(one.reasons, needs)[:REASONS_SHOWN] if whole else [],
        misfits=misfits_in_words(one.misfits) if whole else [],
        judged=judged_words(one.judgement) if one.judgement and whole else "",
    )


def introduced_to(d: OfferDossier, answered: AnswerForm | None = None) -> list[Introduced]:
    """Newest first, one query where the story tells of any; `answered` is a form that was sent in and refused."""
    if not any(line.code == "introduced" for line in d.lines):
        return []
    return [_introduced(d, made, visit, answered) for made, visit in introductions_with_visits(d.viewer, d.offer)]


def _introduced(d: OfferDossier, made: Introduction, visit: date | None, answered: AnswerForm | None) -> Introduced:
    waits = made.answer == Introduction.Answer.NONE and d.may("introduce")
    form = answered if answered and answered.of == made.pk else AnswerForm(of=made.pk)
    return Introduced(
        made=made,
        answer=said(made.get_answer_display()),
        visit=short_day(visit) if visit else "",
        form=form if waits else None,
    )
