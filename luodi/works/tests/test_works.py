"""Works and their parts: goals that are counted, measures that are copied, plans that follow each other."""

from decimal import Decimal
from typing import Any

import pytest
import time_machine

from luodi.directory.viewer import Viewer
from luodi.duties.models import Link
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from luodi.works.actions.planning import Fate, NewTask, approve_version, new_version
from luodi.works.actions.working import add_work, copy_measure, drop, finish, reach
from luodi.works.models import PlanTask, Work
from luodi.works.rules import Kind, State
from luodi.works.story import story
from tests.cast import Cast, local
from tests.projecting import Projecting

pytestmark = pytest.mark.django_db
NOW = local(2021, 1, 11, 9)


@pytest.fixture
def people() -> Projecting:
    return Projecting(Cast())


def work(people: Projecting, title: str = "港湾更新", kind: str = Kind.WORK, **columns: Any) -> Work:
    columns.setdefault("due", local(2021, 3, 31).date())
    owner = columns.pop("owner", people.owner)
    return add_work(
        viewer=Viewer.of(people.owner),
        kind=kind,
        title=title,
        owner=owner.post,
        at=owner.post.unit.territory,
        **columns,
    )


@time_machine.travel(NOW, tick=False)
def test_a_work_runs_until_the_closing_time_of_its_day_and_is_about_a_project(people: Projecting) -> None:
    project = people.project()
    made = work(people, about=project.number)
    assert made.duty.next_due == local(2021, 3, 31, 17, 30)
    assert Link.objects.get(source=made.duty).target == project.duty


@time_machine.travel(NOW, tick=False)
def test_points_hang_under_a_work_and_keep_it_open(people: Projecting) -> None:
    made = work(people)
    risk = work(people, "征迁未完", Kind.RISK, parent=made.number)
    by = Viewer.of(people.owner)
    with pytest.raises(Refused, match="还有 1 项没有办结"):
        finish(viewer=by, number=made.number, result="已完工")
    finish(viewer=by, number=risk.number, result="签约完成")
    finish(viewer=by, number=made.number, result="已完工")
    made.duty.refresh_from_db()
    assert made.duty.progress == State.DONE
    assert made.duty.closed
    last = Event.objects.filter(subject=made.number).latest("pk")
    assert (last.code, last.facts["clocks"]) == ("done", [["stop", "goal", "kept"]])


@time_machine.travel(NOW, tick=False)
def test_a_point_has_no_parts(people: Projecting) -> None:
    risk = work(people, "征迁未完", Kind.RISK, parent=work(people).number)
    with pytest.raises(Refused, match="不能再挂"):
        work(people, "更小的", Kind.CRUX, parent=risk.number)


@time_machine.travel(NOW, tick=False)
def test_a_counted_goal_is_done_only_when_it_is_reached_and_never_counts_back(people: Projecting) -> None:
    goal = work(people, "帮助 1 家企业上市", Kind.GOAL, target=Decimal(2), unit_word="家", period="2021")
    by = Viewer.of(people.owner)
    reach(viewer=by, number=goal.number, reached=Decimal(1))
    with pytest.raises(Refused, match="目标 2，现在是 1"):
        finish(viewer=by, number=goal.number, result="上市一家")
    with pytest.raises(Refused, match="不能比上次少"):
        reach(viewer=by, number=goal.number, reached=Decimal(0))
    reach(viewer=by, number=goal.number, reached=Decimal(2))
    finish(viewer=by, number=goal.number, result="上市两家")


def test_what_was_done_before_it_was_told_stands_at_its_own_time_in_the_story(people: Projecting) -> None:
    with time_machine.travel(NOW, tick=False):
        goal, by = work(people, "举办推介活动", Kind.GOAL, target=Decimal(2), unit_word="场"), Viewer.of(people.owner)
        reach(viewer=by, number=goal.number, reached=Decimal(1))
    with time_machine.travel(local(2021, 1, 15, 9), tick=False):
        reach(viewer=by, number=goal.number, reached=Decimal(2))
        finish(viewer=by, number=goal.number, result="办了两场", happened_at=local(2021, 1, 13, 16))
    said = [line.sentence.split("，")[0] for line in story(goal.number)]
    assert said == ["完成数登记为 2", "办结", "完成数登记为 1", f"交给{people.owner.post}负责"]


