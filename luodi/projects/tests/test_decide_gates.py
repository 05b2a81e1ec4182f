"""Stages move by decision and evidence alone."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Duty
from luodi.ledger.acts import Refused, Stale
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from luodi.projects.actions.gates import ask_gate, decide, lacks
from luodi.projects.actions.library import change, set_aside
from luodi.projects.actions.proving import prove, withdraw_proof
from luodi.projects.models import Evidence, GateDecision, Project
from luodi.projects.rules import ORDER, ROUTES, Passed, Stage, Template, lacking, next_stage
from luodi.projects.rules import Evidence as Kind
from tests.cast import Cast, local, picture
from tests.projecting import Projecting

pytestmark = pytest.mark.django_db
NOW = local(2021, 3, 10, 10)


@pytest.fixture
def people() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield Projecting(Cast())


def paper(people: Projecting, project: Project, kind: str, **more: Any) -> Evidence:
    told = {"words": "存于港区档案室", "dated": date(2021, 3, 1)} | more
    return prove(viewer=Viewer.of(people.owner), number=project.number, kind=kind, **told)


def judged(people: Projecting, project: Project, to: str, **more: Any) -> GateDecision:
    return decide(viewer=Viewer.of(people.checker), number=project.number, to=to, **more)


def asked(people: Projecting, project: Project, to: str, **more: Any) -> GateDecision:
    return ask_gate(viewer=Viewer.of(people.owner), number=project.number, to=to, **more)


def permitted(people: Projecting) -> Project:
    """A project on the point of starting, with everything but its proof."""
    return people.project(
        stage="permitted", code="2021-379911-36-03-000001", sponsor_name="远海食品", builder_name="港建", industry="14"
    )


def test_a_stage_moves_when_its_evidence_is_there_and_somebody_else_has_decided(people: Projecting) -> None:
    project = people.project()
    paper(people, project, Kind.CONTACT_LOG)
    gate = asked(people, project, "in_talks")
    assert Deadline.objects.get(duty=project.duty, kind="check", about="gate").stopped is None
    judged(people, project, "in_talks")
    project.refresh_from_db()
    gate.refresh_from_db()
    assert (project.stage, project.duty.progress) == ("in_talks", "in_talks")
    assert (gate.outcome, gate.asked_by, gate.decided_by) == ("pass", people.owner.post, people.checker.post)
    assert gate.criteria == [
        {"evidence": ["contact_log"], "met": True, "weak": False, "evidence_id": project.evidence.get().pk}
    ]
    codes = list(Event.objects.filter(subject=project.number).values_list("code", flat=True))
    assert codes == ["opened", "proved", "gate_asked", "gate_decided"]
    assert Deadline.objects.get(duty=project.duty, about="gate").outcome == Deadline.Outcome.KEPT
    assert Notice.objects.get(reader=people.owner).code == "gate_passed"


def test_without_evidence_nothing_is_asked_and_nothing_is_passed(people: Projecting) -> None:
    project = people.project()
    with pytest.raises(Refused, match="还缺：洽谈记录"):
        asked(people, project, "in_talks")
    with pytest.raises(Refused, match="还缺：洽谈记录"):
        judged(people, project, "in_talks")
    assert [str(lack.name) for lack in lacks(project, "in_talks")] == ["洽谈记录"]
    assert not GateDecision.objects.exists()
    assert Project.objects.get().stage == "idea"


def test_a_column_that_the_stage_needs_is_missed_by_its_name(people: Projecting) -> None:
    project = people.project(stage="in_talks", description="")
    paper(people, project, Kind.DESCRIPTION)
    with pytest.raises(Refused, match="建设内容"):
        asked(people, project, "under_review")
    change(viewer=Viewer.of(people.owner), number=project.number, values={"description": "冷库"})
    assert asked(people, project, "under_review").outcome == ""


def test_no_stage_is_skipped(people: Projecting) -> None:
    project = people.project()
    paper(people, project, Kind.DESCRIPTION)
    with pytest.raises(Refused, match="下一阶段是“在谈”"):
        judged(people, project, "under_review")


def test_who_answers_for_a_project_does_not_decide_on_it(people: Projecting) -> None:
    project = people.project(owner=people.dispatcher, at=people.cast.zone)
    prove(
        viewer=Viewer.of(people.dispatcher),
        number=project.number,
        kind="contact_log",
        words="电话",
        dated=date(2021, 3, 1),
    )
    with pytest.raises(Refused, match="不能自己审核"):
        decide(viewer=Viewer.of(people.dispatcher), number=project.number, to="in_talks")
    assert judged(people, project, "in_talks").outcome == "pass"


def test_an_officer_of_the_unit_decides_nothing(people: Projecting) -> None:
    project = people.project()
    paper(people, project, Kind.CONTACT_LOG)
    for who in (people.owner, people.colleague, people.head, people.leader):
        with pytest.raises(Refused, match="不能办这一步"):
            decide(viewer=Viewer.of(who), number=project.number, to="in_talks")
    with pytest.raises(Duty.DoesNotExist):
        decide(viewer=Viewer.of(people.east_owner), number=project.number, to="in_talks")


def test_a_returned_request_says_why_and_may_be_made_again(people: Projecting) -> None:
    project = people.project()
    paper(people, project, Kind.CONTACT_LOG)
    asked(people, project, "in_talks")
    with pytest.raises(Refused, match="请写明退回"):
        judged(people, project, "in_talks", outcome=Passed.RETURN)
    judged(people, project, "in_talks", outcome=Passed.RETURN, reason="记录没有投资方名称")
    assert Project.objects.get().stage == "idea"
    assert asked(people, project, "in_talks").outcome == ""


def test_what_is_put_off_stays_asked_for(people: Projecting) -> None:
    project = people.project()
    paper(people, project, Kind.CONTACT_LOG)
    asked(people, project, "in_talks")
    judged(people, project, "in_talks", outcome=Passed.HOLD, reason="等下周专题会")
    assert list(project.gates.values_list("outcome", flat=True)) == ["", "hold"]
    assert Deadline.objects.get(duty=project.duty, about="gate").stopped is None
    judged(people, project, "in_talks")
    assert sorted(project.gates.values_list("outcome", flat=True)) == ["hold", "pass"]


def test_backwards_needs_a_reason_and_keeps_what_was(people: Projecting) -> None:
    project = people.project(stage="building", started_on=date(2021, 1, 5), completed_on=None)
    with pytest.raises(Refused, match="写明理由"):
        judged(people, project, "permitted")
    judged(people, project, "permitted", reason="施工许可被撤销")
    project.refresh_from_db()
    assert (project.stage, project.started_on) == ("permitted", None)
    gate = project.gates.get()
    assert (gate.from_stage, gate.to_stage, gate.reason) == ("building", "permitted", "施工许可被撤销")


def test_a_photo_without_its_place_is_taken_but_weak_and_the_checker_says_how_it_was_verified(
    people: Projecting,
) -> None:
    project = permitted(people)
    paper(people, project, Kind.WORKS_CONTRACT)
    file = SimpleUploadedFile("site.jpg", picture(), "image/jpeg")
    photo = paper(people, project, Kind.SITE_PHOTO, file=file)
    assert photo.place_proven is False
    with pytest.raises(Refused, match="位置未证实"):
        judged(people, project, "started")
    gate = judged(people, project, "started", reason="港区现场，核实人王工，0599-1", happened_on=date(2021, 3, 8))
    assert [line["weak"] for line in gate.criteria if line.get("evidence_id") == photo.pk] == [True]
    project.refresh_from_db()
    assert project.started_on == date(2021, 3, 8)
    assert Event.objects.get(subject=project.number, code="gate_decided").facts["weak"] == 1


def test_a_photo_with_place_and_time_is_not_weak(people: Projecting) -> None:
    project = permitted(people)
    paper(people, project, Kind.WORKS_CONTRACT)
    file = SimpleUploadedFile("site.jpg", picture(), "image/jpeg")
    told = {"file": file, "taken_at": local(2021, 3, 9, 9), "place": ("120.1", "36.2")}
    assert paper(people, project, Kind.SITE_PHOTO, **told).place_proven is True
    assert not any(line["weak"] for line in judged(people, project, "started").criteria)


def test_a_finish_before_the_start_is_refused(people: Projecting) -> None:
    project = people.project(stage="building", started_on=date(2021, 3, 5), **FACTS)
    paper(people, project, Kind.ACCEPTANCE)
    with pytest.raises(Refused, match="早于开工日期"):
        judged(people, project, "completed", happened_on=date(2021, 3, 4))
    with pytest.raises(Refused, match="在以后"):
        judged(people, project, "completed", happened_on=date(2021, 3, 11))
    assert judged(people, project, "completed", happened_on=date(2021, 3, 9)).outcome == "pass"
    assert Project.objects.get().completed_on == date(2021, 3, 9)


def test_the_end_of_the_route_closes_the_project_and_a_way_back_opens_it(people: Projecting) -> None:
    project = people.project(template=Template.TASK, stage="building")
    paper(people, project, Kind.ACCEPTANCE)
    judged(people, project, "completed")
    project.duty.refresh_from_db()
    assert project.duty.closed is not None
    judged(people, project, "building", reason="附属工程没有完成")
    project.duty.refresh_from_db()
    assert (project.duty.closed, project.duty.progress) == (None, "building")


def test_evidence_on_which_a_stage_rests_is_not_withdrawn(people: Projecting) -> None:
    project = people.project()
    used, loose = paper(people, project, Kind.CONTACT_LOG), paper(people, project, Kind.OTHER)
    judged(people, project, "in_talks")
    by = {"viewer": Viewer.of(people.owner), "number": project.number}
    with pytest.raises(Refused, match="以这份凭证为依据"):
        withdraw_proof(pk=used.pk, reason="放错了", **by)
    assert withdraw_proof(pk=loose.pk, reason="放错了", **by).withdrawn_because == "放错了"
    judged(people, project, "idea", reason="投资方撤回")
    assert withdraw_proof(pk=used.pk, reason="作废", **by).withdrawn_at == NOW


def test_a_paused_project_moves_after_it_goes_on(people: Projecting) -> None:
    project = people.project()
    paper(people, project, Kind.CONTACT_LOG)
    set_aside(
        viewer=Viewer.of(people.owner), number=project.number, side="paused", reason="等指标", until=date(2021, 6, 1)
    )
    with pytest.raises(Refused, match="暂缓中"):
        asked(people, project, "in_talks")


def test_a_page_of_yesterday_decides_nothing(people: Projecting) -> None:
    project = people.project()
    paper(people, project, Kind.CONTACT_LOG)
    asked(people, project, "in_talks")
    with pytest.raises(Stale):
        judged(people, project, "in_talks", version=project.duty.version)


FACTS = {"code": "2021-379911-36-03-000001", "sponsor_name": "远海食品", "builder_name": "港建", "industry": "14"}
STAGES = list(Stage)
FIELDS = ("description", "sector", "total", "sponsor_name", "code", "builder_name", "industry")


@given(
    template=st.sampled_from(list(Template)),
    filled=st.sets(st.sampled_from(FIELDS)),
    evidence=st.frozensets(st.sampled_from(Kind.values)),
    pair=st.tuples(st.sampled_from(STAGES), st.sampled_from(STAGES)),
)
def test_what_a_stage_lacks_a_later_one_lacks_too_and_a_paper_more_never_lacks_more(
    template: Template, filled: set[str], evidence: frozenset[str], pair: tuple[Stage, Stage]
) -> None:
    earlier, later = sorted(pair, key=lambda stage: ORDER[stage])
    values = {name: "industry" if name in filled else "" for name in FIELDS}
    columns = [
        {lack.column for lack in lacking(stage, template, values, evidence)} - {""} for stage in (earlier, later)
    ]
    assert columns[0] <= columns[1]
    everything = frozenset(Kind.values)
    assert not [lack for lack in lacking(later, template, values, everything) if lack.evidence]
    assert len(lacking(later, template, values, evidence | {Kind.OTHER})) <= len(
        lacking(later, template, values, evidence)
    )


@pytest.mark.parametrize("template", list(Template))
def test_every_route_goes_forward_and_ends(template: Template) -> None:
    route = ROUTES[template]
    assert [ORDER[stage] for stage in route] == sorted({ORDER[stage] for stage in route})
    walked, stage = [route[0].value], next_stage(template, route[0])
    while stage is not None:
        walked.append(stage)
        stage = next_stage(template, stage)
    assert walked == [one.value for one in route]
