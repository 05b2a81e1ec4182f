"""An industrial project on land of its own: land, planning and construction overlap; a hearing stops one clock only."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine

from luodi.approvals.actions.filing import begin, file, fill
from luodi.approvals.actions.materials import give
from luodi.approvals.installing import install, units_for
from luodi.approvals.models import Case, Item, ItemMaterial, SpecialProcedure, Stay
from luodi.clock import Allowance
from luodi.directory.calendars import calendar_for
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Duty
from tests.approving import SINCE, Approving, paper
from tests.cast import Cast, local
from tests.stories.desk import text
from tests.stories.officer import Officer

MONDAY = local(2021, 3, 1, 9, 30)
ANSWERS = {"mode": "record", "land": "granted", "env": "table", "works": [], "early": "yes", "utilities": []}
FORM = {
    "company_name": "新港机械有限公司", "uscc": "91370211MA0DEM0130", "project_name": "新港机械二期",
    "industry": "机械", "investment": "30000", "fixed_investment": "20000", "place": "港区",
    "land_area": "40000", "floor_area": "32000",
    "start": "2021-06-01", "finish": "2022-06-01", "contact_name": "车间负责人", "contact_phone": "13900000011",
}  # fmt: skip


class Project:
    """The shipped bundle, an approver in each department, and one case with everything handed in."""

    def __init__(self, town: Approving) -> None:
        self.town = town
        units = units_for(town.cast.city, town.cast.calendar)
        install(at=SINCE, units=units, samples=True)
        self.officers = {
            code: Officer(
                town.cast.officer(f"o-{code}", f"{unit.name}审批员", unit, Post.Role.APPROVER, remit=("item",))
            )
            for code, unit in units.items()
        }
        viewer = Viewer.of(town.applicant)
        case = begin(viewer=viewer, code="industrial-land", answers=ANSWERS, company=town.firm)
        fill(viewer=viewer, number=case.number, form=FORM)
        wanted = ItemMaterial.objects.filter(item__case=case, state="missing").exclude(item__state="excluded")
        for code in set(wanted.values_list("material__code", flat=True)):
            give(viewer=viewer, number=case.number, file=paper(f"{code}.txt"), material=code)
        self.case: Case = file(viewer=viewer, number=case.number)

    def item(self, code: str) -> Item:
        beside = ("duty__unit", "version__service__unit")
        return Item.objects.select_related(*beside).get(case=self.case, code=code)

    def state(self, code: str) -> str:
        return self.item(code).state

    def press(self, code: str, noun: str, **data: Any) -> None:
        item = self.item(code)
        number, officer = item.duty.number, self.officers[item.duty.unit.code]
        officer.client.force_login(officer.user)  # who was away for days signs in anew
        answer = officer.client.post(f"/desk/items/{number}/{noun}/", {"version": item.duty.version} | data)
        assert answer.status_code == 302, (code, noun, text(answer))
        assert answer.url == f"/desk/items/{number}/"

    def done(self, *codes: str) -> None:
        for code in codes:
            for noun in ("acceptance", "approval", "issuing"):
                self.press(code, noun)

    def page(self, code: str) -> str:
        item = self.item(code)
        officer = self.officers[item.duty.unit.code]
        officer.client.force_login(officer.user)
        return text(officer.get(f"items/{item.duty.number}/"))

    def clocks(self) -> dict[tuple[str, str], tuple[datetime | None, datetime | None]]:
        """(item or case, kind) -> due and since when it is held, of every open clock."""
        rows = Deadline.objects.filter(duty__in=self._duties(), stopped=None).select_related("duty__item")
        return {(self._name(row.duty), row.key): (row.due, row.held) for row in rows}

    def _duties(self) -> list[int]:
        return [self.case.duty_id, *Item.objects.filter(case=self.case).values_list("duty", flat=True)]

    def _name(self, duty: Duty) -> str:
        return "case" if duty.kind == "case" else duty.item.code


@pytest.fixture
def project(cast: Cast) -> Iterator[Project]:
    with time_machine.travel(MONDAY, tick=False):
        yield Project(Approving(cast))


def on(day: int, month: int = 3, hour: int = 10) -> time_machine.travel:
    return time_machine.travel(local(2021, month, day, hour), tick=False)


def test_land_planning_and_construction_overlap_and_the_hearing_stops_planning_alone(project: Project) -> None:
    with on(2):
        project.done("project-record", "land-contract")
        assert {project.state(code) for code in ("land-planning", "land-title", "eia-table", "soil")} == {"filed"}
        project.done("land-planning")
        for code in ("land-title", "eia-table", "soil", "scheme"):
            project.press(code, "acceptance")
        before = project.clocks()

    with on(4):
        said = {"kind": "hearing", "notice_number": "规听告〔2021〕3 号", "expected_days": "10"}
        project.press("scheme", "pauses", **said)
        during = project.clocks()
        assert {item for (item, _kind), (_due, held) in during.items() if held} == {"scheme"}
        assert during[("scheme", "decision")] == (None, local(2021, 3, 4, 10))
        for key in (("land-title", "decision"), ("eia-table", "decision"), ("soil", "decision"), ("case", "joint")):
            assert during[key] == before[key]
        assert "特别程序" in project.page("scheme")
        assert "规听告〔2021〕3 号" in project.page("scheme")

    with on(9):
        project.press("land-title", "approval")
        project.press("land-title", "issuing")
        project.press("soil", "approval")
        assert project.state("scheme") == "paused"

    with on(18):
        project.press("scheme", "resumption")
        due, held = project.clocks()[("scheme", "decision")]
        assert held is None
        # Ten working days of the hearing do not count: 8 from the 2nd, two of them used before it.
        calendar = calendar_for(project.item("scheme").duty.unit.calendar.code)
        assert due == calendar.due(local(2021, 3, 2, 10), Allowance.parse("18wd")).at
        assert project.clocks()[("case", "joint")] == before[("case", "joint")]
        assert SpecialProcedure.objects.get().ended_at == local(2021, 3, 18, 10)
        stay = Stay.objects.get(item=project.item("scheme"), holder="third_party")
        assert (stay.since, stay.until) == (local(2021, 3, 4, 10), local(2021, 3, 18, 10))

    with on(19):
        project.press("scheme", "approval")
        project.press("scheme", "issuing")
        # Planning and construction side by side, while the environment is still looked at.
        assert {project.state(code) for code in ("works-planning", "drawing")} == {"filed"}
        assert project.state("eia-table") == "accepted"
        project.press("drawing", "acceptance")
        assert project.state("piling") == "filed"
        project.press("piling", "acceptance")
        project.press("works-planning", "acceptance")
        running = {code for code, kind in project.clocks() if kind == "decision"}
        assert {"eia-table", "works-planning", "drawing", "piling"} <= running
        page = project.page("works-planning")
        assert project.item("piling").version.name in page
