"""The ledger alone tells where every enquiry and every offer stands and who owns it."""

from collections.abc import Iterable

from luodi.config.demo.build import build
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.enquiries.models import State
from luodi.enquiries.rules import UNSIGNED
from luodi.ledger.models import Event
from luodi.supply.actions import keeping
from luodi.supply.rules import State as Standing
from tests.cast import Cast, local

# event code -> the state it leads to, whatever the state before
LEADS_TO = {
    "assigned": State.ASSIGNED,
    "unconfirmed": State.UNCONFIRMED,
    "engaged": State.ENGAGED,
    "nurtured": State.NURTURE,
    "awake": State.CONTACTED,
    "dormant": State.DORMANT,
    "closed": State.CLOSED,
    "merged": State.MERGED,
    "withdrawn": State.WITHDRAWN,
}
NEW_OWNER = {"opened", "assigned", "unconfirmed", "handover_accepted", "owner_changed", "post_left"}


def replayed(events: Iterable[Event]) -> tuple[str, int]:
    state, owner, calls = "", 0, 0
    for event in events:
        if event.code in NEW_OWNER:
            owner = event.facts["post"]
        if event.code == "opened":
            state = event.facts["progress"]
        elif event.code == "signed" and state in UNSIGNED:
            state = State.SIGNED
        elif event.code == "contacted":
            calls += 1
            state = State.ENGAGED if state == State.ENGAGED else State.CONTACTED
        elif event.code == "contact_denied" and calls == 1 and state == State.CONTACTED:
            state = State.SIGNED
        else:
            state = LEADS_TO.get(event.code, state)
    return state, owner


# The same for an offer.
OFFER_LEADS_TO = {
    "reserved": Standing.RESERVED,
    "reopened": Standing.OPEN,
    "let": Standing.LET,
    "withdrawn": Standing.WITHDRAWN,
}


def replayed_offer(events: Iterable[Event]) -> tuple[str, int, str]:
    state, owner, seen = "", 0, ""
    for event in events:
        if event.code in NEW_OWNER:
            owner = event.facts["post"]
        if event.code == "opened":
            state = event.facts["progress"]
        if event.code == "visibility_set":
            seen = event.facts["visibility"]
        state = OFFER_LEADS_TO.get(event.code, state)
    return state, owner, seen


def test_replaying_the_ledger_rebuilds_every_offer(cast: Cast) -> None:
    by = Viewer.of(cast.zone_officer)
    verbs = (keeping.confirm, keeping.reserve, keeping.reopen, keeping.let, keeping.reopen, keeping.withdraw)
    for many in range(len(verbs) + 1):
        number = cast.offer(title=f"{many} 号厂房", visibility="internal").duty.number
        for verb in verbs[:many]:
            verb(viewer=by, number=number)
        keeping.set_visibility(viewer=by, number=number, visibility="public")
        if many % 2:
            keeping.give(viewer=by, number=number, to_post=cast.zone_colleague.post)

    duties = Duty.objects.filter(kind="offer")
    for duty in duties:
        told = replayed_offer(Event.objects.filter(subject=duty.number).order_by("id"))
        assert told == (duty.progress, duty.owner_id, duty.visibility), duty.number
    assert {duty.progress for duty in duties} == set(Standing.values)


def test_replaying_the_ledger_rebuilds_every_enquiry(own_database: str) -> None:
    build(local(2026, 6, 10, 15, 0), enquiries=80)

    duties = Duty.objects.filter(kind="enquiry")
    for duty in duties:
        told = replayed(Event.objects.filter(subject=duty.number).order_by("id"))
        assert told == (duty.progress, duty.owner_id), duty.number
    assert len(duties) > 80
    assert len({duty.progress for duty in duties}) >= 8
