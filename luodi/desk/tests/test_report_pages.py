"""Rounds at the desk: the phone's report, the check, corrections and lights, through whole requests."""

import re
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from luodi.accounts.models import User
from luodi.directory.viewer import Viewer
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from luodi.projects.actions.baselining import approve_baseline, propose_baseline
from luodi.projects.actions.library import set_aside
from luodi.projects.actions.rounds import close_round
from luodi.projects.models import Correction, LightRules, Project, Report, ReportCycle, ReportRound
from luodi.projects.rules import Frequency
from luodi.projects.tests.rounds import accepted, report
from tests.cast import Cast, local, picture
from tests.projecting import MILLION, Projecting

pytestmark = pytest.mark.django_db
SENT = {"invested": "500", "arrived": "1,200.5", "percent": "10", "words": "桩基完成", "next_on": "2021-06-01"}
FIVE = ("本期完成投资（万元）", "本期到位资金（万元）", "形象进度（%）", "形象进度说明", "下一节点预计")


@pytest.fixture
def people() -> Projecting:
    with time_machine.travel(local(2021, 1, 4, 9), tick=False):
        return Projecting(Cast())


@pytest.fixture
def project(people: Projecting) -> Project:
    with time_machine.travel(local(2021, 1, 5, 9), tick=False):
        return people.project(year_plan=60 * MILLION)


@pytest.fixture
def one(people: Projecting, project: Project) -> ReportRound:
    return people.asked()


@pytest.fixture(autouse=True)
def _day(people: Projecting) -> object:
    with time_machine.travel(local(2021, 1, 21, 10), tick=False):
        yield


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def here(project: Project, one: ReportRound) -> str:
    return reverse("desk:report", args=[project.number, one.pk])


