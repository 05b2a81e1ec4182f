"""No matter stays with somebody who is gone: the watch gives it to whoever is on duty, and no clock is touched."""

from datetime import datetime

from django.db.models import Q

from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.owners import person_or_desk
from luodi.duties.reach import locked
from luodi.duties.steps import give_to, move, owner_values
from luodi.enquiries.actions.handling import tell_investor
from luodi.ledger.acts import Act, act
from luodi.notices.actions import tell

AT_ONCE = 50


def rehome(now: datetime) -> int:
    """Watch step: open matters whose owner's post has ended or whose account is closed. Returns how many it moved."""
    gone = Post.objects.filter(Q(until__lte=now) | Q(user__is_active=False)).values("pk")
    left_behind = Duty.objects.open().filter(owner__in=gone).exclude(progress="draft")
    numbers = left_behind.order_by("pk").values_list("number", flat=True)
    return sum(_rehome(number, now) for number in list(numbers[:AT_ONCE]))


def _rehome(number: str, now: datetime) -> int:
    system = Viewer.system("rehome")
    with act(system.code, now=now) as a:
        duty = locked(system, number)
        if Post.objects.held(now).filter(pk=duty.owner_id).exists():
            return 0
        predecessor = duty.owner_id
        successor = person_or_desk(duty.unit, now, kind=duty.kind)
        give_to(duty, successor)
        move(duty, allowed={duty.progress}, **owner_values(duty))
        a.record(number, "post_left", post=successor.pk, predecessor=predecessor)
        _tell(a, duty, successor)
        return 1


def _tell(a: Act, duty: Duty, successor: Post) -> None:
    if duty.kind != "enquiry":
        key = f"inherited:{duty.number}:{duty.version}"
        tell(a, reader=successor.user, code="inherited", subject=duty.number, key=key)
        return
    tell(a, reader=successor.user, code="assigned", subject=duty.number, key=f"assigned:{duty.number}:{successor.pk}")
    tell_investor(a, duty, "new_owner", key=f"new_owner:{duty.number}:{duty.version}")