@time_machine.travel(NOW, tick=False)
def test_what_was_dropped_takes_nothing_any_more_and_its_clock_does_not_count(people: Projecting) -> None:
    made, by = work(people), Viewer.of(people.owner)
    drop(viewer=by, number=made.number, reason="并入另一项")
    with pytest.raises(Refused, match="已经办结"):
        finish(viewer=by, number=made.number, result="做完")
    assert made.duty.deadlines.get().outcome == "void"


@time_machine.travel(NOW, tick=False)
def test_with_a_work_its_open_parts_are_dropped_and_their_owners_told(people: Projecting) -> None:
    made = work(people)
    done = work(people, "已经办完的", Kind.RISK, parent=made.number)
    part = work(people, "还没办完的", Kind.CRUX, parent=made.number, owner=people.colleague)
    by = Viewer.of(people.owner)
    finish(viewer=by, number=done.number, result="签约完成")
    drop(viewer=by, number=made.number, reason="并入另一项")
    ended = dict(Work.objects.values_list("duty__title", "duty__progress"))
    assert ended == {"港湾更新": State.DROPPED, "已经办完的": State.DONE, "还没办完的": State.DROPPED}
    part.refresh_from_db()
    assert part.result == "并入另一项"
    told = Notice.objects.filter(code="work_dropped", channel="page")
    assert list(told.values_list("reader__name", "subject")) == [("港区项目同事", part.number)]


@time_machine.travel(NOW, tick=False)
def test_a_measure_is_copied_by_another_district_and_both_know(people: Projecting) -> None:
    facts = {"what": "拿地即开工", "effect": "少跑 3 趟", "may_copy": "city"}
    source = work(people, "拿地即开工", Kind.MEASURE, facts=facts)
    copy = copy_measure(
        viewer=Viewer.of(people.owner),
        number=source.number,
        owner=people.east_owner.post,
        at=people.cast.other_district,
        how="先在两个项目试行",
    )
    assert copy.copied_from == source
    assert copy.facts["where"] == people.cast.other_unit.name
    assert Event.objects.filter(subject=source.number, code="copied").exists()


@time_machine.travel(NOW, tick=False)
def test_version_three_says_what_became_of_the_tasks_of_version_two(people: Projecting) -> None:
    plan = work(people, "冬季文旅攻坚方案", Kind.PLAN)
    by, leader = Viewer.of(people.owner), Viewer.of(people.leader)
    columns = {"owner": people.owner.post, "at": people.cast.zone, "due": local(2021, 2, 26).date()}
    tasks = [NewTask(title, dict(columns)) for title in ("冰雪季", "温泉联票", "老街夜市")]
    new_version(viewer=by, number=plan.number, word="2.0", tasks=tasks)
    approve_version(viewer=leader, number=plan.number)
    ice, spa, street = PlanTask.objects.select_related("work__duty")
    finish(viewer=by, number=ice.work.number, result="接待 3 万人")
    with pytest.raises(Refused, match="温泉联票"):
        new_version(viewer=by, number=plan.number, word="3.0")
    fates = [Fate(spa.pk, "changed", "改为三区联票"), Fate(street.pk, "dropped", "疫情防控")]
    new_version(viewer=by, number=plan.number, word="3.0", fates=fates)
    approve_version(viewer=leader, number=plan.number)
    assert {task.work.duty.title: task.became for task in PlanTask.objects.filter(version__number="2.0")} == {
        "冰雪季": "done",
        "温泉联票": "changed",
        "老街夜市": "dropped",
    }
    street.work.duty.refresh_from_db()
    assert street.work.duty.progress == State.DROPPED
    assert [task.work for task in PlanTask.objects.filter(version__number="3.0")] == [spa.work]


@time_machine.travel(NOW, tick=False)
def test_who_drafted_a_version_does_not_approve_it(people: Projecting) -> None:
    plan = work(people, "攻坚方案", Kind.PLAN, owner=people.head)
    columns = {"owner": people.owner.post, "at": people.cast.zone}
    by = Viewer.of(people.head)
    new_version(viewer=by, number=plan.number, word="1.0", tasks=[NewTask("任务", columns)])
    with pytest.raises(Refused, match="不能批准自己"):
        approve_version(viewer=by, number=plan.number)
