"""The investor's word on a logged contact, and the head's finding when he denies it."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from luodi.clock import Allowance
from luodi.directory.calendars import calendar_for
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.models import Deadline, Duty
from luodi.duties.reach import acting_post, ask, locked
from luodi.duties.steps import move
from luodi.enquiries.actions.handling import tell_investor
from luodi.enquiries.models import State
from luodi.enquiries.rules import DENIAL_WORKING_DAYS, OPEN
from luodi.ledger.acts import Act, Refused, Stale, act
from luodi.notices.actions import tell, tell_heads
from luodi.talk.models import Contact


def confirm_contact(*, viewer: Viewer, number: str, contact_id: int) -> Contact:
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "confirm_contact", duty)
        contact = _answerable(duty, contact_id)
        _write(contact, confirmed_at=a.now)
        a.record(number, "contact_affirmed", contact=contact.pk)
        return contact


def deny_contact(*, viewer: Viewer, number: str, contact_id: int) -> Contact:
    """Nobody called me: once, within 5 working days. First contact re-opens as missed until the head clears it."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "deny_contact", duty)
        contact = _answerable(duty, contact_id)
        calendar = calendar_for(duty.unit.calendar.code)
        last = calendar.due(contact.recorded_at, Allowance.parse(f"{DENIAL_WORKING_DAYS}wd")).at
        if a.now > last:
            raise Refused(_("登记已超过 %(days)d 个工作日，请直接给负责人留言。") % {"days": DENIAL_WORKING_DAYS})
        if Contact.objects.filter(duty=duty, denied_at__isnull=False).exists():
            raise Refused(_("您已经提出过一次，主任正在核实。"))
        _write(contact, denied_at=a.now)
        if not Contact.objects.filter(duty=duty, reached=True, denied_at=None).exists():
            _reopen(duty)
        a.record(number, "contact_denied", contact=contact.pk)
        tell(a, reader=duty.owner.user, code="denied", subject=number, key=f"denied:{contact.pk}:owner")
        tell_heads(a, unit=duty.unit, code="denied", subject=number, key=f"denied:{contact.pk}")
        return contact


def _answerable(duty: Duty, contact_id: int) -> Contact:
    contact = Contact.objects.filter(duty=duty, pk=contact_id, reached=True).first()
    if contact is None:
        raise Contact.DoesNotExist
    if contact.channel == Contact.Channel.PAGE:
        raise Refused(_("平台上的消息双方都能看到，不需要确认。"))
    return contact


def _write(contact: Contact, **when: datetime) -> None:
    if not Contact.objects.filter(pk=contact.pk, confirmed_at=None, denied_at=None).update(**when):
        raise Stale(_("这次联系您已经答复过了。"), subject=contact.duty.number)


def _reopen(duty: Duty) -> None:
    """A matter that has ended runs no clock again; the head's finding says how its first contact counts."""
    if duty.progress not in OPEN:
        return
    clocks = Clocks(duty)
    clocks.reopen_missed("contact")
    clocks.stop("triage", happened_at=duty.opened, outcome=Deadline.Outcome.VOID)
    clocks.settle()
    to = State.SIGNED if duty.progress == State.CONTACTED else None
    move(duty, allowed=OPEN, to=to)


def clear_denial(*, viewer: Viewer, number: str, contact_id: int, stands: bool, finding: str) -> Contact:
    """The head found out: the contact stands (clock kept as it was), or it does not (missed, and still owed)."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "clear_denial", duty)
        if not finding.strip():
            raise Refused(_("请写核实的经过，投资人会看到。"))
        contact = Contact.objects.get(duty=duty, pk=contact_id)
        post = acting_post(viewer, duty)
        done = Contact.objects.filter(pk=contact.pk, denied_at__isnull=False, cleared_at=None).update(
            cleared_at=a.now, cleared_by=post, stands=stands, finding=finding.strip()
        )
        if not done:
            raise Stale(_("这次否认已经核实过了。"), subject=number)
        if duty.progress not in OPEN:
            _judge_ended(duty, contact, stands)
        elif stands:
            _restore(a, duty, contact)
        a.record(number, "denial_cleared", contact=contact.pk, stands=stands)
        tell_investor(a, duty, "cleared", key=f"cleared:{contact.pk}")
        tell(a, reader=duty.owner.user, code="cleared", subject=number, key=f"cleared:{contact.pk}:owner")
        return contact


def _judge_ended(duty: Duty, contact: Contact, stands: bool) -> None:
    others = Contact.objects.filter(duty=duty, reached=True).filter(Q(denied_at=None) | Q(stands=True))
    if not stands and not others.exclude(pk=contact.pk).exists():
        Clocks(duty).judge_again("contact", outcome=Deadline.Outcome.MISSED)


def _restore(a: Act, duty: Duty, contact: Contact) -> None:
    clocks = Clocks(duty)
    deadline = clocks.open.get("contact")
    if deadline is None:
        return
    late = deadline.due is not None and contact.happened_at > deadline.due
    clocks.stop(
        "contact",
        happened_at=contact.happened_at,
        outcome=Deadline.Outcome.MISSED if late else Deadline.Outcome.KEPT,
    )
    triaging = duty.progress == State.SIGNED
    if triaging:
        clocks.start("triage", allowances()["triage"], at=a.now)
    clocks.settle()
    move(duty, allowed=OPEN, to=State.CONTACTED if triaging else None)
