"""Steps every act on an item is made of: the lock, a turn, and the closing of the act for its case."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from luodi.approvals.models import Case, Item, Stay
from luodi.approvals.reach import check_mandate
from luodi.approvals.rules import CLOSED_ITEM, FAILED, TURNS, CaseState, case_state
from luodi.approvals.starting import end_dependants, follow, unblock
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks
from luodi.duties.reach import permit, relations, standing
from luodi.duties.rules import MAY
from luodi.duties.steps import move
from luodi.ledger.acts import Act, Stale
from luodi.ledger.models import Event
from luodi.notices.actions import tell

# What every act needs; an act that needs more of it asks for that too. A row with everything costs more to read than
# the rest of the act.
ITEM_WITH = ("duty__unit__calendar", "case__duty", "case__applicant", "version")
ENDED = frozenset({CaseState.FINISHED, CaseState.PARTLY_REFUSED, CaseState.WITHDRAWN})


def locked_item(
    a: Act, viewer: Viewer, number: str, verb: str, *, version: int | None = None, beside: Iterable[str] = ()
) -> Item:
    """The item for a viewer who may do `verb`, locked with its case until the act ends; `beside` are relations to read
    too. What was read of the item itself may be older than the locks: every change of it is a guarded update.

    Raises Item.DoesNotExist, Refused, Stale.
    """
    item = Item.objects.under_lock().select_related(*ITEM_WITH, *beside).get(duty__number=number)
    assert item.duty is not None
    held = standing(viewer, item.duty)
    if not held & MAY[verb]:
        held = relations(viewer, item.duty, item.case.duty)
    if not held & (MAY["read"] | {"system"}):
        raise Item.DoesNotExist
    permit(viewer, verb, item.duty, held)
    if "agent" in held:
        check_mandate(a, item.case, held, [item.version.service.code])
    if version is not None and version != item.duty.version:
        raise Stale(_("您打开页面之后，这件事已经有了新进展。请看过再办。"), subject=number)
    return item


def faster(number: str) -> Stale:
    return Stale(_("有人先办了一步，这件事的状态已经变了。请看过最新进展再办。"), subject=number)


def expect(item: Item, state: str) -> None:
    """Raises Stale when the item is not in this state any more: somebody was faster."""
    if item.state != state:
        assert item.duty is not None
        raise faster(item.duty.number)


def start_review(item: Item, clocks: Clocks, at: datetime) -> None:
    """The statutory and the promised clock of an item that is accepted; neither where its term is not published."""
    if item.version.statutory_days:
        clocks.start("statutory", f"{item.version.statutory_days}wd", at=at)
    if item.version.promised_days is not None:
        clocks.start("decision", f"{max(item.version.promised_days, 1)}wd", at=at)


def turn(
    a: Act,
    item: Item,
    code: str,
    *,
    clocks: Clocks,
    happened_at: datetime | None = None,
    post: Post | None = None,
    columns: dict[str, Any] | None = None,
    **facts: Any,
) -> Event:
    """One event of an item by the table TURNS: guarded updates of the item and its duty, the stay that it ends.

    `clocks` are settled by it. Returns the event, not written yet: `close` writes all of an act at once. Raises
    Stale when somebody was faster.
    """
    assert item.duty is not None
    table, at, was = TURNS[code], happened_at or a.now, item.state
    if was not in table.sources:
        raise faster(item.duty.number)
    item.duty.next_due = clocks.next_due()
    # What ended once and ends otherwise after all (void) lay in nobody's hands since; what is reopened, until now.
    ended = item.closed_at
    closed = (ended or at) if table.to in CLOSED_ITEM else None
    values: dict[str, Any] = {"state": table.to, "closed_at": closed, **(columns or {})}
    if table.holder and (ended or table.holder != item.holder):
        values |= {"holder": table.holder, "holder_since": at}
    if not Item.objects.filter(pk=item.pk, state=was).update(**values):
        raise faster(item.duty.number)
    move(item.duty, allowed={was}, to=table.to, closed=closed)
    # Only now: who was slower has read the item before it waited for the lock, and must not start its clocks again.
    clocks.settle()
    if (closed or "holder" in values) and item.holder_since and not ended:
        Stay.objects.create(item=item, holder=item.holder, since=item.holder_since, until=max(at, item.holder_since))
    for name, value in values.items():
        setattr(item, name, value)
    said = {"state": table.to, "holder": item.holder, "round": item.round, "clocks": clocks.log, **facts}
    if post is not None:
        said["post"] = post.pk
    return a.draft(item.duty.number, code, happened_at=at, **said)


def close(a: Act, case: Case, events: list[Event]) -> None:
    """The last step of an act on items: dependants are unblocked and filed, the case follows its items, and all
    events are written. What an act that happened earlier unblocks begins now."""
    if any(event.facts.get("state") in FAILED for event in events):
        events = events + end_dependants(a, case)
    if unblock(a, case):
        items = list(Item.objects.included().filter(case=case).with_locked_duties())
        freed = follow(a, items)
        events = events + freed
        if case.applicant is not None and any(event.code == "unblocked" for event in freed):
            number = case.duty.number
            tell(a, reader=case.applicant, code="your_turn", subject=number, key=f"turn:{number}:{a.id}")
        states = frozenset(item.state for item in items)
    else:
        states = frozenset(Item.objects.included().filter(case=case).values_list("state", flat=True))
    a.record_all(events + _settle_case(a, case, states))


def _settle_case(a: Act, case: Case, states: frozenset[str]) -> list[Event]:
    duty, to = case.duty, case_state(states, filed=case.filed_at is not None)
    if to == duty.progress:
        return []
    clocks = Clocks(duty)
    if to in ENDED:
        clocks.stop_several(list(clocks.open), happened_at=a.now)
        clocks.settle()
        Case.objects.filter(pk=case.pk).update(finished_at=a.now)
    move(duty, allowed={duty.progress}, to=to, closed=a.now if to in ENDED else None, next_due=clocks.next_due())
    return [a.draft(duty.number, "case_moved", state=to, clocks=clocks.log)]


def tell_applicant(a: Act, item: Item, code: str) -> None:
    """The applicant, and through his page his colleagues; a case begun at a counter may have nobody to tell."""
    assert item.duty is not None
    if item.case.applicant is not None:
        key = f"{code}:{item.duty.number}:{item.duty.version}"
        tell(a, reader=item.case.applicant, code=code, subject=item.case.duty.number, key=key)
