"""Supervision slips (督办单) on any duty: issued, signed for, answered, judged; a second notice, an interview."""

from typing import Any

from django.utils.translation import gettext as _

from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.models import Duty
from luodi.duties.reach import acting_post, ask, locked
from luodi.duties.steps import move
from luodi.ledger.acts import Act, Refused, Stale, act
from luodi.notices.actions import tell, tell_heads
from luodi.works.models import Slip
from luodi.works.rules import SlipOutcome

OPEN = (SlipOutcome.OPEN, SlipOutcome.REPLIED)


def slip(*, viewer: Viewer, number: str, order: str, days: int | None = None, version: int | None = None) -> Slip:
    """On the duty `number`, to be answered within `days` working days. Raises Refused."""
    with act(viewer.code) as a:
        duty = locked(viewer, number, version=version)
        ask(viewer, "supervise", duty)
        if duty.closed is not None:
            raise Refused(_("这件事已经办结，不能再督办。"))
        if Slip.objects.filter(duty=duty, outcome__in=OPEN).exists():
            raise Refused(_("这件事已有一张督办单还没有销号，请先处理那一张。"))
        return _issue(a, viewer, duty, order, days)


def _issue(a: Act, viewer: Viewer, duty: Duty, order: str, days: int | None) -> Slip:
    """Step: the next slip of the duty, with its clock."""
    if not order.strip():
        raise Refused(_("请写督办要求。"))
    ordinal = Slip.objects.filter(duty=duty).count() + 1
    made = Slip.objects.create(
        duty=duty, ordinal=ordinal, order=order.strip(), issued_by=acting_post(viewer, duty), issued_at=a.now
    )
    clocks = Clocks(duty)
    clocks.start("slip", f"{days}wd" if days else allowances()["slip"], at=a.now, about=str(ordinal))
    clocks.settle()
    move(duty, allowed={duty.progress})
    a.record(duty.number, "slip_issued", ordinal=ordinal, by=made.issued_by_id, clocks=clocks.log)
    key = f"slip:{duty.number}:{ordinal}"
    tell(a, reader=duty.owner.user, code="slip_issued", subject=duty.number, key=key)
    tell_heads(a, unit=duty.unit, code="slip_issued", subject=duty.number, key=key)
    return made


def sign_slip(*, viewer: Viewer, number: str, ordinal: int) -> Slip:
    """The owner's side has read it; its clock runs on. Raises Refused, Stale."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "answer_slip", duty)
        one = _standing(duty, ordinal)
        if one.signed_at is not None:
            raise Stale(_("这张督办单已经签收过了。"), subject=number)
        one.signed_by, one.signed_at = acting_post(viewer, duty), a.now
        one.save(update_fields=["signed_by", "signed_at"])
        move(duty, allowed={duty.progress})
        a.record(number, "slip_signed", ordinal=ordinal, post=one.signed_by.pk)
        return one


def reply_slip(*, viewer: Viewer, number: str, ordinal: int, reply: str) -> Slip:
    """Signs for it too, where nobody has. Raises Refused, Stale."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "answer_slip", duty)
        one = _standing(duty, ordinal)
        if one.outcome == SlipOutcome.REPLIED:
            raise Stale(_("这张督办单已经回复过了，等待处理。"), subject=number)
        if not reply.strip():
            raise Refused(_("请写整改情况。"))
        post = acting_post(viewer, duty)
        if one.signed_at is None:
            one.signed_by, one.signed_at = post, a.now
        one.reply, one.replied_by, one.replied_at, one.outcome = reply.strip(), post, a.now, SlipOutcome.REPLIED
        one.save(update_fields=["signed_by", "signed_at", "reply", "replied_by", "replied_at", "outcome"])
        _stop(a, duty, one, "slip_replied", post=post.pk)
        key = f"slip_replied:{number}:{ordinal}"
        tell(a, reader=one.issued_by.user, code="slip_replied", subject=number, key=key)
        return one


def judge_slip(
    *, viewer: Viewer, number: str, ordinal: int, outcome: str, order: str = "", days: int | None = None
) -> Slip:
    """ACCEPTED ends it; SECOND is the next slip, with its own `order` and days; INTERVIEW after a second one.

    Returns the slip that stands now. Raises Refused, Stale.
    """
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "supervise", duty)
        one = _standing(duty, ordinal)
        _check(viewer, one, outcome)
        one.outcome, one.judged_by, one.judged_at = outcome, acting_post(viewer, duty), a.now
        one.save(update_fields=["outcome", "judged_by", "judged_at"])
        _stop(a, duty, one, "slip_judged", outcome=outcome)
        key = f"slip_{outcome}:{number}:{ordinal}"
        if outcome == SlipOutcome.SECOND:
            return _issue(a, viewer, duty, order, days)
        code = "slip_accepted" if outcome == SlipOutcome.ACCEPTED else "slip_interview"
        tell(a, reader=duty.owner.user, code=code, subject=number, key=key)
        if outcome == SlipOutcome.INTERVIEW:
            tell_heads(a, unit=duty.unit, code=code, subject=number, key=key)
        return one


def _check(viewer: Viewer, one: Slip, outcome: str) -> None:
    if outcome == SlipOutcome.ACCEPTED and one.outcome != SlipOutcome.REPLIED:
        raise Refused(_("还没有回复，不能销号。"))
    if outcome == SlipOutcome.ACCEPTED and one.replied_by_id in viewer.post_ids:
        raise Refused(_("回复是您写的，请由督办的一方销号。"))
    if outcome == SlipOutcome.INTERVIEW and one.ordinal < 2:
        raise Refused(_("第一次督办之后先再次督办；再次督办仍不整改的，才约谈。"))


def _standing(duty: Duty, ordinal: int) -> Slip:
    one = Slip.objects.filter(duty=duty, ordinal=ordinal).select_related("issued_by__user").first()
    if one is None:
        raise Slip.DoesNotExist
    if one.outcome not in OPEN:
        raise Stale(_("这张督办单已经处理过了。"), subject=duty.number)
    return one


def _stop(a: Act, duty: Duty, one: Slip, code: str, **facts: Any) -> None:
    """Step: its clock ends, where it still runs, and the duty is counted up."""
    clocks = Clocks(duty)
    clocks.stop(f"slip:{one.ordinal}", happened_at=a.now)
    clocks.settle()
    move(duty, allowed={duty.progress})
    a.record(duty.number, code, ordinal=one.ordinal, clocks=clocks.log, **facts)
