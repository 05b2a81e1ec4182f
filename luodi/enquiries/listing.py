"""The filters of the enquiry list, as conditions on the duty. What the viewer may see at all is not decided here."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.pages import Page, due, mine, page
from luodi.enquiries.models import SavedFilter, State
from luodi.enquiries.rules import UNCONTACTED, UNSIGNED
from luodi.enquiries.worklist import duties_in_order, same_day

CLOSED = "closed"
# value of the filter -> (what it is called, the progress values it stands for)
STANDINGS: dict[str, tuple[Any, frozenset[str]]] = {
    "unsigned": (_("待签收"), UNSIGNED),
    "uncontacted": (_("待联系"), UNCONTACTED),
    "contacted": (_("待研判"), frozenset({State.CONTACTED})),
    "engaged": (_("跟进中"), frozenset({State.ENGAGED})),
    "nurture": (_("培育中"), frozenset({State.NURTURE})),
    "dormant": (_("已休眠"), frozenset({State.DORMANT})),
}
EXPORT_LIMIT = 5000


def found(viewer: Viewer, asked: Mapping[str, Any], *, now: datetime, after: str = "", size: int = 20) -> Page:
    """One page of what the viewer may see and asked for; `asked` is cleaned."""
    if asked.get("same_day"):
        return Page(duties_in_order(sorted(same_day(viewer, now).missed)), "", first=True)
    return page(
        viewer,
        where=condition(asked, now),
        after=after,
        size=size,
        arms=mine(viewer) if asked.get("mine") else None,
        closed=asked.get("state") == CLOSED,
        beside=("enquiry__wish", "enquiry__company"),
    )


def condition(asked: Mapping[str, Any], now: datetime) -> Q:
    where = Q(kind="enquiry")
    if asked.get("state") in STANDINGS:
        where &= Q(progress__in=STANDINGS[asked["state"]][1])
    if asked.get("q"):
        where &= words(asked["q"])
    for name, lookup in (("unit", "unit"), ("owner", "owner")):
        if asked.get(name):
            where &= Q(**{lookup: asked[name]})
    for name in ("industry", "size_band", "source"):
        if asked.get(name):
            where &= Q(**{f"enquiry__{name}": asked[name]})
    if asked.get("wish"):
        place = asked["wish"]
        where &= Q(enquiry__wish=place) | Q(enquiry__wish__parent=place) | Q(enquiry__wish__parent__parent=place)
    return where & dates(asked) & due(asked.get("due", ""), now)


def words(typed: str) -> Q:
    """A whole number is one row; anything else is looked for in numbers and titles (an alias where one is kept)."""
    typed = typed.strip()
    if typed.upper().startswith("LD-") and typed.count("-") == 5:
        return Q(number=typed.upper())
    return Q(title__icontains=typed) | Q(number__icontains=typed)


def dates(asked: Mapping[str, Any]) -> Q:
    where = Q()
    if asked.get("since"):
        where &= Q(enquiry__submitted__gte=_midnight(asked["since"]))
    if asked.get("until"):
        where &= Q(enquiry__submitted__lt=_midnight(asked["until"]) + timedelta(days=1))
    return where


def _midnight(day: Any) -> datetime:
    return make_aware(datetime.combine(day, datetime.min.time()))


def kept_filters(viewer: Viewer) -> list[SavedFilter]:
    return list(SavedFilter.objects.filter(user=viewer.user_id))


def everything(viewer: Viewer, asked: Mapping[str, Any], now: datetime) -> tuple[list[Duty], bool]:
    """Rows for a sheet, and whether there were more than it may hold."""
    rows = found(viewer, asked, now=now, size=EXPORT_LIMIT)
    return rows.rows, bool(rows.next)
