"""The operator's table of latent needs. Each change is told by one event, after which the watch matches all anew."""

from django.utils.translation import gettext as _

from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.enquiries.industries import DIVISIONS
from luodi.ledger.acts import Refused, act
from luodi.matching.models import Need
from luodi.matching.needs import seed_needs
from luodi.matching.rules import NEEDS, Role
from luodi.supply.rules import KINDS

COLUMNS = ("activity", "divisions", "kinds", "words", "role", "reason", "reason_en")


def save_need(*, viewer: Viewer, need: Need) -> Need:
    """A new row or a changed one. Raises Refused, Wrong."""
    with act(viewer.code) as a:
        _operators_only(viewer)
        _check(need)
        before = Need.objects.filter(pk=need.pk).first() if need.pk else None
        need.save()
        changed = [name for name in COLUMNS if before and getattr(before, name) != getattr(need, name)]
        a.record(NEEDS, "need_changed" if before else "need_added", need=need.pk, columns=changed)
        return need


def switch_need(*, viewer: Viewer, need: Need, active: bool) -> None:
    """A row that is switched off stays with its history and calls for nothing."""
    with act(viewer.code) as a:
        _operators_only(viewer)
        if Need.objects.filter(pk=need.pk, active=not active).update(active=active):
            a.record(NEEDS, "need_restored" if active else "need_retired", need=need.pk)


def enter_seed(*, viewer: Viewer) -> int:
    """The rows that Luodi ships. Raises Refused where the table has rows of its own."""
    with act(viewer.code) as a:
        _operators_only(viewer)
        entered = seed_needs()
        if not entered:
            raise Refused(_("表里已经有内容，自带的不再导入。"))
        a.record(NEEDS, "needs_seeded", rows=entered)
        return entered


def _operators_only(viewer: Viewer) -> None:
    if not (viewer.is_operator or viewer.is_system):
        raise Refused(_("只有平台运营可以修改设置。"))


def _check(need: Need) -> None:
    if not (need.activity or need.divisions):
        raise Wrong("activity", _("请写明哪类企业：产业活动的说法，或者行业大类，至少填一项。"))
    if unknown := [code for code in need.divisions.split() if code not in DIVISIONS]:
        said = {"codes": _("、").join(unknown)}
        raise Wrong("divisions", _("没有这样的行业大类：%(codes)s。请填两位数字的代码，如 44。") % said)
    if unknown := [code for code in need.kinds.split() if code not in KINDS]:
        raise Wrong("kinds", _("没有这样的资源类别：%(codes)s。") % {"codes": _("、").join(unknown)})
    if not need.kinds:
        raise Wrong("kinds", _("请至少选一类资源。"))
    if need.role not in Role.values:
        raise Wrong("role", _("请选择两者的关系。"))
    if not need.reason.strip() or not need.reason_en.strip():
        raise Wrong("reason", _("请用中英文各写一句理由，承办人会看到。"))
