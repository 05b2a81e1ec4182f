"""Two connections press different buttons of one enquiry: no deadlock, no half act, and the clocks stay true."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from threading import Barrier

import pytest
import time_machine
from django.db import DatabaseError, connections

from luodi.accounts.models import User
from luodi.directory.viewer import Viewer
from luodi.duties.models import FAR, Deadline, Duty, Handover, Party
from luodi.duties.recalculation import recalculate
from luodi.duties.sweep import tell_due
from luodi.enquiries.actions.handling import log_contact, sign_for, write
from luodi.enquiries.actions.submitting import Typed, confirm, submit
from luodi.enquiries.actions.triaging import withdraw
from luodi.landing.actions.handovers import accept, escalate_unanswered, hand_over, return_
from luodi.ledger.acts import Refused
from tests.cast import Cast, local

MORNING = local(2021, 1, 4, 10, 0)
LATE = local(2021, 1, 4, 17, 0)
Press = Callable[[], object]


@pytest.fixture
def asked(own_database: str) -> tuple[Cast, str]:
    """An enquiry that the district has just handed to the zone."""
    cast = Cast()
    with time_machine.travel(MORNING, tick=False):
        typed = Typed(name="负责人", contact="+8613900000009", channel="sms", sentence="光伏屋顶", wish=cast.district)
        receipt = submit(viewer=Viewer.nobody(), typed=typed)
        confirm(number=receipt.duty.number, code=receipt.code)
        hand_over(viewer=Viewer.of(cast.liaison), number=receipt.duty.number, to_unit=cast.zone_unit, reason="有厂房")
    return cast, receipt.duty.number


def presses(cast: Cast, number: str) -> dict[str, Press]:
    west, zone, clock = Viewer.of(cast.liaison), Viewer.of(cast.zone_officer), Deadline.objects.get(kind="handover")
    mine = Viewer.of(User.objects.get(phone="+8613900000009"))
    talk = {"channel": "phone", "said": "介绍了情况", "happened_at": MORNING}
    return {
        "accept": lambda: accept(viewer=zone, number=number),
        "return": lambda: return_(viewer=zone, number=number, reason="不在港区"),
        "expire": lambda: escalate_unanswered(clock.pk, LATE),
        "call": lambda: log_contact(viewer=west, number=number, **talk),
        "sign": lambda: sign_for(viewer=west, number=number),
        "withdraw": lambda: withdraw(viewer=mine, number=number),
        "write": lambda: write(viewer=mine, number=number, body="什么时候来？"),
        "watch": lambda: tell_due(LATE, {"handover": escalate_unanswered}),
        "recalculate": lambda: recalculate(LATE),
    }


def press_together(pressed: list[Press]) -> list[str]:
    together = Barrier(len(pressed))

    def run(press: Press) -> str:
        together.wait()
        try:
            press()
        except (Refused, Duty.DoesNotExist) as why:
            return type(why).__name__
        except DatabaseError as broken:
            return f"BROKEN {broken}"
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(pressed)) as pool:
        return [task.result() for task in [pool.submit(run, press) for press in pressed]]


PAIRS = [*combinations(("accept", "return", "expire", "call", "withdraw", "write", "watch", "recalculate"), 2)]


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_whoever_presses_first_the_enquiry_stays_whole(asked: tuple[Cast, str], pair: tuple[str, str]) -> None:
    cast, number = asked
    with time_machine.travel(LATE, tick=False):
        if "recalculate" in pair:
            Deadline.objects.update(calendar_version=0)
        said = press_together([presses(cast, number)[name] for name in pair])
    duty = Duty.objects.get(number=number)
    handover = Handover.objects.get()

    assert not [answer for answer in said if answer.startswith("BROKEN")]
    loud = Deadline.objects.running().filter(duty=duty).exclude(kind="handover")
    assert duty.next_due == min((d.due for d in loud), default=FAR)
    is_asked = handover.state == Handover.State.PROPOSED
    assert Deadline.objects.running().filter(duty=duty, kind="handover").exists() == is_asked
    assert not (duty.closed and Party.objects.filter(duty=duty, role=Party.Role.ASKED, until=None).exists())
    if handover.state == Handover.State.DONE:
        assert duty.unit == cast.zone_unit
