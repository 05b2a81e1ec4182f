"""S1: an investor writes in the morning; a named officer of the right zone has talked to him in the afternoon."""

import pytest
import time_machine

from luodi.duties.models import Deadline, Duty, Handover
from luodi.enquiries.models import State
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from tests.cast import Cast, local
from tests.stories.investor import Investor, text
from tests.stories.officer import Officer, duty
from tests.stories.watching import look


def day(hour: int, minute: int) -> time_machine.travel:
    return time_machine.travel(local(2021, 1, 4, hour, minute), tick=False)


def deadline(number: str, kind: str) -> Deadline:
    return Deadline.objects.filter(duty__number=number, kind=kind).latest("id")


@pytest.fixture
def investor(cast: Cast) -> Investor:
    return Investor(cast).applied(local(2021, 1, 4, 9, 40))


def test_from_the_sentence_to_the_call_the_same_day(cast: Cast, investor: Investor) -> None:
    number = investor.number
    liaison, zone = Officer(cast.liaison), Officer(cast.zone_officer)
    assert deadline(number, "sign_for").due == local(2021, 1, 4, 11, 40)
    assert deadline(number, "contact").due == local(2021, 1, 4, 15, 10)

    with day(10, 5):
        assert number in text(liaison.get(""))
        assert liaison.sign(number).status_code == 302
    with day(10, 6):
        assert "签收" in text(investor.page())
    with day(10, 30):
        assert liaison.hand_over(number, cast.zone_unit, "港区引进过能源企业，有大型厂房").status_code == 302
    with day(10, 31):
        assert "转给港区投资促进部：港区引进过能源企业，有大型厂房" in text(investor.page())
        assert number in text(zone.get(""))
    with day(10, 50):
        assert zone.accept(number).status_code == 302
    with day(10, 51):
        page = text(investor.page())
        assert "港区对接专员" in page
        assert 'href="tel:' in page
        assert "今天 15:10 前" in page
    with day(14, 20):
        assert zone.call(number, local(2021, 1, 4, 14, 20), "介绍了三处厂房，约周三上午看").status_code == 302
    with day(14, 30):
        assert "介绍了三处厂房，约周三上午看" in text(investor.page())
        contact = duty(number).contacts.get()
        assert investor.post(f"contacts/{contact.pk}/confirmations/").status_code == 302

    contact.refresh_from_db()
    assert contact.confirmed_at == local(2021, 1, 4, 14, 30)
    assert (duty(number).owner.user, duty(number).progress) == (cast.zone_officer, State.CONTACTED)
    kept = deadline(number, "contact")
    assert (kept.started, kept.due, kept.stopped, kept.outcome) == (
        local(2021, 1, 4, 9, 40),
        local(2021, 1, 4, 15, 10),
        local(2021, 1, 4, 14, 20),
        "kept",
    )
    assert Deadline.objects.filter(duty__number=number, kind="contact").count() == 1
    assert Handover.objects.get().working_minutes == 20
    codes = list(Event.objects.filter(subject=number).order_by("id").values_list("code", flat=True))
    story = ["opened", "assigned", "signed", "handover_proposed", "handover_accepted", "contacted"]
    assert [code for code in codes if code in story] == story


def tellings(number: str, kind: str) -> list[tuple[int, str]]:
    """(rung, local time) of everything the watch told of one clock."""
    events = Event.objects.filter(subject=number, code="told", facts__kind=kind).order_by("id")
    return [
        (event.facts["rung"], f"{event.recorded_at.astimezone(local(2021, 1, 4).tzinfo):%H:%M}") for event in events
    ]


def test_the_same_day_with_nobody_acting(cast: Cast, investor: Investor) -> None:
    number = investor.number
    for minute in range(9 * 60 + 41, 17 * 60, 1):
        moment = local(2021, 1, 4, minute // 60, minute % 60)
        if minute % 5 == 0 or moment.minute in (39, 41):
            with time_machine.travel(moment, tick=False):
                look(moment)
                look(moment)

    assert tellings(number, "sign_for") == [(1, "10:40"), (2, "11:40"), (3, "14:10")]
    assert tellings(number, "contact") == [(1, "11:40"), (2, "15:10"), (3, "16:10")]
    told = Notice.objects.filter(subject=number, channel="page")
    assert told.filter(reader=cast.head, code="red").count() == 2
    assert told.filter(reader=cast.dispatcher, code="city").count() == 2
    assert told.filter(reader=cast.liaison, code="yellow").count() == 2


def test_an_overdue_enquiry_is_red_for_the_head_and_says_since_when(cast: Cast, investor: Investor) -> None:
    with day(12, 5):
        brief = text(Officer(cast.head).get("brief/"))

    assert investor.number in brief
    assert "应于 11:40" in brief
    assert Duty.objects.get().closed is None