def test_what_is_mine_to_report_stands_first_and_leads_to_the_phones_form(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    page = at(people.owner).get(reverse("desk:rounds"))
    assert "有一个项目等您报送" in text(page)
    assert here(project, one) in page.content.decode()


def test_who_keeps_the_rounds_of_a_city_reads_there_how_often_its_circle_asks(people: Projecting) -> None:
    place, _second = people.circle()
    cycle = ReportCycle.objects.create(territory=place, name="圈内月调度", frequency=Frequency.MONTHLY)
    page = at(people.dispatcher).get(reverse("desk:rounds"))
    assert [one for one, _words in page.context["above"]] == [cycle]
    assert "圈内月调度" in page.text
    assert reverse("desk:cycle", args=[cycle.pk]) not in page.text
    assert "还没有设定" not in page.text


def test_it_is_sent_in_wan_and_kept_in_yuan(people: Projecting, project: Project, one: ReportRound) -> None:
    answer = at(people.owner).post(here(project, one), SENT, follow=True)
    assert "已报送，等审核" in text(answer)
    sent = Report.objects.get()
    assert (sent.state, sent.invested, sent.arrived) == ("submitted", 5 * MILLION, 12_005_000)
    assert Event.objects.filter(subject=project.number, code="report_submitted").count() == 1


def test_a_photo_comes_with_it(people: Projecting, project: Project, one: ReportRound) -> None:

    photo = SimpleUploadedFile("site.jpg", picture(), "image/jpeg")
    at(people.owner).post(here(project, one), {**SENT, "file": photo})
    sent = Report.objects.get()
    assert sent.photo is not None
    assert (sent.photo.kind, sent.photo.place_proven) == ("site_photo", False)


def test_what_cannot_be_is_answered_at_its_field_and_stays_typed_and_kept(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    answer = at(people.owner).post(here(project, one), {**SENT, "invested": "20000"})
    assert answer.status_code == 422
    assert "超过计划总投资 1 亿元" in text(answer)
    assert 'value="20000"' in answer.content.decode()
    draft = Report.objects.get()
    assert (draft.state, draft.invested) == ("draft", 200 * MILLION)


def test_a_draft_is_kept_without_sending(people: Projecting, project: Project, one: ReportRound) -> None:
    answer = at(people.owner).post(here(project, one), {**SENT, "keep": "1"}, follow=True)
    assert "还没有报送" in text(answer)
    assert 'value="1200.5"' in answer.content.decode()
    assert Report.objects.get().state == "draft"


def second(people: Projecting) -> ReportRound:
    made = people.round("2021-02", opened=local(2021, 1, 20), due=local(2021, 2, 25, 17, 30))
    ReportRound.objects.filter(pk=made.pk).update(as_of=date(2021, 2, 20))
    made.refresh_from_db()
    return made


def test_next_time_it_is_filled_in_and_nothing_changed_is_one_tap(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    accepted(people, project, one)
    following = second(people)
    page = at(people.owner).get(here(project, following))
    assert "和上期一样，没有变化" in text(page)
    assert "桩基完成一半" in page.content.decode()
    at(people.owner).post(reverse("desk:report_unchanged", args=[project.number, following.pk]))
    assert Report.objects.get(round=following).unchanged


def test_nothing_changed_is_not_offered_and_refused_when_a_milestone_has_passed(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    by, lines = Viewer.of(people.owner), [{"name": "主体封顶", "planned": date(2021, 2, 10)}]
    propose_baseline(viewer=by, number=project.number, milestones=lines, effective=date(2021, 1, 21))
    approve_baseline(viewer=Viewer.of(people.checker), number=project.number, version_no=1)
    accepted(people, project, one, next_on=date(2021, 2, 10))
    following = second(people)
    with time_machine.travel(local(2021, 2, 21, 9), tick=False):
        client = at(people.owner)
        assert "没有变化" not in text(client.get(here(project, following)))
        answer = client.post(reverse("desk:report_unchanged", args=[project.number, following.pk]))
    assert answer.status_code == 422
    assert "节点“主体封顶”预计 2021-02-10 完成，已经过去" in text(answer)


def test_after_closing_the_page_says_what_to_do(people: Projecting, project: Project, one: ReportRound) -> None:
    close_round(viewer=Viewer.of(people.dispatcher), round=one.pk)
    client = at(people.owner)
    assert "请在下一期报送" in text(client.get(here(project, one)))
    answer = client.post(here(project, one), SENT)
    assert answer.status_code == 422
    assert "不再接收报送" in text(answer)


def test_a_project_that_ended_is_refused_too(people: Projecting, project: Project, one: ReportRound) -> None:
    set_aside(viewer=Viewer.of(people.owner), number=project.number, side="lost", reason="改投他地")
    assert at(people.owner).post(here(project, one), SENT).status_code == 422


def test_the_checker_sees_both_columns_and_accepts_in_one_step(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    sent = report(people.owner, project, one)
    client = at(people.checker)
    assert "有一份报送待审核" in text(client.get(reverse("desk:check")))
    page = client.get(reverse("desk:report_check", args=[project.number, sent.pk]))
    assert "500 万元" in text(page)
    project.duty.refresh_from_db()
    answer = client.post(
        reverse("desk:report_acceptance", args=[project.number, sent.pk]),
        {"version": project.duty.version, "seen": local(2021, 1, 21, 10).isoformat(), "confidence": "low"},
        follow=True,
    )
    assert "审核通过，数字已计入" in text(answer)
    sent.refresh_from_db()
    assert (sent.state, sent.confidence) == ("accepted", "low")


def test_the_five_values_are_asked_for_and_only_what_is_beside_them_is_called_optional(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    labels = optional(at(people.owner), here(project, one))
    assert {name: labels[name] for name in FIVE} == dict.fromkeys(FIVE, False)
    assert labels["自评"]
    assert labels["现场照片"]
    sent = report(people.owner, project, one)
    at(people.checker).post(reverse("desk:report_acceptance", args=[project.number, sent.pk]), {})
    again = optional(at(people.checker), reverse("desk:report_correction", args=[project.number, sent.pk]))
    assert {name: again[name] for name in FIVE} == dict.fromkeys(FIVE, False)


def optional(client: Client, address: str) -> dict[str, bool]:
    """Of each label, whether it is called optional."""
    page = client.get(address).content.decode()
    found = re.findall(r"<(?:label|legend)[^>]*>([^<]+)(.*?)</(?:label|legend)>", page, re.DOTALL)
    return {words.strip(): "选填" in said for words, said in found}


def test_the_day_of_who_checks_says_how_many_reports_wait(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    today = reverse("desk:today")
    assert "待审核" not in text(at(people.checker).get(today))
    report(people.owner, project, one)
    page = at(people.checker).get(today)
    assert "有 1 份报送待审核" in text(page)
    assert reverse("desk:check") in page.content.decode()
    assert "待审核" not in text(at(people.owner).get(today))


def test_an_older_page_is_answered_with_what_changed(people: Projecting, project: Project, one: ReportRound) -> None:
    sent = report(people.owner, project, one)
    answer = at(people.checker).post(
        reverse("desk:report_acceptance", args=[project.number, sent.pk]),
        {"version": 1, "seen": local(2021, 1, 20).isoformat(), "confidence": ""},
    )
    assert answer.status_code == 409
    sent.refresh_from_db()
    assert sent.state == "submitted"


def test_giving_back_and_correcting(people: Projecting, project: Project, one: ReportRound) -> None:
    sent, client = report(people.owner, project, one), at(people.checker)
    back = reverse("desk:report_return", args=[project.number, sent.pk])
    assert client.post(back, {"reason": ""}).status_code == 422
    client.post(back, {"reason": "没有照片"})
    assert "没有照片" in text(at(people.owner).get(here(project, one)))
    at(people.owner).post(here(project, one), SENT)
    sent.refresh_from_db()
    client.post(reverse("desk:report_acceptance", args=[project.number, sent.pk]), {})
    correction = reverse("desk:report_correction", args=[project.number, sent.pk])
    assert 'value="500"' in client.get(correction).content.decode()
    client.post(correction, {**SENT, "invested": "400", "reason": "凭证是 400 万元"})
    newest = Report.objects.get(project=project, state="accepted")
    first = client.get(reverse("desk:report_check", args=[project.number, sent.pk])).content.decode()
    assert "这一版已经更正，不再计数" in first
    assert reverse("desk:report_check", args=[project.number, newest.pk]) in first
    page = text(client.get(reverse("desk:corrections")))
    assert "500 万元" in page
    assert "400 万元" in page
    assert "凭证是 400 万元" in page
    made, written = Correction.objects.get(), "500 万元 → 400 万元 凭证是 400 万元 · 项目审核员"
    check = reverse("desk:report_check", args=[project.number, made.report_id])
    for there in (check, reverse("desk:project", args=[project.number])):
        assert written in text(client.get(there))


def test_a_correction_that_takes_progress_back_passes_and_is_doubted(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    sent, client = accepted(people, project, one, percent=Decimal(62)), at(people.checker)
    correction = reverse("desk:report_correction", args=[project.number, sent.pk])
    told = {**SENT, "percent": "30", "reason": "把计划数报成了完成数"}
    answer = client.post(correction, told, follow=True)
    made = Report.objects.get(project=project, state="accepted")
    assert (made.percent, made.version) == (30, 2)
    check = client.get(reverse("desk:report_check", args=[project.number, made.pk]))
    for page in (answer, check):
        assert "更正使形象进度从 62% 降到 30%" in text(page)
    client.post(reverse("desk:report_correction", args=[project.number, made.pk]), {**told, "percent": "35"})
    made = Report.objects.get(project=project, state="accepted")
    assert "更正使" not in text(client.get(reverse("desk:report_check", args=[project.number, made.pk])))


def test_the_owner_neither_checks_nor_corrects(people: Projecting, project: Project, one: ReportRound) -> None:
    sent = report(people.owner, project, one)
    page = at(people.owner).get(reverse("desk:report_check", args=[project.number, sent.pk])).content.decode()
    assert "由您负责，现在没有要您办的" in page
    assert "您可以查看" not in page
    address = reverse("desk:report_acceptance", args=[project.number, sent.pk])
    assert at(people.owner).post(address, {}).status_code == 409
    sent.refresh_from_db()
    assert sent.state == "submitted"


def test_a_round_shows_who_is_missing_and_reminds_those_picked(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    client, address = at(people.dispatcher), reverse("desk:round", args=[one.pk])
    page = client.get(address, {"state": "missing"})
    assert "港区冷链基地" in text(page)
    assert "港区冷链基地" not in text(client.get(address, {"state": "accepted"}))
    client.post(reverse("desk:round_reminders", args=[one.pk]), {"pick": [project.number]})
    assert Notice.objects.filter(code="report_wanted", reader=people.owner).exists()


def test_closing_twice_is_a_409(people: Projecting, project: Project, one: ReportRound) -> None:
    client, address = at(people.dispatcher), reverse("desk:round_closing", args=[one.pk])
    assert client.post(address).status_code == 302
    answer = client.post(address, {"next": "https://elsewhere.example/"})
    assert answer.status_code == 409
    assert "已经截止" in text(answer)
    assert f'href="{reverse("desk:round", args=[one.pk])}"' in answer.text
    assert "elsewhere" not in answer.text


def test_a_cycle_is_set_by_who_keeps_the_rounds(people: Projecting) -> None:
    told = {"name": "季调度", "frequency": "quarterly", "levels": ["county"], "opens_day": 20, "due_day": 25}
    told |= {"sample_percent": 10, "active": "on"}
    address = reverse("desk:cycle_entry")
    assert at(people.owner).post(address, told).status_code == 404
    assert at(people.dispatcher).post(address, told).status_code == 302
    made = ReportCycle.objects.get(name="季调度")
    assert (made.levels, made.territory) == (["county"], people.cast.city)
    answer = at(people.dispatcher).post(address, {**told, "name": "又一个"})
    assert answer.status_code == 422
    assert "同一级名单" in text(answer)


def test_rules_of_lights_are_looked_at_before_they_are_set(
    people: Projecting, project: Project, one: ReportRound
) -> None:
    accepted(people, project, one, invested=MILLION)
    client, address = at(people.dispatcher), reverse("desk:lights")
    page = text(client.get(address, {"preset": "wuhan"}))
    assert "1 个项目全部算过" in page
    assert not LightRules.objects.exists()
    told = {
        "preset": "wuhan",
        "yellow": "80",
        "red": "60",
        "own_curve": "on",
        "effective": "2021-01-21",
        "reason": "通知",
    }
    assert client.post(address, {**told, "preview": "1"}).status_code == 200
    assert client.post(address, {**told, "red": "90"}).status_code == 422
    assert client.post(address, told).status_code == 302
    assert LightRules.objects.get().values["red"] == 60
    assert "武汉 2022" in text(client.get(address))


def test_by_hand_on_the_projects_page(people: Projecting, project: Project, one: ReportRound) -> None:
    told = {"light": "yellow", "reason": "等上级批复", "until": "2021-03-01"}
    client = at(people.leader)
    client.post(reverse("desk:project_light", args=[project.number]), told)
    page = text(client.get(reverse("desk:project", args=[project.number])))
    assert "等上级批复" in page
    client.post(reverse("desk:project_light_end", args=[project.number]), {})
    assert not project.overrides.filter(ended_at=None).exists()


def test_the_pages_cost_few_queries_whatever_the_rows(
    people: Projecting, project: Project, one: ReportRound, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        with time_machine.travel(local(2021, 1, 5, 9), tick=False):
            made = people.project(f"项目{number}")
        report(people.owner, made, one)
    client = at(people.dispatcher)
    for address in (
        reverse("desk:rounds"),
        reverse("desk:round", args=[one.pk]),
        reverse("desk:check"),
        reverse("desk:corrections"),
        reverse("desk:lights"),
    ):
        client.get(address)
        with django_assert_max_num_queries(16):  # type: ignore[operator]
            client.get(address)
