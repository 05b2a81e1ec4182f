"""4 January: the first licence of the year comes by parallel approval (S3). Departments work side by side, each item
with its own clock; what waited for the licence goes on by itself in the second it is issued."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from luodi.approvals.actions.delivering import deliver_drawn
from luodi.approvals.licences.drawing import draw_letters, draw_licences
from luodi.approvals.models import Delivery, Item, Licence, MaterialCopy
from luodi.ledger.models import Event
from tests.approving import Approving
from tests.cast import Cast, local
from tests.stories.handling import clocks, page_of, press, states


@pytest.fixture
def town(cast: Cast) -> Iterator[Approving]:
    with time_machine.travel(local(2021, 1, 4, 9), tick=False):
        yield Approving(cast)


def at(*moment: int) -> time_machine.travel:
    return time_machine.travel(local(2021, *moment), tick=False)


def test_the_first_licence_of_the_year_comes_the_same_morning_and_the_next_item_is_filed_with_it(town: Approving):
    case = town.filed()
    site, plan, build = (town.number(case, code) for code in ("site", "plan", "build"))
    assert states(case) == {"site": "filed", "plan": "filed", "build": "blocked", "open": "blocked"}

    with at(1, 4, 9, 30):
        # Two people at two desks: the general window takes both in, nobody waits for the other.
        press(town.counter, site, "acceptance")
        press(town.counter, plan, "acceptance")
    assert clocks(plan) == {"statutory": "02-01", "decision": "01-14"}
    assert states(case)["build"] == "blocked"

    with at(1, 4, 11):
        press(town.planner, plan, "approval", reasons="符合控制性详细规划")
        press(town.planner, plan, "issuing")
    licence = Licence.objects.get()
    assert (licence.kind.code, licence.holder_name) == ("permit", "新港机械有限公司")
    # The building department has the permit without anybody bringing it, and its five days begin.
    assert states(case)["build"] == "filed"
    assert MaterialCopy.objects.get(licence=licence).source == "output"
    assert clocks(build) == {"acceptance": "01-11"}

    now = local(2021, 1, 4, 11, 1)
    with at(1, 4, 11, 1):
        assert draw_licences(now) == 1
        assert deliver_drawn(now) == 1
    assert states(case)["plan"] == "delivered"
    assert Delivery.objects.get(item__code="plan").kind == "electronic"
    page = page_of(town.applicant, case.number)
    assert licence.number in page

    codes = list(Event.objects.filter(subject=plan).order_by("id").values_list("code", flat=True))
    assert codes == ["opened", "filed", "accepted", "approved", "issued", "delivered"]


def test_the_days_of_all_are_those_of_the_longest_way_not_their_sum(town: Approving):
    with at(1, 4, 9):
        case = town.filed(crowd="no")
    with at(1, 5, 9):
        for code in ("site", "plan"):
            press(town.planner, town.number(case, code), "acceptance")
    with at(1, 8, 9):
        for code in ("site", "plan"):
            press(town.planner, town.number(case, code), "approval")
            press(town.planner, town.number(case, code), "issuing")
    with at(1, 11, 9):
        press(town.builder, town.number(case, "build"), "acceptance")
        press(town.builder, town.number(case, "build"), "approval")
        press(town.builder, town.number(case, "build"), "issuing")
    now = local(2021, 1, 11, 9, 5)
    with at(1, 11, 9, 5):
        drawn_and_delivered(now)
    case.refresh_from_db()
    case.duty.refresh_from_db()
    assert case.duty.progress == "finished"
    assert Item.objects.filter(case=case, closed_at=None).exclude(state="excluded").count() == 0
    assert case.finished_at == now


def drawn_and_delivered(now: datetime) -> None:
    while draw_licences(now) + draw_letters(now):
        pass
    while deliver_drawn(now):
        pass
