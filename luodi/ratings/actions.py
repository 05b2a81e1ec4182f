"""The investor's word on a handling, and what the unit did about a bad one."""

from django.utils.translation import gettext as _

from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.models import Duty
from luodi.duties.reach import acting_post, ask, locked
from luodi.ledger.acts import Refused, act
from luodi.notices.actions import tell, tell_heads
from luodi.ratings.models import Rating, Remedy


def rate(*, viewer: Viewer, number: str, grade: int, words: str = "") -> Rating:
    """Once per handling. A bad grade opens a remedy with a clock of its own."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "rate", duty)
        if grade not in Rating.Grade.values:
            raise Refused(_("请在五个等级里选一个。"))
        if Rating.objects.filter(duty=duty, handling=duty.progress).exists():
            raise Refused(_("这一步您已经评价过了，谢谢。"))
        assert viewer.user is not None
        rating = Rating.objects.create(
            duty=duty,
            handling=duty.progress,
            grade=grade,
            words=words.strip(),
            rated_by=viewer.user,
            rated_at=a.now,
            reopened=grade >= Rating.Grade.POOR and duty.closed is not None,
        )
        a.record(number, "rated", grade=grade)
        if rating.is_bad:
            clocks = Clocks(duty)
            if "remedy" not in clocks.open:
                clocks.start("remedy", allowances()["remedy"], at=a.now)
            clocks.settle()
            # Open again until the remedy is told: on its owner's desk, in the counts, red when it is late.
            Duty.objects.filter(pk=duty.pk).update(next_due=duty.next_due, closed=None)
            tell(a, reader=duty.owner.user, code="rated_bad", subject=number, key=f"rated:{rating.pk}")
            tell_heads(a, unit=duty.unit, code="rated_bad", subject=number, key=f"rated:{rating.pk}:head")
        return rating


def remedy(*, viewer: Viewer, number: str, done: str) -> Remedy:
    """What was done, told to the one who rated; stops the remedy clock."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "remedy", duty)
        rating = (
            Rating.objects.filter(duty=duty, grade__gte=Rating.Grade.POOR, remedy=None)
            .select_related("rated_by")
            .first()
        )
        if rating is None:
            raise Refused(_("没有待整改的评价。"))
        if not done.strip():
            raise Refused(_("请写做了什么整改，评价人会看到。"))
        made = Remedy.objects.create(rating=rating, done=done.strip(), post=acting_post(viewer, duty), told_at=a.now)
        clocks = Clocks(duty)
        clocks.stop("remedy", happened_at=a.now)
        clocks.settle()
        closed = a.now if rating.reopened else duty.closed
        Duty.objects.filter(pk=duty.pk).update(next_due=duty.next_due, closed=closed)
        a.record(number, "remedied")
        tell(a, reader=rating.rated_by, code="remedied", subject=number, key=f"remedied:{made.pk}")
        return made
