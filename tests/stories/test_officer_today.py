"""My duties today: due soonest first, asked hand-overs on top, several signed at once."""

from collections.abc import Iterator

import pytest
import time_machine

from luodi.directory.models import Absence, Post
from luodi.enquiries.models import State
from luodi.ledger.models import Event
from tests.cast import Cast, local
from tests.stories.desk import LIMIT, entered, queries
from tests.stories.officer import Officer, duty


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with time_machine.travel(local(2021, 1, 4, 9, 40), tick=False):
        yield


def test_a_new_zone_officer_gets_his_empty_page_and_reads_what_to_do_first(cast: Cast) -> None:
    zone = Officer(cast.zone_officer)
    page = zone.get("").content.decode()
    assert "您名下还没有责任" in page
    assert "/desk/enquiries/new/" in page
    assert queries(zone, "") <= LIMIT


def test_what_is_due_first_stands_first_and_its_strip_says_how_long(cast: Cast) -> None:
    liaison = Officer(cast.liaison)
    first = entered(cast, liaison, "第一件")
    with time_machine.travel(local(2021, 1, 4, 10, 40), tick=False):
        second = entered(cast, liaison, "第二件")
        page = liaison.get("").content.decode()
    assert page.index(first.number) < page.index(second.number)
    assert "今天先办这 2 件" in page
    assert "剩 1 小时" in page
    assert "剩 2 小时" in page


def test_a_new_enquiry_is_in_the_rows_that_the_page_asks_for_by_itself(cast: Cast) -> None:
    liaison = Officer(cast.liaison)
    assert 'hx-get="/desk/today/rows/"' in liaison.get("").content.decode()
    number = entered(cast, liaison).number
    assert number in liaison.get("today/rows/").content.decode()


def test_several_are_signed_at_once_and_one_that_cannot_be_does_not_hold_back_the_others(cast: Cast) -> None:
    liaison = Officer(cast.liaison)
    numbers = [entered(cast, liaison, f"第 {n} 件").number for n in range(3)]
    liaison.sign(numbers[0])
    answer = liaison.client.post("/desk/signatures/", {"pick": numbers}, follow=True)

    assert {duty(number).progress for number in numbers} == {State.SIGNED}
    assert [Event.objects.filter(subject=number, code="signed").count() for number in numbers] == [1, 1, 1]
    page = answer.content.decode()
    assert "已签收 2 件" in page
    assert "已经签收过了" in page


def test_signing_nothing_says_what_to_do(cast: Cast) -> None:
    answer = Officer(cast.liaison).client.post("/desk/signatures/", {}, follow=True)
    assert "请先选中要签收的申请" in answer.content.decode()


def test_the_asked_unit_reads_reason_and_wish_on_top_and_accepts_there(cast: Cast) -> None:
    liaison, zone = Officer(cast.liaison), Officer(cast.zone_officer)
    number = entered(cast, liaison).number
    liaison.hand_over(number, cast.zone_unit, "港区有冷库")
    page = zone.get("").content.decode()
    assert "请您单位接收" in page
    assert "港区有冷库" in page
    assert "期望：请当天联系" in page
    assert f"/desk/enquiries/{number}/handover/acceptance/" in page

    answer = zone.client.post(f"/desk/enquiries/{number}/handover/acceptance/", {}, follow=True)
    assert "现在由您负责" in answer.content.decode()
    assert duty(number).owner.user == cast.zone_officer


def test_a_substitute_finds_the_duties_of_the_absent_on_his_desk_and_the_owner_stays_visible(cast: Cast) -> None:
    zone, colleague = Officer(cast.zone_officer), Officer(cast.zone_colleague)
    number = entered(cast, zone).number
    hidden = entered(cast, zone, "不说是谁", firm="远海能源有限公司", keep_firm=True).number
    away = {"start": local(2021, 1, 4), "end": local(2021, 1, 6)}
    Absence.objects.create(post=cast.zone_officer.post, substitute=cast.zone_colleague.post, **away)

    page = colleague.get("").content.decode()
    assert number in page
    assert "港区对接专员" in page
    assert hidden not in page


def test_figures_say_what_they_count_and_open_those_rows(cast: Cast) -> None:
    liaison = Officer(cast.liaison)
    late, called = entered(cast, liaison, "没有人打电话").number, entered(cast, liaison, "打了电话").number
    with time_machine.travel(local(2021, 1, 4, 9, 50), tick=False):
        liaison.call(called, local(2021, 1, 4, 9, 50))
    with time_machine.travel(local(2021, 1, 5, 9, 30), tick=False):
        page = liaison.get("").content.decode()
        assert "1/2" in page
        assert "50.0 %" in page
        missed = liaison.get("enquiries/?mine=1&same_day=missed").content.decode()
        overdue = liaison.get("enquiries/?mine=1&due=late").content.decode()
    for rows in (missed, overdue):
        assert late in rows
        assert called not in rows


def test_a_figure_of_several_kinds_of_work_opens_no_list_of_one(cast: Cast) -> None:
    liaison = Officer(cast.liaison)
    entered(cast, liaison, "没有人打电话")
    urls = [figure.url for figure in liaison.get("").context["figures"]][:3]
    assert all(urls)
    Post.objects.filter(pk=cast.liaison.post.pk).update(remit=["enquiry", "offer", "problem"])
    assert [figure.url for figure in liaison.get("").context["figures"]][:3] == [urls[0], "", ""]
    Post.objects.filter(pk=cast.liaison.post.pk).update(remit=["project", "problem"])
    assert [figure.url for figure in liaison.get("").context["figures"]] == ["", ""]


def test_thirty_duties_cost_no_more_queries_than_none(cast: Cast) -> None:
    liaison = Officer(cast.liaison)
    for n in range(32):
        entered(cast, liaison, f"第 {n} 件")
    other = entered(cast, Officer(cast.zone_officer)).number
    Officer(cast.zone_officer).hand_over(other, cast.district_unit, "请新区统筹")
    assert queries(liaison, "") <= LIMIT
    assert queries(liaison, "today/rows/") <= LIMIT
    assert "还有 12 件，看全部" in liaison.get("").content.decode()


def test_next_steps_of_the_week_stand_aside(cast: Cast) -> None:
    liaison = Officer(cast.liaison)
    number = entered(cast, liaison).number
    liaison.call(number, local(2021, 1, 4, 9, 40))
    liaison.follow(number, local(2021, 1, 6), "去港区看冷库")
    page = liaison.get("").content.decode()
    assert "1 月 6 日 周三" in page
    assert "去港区看冷库" in page
