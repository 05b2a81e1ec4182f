"""A logged contact that the investor denies, and the head's finding."""

import pytest
import time_machine

from luodi.duties.models import Deadline
from luodi.ledger.models import Event
from luodi.talk.models import Contact
from tests.cast import Cast, local
from tests.stories.investor import Investor, text
from tests.stories.officer import Officer, duty


def day(hour: int, minute: int, date: int = 4) -> time_machine.travel:
    return time_machine.travel(local(2021, 1, date, hour, minute), tick=False)


@pytest.fixture
def investor(cast: Cast) -> Investor:
    investor = Investor(cast).applied(local(2021, 1, 4, 9, 40))
    with day(10, 0):
        Officer(cast.liaison).call(investor.number, local(2021, 1, 4, 10, 0), "电话里介绍了情况")
    return investor


def deny(investor: Investor) -> Contact:
    contact = Contact.objects.get()
    with day(11, 0):
        assert investor.post(f"contacts/{contact.pk}/denials/").status_code == 302
    return contact


def test_the_clock_re_opens_as_missed_and_the_head_reads_it(cast: Cast, investor: Investor) -> None:
    deny(investor)

    clock = Deadline.objects.get(duty__number=investor.number, kind="contact")
    assert (clock.stopped, clock.outcome) == (None, "missed")
    with day(11, 1):
        assert investor.number in text(Officer(cast.head).get("brief/"))
    assert Event.objects.filter(subject=investor.number, code="contact_denied").exists()


def test_the_head_finds_that_the_call_was_made(cast: Cast, investor: Investor) -> None:
    contact = deny(investor)
    with day(11, 30):
        cleared = Officer(cast.head).post(
            investor.number, "finding", stands="1", finding="通话记录显示 10:00 通话 6 分钟"
        )

    assert cleared.status_code == 302
    contact.refresh_from_db()
    clock = Deadline.objects.get(duty__number=investor.number, kind="contact")
    assert (contact.stands, clock.outcome, clock.stopped) == (True, "kept", local(2021, 1, 4, 10, 0))
    with day(11, 31):
        assert "通话记录显示 10:00 通话 6 分钟" in text(investor.page())


def test_the_head_finds_that_nobody_called_and_the_call_is_still_owed(cast: Cast, investor: Investor) -> None:
    deny(investor)
    with day(11, 30):
        Officer(cast.head).post(investor.number, "finding", stands="0", finding="没有拨打记录")
    with day(11, 40):
        Officer(cast.liaison).call(investor.number, local(2021, 1, 4, 11, 40), "道歉并介绍了情况")

    clock = Deadline.objects.get(duty__number=investor.number, kind="contact")
    assert (clock.stopped, clock.outcome) == (local(2021, 1, 4, 11, 40), "missed")
    assert duty(investor.number).progress == "contacted"
