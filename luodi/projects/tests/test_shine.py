"""Lights of real projects: after a report, daily, by hand; a change is kept with its reasons."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from luodi.projects.actions.lighting import Shiner, end_override, override, set_rules
from luodi.projects.lightfacts import effective_light, preview
from luodi.projects.listing import lights_by_hand
from luodi.projects.models import LightReading, Project, ReportRound
from luodi.projects.tests.rounds import accepted
from tests.cast import local
from tests.projecting import MILLION, Projecting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(people: Projecting) -> object:
    with time_machine.travel(local(2021, 1, 22, 10), tick=False):
        yield


def rule(people: Projecting, preset: str = "wuhan", **values: object) -> None:
    told = {"preset": preset, "values": values, "effective": date(2021, 1, 22), "reason": "按通知执行"}
    set_rules(viewer=Viewer.of(people.dispatcher), city=people.cast.city, **told)


def shone(*moment: int) -> int:
    shiner, looked = Shiner(), 0
    while found := shiner.shine(local(*moment)):
        looked += found
    return looked


def test_a_report_gives_the_light_at_once_and_says_why(people: Projecting, project: Project, one: ReportRound) -> None:
    rule(people)
    accepted(people, project, one, invested=4 * MILLION)  # schedule 8.33 %, done 6.67 %: four fifths
    project.refresh_from_db()
    assert (project.light, project.light_since) == ("green", date(2021, 1, 22))
    kept = LightReading.objects.get(project=project)
    assert (kept.was, kept.light, kept.rules.preset) == ("grey", "green", "wuhan")
    reason = kept.reasons[0]
    assert (reason["code"], reason["basis"], reason["points"]) == ("behind", "year", "-1.66")


def test_without_rules_of_the_city_there_is_no_light(people: Projecting, project: Project, one: ReportRound) -> None:
    accepted(people, project, one)
    project.refresh_from_db()
    assert project.light == "grey"
    assert shone(2021, 1, 23, 8) == 0


def test_who_does_not_report_turns_grey_when_the_round_is_due(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    rule(people)
    accepted(people, project, one)
    second = people.round("2021-02", opened=local(2021, 1, 20), due=local(2021, 2, 25, 17, 30))
    ReportRound.objects.filter(pk=second.pk).update(as_of=date(2021, 2, 20))
    assert shone(2021, 2, 25, 17) == 1
    project.refresh_from_db()
    assert project.light == "green"
    shone(2021, 2, 26, 8)
    project.refresh_from_db()
    assert project.light == "grey"
    assert LightReading.objects.latest("pk").reasons[0]["code"] == "missing"
    assert Event.objects.filter(subject=project.number, code="light").count() == 2


def test_red_is_told_to_owner_and_head_on_the_same_day(people: Projecting, project: Project, one: ReportRound) -> None:
    rule(people, yellow=99, red=98)
    accepted(people, project, one, invested=MILLION)
    assert {n.reader.login for n in Notice.objects.filter(code="light_red", channel="page")} >= {
        "builder",
        "builders-head",
    }


def test_looking_again_changes_nothing(people: Projecting, project: Project, one: ReportRound) -> None:
    rule(people)
    accepted(people, project, one)
    before = LightReading.objects.count()
    assert shone(2021, 1, 23, 8) == 1
    assert shone(2021, 1, 23, 8) == 1
    assert LightReading.objects.count() == before


def test_by_hand_needs_reason_and_end_and_the_rules_light_stays(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    rule(people)
    accepted(people, project, one, invested=0, percent=Decimal(1))
    by, told = Viewer.of(people.leader), {"number": project.number, "light": "green"}
    with pytest.raises(Refused, match="正当理由"):
        override(viewer=by, reason=" ", until=date(2021, 3, 1), **told)
    with pytest.raises(Refused, match="三个月以内"):
        override(viewer=by, reason="征迁受阻", until=date(2021, 12, 1), **told)
    with pytest.raises(Refused, match="不能办这一步"):
        override(viewer=Viewer.of(people.owner), reason="征迁受阻", until=date(2021, 3, 1), **told)
    override(viewer=by, reason="征迁由上级协调", until=date(2021, 3, 1), **told)
    project.refresh_from_db()
    assert project.light == "red"
    assert effective_light(project, lights_by_hand([project.pk], date(2021, 3, 1))) == "green"
    assert effective_light(project, lights_by_hand([project.pk], date(2021, 3, 2))) == "red"


def test_it_ends_with_its_day_or_before(people: Projecting, project: Project) -> None:
    rule(people)
    by, told = Viewer.of(people.leader), {"number": project.number, "light": "yellow", "reason": "征迁由上级协调"}
    override(viewer=by, until=date(2021, 2, 1), **told)
    end_override(viewer=by, number=project.number)
    with pytest.raises(Refused, match="没有人工定灯"):
        end_override(viewer=by, number=project.number)
    override(viewer=by, until=date(2021, 2, 1), **told)
    shone(2021, 2, 2, 0)
    assert not project.overrides.filter(ended_at=None).exists()


def test_rules_are_versions_and_their_bounds_make_sense(people: Projecting) -> None:
    rule(people)
    rule(people, "yinchuan", yellow=12)
    with pytest.raises(Refused, match="更严重"):
        rule(people, "yinchuan", yellow=12, red=10)
    with pytest.raises(Refused, match="调度人员"):
        set_rules(
            viewer=Viewer.of(people.owner),
            city=people.cast.city,
            preset="wuhan",
            values={},
            effective=date(2021, 2, 1),
            reason="改",
        )
    facts = Event.objects.filter(code="light_rules").latest("pk").facts
    assert (facts["version"], facts["values"]["yellow"], facts["values"]["red"]) == (2, 12, 30)


def test_before_it_is_set_one_sees_how_many_would_change(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    rule(people)
    accepted(people, project, one, invested=4 * MILLION)
    people.project("没有报送的")
    found, of = preview(people.cast.city, "sanya", {"yellow": 0, "red": 50}, local(2021, 1, 22, 10))
    assert (found, of) == ({("green", "yellow"): 1, ("grey", "grey"): 1}, 2)
