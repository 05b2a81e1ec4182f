"""The kinds of matter a post may be given to see in its territory."""

from django.utils.translation import gettext_lazy as _

REMITS = {
    "enquiry": _("投资申请"),
    "offer": _("供给资源"),
    "project": _("重点项目"),
    "problem": _("堵点问题"),
    "work": _("重点工作"),
    "meeting": _("会议"),
    "cooperation": _("城市合作"),
    "edition": _("通报"),
}
