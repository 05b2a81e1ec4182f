"""Two connections at one hand-over: one winner, one clear sentence, one event."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connections

from luodi.accounts.models import User
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Duty, Handover
from luodi.enquiries.actions.handling import log_contact, sign_for
from luodi.enquiries.actions.submitting import Typed, confirm, submit
from luodi.landing.actions.handovers import accept, hand_over
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from tests.cast import Cast, local

MORNING = local(2021, 1, 4, 10, 0)


@pytest.fixture
def cast_of_two(own_database: str) -> Cast:
    return Cast()


def submitted(cast: Cast) -> str:
    typed = Typed(name="负责人", contact="+8613900000009", channel="sms", sentence="光伏屋顶", wish=cast.district)
    receipt = submit(viewer=Viewer.nobody(), typed=typed)
    confirm(number=receipt.duty.number, code=receipt.code)
    return receipt.duty.number


def at_once(users: tuple[User, ...], verb, **said) -> list[str]:
    """What each read when all pressed together: "" for the one who won."""
    together = Barrier(len(users))

    def press(user: User) -> str:
        viewer = Viewer.of(user)
        together.wait()
        try:
            verb(viewer=viewer, **said)
        except Refused as why:
            return str(why)
        except Duty.DoesNotExist:
            return "not yours any more"
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(users)) as pool:
        return sorted(task.result() for task in [pool.submit(press, user) for user in users])


def test_of_two_who_accept_in_the_same_second_one_wins(cast_of_two: Cast) -> None:
    cast = cast_of_two
    with time_machine.travel(MORNING, tick=False):
        number = submitted(cast)
        hand_over(viewer=Viewer.of(cast.liaison), number=number, to_unit=cast.zone_unit, reason="有厂房")
        answers = at_once((cast.zone_officer, cast.zone_colleague), accept, number=number)

    assert answers[0] == ""
    assert answers[1]
    assert Handover.objects.get().state == Handover.State.DONE
    assert Event.objects.filter(subject=number, code="handover_accepted").count() == 1
    assert Duty.objects.get(number=number).owner == Handover.objects.get().answered_by


def test_of_two_who_sign_in_the_same_second_one_wins(cast_of_two: Cast) -> None:
    cast = cast_of_two
    with time_machine.travel(MORNING, tick=False):
        number = submitted(cast)
        answers = at_once((cast.liaison, cast.head), sign_for, number=number)

    assert answers == ["", "这件申请已经签收过了。"]
    assert Event.objects.filter(subject=number, code="signed").count() == 1


def test_two_calls_logged_together_both_stand_and_the_clock_stops_once(cast_of_two: Cast) -> None:
    cast = cast_of_two
    with time_machine.travel(MORNING, tick=False):
        number = submitted(cast)
        said = {"channel": "phone", "said": "介绍了情况", "happened_at": MORNING}
        answers = at_once((cast.liaison, cast.head), log_contact, number=number, **said)

    assert answers == ["", ""]
    clock = Deadline.objects.get(duty__number=number, kind="contact")
    assert (clock.outcome, clock.stopped) == ("kept", MORNING)
    assert Deadline.objects.filter(duty__number=number, kind="triage").count() == 1
