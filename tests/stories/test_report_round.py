"""Five projects of two districts in one round: one is late, one corrected, one says "nothing changed" too soon."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from luodi.accounts.models import User
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline
from luodi.duties.sweep import tell_due
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from luodi.projects import standing, totals
from luodi.projects.actions.baselining import approve_baseline, propose_baseline
from luodi.projects.actions.lighting import Shiner, set_rules
from luodi.projects.actions.rounds import ask_reports, open_due_rounds, settle_rounds
from luodi.projects.models import Project, Report, ReportCycle, ReportRound, RoundTotal
from luodi.projects.rules import Frequency
from tests.cast import Cast, local
from tests.projecting import MILLION, Projecting

pytestmark = pytest.mark.django_db
TITLES = ("冷链基地", "海工装备", "港区道路", "东城文旅", "东城学校")


class Round:
    def __init__(self, clock: Any) -> None:
        self.clock = clock
        self.people = Projecting(Cast())
        self.projects: dict[str, Project] = {}
        for title in TITLES:
            owner = self.people.east_owner if title.startswith("东城") else self.people.owner
            self.projects[title] = self.people.project(title, owner=owner, year_plan=60 * MILLION)
        ReportCycle.objects.create(territory=self.people.cast.city, name="月调度", frequency=Frequency.MONTHLY)
        told = {"preset": "wuhan", "values": {}, "effective": date(2021, 1, 5), "reason": "按通知执行"}
        set_rules(viewer=Viewer.of(self.people.dispatcher), city=self.people.cast.city, **told)

    def at(self, *moment: int) -> None:
        """The watch looks, then the day goes on."""
        now = local(*moment)
        self.clock.move_to(now)
        for step in (open_due_rounds, ask_reports, settle_rounds, lambda at: tell_due(at, {}), Shiner().shine):
            while step(now):
                pass

    def open(self) -> ReportRound:
        return ReportRound.objects.latest("as_of")

    def client(self, user: User) -> Client:
        made = Client()
        made.force_login(user)
        return made

    def owner(self, title: str) -> User:
        return self.people.east_owner if title.startswith("东城") else self.people.owner

    def report(self, title: str, wan: str, percent: str, **more: str) -> str:
        told = {"invested": wan, "arrived": wan, "percent": percent, "words": "按计划施工", **more}
        address = reverse("desk:report", args=[self.projects[title].number, self.open().pk])
        return said(self.client(self.owner(title)).post(address, told, follow=True))

    def accept(self, title: str) -> None:
        report = Report.objects.get(project=self.projects[title], round=self.open())
        address = reverse("desk:report_acceptance", args=[self.projects[title].number, report.pk])
        assert self.client(self.people.checker).post(address, {"confidence": "high"}).status_code == 302


def said(response: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def story() -> Iterator[Round]:
    with time_machine.travel(local(2021, 1, 5, 9), tick=False) as clock:
        yield Round(clock)


def test_five_projects_one_round(story: Round) -> None:
    people, projects = story.people, story.projects
    story.at(2021, 1, 20, 0, 0)
    assert Deadline.objects.filter(kind="report", about="2021-01", stopped=None).count() == 5

    story.at(2021, 1, 22, 10)
    for title, wan, percent in zip(TITLES[:4], ("500", "450", "6000", "300"), ("8", "7", "9", "5"), strict=True):
        assert "已报送，等审核" in story.report(title, wan, percent)
        story.accept(title)

    # The fifth is late: owner at due, head a working day later, desk after two; then it comes, marked late.
    story.at(2021, 1, 25, 17, 30)
    story.at(2021, 1, 26, 17, 30)
    story.at(2021, 1, 27, 17, 30)
    codes = set(Notice.objects.filter(subject=projects["东城学校"].number).values_list("code", flat=True))
    assert codes >= {"report_due", "report_late", "report_desk"}
    story.at(2021, 1, 28, 9)
    projects["东城学校"].refresh_from_db()
    assert projects["东城学校"].light == "grey"
    assert "已报送，等审核" in story.report("东城学校", "100", "3")
    story.accept("东城学校")
    assert Deadline.objects.get(duty=projects["东城学校"].pk, kind="report").outcome == "missed"

    # One was typed in yuan ten times too large; the checker corrects it, both versions stay.
    wrong = Report.objects.get(project=projects["港区道路"])
    address = reverse("desk:report_correction", args=[projects["港区道路"].number, wrong.pk])
    told = {"invested": "600", "arrived": "600", "percent": "9", "words": "按计划施工", "reason": "多写了一个零"}
    assert story.client(people.checker).post(address, told).status_code == 302
    projects["港区道路"].refresh_from_db()
    assert projects["港区道路"].invested == 6 * MILLION
    assert Report.objects.filter(project=projects["港区道路"]).count() == 2

    # The round is closed: sums of both districts, and the page says who was late and what was corrected.
    desk = story.client(people.dispatcher)
    one = story.open()
    assert desk.post(reverse("desk:round_closing", args=[one.pk])).status_code == 302
    rows = {row.district.name if row.district else "": row.invested for row in RoundTotal.objects.all()}
    assert rows == {"": 1950 * 10_000, "西部新区": 1550 * 10_000, "东城区": 400 * 10_000}
    assert {(r.city_id, r.district_id): (r.reported, r.invested) for r in one.totals.all()} == totals.rebuilt(one)
    page = said(desk.get(reverse("desk:round", args=[one.pk])))
    assert page.count("迟报") >= 2  # the filter and the row
    assert "多写了一个零" in said(desk.get(reverse("desk:corrections")))
    assert "6.5%" in said(desk.get(reverse("desk:overview")))  # 19.5 of 300 million
    assert standing.rebuild([project.pk for project in projects.values()]) == []
    in_february(story)


def in_february(story: Round) -> None:
    """Where nothing changed one tap will do, but not past a milestone's date."""
    people, projects = story.people, story.projects
    by, piles = Viewer.of(people.owner), [{"name": "桩基完成", "planned": date(2021, 2, 8)}]
    number = projects["冷链基地"].number
    propose_baseline(viewer=by, number=number, milestones=piles, effective=date(2021, 1, 28))
    approve_baseline(viewer=Viewer.of(people.checker), number=number, version_no=1)
    story.at(2021, 2, 20, 9)
    following = story.open()
    assert following.period == "2021-02"
    one_tap = reverse("desk:report_unchanged", args=[number, following.pk])
    answer = story.client(people.owner).post(one_tap)
    assert answer.status_code == 422
    assert "节点“桩基完成”预计 2021-02-08 完成，已经过去" in said(answer)
    other = reverse("desk:report_unchanged", args=[projects["海工装备"].number, following.pk])
    assert story.client(people.owner).post(other).status_code == 302
    kept = Report.objects.get(project=projects["海工装备"], round=following)
    assert (kept.unchanged, kept.invested, kept.percent) == (True, 0, Decimal(7))
    assert Event.objects.filter(code="report_submitted", subject=projects["海工装备"].number).count() == 2
