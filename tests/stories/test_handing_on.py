"""Hand-overs: two at once, a third hop, the one that nobody answers, and a unit that returns twice."""

import pytest
import time_machine

from luodi.directory.models import Post
from luodi.duties.models import Deadline, Handover
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from tests.cast import Cast, local
from tests.stories.investor import Investor, text
from tests.stories.officer import Officer, duty
from tests.stories.watching import look

REASON = "对方有现成场地"


def day(hour: int, minute: int) -> time_machine.travel:
    return time_machine.travel(local(2021, 1, 4, hour, minute), tick=False)


@pytest.fixture
def number(cast: Cast) -> str:
    return Investor(cast).applied(local(2021, 1, 4, 9, 40)).number


def test_two_officers_press_accept_and_one_reads_why_not(cast: Cast, number: str) -> None:
    first, second = Officer(cast.zone_officer), Officer(cast.zone_colleague)
    with day(10, 0):
        Officer(cast.liaison).hand_over(number, cast.zone_unit, REASON)
        won = first.accept(number)
        lost = second.accept(number)

    assert won.status_code == 302
    assert lost.status_code == 409
    assert "现在由港区投资促进部的港区对接专员负责" in text(lost)
    assert duty(number).owner.user == cast.zone_officer
    assert Event.objects.filter(subject=number, code="handover_accepted").count() == 1


def test_the_third_hop_is_the_city_desks(cast: Cast, number: str) -> None:
    desk = Officer(cast.dispatcher)
    with day(10, 0):
        Officer(cast.liaison).hand_over(number, cast.zone_unit, REASON)
        Officer(cast.zone_officer).accept(number)
        Officer(cast.zone_officer).hand_over(number, cast.other_unit, REASON)
        Officer(cast.stranger_officer).accept(number)
        Officer(cast.stranger_officer).hand_over(number, cast.district_unit, REASON)

        third = Handover.objects.latest("id")
        assert third.state == Handover.State.ESCALATED
        assert number in text(desk.get("brief/"))
        ruled = desk.post(number, "handover/ruling", to_unit=cast.district_unit.pk, reason="首接单位继续负责")

    assert ruled.status_code == 302
    assert duty(number).unit == cast.district_unit
    assert Deadline.objects.filter(duty__number=number, kind="contact").count() == 1
    assert Event.objects.filter(subject=number, code="handover_ruled").exists()


def test_whoever_handles_no_enquiries_at_the_city_desk_is_not_asked_to_rule(cast: Cast, number: str) -> None:
    checker = cast.officer("desk-checker", "总台项目审核", cast.city_desk, Post.Role.CHECKER, remit=("project",))
    with day(10, 30):
        Officer(cast.liaison).hand_over(number, cast.zone_unit, REASON)
    with day(13, 36):
        look(local(2021, 1, 4, 13, 36))
        asked = Notice.objects.filter(code="escalated", subject=number, channel="page")
        assert set(asked.values_list("reader__login", flat=True)) == {"liaison", "dispatcher"}
        assert number in text(Officer(cast.dispatcher).get("brief/"))
        assert number not in text(Officer(checker).get(""))
        assert number not in text(Officer(checker).get("brief/"))


def test_what_is_late_is_told_at_the_city_desk_to_those_who_handle_its_kind(cast: Cast, number: str) -> None:
    cast.officer("desk-checker", "总台项目审核", cast.city_desk, Post.Role.CHECKER, remit=("project",))
    look(local(2021, 1, 5, 17, 0))
    told = Notice.objects.filter(code="city", subject=number)
    assert set(told.values_list("reader__login", flat=True)) == {"dispatcher"}


def test_a_hand_over_that_nobody_answers_goes_to_the_city_desk(cast: Cast, number: str) -> None:
    with day(10, 30):
        Officer(cast.liaison).hand_over(number, cast.zone_unit, REASON)
    # 190 working minutes are left of first contact: half of them end at 13:35, before four working hours.
    with day(13, 34):
        look(local(2021, 1, 4, 13, 34))
        assert Handover.objects.get().state == Handover.State.PROPOSED
    with day(13, 36):
        look(local(2021, 1, 4, 13, 36))

    assert Handover.objects.get().state == Handover.State.ESCALATED
    assert duty(number).owner.user == cast.liaison


def test_a_unit_returns_once_and_the_second_time_it_accepts_or_waits_for_a_ruling(cast: Cast, number: str) -> None:
    liaison, zone = Officer(cast.liaison), Officer(cast.zone_officer)
    with day(10, 0):
        liaison.hand_over(number, cast.zone_unit, REASON)
        assert zone.post(number, "handover/return", reason="屋顶都已出租").status_code == 302
        liaison.hand_over(number, cast.zone_unit, "二期厂房屋顶还空着")
        again = zone.post(number, "handover/return", reason="还是不行")

    assert again.status_code == 422
    assert "已经退回过一次" in text(again)
    assert Handover.objects.filter(state=Handover.State.RETURNED).count() == 1


def test_leaving_a_post_hands_over_everything_and_touches_no_clock(cast: Cast, number: str) -> None:
    with day(10, 0):
        before = list(Deadline.objects.filter(duty__number=number).values_list("kind", "started", "due"))
        successor = Post.objects.get(user=cast.officer("successor", "新任对接人员", cast.district_unit, "liaison"))
        left = Officer(cast.liaison).client.post(
            f"/desk/posts/{cast.liaison.post.pk}/succession/", {"successor": successor.pk, "reason": "轮岗"}
        )

    assert left.status_code == 302
    assert duty(number).owner == successor
    assert list(Deadline.objects.filter(duty__number=number).values_list("kind", "started", "due")) == before
    assert Event.objects.filter(subject=number, code="post_left").exists()
