"""A case begun on line or at another hall goes on at this window: the applicant opens it with his query code."""

from datetime import timedelta
from secrets import compare_digest

from django.utils import timezone
from django.utils.translation import gettext as _

from luodi.accounts.actions import throttle
from luodi.approvals.models import Case
from luodi.approvals.reach import CASE_WITH
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Party
from luodi.duties.steps import add_party, move
from luodi.ledger.acts import Refused, act

TRIES, WINDOW = 5, timedelta(minutes=15)


def take_up(*, viewer: Viewer, number: str, code: str) -> Case:
    """The hall becomes a party of the case and carries it on. Raises Refused for a wrong number or code, TooMany."""
    post = next((one for one in viewer.posts if one.role == Post.Role.COUNTER), None)
    if post is None:
        raise Refused(_("只有综合窗口可以接着办别处开始的办件。"))
    # Outside the act: a wrong guess is counted although nothing else comes of it.
    throttle("look_up", number, TRIES, WINDOW, timezone.now())
    with act(viewer.code) as a:
        case = Case.objects.select_related(*CASE_WITH).filter(duty__number=number).first()
        if case is None or not compare_digest(case.query_code.encode(), code.strip().encode()):
            raise Refused(_("编号或查询码不对，请照申请人的回执核对。"))
        add_party(case.duty, Party.Role.WINDOW, at=a.now, unit=post.unit)
        move(case.duty, allowed={case.duty.progress})
        a.record(number, "taken_up", post=post.pk)
        return case
