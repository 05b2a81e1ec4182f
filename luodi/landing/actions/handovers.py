"""Handing a matter on. Its clocks never reset; the third hop is the city desk's to move."""

from datetime import datetime

from django.utils.translation import gettext as _

from luodi.directory.models import Post, Unit
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks
from luodi.duties.handing import answer, complete, escalate, keep, may_return, needs_ruling, propose
from luodi.duties.models import Deadline, Duty, Handover, Party
from luodi.duties.owners import city_desk, person_on_duty
from luodi.duties.reach import acting_post, ask, locked
from luodi.duties.steps import add_party, move
from luodi.enquiries.actions.claiming import keep_ruling
from luodi.enquiries.actions.handling import sign_step, tell_investor
from luodi.enquiries.models import State
from luodi.enquiries.rules import OPEN, UNSIGNED
from luodi.enquiries.secrets import refuse_secrets
from luodi.ledger.acts import Act, Refused, act
from luodi.notices.actions import tell, tell_unit


def hand_over(
    *, viewer: Viewer, number: str, to_unit: Unit, reason: str, expected: str = "", version: int | None = None
) -> Handover:
    """Proposes the matter to another unit; handing on signs for it. A third hop goes straight to the city desk."""
    with act(viewer.code) as a:
        duty = locked(viewer, number, version=version)
        ask(viewer, "hand_over", duty)
        _check(duty, reason, expected)
        sender = acting_post(viewer, duty)
        receiver = person_on_duty(to_unit, a.now)
        clocks = Clocks(duty)
        ruled = needs_ruling(duty) and not viewer.is_city_desk
        was = duty.progress
        if was in UNSIGNED:
            sign_step(a, duty, clocks, post=sender, at=a.now)
        handover = propose(
            a,
            duty,
            clocks,
            sender=sender,
            receiver=receiver,
            reason=reason.strip(),
            expected=expected.strip(),
            ruled=ruled,
        )
        if ruled:
            _escalate(a, handover, duty, clocks)
        clocks.settle()
        move(duty, allowed=OPEN, to=State.SIGNED if was in UNSIGNED else None)
        if not ruled:
            tell_unit(a, unit=to_unit, kind=duty.kind, code="asked", subject=number, key=f"asked:{handover.pk}")
        return handover


def _check(duty: Duty, reason: str, expected: str) -> None:
    if duty.progress not in OPEN:
        raise Refused(_("这件事已经结束，不能转办。"))
    if not reason.strip():
        raise Refused(_("请写转办理由，投资人和对方都会看到。"))
    refuse_secrets(duty, reason, expected)


def _open_handover(duty: Duty, states: tuple[str, ...] = Handover.OPEN) -> Handover:
    handover = (
        Handover.objects.filter(duty=duty, state__in=states)
        .select_related(
            "to_unit__calendar",
            "to_unit__territory__parent__parent",
            "from_post__unit",
            "from_post__user",
            "duty",
        )
        .first()
    )
    if handover is None:
        raise Refused(_("这次转办已经有人答复了。"))
    return handover


def accept(*, viewer: Viewer, number: str) -> Duty:
    """Anybody of the asked unit becomes the owner; of two in the same second one wins."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        handover = _open_handover(duty)
        ask(viewer, "accept", duty)
        post = viewer.post_in(handover.to_unit_id)
        if post is None:
            raise Refused(_("请由%(unit)s的人员接收。") % {"unit": handover.to_unit.name})
        answer(handover, to=Handover.State.DONE, at=a.now, by=post, allowed=(Handover.State.PROPOSED,))
        _complete(a, handover, duty, owner=post)
        return duty


def _complete(a: Act, handover: Handover, duty: Duty, *, owner: Post) -> None:
    clocks = Clocks(duty)
    columns = complete(a, handover, duty, clocks, owner=owner)
    keep_ruling(duty, a.now)
    clocks.settle()
    move(duty, allowed=OPEN, **columns)
    a.record(duty.number, "handover_accepted", handover=handover.pk, to=owner.unit.code, post=owner.pk)
    tell(a, reader=handover.from_post.user, code="accepted", subject=duty.number, key=f"accepted:{handover.pk}")
    if duty.kind == "enquiry":
        tell_investor(a, duty, "new_owner", key=f"new_owner:{handover.pk}")


def return_(*, viewer: Viewer, number: str, reason: str) -> Handover:
    """Back to the sender with a reason; a unit may do this once for one matter."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        handover = _open_handover(duty, (Handover.State.PROPOSED,))
        ask(viewer, "return", duty)
        if not reason.strip():
            raise Refused(_("请写退回的理由。"))
        refuse_secrets(duty, reason)
        if not may_return(handover):
            raise Refused(_("%(unit)s已经退回过一次，这次请接收，或等市级总台裁定。") % {"unit": handover.to_unit.name})
        answer(
            handover,
            to=Handover.State.RETURNED,
            at=a.now,
            by=viewer.post_in(handover.to_unit_id),
            words=reason.strip(),
            allowed=(Handover.State.PROPOSED,),
        )
        clocks = Clocks(duty)
        keep(a, duty, clocks)
        keep_ruling(duty, a.now)
        clocks.settle()
        move(duty, allowed=OPEN)
        a.record(number, "handover_returned", handover=handover.pk, unit=handover.to_unit.code)
        tell(a, reader=handover.from_post.user, code="returned", subject=number, key=f"returned:{handover.pk}")
        return handover


