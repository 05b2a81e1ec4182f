"""The ledger alone tells where every enquiry stands and who owns it."""

from collections.abc import Iterable

import pytest

from luodi.config.demo.build import build
from luodi.duties.models import Duty
from luodi.enquiries.models import State
from luodi.enquiries.rules import UNSIGNED
from luodi.ledger.models import Event
from tests.cast import local

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


@pytest.mark.django_db
def test_replaying_the_ledger_rebuilds_every_enquiry() -> None:
    build(local(2026, 6, 10, 15, 0), enquiries=80)

    duties = Duty.objects.filter(kind="enquiry")
    for duty in duties:
        told = replayed(Event.objects.filter(subject=duty.number).order_by("id"))
        assert told == (duty.progress, duty.owner_id), duty.number
    assert len(duties) > 80
    assert len({duty.progress for duty in duties}) >= 8
