"""Tolerance acceptance (容缺受理): a report is promised and does not come; who promised it knew what would follow."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from luodi.approvals.models import Deferral, Licence
from luodi.duties.models import Duty
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from tests.approving import Approving, paper
from tests.cast import Cast, local
from tests.stories.handling import clocks, page_of, press, states
from tests.stories.officer import Officer
from tests.stories.watching import look


@pytest.fixture
def town(cast: Cast) -> Iterator[Approving]:
    with time_machine.travel(local(2021, 1, 4, 9), tick=False):
        yield Approving(cast)


def at(*moment: int) -> time_machine.travel:
    return time_machine.travel(local(2021, *moment), tick=False)


def deferred(town: Approving) -> str:
    case = town.filed(papers=("drawing", "lease"))
    plan = town.number(case, "plan")
    press(town.planner, plan, "acceptance", deferred=["report"], promise="on")
    return plan


def test_a_certificate_waits_for_what_was_promised(town: Approving):
    plan = deferred(town)
    with at(1, 5, 9):
        press(town.planner, plan, "approval")
        version = Duty.objects.get(number=plan).version
        refused = Officer(town.planner).client.post(f"/desk/items/{plan}/issuing/", {"version": version})
    assert refused.status_code == 422
    assert "容缺的材料还没有补齐：检测报告" in refused.content.decode()
    assert not Licence.objects.exists()


def test_who_breaks_the_promise_is_warned_the_day_before_and_ends_at_his_own_cost(town: Approving):
    plan = deferred(town)
    case = Deferral.objects.get().item.case
    # Ten days by the list, eight by the promised time of the item: the shorter holds.
    assert clocks(plan)["deferral"] == "01-14"
    with at(1, 13, 17, 40):
        look(local(2021, 1, 13, 17, 40))
    assert Notice.objects.filter(code="yellow", subject=plan).exists()
    with at(1, 14, 17, 31):
        look(local(2021, 1, 14, 17, 31))
    assert states(case)["plan"] == "void"
    assert clocks(plan) == {}
    assert Deferral.objects.get().breached_at is not None
    assert Event.objects.filter(subject=plan, code="deferral_breached").count() == 1
    assert Notice.objects.filter(code="promise_broken", reader=town.applicant).exists()
    assert "容缺" in page_of(town.applicant, case.number)


def test_who_keeps_it_hears_no_more_of_it(town: Approving):
    plan = deferred(town)
    case = Deferral.objects.get().item.case
    with at(1, 12, 9):
        client = Client()
        client.force_login(town.applicant, backend="django.contrib.auth.backends.ModelBackend")
        sent = {"material": "report", "file": paper("report.txt")}
        assert client.post(f"/mine/cases/{case.number}/materials/", sent).status_code == 302
    with at(1, 13, 9):
        press(town.planner, plan, "judgements", material="report", good="1")
    with at(1, 15, 9):
        look(local(2021, 1, 15, 9))
    assert states(case)["plan"] == "accepted"
    assert Deferral.objects.get().kept_at is not None
