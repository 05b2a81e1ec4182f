"""S8: a school campus must open in September. What it needs until then is applied for in time, with one tap."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from luodi.approvals.installing import install, units_for
from luodi.approvals.models import Case, Item
from luodi.approvals.rules import ItemState
from luodi.directory.models import Post, Unit
from luodi.directory.viewer import Viewer
from luodi.duties.models import Link
from luodi.landing.actions.backplanning import open_case
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from luodi.projects.models import Milestone, Project
from luodi.projects.rules import Template
from tests.cast import Cast, local
from tests.projecting import Projecting

NOW = local(2021, 3, 1, 9)
ANSWERS = {"works": ["hazard"], "shelter": ["none"], "supplies": ["water", "power", "gas", "network"]}
SAID = {"q-works": "hazard", "q-shelter": "none", "q-supplies": ["water", "power", "gas", "network"]}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def people(cast: Cast) -> Projecting:
    install(at=NOW.date(), units=units_for(cast.city, cast.calendar), samples=True)
    return Projecting(cast)


@pytest.fixture
def campus(people: Projecting) -> Project:
    return people.project(
        "某校新校区",
        template=Template.INFRASTRUCTURE,
        sector="livelihood",
        sponsor_name="教育局",
        address="港区一路 1 号",
    )


@pytest.fixture
def window(people: Projecting) -> Post:
    hall = people.cast._unit("hall", "市政务大厅", Unit.Kind.OFFICE, people.cast.city)
    return people.cast.officer("counter", "综合窗口 1 号", hall, Post.Role.COUNTER, ("case", "item")).post


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_page_plans_back_from_the_first_of_september(people, campus, window):
    page = signed_in(people.owner).get(f"/desk/projects/{campus.number}/back-plan/", {"end": "2021-09-01", **SAID})
    steps = {step.code: step for step in page.context["steps"]}
    assert {"water-supply", "power-supply", "gas-supply", "network-access", "completion"} < steps.keys()
    last = steps["completion"]
    # Ten working days before opening; 5 to accept + 3 promised + 3 of inspection before that.
    assert (last.done_by, last.apply_by) == (date(2021, 8, 18), date(2021, 8, 3))
    assert all(step.done_by <= last.apply_by for code, step in steps.items() if code != "completion")
    power = steps["power-supply"]
    assert (power.days, power.works, power.done_by) == (17, 30, date(2021, 8, 3))
    assert power.apply_by == date(2021, 5, 27)
    assert page.context["late"] == 0
    assert not Milestone.objects.exists()


def test_a_question_left_open_is_asked_for_by_name(people, campus, window):
    said = {name: given for name, given in SAID.items() if name != "q-shelter"}
    page = signed_in(people.owner).get(f"/desk/projects/{campus.number}/back-plan/", {"end": "2021-09-01", **said})
    assert not page.context["steps"]
    assert page.context["questions"].errors.keys() == {"q-shelter"}
    assert "请选一项。" in page.text
    assert "2021-09-01" in page.text


def test_one_tap_opens_the_case_and_its_state_stands_at_each_milestone(people, campus, window):
    owner = signed_in(people.owner)
    done = owner.post(f"/desk/projects/{campus.number}/back-plan/", {"end": "2021-09-01", **SAID})
    assert done.status_code == 302
    case = Case.objects.get()
    assert Link.objects.get(source=case.duty).target == campus.duty
    assert case.form["project_name"] == "某校新校区"
    assert case.form["open_on"] == "2021-09-01"
    assert Notice.objects.filter(code="case_begun", reader=window.user).exists()
    assert Event.objects.get(subject=campus.number, code="case_opened").facts["case"] == case.number
    water = Milestone.objects.get(project=campus, service="water-supply")
    assert water.waits_for == case.duty
    page = owner.get(f"/desk/projects/{campus.number}/").text
    assert "供水报装" in page
    assert f"手续交综合窗口开办：{case.number}" in page
    Item.objects.filter(case=case, code="water-supply").update(state=ItemState.APPROVED)
    page = owner.get(f"/desk/projects/{campus.number}/")
    states = {one.milestone.service: one.state for one in page.context["approvals_waits"]}
    assert states["water-supply"] == ItemState.APPROVED.label


def test_a_second_tap_finds_the_case_and_a_day_gone_by_is_refused_with_what_was_typed(people, campus, window):
    by = Viewer.of(people.owner)
    case = open_case(viewer=by, number=campus.number, end=date(2021, 9, 1), answers=ANSWERS)
    again = signed_in(people.owner).post(f"/desk/projects/{campus.number}/back-plan/", {"end": "2021-09-01", **SAID})
    assert again.status_code == 422
    assert case.number in again.text
    with pytest.raises(Refused, match="今天以后"):
        open_case(viewer=by, number=campus.number, end=date(2021, 3, 1), answers=ANSWERS)
    assert Case.objects.count() == 1


def test_without_a_window_nothing_is_begun(people, campus):
    with pytest.raises(Refused, match="综合窗口"):
        open_case(viewer=Viewer.of(people.owner), number=campus.number, end=date(2021, 9, 1), answers=ANSWERS)
    assert not Case.objects.exists()
    assert not Milestone.objects.exists()
