"""A duty as a row of a list: the same words for every list of the desk."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from luodi.desk.words import said, state_word
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty, Handover
from luodi.duties.reach import reads_whole
from luodi.duties.strips import strip_of
from luodi.enquiries.models import Enquiry
from luodi.enquiries.rules import UNSIGNED
from luodi.notices.pages import page_of
from luodi.ui.parts import MatterRow
from luodi.ui.strip import Strip
from luodi.ui.timewords import due_words, short_day


@dataclass(frozen=True, slots=True)
class DeskRow(MatterRow):
    """`kind` and `unsigned` decide which acts the row offers."""

    unsigned: bool = False
    kind: str = "enquiry"


def row_of(duty: Duty, *, viewer: Viewer, now: datetime, pick: bool = False) -> DeskRow:
    strip = own_strip(duty, viewer=viewer, now=now)
    unsigned = duty.progress in UNSIGNED
    return DeskRow(
        title=duty.title,
        url=url_of(duty.number),
        number=duty.number,
        gist=gist_of(duty.enquiry, whole=reads_whole(viewer, duty)),
        tag=state_word(duty.progress),
        tag_tone="done" if duty.closed else "",
        strip=strip,
        pick=duty.number if pick and unsigned else "",
        unsigned=unsigned,
    )


def plain_row(duty: Duty, *, viewer: Viewer, now: datetime) -> DeskRow:
    """Of any kind: what its duty says; costs no query."""
    return DeskRow(
        title=duty.title,
        url=url_of(duty.number),
        number=duty.number,
        strip=own_strip(duty, viewer=viewer, now=now),
        kind=duty.kind,
    )


def own_strip(duty: Duty, *, viewer: Viewer, now: datetime) -> Strip:
    """Nobody needs his own telephone number on forty rows."""
    strip = strip_of(duty, viewer=viewer, now=now)
    return replace(strip, phone="") if strip.mine else strip


def gist_of(enquiry: Enquiry, *, whole: bool) -> str:
    """Company, wish, size, where from, next step: what a row says of an enquiry besides its title.

    Company and next step only for who reads the `whole`; an alias is the title already.
    """
    parts = [
        enquiry.firm if whole and not enquiry.alias else "",
        _("意向%(place)s") % {"place": enquiry.wish.name} if enquiry.wish else "",
        said(enquiry.get_size_band_display()) if enquiry.size_band else "",
        "" if enquiry.source == Enquiry.Source.WEB else said(enquiry.get_source_display()),
        next_step_words(enquiry) if whole else "",
    ]
    return " · ".join(part for part in parts if part)


def next_step_words(enquiry: Enquiry) -> str:
    if not enquiry.next_step or not enquiry.next_step_on or enquiry.duty.closed:
        return ""
    return _("下一步：%(day)s %(step)s") % {"day": short_day(enquiry.next_step_on), "step": enquiry.next_step}


def url_of(number: str) -> str:
    return page_of(number, "staff") if number else ""


@dataclass(frozen=True, slots=True)
class Asking:
    """A hand-over that waits for my answer, or for my ruling when `escalated`."""

    handover: Handover
    strip: Strip
    url: str
    escalated: bool
    due: datetime | None
    until: str

    @classmethod
    def soonest_first(cls, handovers: Iterable[Handover], viewer: Viewer, now: datetime) -> "list[Asking]":
        asks = [cls.of(handover, viewer, now) for handover in handovers]
        return sorted(asks, key=lambda ask: (ask.due is None, ask.due or now))

    @classmethod
    def of(cls, handover: Handover, viewer: Viewer, now: datetime) -> "Asking":
        duty = handover.duty
        due = next((d.due for d in duty.deadlines.all() if d.kind == "handover" and d.is_running), None)
        return cls(
            handover=handover,
            strip=own_strip(duty, viewer=viewer, now=now),
            url=url_of(duty.number),
            escalated=handover.state == Handover.State.ESCALATED,
            due=due,
            until=due_words(due, now) if due else "",
        )
