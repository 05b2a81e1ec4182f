"""Works on the page: entered on a phone, counted, handed on, copied by another district, drafted in versions."""

import pytest
import time_machine
from django.test import Client

from luodi.accounts.models import User
from luodi.directory.viewer import Viewer
from luodi.ledger.models import Event
from luodi.works.actions.cooperating import cooperate
from luodi.works.actions.working import add_work
from luodi.works.models import PlanVersion, Work
from luodi.works.rules import Kind
from tests.cast import Cast, local
from tests.projecting import Projecting

pytestmark = pytest.mark.django_db
NOW = local(2021, 1, 11, 9)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def people() -> Projecting:
    with time_machine.travel(NOW, tick=False):
        yield Projecting(Cast())


def work(people: Projecting, kind: str = Kind.WORK, title: str = "老港区更新", **columns) -> Work:
    place = people.cast.zone
    by = Viewer.of(people.owner)
    return add_work(viewer=by, kind=kind, title=title, owner=people.owner.post, at=place, **columns)


def test_a_goal_is_entered_about_a_project_and_stands_on_the_projects_page(people):
    project = people.project()
    typed = {
        "kind": "goal",
        "title": "帮助一家企业上市",
        "owner": people.colleague.post.pk,
        "due": "2021-12-31",
        "period": "2021",
        "target": "1",
        "unit_word": "家",
        "about": project.number.lower(),
    }
    assert client_of(people.owner).post("/desk/works/new/", typed).status_code == 302
    goal = Work.objects.get(kind=Kind.GOAL)
    assert (goal.period, goal.duty.owner, goal.duty.links.get().target) == ("2021", people.colleague.post, project.duty)
    page = client_of(people.leader).get(f"/desk/projects/{project.number}/").content.decode()
    assert "帮助一家企业上市" in page
    assert "0/1 家" in page


