"""Leaving a post: all open matters go to a successor in one act, and no clock is touched."""

from django.db.models import F
from django.utils.translation import gettext as _

from luodi.directory.actions.posts import end_post
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.enquiries.actions.handling import tell_investor
from luodi.ledger.acts import Refused, act
from luodi.notices.actions import tell


def leave_post(*, viewer: Viewer, post: Post, successor: Post, reason: str) -> int:
    """Returns how many open matters went over. A head of the unit, the person himself or the operator may do it."""
    with act(viewer.code) as a:
        own = post.pk in viewer.post_ids
        head = any(p.unit_id == post.unit_id and p.role == Post.Role.HEAD for p in viewer.posts)
        if not (own or head or viewer.is_operator):
            raise Refused(_("只有本人、本单位主任或平台运营可以办理离岗交接。"))
        if successor.pk == post.pk or successor.until is not None or successor.unit_id != post.unit_id:
            raise Refused(_("请选本单位一位在岗的接任人；转给别的单位请逐件转办。"))
        duties = list(
            Duty.objects.filter(owner=post, closed=None).select_for_update(no_key=True, of=("self",)).order_by("pk")
        )
        Duty.objects.filter(pk__in=[d.pk for d in duties]).update(owner=successor, version=F("version") + 1)
        for duty in duties:
            a.record(duty.number, "post_left", post=successor.pk, predecessor=post.pk)
            if duty.kind == "enquiry":
                tell_investor(a, duty, "new_owner", key=f"new_owner:{duty.number}:left:{post.pk}")
        Post.objects.filter(pk=post.pk).update(left_because=reason.strip()[:200])
        end_post(a, post, a.now)
        tell(
            a,
            reader=successor.user,
            code="succession",
            subject="",
            key=f"left:{post.pk}",
            facts={"count": len(duties)},
        )
        return len(duties)
