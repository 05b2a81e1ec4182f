"""The kinds of matter a post may be given to see in its territory."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.directory.models import Post

REMITS = {
    "enquiry": lazy_in("栏目", "投资申请"),
    "offer": _("供给资源"),
    "project": _("重点项目"),
    "problem": _("堵点问题"),
    "work": lazy_in("栏目", "重点工作"),
    "meeting": _("会议"),
    "cooperation": _("城市合作"),
    "edition": lazy_in("栏目", "通报"),
    "case": _("办件"),
    "item": _("办理事项"),
}
OF_PROMOTION = ("enquiry", "offer")
OF_APPROVALS = ("case", "item")
OF_PROJECTS = tuple(sorted(set(REMITS) - set(OF_PROMOTION) - set(OF_APPROVALS)))
USUAL: dict[str, tuple[str, ...]] = {
    **dict.fromkeys((Post.Role.LIAISON, Post.Role.OFFICER), OF_PROMOTION),
    **dict.fromkeys((Post.Role.COUNTER, Post.Role.APPROVER, Post.Role.AGENT), OF_APPROVALS),
    **dict.fromkeys((Post.Role.PROJECT, Post.Role.CHECKER, Post.Role.LEADER), OF_PROJECTS),
}


def usual(role: str) -> list[str]:
    """What a post of this role handles where nothing else is said. Heads and the city desk: everything but cases and
    their items, which hold what applicants gave for one purpose."""
    return sorted(USUAL.get(role, (*OF_PROMOTION, *OF_PROJECTS)))
