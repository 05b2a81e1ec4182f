"""The tunnel of the seed: 570 m bored around the clock from 25 December 2020, five fault zones, due by 8 February."""

from datetime import date
from decimal import Decimal
from typing import Any

from luodi.directory.models import ALWAYS
from luodi.directory.viewer import Viewer
from luodi.projects.actions.measuring import measure
from luodi.projects.actions.quantities import add_quantity
from luodi.projects.models import Baseline, Milestone, MilestoneDate, PlannedDate, Project, Quantity
from luodi.projects.rules import BaselineState, Template
from tests.cast import local
from tests.projecting import Projecting

BORED_FROM, PLAN = date(2020, 12, 25), date(2021, 2, 8)
FAULTS = (("F1", 95, 110), ("F2", 190, 205), ("F3", 270, 290), ("F4", 372, 385), ("F5", 480, 500))
ZONES = [{"name": name, "from": begin, "to": end, "days": []} for name, begin, end in FAULTS]


class Site:
    """A project with a tunnel to bore; times are frozen by whoever calls."""

    def __init__(self, people: Projecting, **columns: Any) -> None:
        self.people, self.by = people, Viewer.of(people.owner)
        values = {
            "template": Template.INFRASTRUCTURE,
            "site_calendar": ALWAYS,
            "started_on": BORED_FROM,
            "stage": "started",
        }
        self.project: Project = people.project("跨海隧道", **{"sector": "infrastructure"} | values | columns)
        self.number = self.project.number

    def tunnel(self, **columns: Any) -> Quantity:
        told = {"name": "隧道掘进", "unit": "米", "total": Decimal(570), "is_linear": True, "zones": ZONES}
        dates = {"starts_on": BORED_FROM, "ends_on": PLAN}
        return add_quantity(viewer=self.by, number=self.number, **told | dates | columns)

    def milestone(self, name: str = "隧道贯通", planned: date = PLAN, forecast: date | None = None) -> Milestone:
        """In an approved plan, with the owner's date."""
        owner = self.people.owner.post
        plan, _made = Baseline.objects.get_or_create(
            project=self.project,
            version=1,
            state=BaselineState.ACTIVE,
            proposed_by=owner,
            proposed_at=local(2020, 12, 25, 9),
            effective=BORED_FROM,
        )
        said = forecast or planned
        made = Milestone.objects.create(project=self.project, name=name, forecast=said)
        PlannedDate.objects.create(baseline=plan, milestone=made, planned=planned)
        MilestoneDate.objects.create(
            milestone=made, forecast=said, reported_by=owner, reported_at=local(2020, 12, 25, 9)
        )
        return made

    def measured(self, quantity: Quantity, value: float, as_of: Any, **more: Any) -> Any:
        told = {"quantity": quantity.pk, "value": Decimal(str(value)), "as_of": as_of}
        return measure(viewer=self.by, number=self.number, **told | more)
