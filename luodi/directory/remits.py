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
}
OF_PROMOTION = ("enquiry", "offer")
OF_PROJECTS = tuple(sorted(set(REMITS) - set(OF_PROMOTION)))
USUAL: dict[str, tuple[str, ...]] = {
    **dict.fromkeys((Post.Role.LIAISON, Post.Role.OFFICER), OF_PROMOTION),
    **dict.fromkeys((Post.Role.PROJECT, Post.Role.CHECKER, Post.Role.LEADER), OF_PROJECTS),
}


def usual(role: str) -> list[str]:
    """What a post of this role handles where nothing else is said; heads and the city desk everything."""
    return sorted(USUAL.get(role, REMITS))
