"""A round opens on its day, asks every project that owes a report, reminds, and closes once."""

from datetime import date

import pytest
import time_machine

from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline
from luodi.duties.sweep import tell_due
from luodi.ledger.acts import Refused, Stale
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from luodi.projects.actions.checking import accept
from luodi.projects.actions.library import set_aside
from luodi.projects.actions.reporting import fill, submit
from luodi.projects.actions.rounds import (
    ask_reports,
    close_round,
    open_due_rounds,
    remind,
    settle_rounds,
)
from luodi.projects.models import Project, ReportCycle, ReportRound, RoundTotal
from luodi.projects.rounds import due_moment, reports_owed
from luodi.projects.rules import Frequency
from luodi.projects.tests.rounds import SAID, accepted, report
from tests.cast import local
from tests.projecting import MILLION, Projecting

pytestmark = pytest.mark.django_db


def cycle(people: Projecting, **more: object) -> ReportCycle:
    told = {"name": "月调度", "frequency": Frequency.MONTHLY, "territory": people.cast.city, **more}
    return ReportCycle.objects.create(**told)


def early(people: Projecting, title: str = "港区冷链基地", **more: object) -> Project:
    with time_machine.travel(local(2021, 1, 5, 9), tick=False):
        return people.project(title, **more)


def look(*moment: int) -> ReportRound:
    now = local(*moment)
    with time_machine.travel(now, tick=False):
        open_due_rounds(now)
        while ask_reports(now):
            pass
    return ReportRound.objects.latest("pk")


def told(*moment: int) -> list[tuple[str, str]]:
    now = local(*moment)
    while tell_due(now, {}):
        pass
    rows = Notice.objects.filter(channel="page", made_at=now).order_by("pk")
    return [(row.code, row.reader.login) for row in rows if row.reader]


def test_it_opens_at_midnight_of_the_twentieth_and_is_due_when_the_office_closes_on_the_twenty_fifth(
    people: Projecting,
) -> None:
    cycle(people)
    project = early(people)
    assert open_due_rounds(local(2021, 1, 19, 23, 59)) == 0
    one = look(2021, 1, 20, 0, 0)
    assert (one.period, one.as_of, one.due) == ("2021-01", date(2021, 1, 20), local(2021, 1, 25, 17, 30))
    deadline = Deadline.objects.get(duty=project.pk, kind="report")
    assert (deadline.about, deadline.due) == ("2021-01", local(2021, 1, 25, 17, 30))
    project.duty.refresh_from_db()
    assert project.duty.next_due == deadline.due
    assert Event.objects.get(subject=project.number, code="report_asked").facts["period"] == "2021-01"


def test_a_due_day_that_is_free_moves_to_the_next_working_one(people: Projecting) -> None:
    monthly = cycle(people)
    # 25 April 2021 is a Sunday made a working day, 25 July an ordinary one.
    assert due_moment(monthly, date(2021, 4, 20), local(2021, 4, 20)) == local(2021, 4, 25, 17, 30)
    assert due_moment(monthly, date(2021, 7, 20), local(2021, 7, 20)) == local(2021, 7, 26, 17, 30)


def test_looking_twice_opens_one_round_and_asks_once(people: Projecting) -> None:
    cycle(people)
    early(people)
    look(2021, 1, 20, 0, 0)
    one = look(2021, 1, 21, 9)
    assert ReportRound.objects.count() == 1
    assert one.asked_at is not None
    assert Deadline.objects.filter(kind="report").count() == 1
    assert Event.objects.filter(code="report_asked").count() == 1


def test_projects_are_asked_by_level_and_neither_the_paused_nor_the_late_comers(people: Projecting) -> None:
    cycle(people, levels=["city"])
    listed, other = early(people, level="city"), early(people, "另一项")
    paused = early(people, "暂缓项目", level="city")
    with time_machine.travel(local(2021, 1, 6), tick=False):
        by = Viewer.of(people.owner)
        set_aside(viewer=by, number=paused.number, side="paused", reason="等土地", until=date(2021, 5, 1))
    one = look(2021, 1, 20, 0, 0)
    with time_machine.travel(local(2021, 1, 21), tick=False):
        people.project("二十一日入库", level="city")
    assert list(reports_owed(one)) == [listed]
    assert other.level == ""


def test_quarters_ask_in_their_last_months_only(people: Projecting) -> None:
    cycle(people, frequency=Frequency.QUARTERLY)
    assert open_due_rounds(local(2021, 2, 20)) == 0
    assert look(2021, 3, 20, 0, 0).period == "2021-Q1"


