"""Ends before or after the decision: withdrawn, void, a promise broken, a prerequisite refused."""

from datetime import datetime

from django.utils.translation import gettext as _

from luodi.approvals.models import Case, Deferral, Item, Licence
from luodi.approvals.reach import locked_case
from luodi.approvals.rules import WITHDRAWABLE, ItemState
from luodi.approvals.steps import ITEM_WITH, close, locked_item, tell_applicant, turn
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks
from luodi.duties.models import Deadline
from luodi.duties.reach import acting_post
from luodi.ledger.acts import Act, Refused, act
from luodi.ledger.models import Event
from luodi.notices.actions import tell_all

OWNER = ("duty__owner__user",)  # who is told


def withdraw(*, viewer: Viewer, number: str, version: int | None = None) -> Item:
    """The applicant takes one item back, before its decision. Raises Refused after it."""
    with act(viewer.code) as a:
        item = locked_item(a, viewer, number, "withdraw_item", version=version, beside=OWNER)
        if item.state not in WITHDRAWABLE:
            raise Refused(_("已经有决定或已经结束的事项不能撤回。"))
        event = _take_back(a, item)
        close(a, item.case, [event])
        return item


def withdraw_case(*, viewer: Viewer, number: str) -> Case:
    """Every item that has no decision yet. A draft is simply given up."""
    with act(viewer.code) as a:
        case = locked_case(a, viewer, number, "withdraw_item")
        rows = Item.objects.filter(case=case, state__in=WITHDRAWABLE).select_related(*ITEM_WITH, *OWNER)
        items = [item for item in rows if item.duty is not None]
        if case.filed_at is not None and not items:
            raise Refused(_("没有可以撤回的事项。"))
        if case.filed_at is None:
            give_up(a, case)
            return case
        for item in items:
            item.case = case
        close(a, case, [_take_back(a, item) for item in items])
        return case


def give_up(a: Act, case: Case) -> None:
    """A step: a locked draft ends, of which no department ever heard."""
    Item.objects.filter(case=case).update(state=ItemState.WITHDRAWN, closed_at=a.now)
    case.filed_at = a.now
    close(a, case, [a.draft(case.number, "given_up")])


def void(*, viewer: Viewer, number: str, reason: str, version: int | None = None) -> Item:
    """A result that should not have been: its licence is revoked. Raises Refused without a reason."""
    with act(viewer.code) as a:
        item = locked_item(a, viewer, number, "extend", version=version)
        assert item.duty is not None
        if not reason.strip():
            raise Refused(_("请写作废的理由。"))
        post = acting_post(viewer, item.duty)
        clocks = Clocks(item.duty)
        clocks.stop_all(happened_at=a.now)
        event = turn(a, item, "voided", clocks=clocks, post=post, columns={"cause": "voided"})
        state, why = Licence.State.REVOKED, reason.strip()
        close(a, item.case, [event, *_licences(a, item, state, why)])
        tell_applicant(a, item, "item_void")
        return item


def break_promise(deadline_pk: int, now: datetime) -> None:
    """A deferred material did not come: void, at the applicant's cost, and a licence is suspended."""
    with act("system:watch", now=now) as a:
        deadline = Deadline.objects.get(pk=deadline_pk)
        rows = Item.objects.under_lock().select_related(*ITEM_WITH, *OWNER)
        item = rows.filter(duty=deadline.duty_id).first()
        if item is None or deadline.stopped is not None or item.duty is None:
            return
        clocks = Clocks(item.duty)
        broken = Deferral.objects.filter(item_material=int(deadline.about), kept_at=None)
        broken.update(breached_at=a.now)
        clocks.stop(deadline.key, happened_at=a.now)
        clocks.stop_all(happened_at=a.now)
        event = turn(a, item, "deferral_breached", clocks=clocks, columns={"cause": "promise"})
        state, why = Licence.State.SUSPENDED, _("容缺承诺未兑现")
        close(a, item.case, [event, *_licences(a, item, state, why)])
        tell_applicant(a, item, "promise_broken")
        tell_all(
            a,
            readers=[item.duty.owner.user],
            code="promise_broken",
            subject=item.duty.number,
            key=f"broken:{deadline.pk}",
        )


def _take_back(a: Act, item: Item) -> Event:
    assert item.duty is not None
    clocks = Clocks(item.duty)
    clocks.stop_all(happened_at=a.now)
    event = turn(a, item, "withdrawn", clocks=clocks, columns={"cause": "withdrawn"})
    readers = [item.duty.owner.user]
    tell_all(a, readers=readers, code="withdrawn", subject=item.duty.number, key=f"withdrawn:{item.duty.number}")
    return event


def _licences(a: Act, item: Item, state: str, why: str) -> list[Event]:
    held = Licence.objects.filter(item=item, state=Licence.State.VALID)
    numbers = list(held.values_list("number", flat=True))
    held.update(state=state, state_reason=why)
    return [a.draft(f"licence:{number}", state) for number in numbers]
