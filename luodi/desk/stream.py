"""Everything that happened to an enquiry and was said about it, in one stream."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _

from luodi.desk.words import said
from luodi.enquiries.dossier import SAID_IN_FULL, Dossier
from luodi.enquiries.story import Line, in_order
from luodi.talk.models import Contact, Message
from luodi.ui.timewords import moment_words

Kind = Literal["passed", "said", "partner", "mine", "note", "contact", "attempt"]
SIDES: dict[str, Kind] = {
    Message.Side.INVESTOR: "said",
    Message.Side.PARTNER: "partner",
    Message.Side.OFFICER: "mine",
    Message.Side.NOTE: "note",
}


@dataclass(frozen=True, slots=True)
class Item:
    """`aside` says what is to be known about it: keyed in later, confirmed, denied."""

    kind: Kind
    at: datetime
    text: str
    who: str = ""
    aside: str = ""
    detail: str = ""
    tone: str = ""


def stream(d: Dossier, now: datetime) -> list[Item]:
    """Newest first. What was said is left out for a reader to whom the record is closed."""
    lines = [line for line in d.lines if not d.open or line.code not in SAID_IN_FULL]
    items = [(in_order(line.at, line.recorded_at), _passed(line, d, now)) for line in lines]
    if d.open:
        items += [(in_order(message.said_at, message.said_at), _said(message)) for message in d.messages]
        items += [(in_order(one.happened_at, one.recorded_at), _contact(one, now)) for one in d.contacts]
    items.sort(key=lambda placed: placed[0])
    return [item for _place, item in reversed(items)]


def _passed(line: Line, d: Dossier, now: datetime) -> Item:
    aside = keyed_in(line.recorded_at, now) if line.keyed_in_later else ""
    return Item("passed", line.at, line.sentence, aside=aside, detail=line.detail if d.open else "", tone=line.tone)


def _said(message: Message) -> Item:
    who = str(message.author) if message.side == Message.Side.INVESTOR else str(message.post or message.author)
    return Item(SIDES[message.side], message.said_at, message.body, who)


def _contact(contact: Contact, now: datetime) -> Item:
    later = (contact.recorded_at - contact.happened_at).total_seconds() > 300
    notes = [keyed_in(contact.recorded_at, now) if later else "", word_of(contact)]
    head = _("%(channel)s，联系上了") if contact.reached else _("%(channel)s，没有联系上")
    return Item(
        "contact" if contact.reached else "attempt",
        contact.happened_at,
        contact.said,
        who=f"{head % {'channel': said(contact.get_channel_display())}} · {contact.post}",
        aside=_("，").join(note for note in notes if note),
        detail=contact.finding,
    )


def word_of(contact: Contact) -> str:
    """What the investor, and the head after him, said of a logged contact."""
    if contact.cleared_at:
        return _("投资人说没有联系，主任核实：属实") if contact.stands else _("投资人说没有联系，主任核实：未联系")
    if contact.denied_at:
        return _("投资人说没有人联系过他，待主任核实")
    return _("投资人已确认") if contact.confirmed_at else ""


def keyed_in(recorded_at: datetime, now: datetime) -> str:
    return _("%(moment)s 补登") % {"moment": moment_words(recorded_at, now)}