def test_a_number_that_nobody_knows_is_said_and_what_was_typed_stays(people):
    typed = {
        "kind": "work",
        "title": "老港区更新",
        "owner": people.owner.post.pk,
        "about": "LD-P-210111-379911-00000-0",
    }
    answer = client_of(people.owner).post("/desk/works/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "编号找不到" in page
    assert "老港区更新" in page


def test_the_count_is_told_and_a_stale_page_is_answered_with_what_happened(people):
    goal, by = work(people, Kind.GOAL, target=3, unit_word="家"), client_of(people.owner)
    told = {"reached": "2", "version": goal.duty.version, "seen": NOW.isoformat()}
    assert by.post(f"/desk/works/{goal.number}/reached/", told).status_code == 302
    again = by.post(f"/desk/works/{goal.number}/reached/", told)
    assert again.status_code == 409
    assert "完成数登记为 2" in again.content.decode()
    assert Event.objects.get(subject=goal.number, code="reached").facts == {"reached": "2", "target": "3"}


def test_to_another_unit_only_the_head_hands_on(people):
    made = work(people)
    to = {"to_post": people.east_owner.post.pk, "version": made.duty.version}
    refused = client_of(people.owner).post(f"/desk/works/{made.number}/owner/", to)
    assert refused.status_code == 422
    assert "本单位主任" in refused.content.decode()
    assert client_of(people.head).post(f"/desk/works/{made.number}/owner/", to).status_code == 302
    made.duty.refresh_from_db()
    assert (made.duty.owner, made.duty.district) == (people.east_owner.post, people.cast.other_district)
    assert Event.objects.get(subject=made.number, code="owner_changed").facts == {"post": people.east_owner.post.pk}


def test_a_campaign_ends_only_with_its_effect_counted(people):
    made, by = work(people, Kind.CAMPAIGN, "冬季营销"), client_of(people.owner)
    done = {"result": "办完了", "version": made.duty.version}
    assert "先登记成效" in by.post(f"/desk/works/{made.number}/result/", done).content.decode()
    effect = {"effect": "三区联动", "counted": "87", "counted_unit": "条线索", "version": made.duty.version}
    assert by.post(f"/desk/works/{made.number}/effect/", effect).status_code == 302
    assert by.post(f"/desk/works/{made.number}/result/", done | {"version": made.duty.version + 1}).status_code == 302
    assert "87 条线索" in by.get(f"/desk/works/{made.number}/").content.decode()


def test_a_measure_shown_to_the_city_is_copied_by_another_district_with_one_form(people):
    told = {"what": "交地当天发施工许可", "may_copy": "city"}
    shown, kept = work(people, Kind.MEASURE, "拿地即开工", facts=told), work(people, Kind.MEASURE, "内部做法")
    east = client_of(people.east_owner)
    library = east.get("/desk/works/measures/").content.decode()
    assert "拿地即开工" in library
    assert "内部做法" not in library
    assert east.get(f"/desk/works/measures/{kept.number}/").status_code == 404
    typed = {"owner": people.east_owner.post.pk, "how": "先在两个项目试行"}
    assert east.post(f"/desk/works/measures/{shown.number}/", typed).status_code == 302
    copy = Work.objects.get(copied_from=shown)
    assert (copy.duty.unit, copy.words) == (people.cast.other_unit, "先在两个项目试行")
    assert "1 个单位复制" in client_of(people.owner).get("/desk/works/measures/?copied=1").content.decode()


def test_version_three_stands_beside_version_two_with_what_became_of_each_task(people):
    plan, by = work(people, Kind.PLAN, "冬季文旅攻坚方案"), client_of(people.owner)
    lines = "冰雪季，港区项目同事，2月底\n温泉联票\n老街夜市"
    first = {"word": "2.0", "lines": lines, "owner": people.owner.post.pk, "version": plan.duty.version}
    assert by.post(f"/desk/works/{plan.number}/versions/", first).status_code == 302
    assert client_of(people.leader).post(f"/desk/works/{plan.number}/versions/approval/").status_code == 302
    ice, spa, street = PlanVersion.objects.get().tasks.all()
    assert (ice.work.duty.owner, spa.work.duty.owner) == (people.colleague.post, people.owner.post)
    fates = {f"fate_{ice.pk}": "carried", f"fate_{spa.pk}": "changed", f"fate_{street.pk}": "dropped"}
    answer = by.post(f"/desk/works/{plan.number}/versions/", {"word": "3.0", **fates})
    assert answer.status_code == 422
    assert "“温泉联票”请写明原因" in answer.content.decode()
    reasons = {f"why_{spa.pk}": "改为三区联票", f"why_{street.pk}": "防疫要求"}
    assert by.post(f"/desk/works/{plan.number}/versions/", {"word": "3.0", **fates, **reasons}).status_code == 302
    page = by.get(f"/desk/works/{plan.number}/plan/").content.decode()
    for said in ("2.0 版", "3.0 版", "改为三区联票", "不再实施", "等待批准"):
        assert said in page
    approval, leader = f"/desk/works/{plan.number}/versions/approval/", client_of(people.leader)
    own = by.post(approval)
    assert own.status_code == 422
    assert "您的岗位不能办这一步" in own.content.decode()
    plan.duty.refresh_from_db()
    seen = {"version": plan.duty.version, "seen": NOW.isoformat()}
    assert leader.post(approval, seen).status_code == 302
    again = leader.post(approval, seen)
    assert again.status_code == 409
    assert "3.0 版" in again.content.decode()
    assert leader.post(approval).status_code == 422  # nothing waits for approval any more


def test_what_an_owner_of_a_part_reads_is_the_whole_work(people):
    made = work(people)
    by = Viewer.of(people.owner)
    east = people.east_owner
    told = {"kind": Kind.RISK, "title": "东城段征迁", "owner": east.post, "at": people.cast.other_district}
    part = add_work(viewer=by, parent=made.number, **told)
    assert client_of(people.owner).get(f"/desk/works/{part.number}/").status_code == 200
    assert "东城段征迁" in client_of(east).get(f"/desk/works/{made.number}/").content.decode()


@pytest.mark.parametrize(
    "address",
    ["/desk/works/?parts=1", "/desk/works/people/?points=1", "/desk/works/measures/", "/desk/cooperations/"],
)
def test_lists_ask_twelve_questions_at_most_however_many_rows(people, address, django_assert_max_num_queries):
    made = work(people)
    for place in range(12):
        work(people, Kind.GOAL, f"目标 {place}", parent=made.number, target=2)
        work(people, Kind.MEASURE, f"举措 {place}")
        told = {"kind": "agreement", "title": f"协议 {place}", "partners": "邻市", "next_step": "签署"}
        who = {"viewer": Viewer.of(people.owner), "owner": people.owner.post, "at": people.cast.zone}
        cooperate(cities=[people.cast.city], next_on=local(2021, 1, 29).date(), **told, **who)
    by = client_of(people.owner)
    by.get(address)  # calendars are read once in a process
    with django_assert_max_num_queries(12):
        assert by.get(address).status_code == 200
