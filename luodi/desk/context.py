"""The menu of staff pages, for every template. Costs one query, and none on a page that draws no menu."""

from functools import partial
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from luodi.desk.counter import at_window
from luodi.desk.figures import receives_enquiries
from luodi.directory.calendars import unit_calendar
from luodi.directory.middleware import ViewedRequest
from luodi.directory.models import Post
from luodi.directory.nag import nag_for
from luodi.directory.viewer import Viewer
from luodi.enquiries.worklist import Load, load_of
from luodi.ui.parts import NavItem

APPROVING = frozenset({"case", "item"})
# A room without a line of its own in the menu -> the line it belongs to.
WITHIN = {"desk:lights": "desk:overview", "desk:check": "desk:rounds", "desk:slips": "desk:dispatch"}


class DeskRequest(ViewedRequest):
    """Keeps what `load_on` has read."""

    desk_load: Load


def nav(request: DeskRequest) -> dict[str, Any]:
    viewer = getattr(request, "viewer", None)
    if viewer is None or not viewer.is_staff:
        return {}
    return {
        "nav": SimpleLazyObject(partial(items, request)),
        "who": SimpleLazyObject(partial(who, viewer)),
        "nag": SimpleLazyObject(lambda: nag_for(viewer, timezone.localdate())),
    }


def load_on(request: DeskRequest) -> Load:
    """Asked once in a request: the page's figures and the menu's counts are the same."""
    if not hasattr(request, "desk_load"):
        request.desk_load = load_of(request.viewer, timezone.now())
    return request.desk_load


def items(request: DeskRequest) -> list[NavItem]:
    """The first four are the tabs of a phone."""
    viewer, load = request.viewer, load_on(request)
    leads, receives = viewer.is_city_desk or viewer.is_head, receives_enquiries(viewer)
    kinds = {kind for post in viewer.posts for kind in post.remit}
    guides = any(post.role == Post.Role.AGENT for post in viewer.posts)
    rows = [
        (_("我的责任"), "desk:today", "责", load.open, True),
        (pgettext("栏目", "投资申请"), "desk:enquiries", "申", 0, receives),
        (pgettext("栏目", "代录"), "desk:entry", "录", 0, receives),
        (_("综合窗口"), "desk:counter", "窗", 0, at_window(viewer)),
        (_("审批事项"), "desk:items", "审", 0, "item" in kinds),
        (_("办件"), "desk:cases", "件", 0, "case" in kinds or at_window(viewer)),
        (_("免申请"), "desk:proposals", "免", 0, "item" in kinds),
        (pgettext("栏目", "证照"), "desk:licences", "证", 0, "item" in kinds),
        (_("我的委托"), "desk:mandates", "委", 0, guides),
        (_("帮办代办"), "desk:agents", "帮", 0, guides or leads),
        (_("重点项目"), "desk:projects", "项", 0, "project" in kinds),
        (_("项目总览"), "desk:overview", "览", 0, "project" in kinds),
        (pgettext("栏目", "进展报送"), "desk:rounds", "期", 0, "project" in kinds),
        (_("调度单"), "desk:dispatch", "调", 0, "project" in kinds),
        (pgettext("栏目", "问题"), "desk:problems", "难", 0, "problem" in kinds),
        (pgettext("栏目", "重点工作"), "desk:works", "重", 0, "work" in kinds),
        (_("会议"), "desk:meetings", "会", 0, "meeting" in kinds),
        (_("城市合作"), "desk:cooperations", "城", 0, "cooperation" in kinds),
        (pgettext("栏目", "通报"), "desk:editions", "通", 0, "edition" in kinds),
        (_("通知"), "desk:notices", "知", load.unread, True),
        (_("资源"), "desk:offers", "资", load.to_confirm, receives),
        (_("日子去哪了"), "approvals:days", "日", 0, leads or viewer.is_operator or not kinds.isdisjoint(APPROVING)),
        (_("本单位简报"), "desk:brief", "报", 0, leads and receives),
        (_("撞单"), "desk:clashes", "裁", 0, leads and receives),
        (_("缺席与替班"), "directory:absences", "替", 0, True),
        (_("设置"), "directory:settings", "设", 0, viewer.is_operator),
    ]
    here = current([*(address(name) for _label, name, *_rest in rows), *map(address, WITHIN)], request.path)
    here = next((address(line) for room, line in WITHIN.items() if address(room) == here), here)
    return [
        NavItem(label, address(name), icon, count, current=address(name) == here)
        for label, name, icon, count, shown in rows
        if shown and address(name)
    ]


def address(name: str) -> str:
    """Empty for a room that this installation does not have."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def current(addresses: list[str], path: str) -> str:
    """The most exact address above the page."""
    return max((a for a in addresses if a and path.startswith(a)), key=len, default="")


def who(viewer: Viewer) -> dict[str, str]:
    post: Post | None = next(iter(viewer.posts), None)
    if post is None:
        return {"name": str(viewer.user), "unit": "", "hours": ""}
    return {"name": post.label, "unit": post.unit.name, "hours": hours_today(post)}


def hours_today(post: Post) -> str:
    windows = unit_calendar(post.unit).windows(timezone.localdate())
    spans = [f"{w.start // 60:02}:{w.start % 60:02}–{w.end // 60:02}:{w.end % 60:02}" for w in windows]
    return " ".join(spans) or _("今天不办公")
