"""26 tourism projects of seventy billion yuan, split into points and yearly goals, each with a person and a date."""

import re

import pytest
import time_machine
from django.test import Client

from luodi.accounts.models import User
from luodi.directory.viewer import Viewer
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from luodi.works.actions.working import add_work
from luodi.works.models import Work
from luodi.works.rules import Kind, State
from tests.cast import Cast, local
from tests.projecting import Projecting

pytestmark = pytest.mark.django_db
JANUARY, APRIL = local(2021, 1, 4, 9), local(2021, 4, 12, 9)
# 26 projects, together 70 bn yuan: 25 of 2.7 bn, one of 2.5 bn.
TOTALS = [2_700_000_000] * 25 + [2_500_000_000]
HEADING = "项目\t类别\t内容\t责任人\t完成时限\t目标数"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def people() -> Projecting:
    with time_machine.travel(JANUARY, tick=False):
        return Projecting(Cast())


def pasted(people: Projecting) -> str:
    """As it stands in the office's workbook: the project's cell is merged over its lines."""
    lines = [HEADING]
    for place in range(1, 27):
        name = f"文旅项目{place}号"
        lines += [
            f"{name}\t风险点\t用地指标未落实\t港区项目专员\t3月底\t",
            "\t攻坚点\t海域使用批复\t港区项目同事\t2021-06-30\t",
            "\t创新点\t游客预约制\t港区投资促进部港区项目主任\t9月30日\t",
        ]
    lines += [
        "文旅项目1号\t年度目标\t帮助一家文旅企业上市\t港区项目专员\t2021年底\t1家",
        "\t目标\t集中开工一次\t港区项目同事\t3月31日\t1次",
        "\t目标\t进京推介一次\t港区项目主任\t2021年三季度\t1场",
    ]
    return "\n".join(lines)


def the_work(people: Projecting) -> Work:
    for place, total in enumerate(TOTALS, start=1):
        people.project(f"文旅项目{place}号", total=total)
    by = Viewer.of(people.owner)
    due = local(2021, 12, 31).date()
    place = people.cast.zone
    return add_work(
        viewer=by, kind=Kind.WORK, title="重点文旅项目攻坚", owner=people.owner.post, at=place, due=due, period="2021"
    )


@pytest.fixture
def whole(people: Projecting) -> Work:
    """Broken down by one paste."""
    with time_machine.travel(JANUARY, tick=False):
        work = the_work(people)
        typed = {"lines": pasted(people), "owner": people.owner.post.pk, "version": work.duty.version}
        answer = client_of(people.owner).post(f"/desk/works/{work.number}/parts/", typed)
        assert answer.status_code == 302, answer.content.decode()
    return work


def test_one_paste_makes_26_works_with_their_points_and_goals(people, whole):
    projects = whole.parts.filter(kind=Kind.WORK)
    assert projects.count() == 26
    assert {work.parts.filter(kind__in=("risk", "crux", "innovation")).count() for work in projects} == {3}
    goals = Work.objects.filter(kind=Kind.GOAL).order_by("pk")
    assert [(goal.duty.owner.label, str(goal.target.normalize()), goal.unit_word) for goal in goals] == [
        ("港区项目专员", "1", "家"),
        ("港区项目同事", "1", "次"),
        ("港区项目主任", "1", "场"),
    ]
    assert {link.target.kind for work in projects for link in work.duty.links.all()} == {"project"}
    split = Event.objects.get(subject=whole.number, code="split")
    assert split.facts == {"count": 81, "wholes": 26}


def test_each_owner_is_told_once(people, whole):
    told = Notice.objects.filter(code="parts_given", channel="page").values_list("reader__name", flat=True)
    assert sorted(told) == ["港区项目主任", "港区项目同事"]


@time_machine.travel(JANUARY, tick=False)
def test_the_page_of_the_work_sums_its_projects_to_seventy_billion(people, whole):
    assert "0/26 项已办结" in client_of(people.leader).get("/desk/works/?kind=work&q=重点").content.decode()
    page = client_of(people.leader).get(f"/desk/works/{whole.number}/").content.decode()
    assert "总投资 700 亿元" in page
    assert "26 个" in page


@time_machine.travel(JANUARY, tick=False)
def test_the_project_shows_its_points_and_the_sheet_prints_them_all(people, whole):
    sheet = client_of(people.leader).get(f"/desk/works/{whole.number}/sheet/").content.decode()
    assert sheet.count("用地指标未落实") == 26
    assert sheet.count("帮助一家文旅企业上市") == 1


def test_in_april_the_leader_sees_by_person_who_is_late(people, whole):
    with time_machine.travel(APRIL, tick=False):
        goal = Work.objects.get(duty__title="帮助一家文旅企业上市")
        by = client_of(people.owner)
        by.post(f"/desk/works/{goal.number}/reached/", {"reached": "1", "version": goal.duty.version})
        done = {"result": "一家文旅企业在创业板上市", "version": goal.duty.version + 1}
        assert by.post(f"/desk/works/{goal.number}/result/", done).status_code == 302
        page = client_of(people.leader).get("/desk/works/people/?year=2021").content.decode()
    rows = re.findall(r'<th scope="row"><a [^>]*>(\S+?)</a>', page)
    assert rows[0] == "港区项目同事"  # the joint start was due in March
    assert "3 人，其中 1 人有超时" in page
    goal.duty.refresh_from_db()
    assert goal.duty.progress == State.DONE


@time_machine.travel(JANUARY, tick=False)
def test_what_cannot_be_read_is_said_by_line_and_nothing_typed_is_lost(people):
    work, by = the_work(people), client_of(people.owner)
    lines = "风险点，征迁还剩三户，港区项目专员，3月底\n攻坚点，海域批复，不认识的人，4月30日\n海域批复"
    answer = by.post(f"/desk/works/{work.number}/parts/", {"lines": lines, "owner": people.owner.post.pk})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "第 2 行：找不到责任人“不认识的人”" in page
    assert "第 3 行：“海域批复”没有写类别" in page
    assert "征迁还剩三户" in page
    assert not Work.objects.filter(parent=work).exists()


@time_machine.travel(JANUARY, tick=False)
def test_a_part_past_its_day_already_is_refused_with_its_line(people):
    work = the_work(people)
    lines = "目标\t开工\t港区项目专员\t2020-12-31"
    answer = client_of(people.owner).post(f"/desk/works/{work.number}/parts/", {"lines": lines})
    assert "第 1 行：完成日期 2020-12-31 已经过去" in answer.content.decode()
