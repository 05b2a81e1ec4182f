"""The row of figures on top of a desk: each says its denominator and opens the rows it counts."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.pages import CAP
from luodi.enquiries.worklist import WORK, Load, SameDay, same_day
from luodi.ui.parts import Figure
from luodi.ui.strip import Tone
from luodi.ui.timewords import due_words

# Kinds of work that have a list of their own -> its address, and how it says what is mine; the first that he handles.
LISTS = (
    ("enquiry", "desk:enquiries", "mine=1"),
    ("item", "desk:items", "scope=mine"),
    ("case", "desk:cases", "scope=mine"),
    ("project", "desk:projects", "owner=mine"),
)


def kinds_of(viewer: Viewer) -> set[str]:
    return {kind for post in viewer.posts for kind in post.remit}


def receives_enquiries(viewer: Viewer) -> bool:
    """Who has a list of another kind, and receives no enquiries, has no use for theirs."""
    return _list(viewer)[0] == "enquiry"


def _list(viewer: Viewer) -> tuple[str, str, str]:
    kinds = kinds_of(viewer)
    return next((row for row in LISTS if row[0] in kinds), LISTS[0])


def list_of(viewer: Viewer) -> str:
    return reverse(_list(viewer)[1])


def own_list(viewer: Viewer) -> str:
    """The list of what is mine."""
    return f"{list_of(viewer)}?{_list(viewer)[2]}"


def opening(viewer: Viewer, query: str, *counted: str) -> str:
    """His list narrowed to what a figure counts; empty where that may be of kinds of work which the list leaves out."""
    kind = _list(viewer)[0]
    return f"{own_list(viewer)}&{query}" if kinds_of(viewer).intersection(counted) == {kind} else ""


def nothing_words(viewer: Viewer) -> str:
    """Said on an empty desk to whoever receives no enquiries."""
    if _list(viewer)[0] == "project":
        return _("该报送的进展、问题、批示和会议事项会自动出现在这里，不用刷新。")
    return _("申报到您手里的事项会自动出现在这里，不用刷新。")


def figures(load: Load, soonest: Duty | None, viewer: Viewer, now: datetime) -> list[Figure]:
    late: Tone = "late" if load.late else "calm"
    kind = _list(viewer)[0]
    enquiries = kind == "enquiry"
    first = (_("待签收"), "state=unsigned") if enquiries else (_("待受理"), "state=filed")
    taken_from = opening(viewer, first[1], "enquiry", "item")
    waiting = Figure(first[0], capped(load.unsigned), unsigned_words(load, enquiries=enquiries), taken_from)
    shown = [
        *([] if kind == "project" else [waiting]),
        Figure(
            _("已超时"), capped(load.late), longest_words(load, soonest, now), opening(viewer, "due=late", *WORK), late
        ),
        Figure(_("今日到期"), capped(load.today), latest_words(load, now), opening(viewer, "due=today", *WORK)),
    ]
    missed = opening(viewer, "same_day=missed", "enquiry")
    return [*shown, same_day_figure(same_day(viewer, now), missed)] if enquiries else shown


def capped(count: int) -> str:
    return f"{CAP}+" if count >= CAP else str(count)


def unsigned_words(load: Load, *, enquiries: bool) -> str:
    late = load.unsigned_late
    if not enquiries:
        return _("五个工作日内受理，不答复即视为受理") if load.unsigned else _("没有等着受理的")
    if late:
        return ngettext("其中 %(count)d 件已超时，请先签收", "其中 %(count)d 件已超时，请先签收", late) % {
            "count": late
        }
    return _("都在时限内") if load.unsigned else _("没有等着签收的")


def longest_words(load: Load, soonest: Duty | None, now: datetime) -> str:
    if not load.late or soonest is None:
        return _("没有超时的")
    return _("最早一件%(due)s") % {"due": due_words(soonest.next_due, now)}


def latest_words(load: Load, now: datetime) -> str:
    if load.last_today is None:
        return _("今天没有到期的")
    return _("最后一件%(due)s") % {"due": due_words(load.last_today, now)}


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
