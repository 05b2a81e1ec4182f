"""A bad rating of something that had ended puts it back on its owner's desk until the remedy is told."""

import pytest
import time_machine
from django.urls import reverse

from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Duty
from luodi.enquiries.actions.triaging import close_unsuitable
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from luodi.ratings.actions import rate, remedy
from luodi.ratings.models import Rating
from tests.cast import Cast, local
from tests.stories.investor import Investor
from tests.stories.officer import Officer

CALLED = local(2021, 1, 4, 10, 0)
RATED = local(2021, 1, 4, 15, 0)


@pytest.fixture
def investor(cast: Cast) -> Investor:
    investor = Investor(cast).applied(local(2021, 1, 4, 9, 40))
    with time_machine.travel(CALLED, tick=False):
        Officer(cast.liaison).call(investor.number, CALLED)
        viewer = Viewer.of(cast.liaison)
        close_unsuitable(viewer=viewer, number=investor.number, reason="land", reply="暂时没有合适的屋顶")
    with time_machine.travel(RATED, tick=False):
        viewer = Viewer.of(investor.enquiry.investor)
        rate(viewer=viewer, number=investor.number, grade=Rating.Grade.POOR, words="说明得太晚")
    return investor


def duty(investor: Investor) -> Duty:
    return Duty.objects.get(number=investor.number)


def test_it_lies_on_the_owners_desk_with_fifteen_working_days(cast: Cast, investor: Investor) -> None:
    clock = Deadline.objects.get(duty__number=investor.number, kind="remedy")
    assert clock.due == local(2021, 1, 25, 17, 30)
    assert (duty(investor).closed, duty(investor).next_due) == (None, clock.due)
    with time_machine.travel(RATED, tick=False):
        assert investor.number in Officer(cast.liaison).client.get(reverse("desk:today")).content.decode()


def test_a_late_remedy_is_red_in_the_brief(cast: Cast, investor: Investor) -> None:
    with time_machine.travel(local(2021, 1, 26, 9, 0), tick=False):
        brief = Officer(cast.head).get("brief/").content.decode()

    assert "没有超时的事" not in brief
    assert "应于" in brief


def test_telling_the_remedy_ends_it_again(cast: Cast, investor: Investor) -> None:
    told = local(2021, 1, 6, 10, 0)
    with time_machine.travel(told, tick=False):
        remedy(viewer=Viewer.of(cast.liaison), number=investor.number, done="已致电说明，今后当天答复")
        with pytest.raises(Refused):
            remedy(viewer=Viewer.of(cast.liaison), number=investor.number, done="再说一次")

    assert duty(investor).closed == told
    assert Deadline.objects.get(duty__number=investor.number, kind="remedy").outcome == "kept"
    assert Event.objects.filter(subject=investor.number, code="remedied").count() == 1
