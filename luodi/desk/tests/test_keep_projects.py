"""The library at the desk: entered, found, moved on with evidence, planned and planned again."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from luodi.accounts.models import User
from luodi.directory.viewer import Viewer
from luodi.ledger.models import Attachment, Event
from luodi.projects.actions.library import change
from luodi.projects.actions.proving import prove
from luodi.projects.models import Baseline, LightOverride, Milestone, Project
from tests.cast import Cast, local, picture
from tests.projecting import MILLION, Projecting

pytestmark = pytest.mark.django_db
NOW = local(2021, 3, 10, 10)


@pytest.fixture
def people() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield Projecting(Cast())


def browser(who: User) -> Client:
    client = Client()
    client.force_login(who)
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"desk:{name}", args=args)


def page_of(who: User, project: Project) -> str:
    return browser(who).get(at("project", project.number)).content.decode()


def facts(people: Projecting, **more: Any) -> dict[str, Any]:
    told = {
        "title": "港区冷链二期",
        "template": "land",
        "owner": people.owner.post.pk,
        "deputy": people.colleague.post.pk,
        "at": people.cast.zone.pk,
        "stage": "idea",
        "total": "3.2亿",
        "year_plan": "8000",
        "is_public": "on",
    }
    return told | more


def test_an_officer_enters_a_project_with_owner_and_deputy(people: Projecting) -> None:
    told = facts(people, sector="industry", industry="1495")
    answer = browser(people.owner).post(at("project_entry"), told)
    project = Project.objects.get()
    assert answer["Location"] == at("project", project.number)
    assert (project.total, project.year_plan, project.deputy) == (320 * MILLION, 80 * MILLION, people.colleague.post)
    assert (project.duty.owner, project.duty.place) == (people.owner.post, people.cast.zone)
    page = page_of(people.colleague, project)
    assert "食品制造业" in page
    assert "3.2 亿元" in page
    assert "8,000 万元" in page
    assert "港区项目同事" in page


def test_what_does_not_add_up_comes_back_with_what_was_typed(people: Projecting) -> None:
    answer = browser(people.owner).post(at("project_entry"), facts(people, year_plan="4亿"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "年度计划投资大于计划总投资" in page
    assert "港区冷链二期" in page
    assert "3.2亿" in page
    assert not Project.objects.exists()
    dates = {"stage": "completed", "started_on": "2021-03-01", "completed_on": "2021-02-01"}
    assert (
        "竣工日期早于开工日期"
        in browser(people.owner).post(at("project_entry"), facts(people, **dates)).content.decode()
    )


def test_a_code_is_registered_once(people: Projecting) -> None:
    code = "2021-379911-36-03-000001"
    people.project(code=code)
    answer = browser(people.owner).post(at("project_entry"), facts(people, code=code))
    assert answer.status_code == 422
    assert "已经登记在另一个项目上" in answer.content.decode()


def test_who_judges_projects_enters_none_and_an_officer_enters_none_for_others(people: Projecting) -> None:
    assert browser(people.leader).get(at("project_entry")).status_code == 404
    assert browser(people.cast.without_remit).get(at("project_entry")).status_code == 404
    answer = browser(people.east_owner).post(at("project_entry"), facts(people))
    assert answer.status_code == 422
    assert not Project.objects.exists()


def test_the_library_is_found_by_its_filters(people: Projecting) -> None:
    people.project("港区冷链基地", sector="industry", level="city", listed_year=2021)
    people.project("海上花海文旅", sector="tourism", stage="building", started_on=date(2021, 1, 9))
    people.project("东城学校", owner=people.east_owner, sector="livelihood")
    seen = {
        "": {"港区冷链基地", "海上花海文旅", "东城学校"},
        "q=文旅": {"海上花海文旅"},
        "sector=tourism": {"海上花海文旅"},
        "level=city&year=2021": {"港区冷链基地"},
        "stage=building": {"海上花海文旅"},
        "class=new": {"海上花海文旅"},
        "class=preparatory": {"港区冷链基地", "东城学校"},
        "light=green": set(),
        f"district={people.cast.other_district.pk}": {"东城学校"},
        f"unit={people.cast.zone_unit.pk}": {"港区冷链基地", "海上花海文旅"},
        "side=paused": set(),
        "stage=nonsense": {"港区冷链基地", "海上花海文旅", "东城学校"},
    }
    desk = browser(people.dispatcher)
    for query, titles in seen.items():
        answer = desk.get(f"{at('projects')}?{query}")
        assert {row.title for row in answer.context["rows"]} == titles, query
    assert {row.title for row in browser(people.east_owner).get(at("projects")).context["rows"]} == {"东城学校"}


def test_above_the_list_stands_what_it_adds_up_to(people: Projecting) -> None:
    people.project("甲", total=100 * MILLION, year_plan=30 * MILLION)
    people.project("乙", total=250 * MILLION)
    sums = dict(browser(people.dispatcher).get(at("projects")).context["sums"])
    assert sums == {"项目": "2", "总投资": "3.5 亿元", "年计划": "3,000 万元", "本年完成": "0 万元"}


def test_a_list_costs_the_same_whatever_its_rows(people: Projecting, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        people.project(f"第 {number} 个")
    desk = browser(people.dispatcher)
    desk.get(at("projects"))
    with django_assert_max_num_queries(12):
        desk.get(at("projects"))


def test_a_light_set_by_hand_is_shown_with_the_rule_s_own(people: Projecting) -> None:
    project = people.project()
    Project.objects.update(light="red")
    LightOverride.objects.create(
        project=project, light="yellow", reason="雨季停工", since=NOW, until=date(2021, 4, 1), set_by=people.leader.post
    )
    row = browser(people.dispatcher).get(at("projects")).context["rows"][0]
    assert (row.light, row.by_hand) == ("yellow", True)
    page = page_of(people.owner, project)
    assert "规则给出的是红灯" in page
    assert "雨季停工" in page
    with time_machine.travel(local(2021, 4, 2, 9), tick=False):
        assert browser(people.dispatcher).get(at("projects")).context["rows"][0].light == "red"


def test_the_page_says_what_is_missing_and_a_proof_fills_it(people: Projecting) -> None:
    project = people.project()
    assert "还缺 1 项" in page_of(people.owner, project)
    file = SimpleUploadedFile("log.txt", "洽谈三次".encode(), "text/plain")
    sent = {"kind": "contact_log", "dated": "2021-03-09", "file": file}
    assert browser(people.owner).post(at("project_proof", project.number), sent).status_code == 302
    page = page_of(people.owner, project)
    assert "都齐了" in page
    assert "log.txt" in page
    token = Attachment.objects.get().token
    address = at("project_attachment", project.number, token)
    assert browser(people.checker).get(address).status_code == 200
    assert browser(people.east_owner).get(address).status_code == 404
    assert browser(people.cast.investor).get(address).status_code == 404


def test_a_request_is_decided_by_a_checker_with_its_evidence_before_him(people: Projecting) -> None:
    project = people.project()
    proof = {"kind": "contact_log", "words": "存于档案室", "dated": date(2021, 3, 1)}
    prove(viewer=Viewer.of(people.owner), number=project.number, **proof)
    asked = {"to": "in_talks", "happened_on": "2021-03-09", "version": 1}
    assert browser(people.owner).post(at("project_gate_request", project.number), asked).status_code == 302
    listed = browser(people.checker).get(at("projects") + "?side=asked")
    assert [row.number for row in listed.context["rows"]] == [project.number]
    assert "等审核人员决定" in page_of(people.checker, project)
    form = browser(people.checker).get(at("project_gate_decision", project.number)).context["form"]
    assert form["to"].value() == "in_talks"
    done = {"to": "in_talks", "outcome": "pass", "happened_on": "2021-03-09", "version": form["version"].value()}
    assert browser(people.checker).post(at("project_gate_decision", project.number), done).status_code == 302
    project.refresh_from_db()
    assert project.stage == "in_talks"
    assert "阶段审核通过：从“谋划”到“在谈”" in page_of(people.owner, project)


def test_a_page_that_is_too_old_answers_with_what_changed(people: Projecting) -> None:
    project = people.project()
    change(viewer=Viewer.of(people.colleague), number=project.number, values={"address": "港区一路"})
    sent = {"title": "新名", "template": "land", "version": 1, "seen": "2021-03-10T09:00:00+08:00"}
    answer = browser(people.owner).post(at("project_change", project.number), sent)
    assert answer.status_code == 409
    assert "改了建设地点" in answer.content.decode()


def lines(*rows: tuple[str, ...], **more: Any) -> dict[str, Any]:
    names = ("name", "planned", "weight", "stage", "after")
    sent = {f"line-{n}-{name}": value for n, row in enumerate(rows) for name, value in zip(names, row, strict=False)}
    return {"line-TOTAL_FORMS": len(rows), "line-INITIAL_FORMS": 0, "effective": "2021-03-10", **sent, **more}


def test_a_plan_is_proposed_approved_and_planned_again_and_the_old_one_stays(people: Projecting) -> None:
    project = people.project()
    plan = lines(("完成桩基", "2021-06-30", "2"), ("主体封顶", "2021-10-31", "3", "", "完成桩基"), ("", ""))
    assert browser(people.owner).post(at("project_plan", project.number), plan).status_code == 302
    assert not Milestone.objects.filter(withdrawn_at=None).exists()
    answer = at("project_baseline_answer", project.number, 1)
    assert browser(people.owner).post(answer, {"approved": "1"}).status_code == 422
    assert browser(people.checker).post(answer, {"approved": "1"}).status_code == 302
    assert browser(people.checker).post(answer, {"approved": "1"}).status_code == 409
    assert "完成桩基" in page_of(people.owner, project)
    form = browser(people.owner).get(at("project_plan", project.number)).content.decode()
    assert 'name="line-0-weight" value="2"' in form
    again = lines(("完成桩基", "2021-07-31", "2"), ("主体封顶", "2021-12-31", "3", "", "完成桩基"))
    wanting = browser(people.owner).post(at("project_plan", project.number), again)
    assert wanting.status_code == 422
    assert "调整理由：请填写这一项" in wanting.content.decode()
    assert "2021-12-31" in wanting.content.decode()
    assert (
        browser(people.owner).post(at("project_plan", project.number), again | {"reason": "管线迁改"}).status_code
        == 302
    )
    second = at("project_baseline_answer", project.number, 2)
    assert browser(people.checker).post(second, {}).status_code == 422
    assert browser(people.checker).post(second, {"approved": "1", "answer": "同意"}).status_code == 302
    page = browser(people.owner).get(at("project_baselines", project.number)).content.decode()
    for shown in ("第 1 版", "第 2 版", "2021-06-30", "2021-07-31", "+31 天", "管线迁改", "同意"):
        assert shown in page
    assert list(Baseline.objects.values_list("version", "state")) == [(1, "replaced"), (2, "active")]
    codes = list(Event.objects.filter(subject=project.number).values_list("code", flat=True))
    assert codes == ["opened", *["baseline_proposed", "baseline_approved"] * 2]


def test_wrong_lines_of_a_plan_come_back_by_name(people: Projecting) -> None:
    project = people.project()
    sent = lines(("完成桩基", ""), ("主体封顶", "2021-10-31"))
    answer = browser(people.owner).post(at("project_plan", project.number), sent)
    assert answer.status_code == 422
    assert "请填“完成桩基”的计划日期" in answer.content.decode()
    sent = lines(("封顶", "2021-05-01", "1", "", "桩基"), ("桩基", "2021-06-01"))
    assert "早于它的前置" in browser(people.owner).post(at("project_plan", project.number), sent).content.decode()


def test_a_project_is_paused_with_reason_and_day_and_goes_on(people: Projecting) -> None:
    project = people.project()
    where = at("project_aside", project.number)
    assert browser(people.owner).post(where, {"side": "paused", "reason": "等指标"}).status_code == 422
    told = {"side": "paused", "reason": "等指标", "until": "2021-06-01"}
    assert browser(people.owner).post(where, told).status_code == 302
    page = page_of(people.owner, project)
    assert "等指标" in page
    assert "暂缓" in page
    assert browser(people.owner).post(at("project_resumption", project.number), {}).status_code == 302
    project.refresh_from_db()
    assert project.side == ""


def test_a_photo_of_the_phone_without_place_says_that_it_proves_less(people: Projecting) -> None:
    project = people.project()
    file = SimpleUploadedFile("site.jpg", picture(), "image/jpeg")
    sent = {"kind": "site_photo", "dated": "2021-03-09", "file": file}
    answer = browser(people.owner).post(at("project_proof", project.number), sent, follow=True)
    assert "证明力较弱" in answer.content.decode()
    assert "位置未证实" in answer.content.decode()
    pk = project.evidence.get().pk
    where = at("project_proof_removal", project.number, pk)
    assert browser(people.owner).post(where, {"reason": ""}).status_code == 422
    assert browser(people.owner).post(where, {"reason": "拍错了"}).status_code == 302
    assert project.evidence.get().withdrawn_because == "拍错了"


def test_a_new_plan_begins_with_the_curve_in_force(people: Projecting) -> None:
    project = people.project()
    curve = "2021-03-10 0\n2021-06-30 12.5\n2021-10-31 100"
    plan = lines(("主体封顶", "2021-10-31", "3"), curve=curve)
    assert browser(people.owner).post(at("project_plan", project.number), plan).status_code == 302
    browser(people.checker).post(at("project_baseline_answer", project.number, 1), {"approved": "1"})
    form = browser(people.owner).get(at("project_plan", project.number)).context["form"]
    assert form["curve"].value() == curve
