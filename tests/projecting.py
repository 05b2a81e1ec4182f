"""The people of key projects beside the cast: owner, colleague, checker, leader, and a second city of the circle."""

from datetime import date, datetime
from typing import Any

from luodi.directory.models import Post, Territory, Unit
from luodi.directory.viewer import Viewer
from luodi.projects.actions.library import add
from luodi.projects.actions.rounds import ask_reports
from luodi.projects.models import Project, ReportCycle, ReportRound
from luodi.projects.rules import Frequency, Template
from tests.cast import Cast, local

KINDS = ("project", "problem", "work", "meeting", "cooperation", "edition")
MILLION = 1_000_000


class Projecting:
    """`Projecting(Cast())`: units and posts for key projects, and short ways to a project and a round."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        R = Post.Role
        self.owner = cast.officer("builder", "港区项目专员", cast.zone_unit, R.PROJECT, KINDS)
        self.colleague = cast.officer("builder2", "港区项目同事", cast.zone_unit, R.PROJECT, KINDS)
        self.head = cast.officer("builders-head", "港区项目主任", cast.zone_unit, R.HEAD, KINDS)
        self.checker = cast.officer("checker", "项目审核员", cast.city_desk, R.CHECKER, KINDS)
        self.dispatcher = cast.officer("dispatch", "项目调度员", cast.city_desk, R.DISPATCHER, KINDS)
        self.leader = cast.officer("leader", "分管领导", self._office(), R.LEADER, KINDS)
        self.east_owner = cast.officer("east-builder", "东城项目专员", cast.other_unit, R.PROJECT, KINDS)

    def _office(self) -> Unit:
        return Unit.objects.create(
            code="gov",
            name="市政府办公室",
            short="市府办",
            kind=Unit.Kind.OFFICE,
            territory=self.cast.city,
            calendar=self.cast.calendar,
            phone="0599-00000009",
        )

    def circle(self) -> tuple[Territory, Territory]:
        """A circle above the city, and a second city in it."""
        L = Territory.Level
        circle = Territory.objects.create(code="C1", name="临海都市圈", name_en="Linhai Circle", level=L.CIRCLE)
        Territory.objects.filter(pk=self.cast.city.pk).update(parent=circle)
        second = Territory.objects.create(code="3798", name="临河市", name_en="Linhe", level=L.CITY, parent=circle)
        return circle, second

    def project(self, title: str = "港区冷链基地", *, owner: Any = None, at: Any = None, **values: Any) -> Project:
        """In the library, a land project of a hundred million yuan; `values` are its columns."""
        owner = owner or self.owner
        template = values.pop("template", Template.LAND)
        by = Viewer.of(owner)
        told = {"total": 100 * MILLION, "sector": "industry", "description": "冷库与加工车间", **values}
        return add(
            viewer=by, owner=owner.post, at=at or owner.post.unit.territory, title=title, template=template, values=told
        )

    def round(
        self, period: str = "2021-01", *, opened: datetime | None = None, due: datetime | None = None
    ) -> ReportRound:
        cycle, _made = ReportCycle.objects.get_or_create(
            territory=self.cast.city, name="重点项目月调度", frequency=Frequency.MONTHLY
        )
        return ReportRound.objects.create(
            cycle=cycle,
            period=period,
            as_of=date(2021, 1, 20),
            opened_at=opened or local(2021, 1, 20, 9),
            due=due or local(2021, 1, 25, 17, 30),
        )

    def asked(self) -> ReportRound:
        """The round of January, with every owner asked."""
        made = self.round(opened=local(2021, 1, 20))
        while ask_reports(local(2021, 1, 20)):
            pass
        return made
