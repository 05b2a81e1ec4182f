"""Who stands in for whom, and who is reachable outside office hours."""

from datetime import datetime

from django.utils.translation import gettext as _

from luodi.directory.models import Absence, Post, Roster, Unit
from luodi.directory.refusals import Wrong, heads_of
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused, act


def arrange_absence(
    *,
    viewer: Viewer,
    post: Post,
    substitute: Post,
    start: datetime,
    end: datetime,
    reason: str = "",
    now: datetime | None = None,
) -> Absence:
    """One's own post, a post of the unit one heads, or any as operator. Raises Refused, Wrong."""
    with act(viewer.code, now=now) as arranging:
        if post.pk not in viewer.post_ids:
            heads_of(viewer, post.unit)
        if end <= start:
            raise Wrong("end", _("结束要晚于开始。"))
        _check_substitute(post, substitute, start, end)
        absence = Absence.objects.create(post=post, substitute=substitute, start=start, end=end, reason=reason)
        arranging.record(
            subject_of(absence), "absence_arranged", post=post.pk, substitute=substitute.pk, start=start, end=end
        )
        return absence


def _check_substitute(post: Post, substitute: Post, start: datetime, end: datetime) -> None:
    if substitute.user_id == post.user_id:
        raise Wrong("substitute", _("代理人不能是本人。"))
    if not Post.objects.held(start).filter(pk=substitute.pk).exists():
        raise Wrong("substitute", _("代理人那时不在任。"))
    if Absence.objects.meeting(start, end).filter(post=post).exists():
        raise Wrong("start", _("这段时间已经登记过缺席，请先结束那一条。"))
    if Absence.objects.meeting(start, end).filter(post=substitute).exists():
        raise Wrong("substitute", _("代理人这段时间自己也缺席，请换一位。"))


def end_absence(*, viewer: Viewer, absence: Absence, now: datetime | None = None) -> None:
    """From now on the owner is back; an absence that has not begun is taken out."""
    with act(viewer.code, now=now) as ending:
        if absence.post_id not in viewer.post_ids:
            heads_of(viewer, absence.post.unit)
        if absence.end <= ending.now:
            raise Refused(_("这段缺席已经结束。"))
        ending.record(subject_of(absence), "absence_ended", post=absence.post_id)
        if absence.start >= ending.now:
            absence.delete()
            return
        absence.end = ending.now
        absence.save(update_fields=["end"])


def put_on_roster(
    *,
    viewer: Viewer,
    unit: Unit,
    post: Post,
    start: datetime,
    end: datetime,
    phone: str = "",
    now: datetime | None = None,
) -> Roster:
    """Raises Refused, Wrong."""
    with act(viewer.code, now=now) as rostering:
        heads_of(viewer, unit)
        if end <= start:
            raise Wrong("end", _("结束要晚于开始。"))
        if post.unit_id != unit.pk:
            raise Wrong("post", _("值班人员要是本单位的。"))
        if Roster.objects.meeting(start, end).filter(post=post).exists():
            raise Wrong("start", _("此人这段时间已经排过班。"))
        shift = Roster.objects.create(unit=unit, post=post, start=start, end=end, phone=phone)
        rostering.record(f"directory:roster:{shift.pk}", "shift_added", unit=unit.code, post=post.pk)
        return shift


def take_off_roster(*, viewer: Viewer, shift: Roster, now: datetime | None = None) -> None:
    with act(viewer.code, now=now) as rostering:
        heads_of(viewer, shift.unit)
        rostering.record(f"directory:roster:{shift.pk}", "shift_removed", unit=shift.unit.code, post=shift.post_id)
        shift.delete()


def subject_of(absence: Absence) -> str:
    return f"directory:absence:{absence.pk}"
