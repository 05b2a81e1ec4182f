"""The applicant objects (异议); an appeal that is granted has the item handled in a new round."""

from django.utils.translation import gettext as _

from luodi.approvals.models import Appeal
from luodi.approvals.rules import ItemState
from luodi.approvals.steps import close, locked_item, start_review, tell_applicant, turn
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.models import Duty
from luodi.duties.reach import acting_post
from luodi.duties.steps import move
from luodi.ledger.acts import Refused, act
from luodi.notices.actions import tell, tell_heads

APPEALABLE = frozenset({ItemState.REFUSED, ItemState.NOT_ACCEPTED, ItemState.ISSUED, ItemState.DELIVERED})


def appeal(*, viewer: Viewer, number: str, words: str) -> Appeal:
    """Against a refusal, a non-acceptance or what a licence says; has a clock of its own. Raises Refused."""
    with act(viewer.code) as a:
        item = locked_item(a, viewer, number, "appeal", beside=("duty__owner__user",))
        assert item.duty is not None
        if item.state not in APPEALABLE:
            raise Refused(_("有决定之后才能提出异议。"))
        if not words.strip():
            raise Refused(_("请写您的理由。"))
        if Appeal.objects.filter(item=item, decided_at=None).exists():
            raise Refused(_("您的异议正在处理，请等答复。"))
        made = Appeal.objects.create(item=item, words=words.strip(), happened_at=a.now, recorded_at=a.now)
        clocks = Clocks(item.duty)
        clocks.start("appeal", allowances()["appeal"], at=a.now)
        clocks.settle()
        # Open again until it is answered: on its owner's desk, in the counts, red when it is late.
        Duty.objects.filter(pk=item.duty.pk).update(closed=None)
        move(item.duty, allowed={item.state})
        a.record(number, "appealed", appeal=made.pk, clocks=clocks.log)
        tell(a, reader=item.duty.owner.user, code="appealed", subject=number, key=f"appeal:{made.pk}")
        tell_heads(a, unit=item.duty.unit, code="appealed", subject=number, key=f"appeal:{made.pk}:head")
        return made


def answer_appeal(*, viewer: Viewer, number: str, granted: bool, answer: str) -> Appeal:
    """By the head. Granted: the item is open again, accepted, in a new round with its full clocks."""
    with act(viewer.code) as a:
        item = locked_item(a, viewer, number, "answer_appeal")
        assert item.duty is not None
        made = Appeal.objects.filter(item=item, decided_at=None).first()
        if made is None:
            raise Refused(_("没有待答复的异议。"))
        if not answer.strip():
            raise Refused(_("请写答复，申请人会看到。"))
        post = acting_post(viewer, item.duty)
        Appeal.objects.filter(pk=made.pk).update(decided_at=a.now, granted=granted, answer=answer.strip(), post=post)
        clocks = Clocks(item.duty)
        clocks.stop("appeal", happened_at=a.now)
        if granted:
            columns = {"round": item.round + 1, "cause": "", "decided_at": None, "issued_at": None}
            start_review(item, clocks, a.now)
            item.round += 1
            event = turn(a, item, "reopened", clocks=clocks, post=post, columns=columns)
            close(a, item.case, [event])
        else:
            clocks.settle()
            move(item.duty, allowed={item.state}, closed=item.closed_at)
            a.record(number, "appeal_dismissed", appeal=made.pk, clocks=clocks.log, post=post.pk)
        tell_applicant(a, item, "appeal_answered")
        made.refresh_from_db()
        return made