def escalate_unanswered(deadline_id: int, now: datetime) -> None:
    """Expiry of the answer clock: the city desk rules."""
    system = Viewer.system("handover-expired")
    deadline = Deadline.objects.select_related("duty").get(pk=deadline_id)
    with act(system.code, now=now) as a:
        duty = locked(system, deadline.duty.number)
        clocks = Clocks(duty)
        handover = _open_handover(duty, (Handover.State.PROPOSED,))
        _escalate(a, handover, duty, clocks)
        clocks.settle()
        move(duty, allowed=OPEN)
        tell(
            a,
            reader=handover.from_post.user,
            code="escalated",
            subject=duty.number,
            key=f"escalated:{handover.pk}:from",
        )


def _escalate(a: Act, handover: Handover, duty: Duty, clocks: Clocks) -> None:
    desk = city_desk()
    if escalate(a, handover, duty, clocks, desk=desk):
        told = {"code": "escalated", "subject": duty.number, "key": f"escalated:{handover.pk}"}
        tell_unit(a, unit=desk, kind=duty.kind, **told)


def rule(*, viewer: Viewer, number: str, to_unit: Unit | None, reason: str) -> Duty:
    """The city desk decides an escalated hand-over: to a unit, or back to the sender (`to_unit` None)."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "rule", duty)
        handover = _open_handover(duty, (Handover.State.ESCALATED,))
        if not reason.strip():
            raise Refused(_("请写裁定理由，双方都会看到。"))
        refuse_secrets(duty, reason)
        by = next(post for post in viewer.posts if post.unit.kind == Unit.Kind.CITY_DESK)
        to = Handover.State.DONE if to_unit else Handover.State.RETURNED
        answer(handover, to=to, at=a.now, by=by, words=reason.strip(), allowed=(Handover.State.ESCALATED,))
        a.record(number, "handover_ruled", handover=handover.pk, to=to_unit.code if to_unit else "")
        if to_unit is not None:
            owner = person_on_duty(to_unit, a.now)
            _complete(a, handover, duty, owner=owner)
            tell(a, reader=owner.user, code="ruled", subject=number, key=f"ruled:{handover.pk}:{owner.pk}")
        else:
            clocks = Clocks(duty)
            keep(a, duty, clocks)
            keep_ruling(duty, a.now)
            clocks.settle()
            move(duty, allowed=OPEN)
            tell(a, reader=handover.from_post.user, code="ruled", subject=number, key=f"ruled:{handover.pk}")
        return duty


def take_over(*, viewer: Viewer, number: str, to_post: Post, reason: str) -> Duty:
    """A head moves a matter to another person of the same unit; no hop, no clock touched."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        if "head" not in ask(viewer, "hand_over", duty) or to_post.unit_id != duty.unit_id:
            raise Refused(_("只有本单位主任可以在单位内调整负责人。"))
        add_party(duty, Party.Role.FINDER, at=a.now, user=duty.owner.user)
        move(duty, allowed=OPEN, owner=to_post)
        a.record(number, "owner_changed", post=to_post.pk)
        tell(
            a,
            reader=to_post.user,
            code="assigned",
            subject=number,
            key=f"assigned:{number}:{to_post.pk}:{duty.version}",
        )
        tell_investor(a, duty, "new_owner", key=f"new_owner:{number}:{duty.version}")
        return duty
