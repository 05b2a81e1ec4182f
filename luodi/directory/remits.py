"""The kinds of matter a post may be given to see in its territory."""

from django.utils.translation import gettext_lazy as _

REMITS = {"enquiry": _("投资申请"), "offer": _("供给资源")}
