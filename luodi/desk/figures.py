"""The row of figures on top of a desk: each says its denominator and opens the rows it counts."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luodi.duties.pages import CAP
from luodi.enquiries.worklist import Entry, SameDay
from luodi.ui.parts import Figure
from luodi.ui.timewords import due_words


def figures(entries: Sequence[Entry], contact: SameDay, now: datetime) -> list[Figure]:
    address = reverse("desk:enquiries") + "?mine=1&"
    day = timezone.localdate(now)
    unsigned = [entry for entry in entries if entry.is_unsigned]
    late = [entry for entry in entries if entry.is_late(now)]
    today = [entry for entry in entries if entry.is_due_on(day, now)]
    return [
        Figure(_("待签收"), capped(unsigned), unsigned_words(unsigned, now), address + "state=unsigned"),
        Figure(_("已超时"), capped(late), longest_words(late, now), address + "due=late", "late" if late else "calm"),
        Figure(_("今日到期"), capped(today), latest_words(today, now), address + "due=today"),
        same_day_figure(contact, address + "same_day=missed"),
    ]


def capped(entries: Sequence[Entry]) -> str:
    return f"{len(entries)}+" if len(entries) >= CAP else str(len(entries))


def unsigned_words(entries: Sequence[Entry], now: datetime) -> str:
    late = sum(1 for entry in entries if entry.is_late(now))
    if late:
        return ngettext("其中 %(count)d 件已超时，请先签收", "其中 %(count)d 件已超时，请先签收", late) % {
            "count": late
        }
    return _("都在时限内") if entries else _("没有等着签收的")


def longest_words(entries: Sequence[Entry], now: datetime) -> str:
    return _("最早一件%(due)s") % {"due": due_words(entries[0].next_due, now)} if entries else _("没有超时的")


def latest_words(entries: Sequence[Entry], now: datetime) -> str:
    return _("最后一件%(due)s") % {"due": due_words(entries[-1].next_due, now)} if entries else _("今天没有到期的")


def same_day_figure(contact: SameDay, url: str) -> Figure:
    """Same working day, of those received before its last two working hours."""
    label, total = _("当日联系（本月）"), len(contact.counted)
    if not total:
        return Figure(label, "–", _("本月还没有可计的申请"))
    share = round(100 * len(contact.kept) / total, 1)
    said = {"share": share, "missed": len(contact.missed)}
    of = (
        _("%(share)s %%，点开看 %(missed)s 件未成") % said if contact.missed else _("%(share)s %%，件件当日联系") % said
    )
    return Figure(label, f"{len(contact.kept)}/{total}", of, url if contact.missed else "")