def test_the_owner_is_reminded_three_days_and_one_before_and_at_due_then_the_head_then_the_desk(
    people: Projecting,
) -> None:
    cycle(people)
    early(people)
    early(people, "港区二期")
    look(2021, 1, 20, 0, 0)
    # Due Monday 25: three working days before is Wednesday 20 at closing, one is Friday 22.
    assert told(2021, 1, 20, 17, 29) == []
    assert told(2021, 1, 20, 17, 30) == [("report_early", "builder")]
    assert told(2021, 1, 22, 17, 30) == [("report_soon", "builder")]
    assert told(2021, 1, 25, 17, 30) == [("report_due", "builder")]
    heads = {("report_late", who) for who in ("builder", "builders-head", "zonehead")}
    assert set(told(2021, 1, 26, 17, 30)) == heads
    # The dispatcher of enquiries at the same desk has no projects in his remit.
    desk = {("report_desk", who) for who in ("checker", "dispatch")}
    assert set(told(2021, 1, 27, 17, 30)) == desk
    assert told(2021, 2, 5, 9) == []


def test_many_can_be_reminded_at_once_but_nobody_who_has_reported(people: Projecting) -> None:
    cycle(people)
    done, waiting = early(people), early(people, "港区二期")
    one = look(2021, 1, 20, 0, 0)
    with time_machine.travel(local(2021, 1, 21, 9), tick=False):
        report(people.owner, done, one)
        by = Viewer.of(people.dispatcher)
        assert remind(viewer=by, round=one.pk, numbers=[done.number, waiting.number]) == 1
        assert remind(viewer=by, round=one.pk, numbers=[waiting.number]) == 1
        with pytest.raises(Refused, match="都已报送"):
            remind(viewer=by, round=one.pk, numbers=[done.number])
        with pytest.raises(Refused, match="调度人员"):
            remind(viewer=Viewer.of(people.owner), round=one.pk, numbers=[waiting.number])
    assert Notice.objects.filter(code="report_wanted", channel="page").count() == 1


def test_a_round_closed_twice_says_so_and_what_it_still_asked_for_is_missed(people: Projecting) -> None:
    cycle(people)
    done, waiting = early(people), early(people, "港区二期")
    one = look(2021, 1, 20, 0, 0)
    by = Viewer.of(people.dispatcher)
    with time_machine.travel(local(2021, 1, 26, 9), tick=False) as clock:
        sent = report(people.owner, done, one)
        with pytest.raises(Refused, match="还有 1 份报送没有审核"):
            close_round(viewer=by, round=one.pk)
        assert sent.state == "submitted"
        clock.move_to(local(2021, 1, 27, 9))
        accept(viewer=Viewer.of(people.checker), number=done.number, report=sent.pk)
        close_round(viewer=by, round=one.pk)
        with pytest.raises(Stale, match="已经截止"):
            close_round(viewer=by, round=one.pk)
        while settle_rounds(local(2021, 1, 27, 9)):
            pass
    missed = Deadline.objects.get(duty=waiting.pk, kind="report")
    assert (missed.outcome, missed.stopped) == ("missed", local(2021, 1, 27, 9))
    waiting.duty.refresh_from_db()
    assert waiting.duty.next_due.year == 2999
    city = RoundTotal.objects.get(round=one, district=None)
    assert (city.projects, city.reported, city.invested) == (2, 1, 5 * MILLION)
    assert RoundTotal.objects.get(round=one, district=people.cast.district).invested == 5 * MILLION
    assert Event.objects.filter(code="round_closed").count() == 1


def test_what_comes_after_closing_is_refused_with_what_to_do(people: Projecting) -> None:
    cycle(people)
    project = early(people)
    one = look(2021, 1, 20, 0, 0)
    with time_machine.travel(local(2021, 1, 27, 9), tick=False):
        close_round(viewer=Viewer.of(people.dispatcher), round=one.pk)
        by = Viewer.of(people.owner)
        with pytest.raises(Refused, match="请在下一期报送"):
            fill(viewer=by, number=project.number, round=one.pk, values=SAID)
        set_aside(viewer=by, number=project.number, side="terminated", reason="资金断裂")
        with pytest.raises(Refused, match="终止"):
            submit(viewer=by, number=project.number, round=one.pk)


def test_a_circle_leaves_the_city_alone_that_has_a_round_of_its_own(people: Projecting) -> None:
    circle, _second = people.circle()
    joint = cycle(people, territory=circle)
    project = early(people)
    one = look(2021, 1, 20, 0, 0)
    assert list(reports_owed(one)) == [project]
    cycle(people)
    assert list(reports_owed(ReportRound.objects.get(cycle=joint))) == []


def test_after_acceptance_the_round_may_close(people: Projecting) -> None:
    cycle(people)
    project = early(people)
    one = look(2021, 1, 20, 0, 0)
    with time_machine.travel(local(2021, 1, 26, 9), tick=False):
        accepted(people, project, one)
        close_round(viewer=Viewer.of(people.checker), round=one.pk)
    assert RoundTotal.objects.get(round=one, district=None).reported == 1
