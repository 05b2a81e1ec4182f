"""A project enters the library: who may see it, what is refused, what the ledger keeps."""

from datetime import date

import pytest

from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from luodi.projects.actions.library import change, set_aside
from luodi.projects.models import Project
from tests.cast import Cast
from tests.projecting import MILLION, Projecting

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Projecting:
    return Projecting(Cast())


def test_a_new_project_has_an_owner_and_is_seen_by_his_unit_and_the_city_only(people: Projecting) -> None:
    project = people.project()
    assert project.duty.owner == people.owner.post
    assert project.number.startswith("LD-P-")
    seen = {
        who.login
        for who in (people.owner, people.colleague, people.leader, people.east_owner, people.cast.investor)
        if Project.objects.visible_to(Viewer.of(who)).filter(pk=project.pk).exists()
    }
    assert seen == {"builder", "builder2", "leader"}
    assert Event.objects.get(subject=project.number).code == "opened"


def test_a_year_plan_larger_than_the_total_is_refused_and_nothing_is_kept(people: Projecting) -> None:
    with pytest.raises(Refused, match="大于计划总投资"):
        people.project(total=MILLION, year_plan=2 * MILLION)
    assert not Project.objects.exists()


@pytest.mark.parametrize(("stage", "day"), [("idea", "started_on"), ("building", "completed_on")])
def test_the_actual_day_of_what_the_stage_has_not_reached_is_refused(people: Projecting, stage: str, day: str) -> None:
    with pytest.raises(Wrong, match="不会有") as refused:
        people.project(stage=stage, **{day: date(2021, 1, 4)})
    assert refused.value.field == day
    assert not Project.objects.exists()


def test_a_code_of_the_wrong_shape_is_refused(people: Projecting) -> None:
    project = people.project()
    with pytest.raises(Refused, match="24 位"):
        change(viewer=Viewer.of(people.owner), number=project.number, values={"code": "2021-37"})


def test_what_ended_takes_no_change_any_more(people: Projecting) -> None:
    project, by = people.project(), Viewer.of(people.owner)
    set_aside(viewer=by, number=project.number, side="lost", reason="投资方改投他地")
    with pytest.raises(Refused, match="流失"):
        change(viewer=by, number=project.number, values={"title": "新名"})
    project.duty.refresh_from_db()
    assert project.duty.closed
    assert project.duty.progress == "lost"


def test_a_circle_reads_the_projects_of_each_of_its_cities(people: Projecting) -> None:
    circle, _second = people.circle()
    here = people.project()
    unit = people.cast._unit("circle-office", "都市圈联席办", "office", circle)
    joint = people.cast.officer("joint", "联席办调度员", unit, "city_dispatcher", ("project",))
    assert Project.objects.visible_to(Viewer.of(joint)).filter(pk=here.pk).exists()
