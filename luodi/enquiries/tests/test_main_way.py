"""The main way at the level of its verbs: clocks to the minute, owners, events, notices."""

from collections.abc import Callable

import pytest
import time_machine

from luodi.accounts.models import User
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Duty, Handover, Party
from luodi.enquiries.actions.handling import log_contact, sign_for
from luodi.enquiries.actions.submitting import Typed, confirm, submit
from luodi.enquiries.models import State
from luodi.landing.actions.handovers import accept, hand_over
from luodi.ledger.models import Event
from tests.cast import Cast, local

SENTENCE = "做光伏发电和集中供热，想找大型厂房的屋顶"


def at(hour: int, minute: int, action: Callable[[], object]) -> object:
    with time_machine.travel(local(2021, 1, 4, hour, minute), tick=False):
        return action()


def viewer(user: User) -> Viewer:
    return Viewer.of(user)


def submitted(cast: Cast, **more: object) -> Duty:
    typed = Typed(name="负责人", contact="+8613900000009", channel="sms", sentence=SENTENCE, wish=cast.district, **more)
    receipt = submit(viewer=Viewer.nobody(), typed=typed)
    duty, _user = confirm(number=receipt.duty.number, code=receipt.code)
    return Duty.objects.get(pk=duty.pk)


def deadline(duty: Duty, kind: str) -> Deadline:
    return Deadline.objects.filter(duty=duty, kind=kind).latest("id")


def test_both_clocks_start_with_the_sentence_and_end_before_the_working_day_does(cast: Cast) -> None:
    duty = at(9, 40, lambda: submitted(cast))

    assert duty.owner.user == cast.liaison
    assert duty.progress == State.ASSIGNED
    assert deadline(duty, "sign_for").due == local(2021, 1, 4, 11, 40)
    assert deadline(duty, "contact").due == local(2021, 1, 4, 15, 10)
    assert duty.next_due == local(2021, 1, 4, 11, 40)


def test_the_photovoltaic_way_keeps_one_clock_through_two_units(cast: Cast) -> None:
    duty = at(9, 40, lambda: submitted(cast))
    at(10, 5, lambda: sign_for(viewer=viewer(cast.liaison), number=duty.number))
    at(
        10,
        30,
        lambda: hand_over(
            viewer=viewer(cast.liaison), number=duty.number, to_unit=cast.zone_unit, reason="港区有大型厂房"
        ),
    )
    at(10, 50, lambda: accept(viewer=viewer(cast.zone_officer), number=duty.number))
    at(
        14,
        20,
        lambda: log_contact(
            viewer=viewer(cast.zone_officer),
            number=duty.number,
            channel="phone",
            said="约周三看厂房",
            happened_at=local(2021, 1, 4, 14, 20),
        ),
    )

    duty.refresh_from_db()
    contact = deadline(duty, "contact")
    assert (duty.owner.user, duty.unit, duty.place, duty.progress) == (
        cast.zone_officer,
        cast.zone_unit,
        cast.zone,
        State.CONTACTED,
    )
    assert (contact.started, contact.due, contact.outcome) == (
        local(2021, 1, 4, 9, 40),
        local(2021, 1, 4, 15, 10),
        Deadline.Outcome.KEPT,
    )
    assert deadline(duty, "sign_for").outcome == Deadline.Outcome.KEPT
    assert Handover.objects.get(duty=duty).working_minutes == 20
    codes = list(Event.objects.filter(subject=duty.number).order_by("id").values_list("code", flat=True))
    assert codes[:2] == ["opened", "assigned"]
    assert {"signed", "handover_proposed", "handover_accepted", "contacted"} <= set(codes)
    assert Party.objects.filter(duty=duty, unit=cast.district_unit, role=Party.Role.FINDER, until=None).exists()


def test_calling_signs_for_it_in_the_same_act(cast: Cast) -> None:
    duty = at(9, 40, lambda: submitted(cast))
    at(
        9,
        55,
        lambda: log_contact(
            viewer=viewer(cast.liaison),
            number=duty.number,
            channel="phone",
            said="已介绍情况",
            happened_at=local(2021, 1, 4, 9, 55),
        ),
    )

    assert deadline(duty, "sign_for").stopped == local(2021, 1, 4, 9, 55)
    acts = set(
        Event.objects.filter(subject=duty.number, code__in=["signed", "contacted"]).values_list("act", flat=True)
    )
    assert len(acts) == 1


def test_a_hand_over_must_be_answered_in_half_of_what_is_left(cast: Cast) -> None:
    duty = at(9, 40, lambda: submitted(cast))
    at(
        10,
        30,
        lambda: hand_over(viewer=viewer(cast.liaison), number=duty.number, to_unit=cast.zone_unit, reason="有厂房"),
    )

    # 10:30 to 15:10 leaves 190 working minutes; half of them end at 13:35 after lunch.
    assert deadline(duty, "handover").due == local(2021, 1, 4, 13, 35)


def test_an_officer_of_another_district_finds_nothing_to_sign(cast: Cast) -> None:
    duty = at(9, 40, lambda: submitted(cast))

    with pytest.raises(Duty.DoesNotExist):
        sign_for(viewer=viewer(cast.stranger_officer), number=duty.number)
    assert not Event.objects.filter(subject=duty.number, code="signed").exists()
