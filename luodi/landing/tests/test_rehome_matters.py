"""An owner who is gone: the operator closed his post, or his account was shut."""

import pytest
import time_machine

from luodi.directory.models import Post
from luodi.duties.models import Deadline, Duty
from luodi.landing.actions.rehoming import rehome
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from tests.cast import Cast, local
from tests.stories.investor import Investor

NOON = local(2021, 1, 4, 11, 0)


@pytest.fixture
def number(cast: Cast) -> str:
    return Investor(cast).applied(local(2021, 1, 4, 9, 40)).number


def owner(number: str) -> Post:
    return Duty.objects.get(number=number).owner


def test_a_matter_of_a_closed_post_goes_to_who_is_on_duty(cast: Cast, number: str) -> None:
    substitute = cast.officer("second", "新区第二对接人员", cast.district_unit, "liaison")
    before = list(Deadline.objects.values_list("kind", "started", "due"))
    left = owner(number)
    Post.objects.filter(pk=left.pk).update(until=local(2021, 1, 4, 10, 30))
    remaining = substitute if left.user == cast.liaison else cast.liaison

    with time_machine.travel(NOON, tick=False):
        assert rehome(NOON) == 1
        assert rehome(NOON) == 0

    assert owner(number).user == remaining
    assert list(Deadline.objects.values_list("kind", "started", "due")) == before
    event = Event.objects.get(subject=number, code="post_left")
    assert event.facts == {"post": owner(number).pk, "predecessor": left.pk}
    assert Notice.objects.filter(subject=number, reader=remaining, code="assigned").exists()


def test_a_unit_without_anybody_left_falls_to_the_city_desk(cast: Cast, number: str) -> None:
    for user in (cast.liaison, cast.head):
        user.is_active = False
        user.save()

    assert rehome(NOON) == 1
    assert owner(number).user == cast.dispatcher


def test_an_offer_of_a_closed_post_goes_to_who_is_on_duty_too(cast: Cast) -> None:
    with time_machine.travel(local(2021, 1, 4, 9, 40), tick=False):
        duty = cast.offer().duty
    Post.objects.filter(user=cast.zone_officer).update(until=local(2021, 1, 4, 10, 30))

    with time_machine.travel(NOON, tick=False):
        assert rehome(NOON) == 1

    heir = owner(duty.number).user
    assert heir in (cast.zone_colleague, cast.without_remit)
    assert Duty.objects.get(pk=duty.pk).next_due == duty.next_due
    assert Notice.objects.get(subject=duty.number).code == "inherited"
    assert Notice.objects.get(subject=duty.number).reader == heir
