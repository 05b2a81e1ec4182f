"""Projects that were finished in the years before: what the forecasts of the demo circle learn from."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate, make_aware

from luodi.config.demo.circle import Circle
from luodi.config.demo.history import Teller
from luodi.directory.models import Post
from luodi.duties.models import Duty
from luodi.ledger.acts import replaying
from luodi.projects.actions.library import add
from luodi.projects.models import Milestone, MilestoneDate
from luodi.projects.rules import Sector, Stage, Template

KINDS = ("标准厂房一期", "污水处理厂扩建", "保障房三期", "产业园道路", "仓储中心", "社区医院", "实验小学", "变电站")
MANY = 48
# How much longer it took than the owner said, seen from each report: some finished early, a third much later.
SLIPS = (0.8, 0.9, 0.95, 1.0, 1.0, 1.05, 1.1, 1.15, 1.2, 1.35, 1.5, 1.9)


def tell_past(teller: Teller, circle: Circle) -> None:
    """Entered when they were finished, with the dates their owners had given month by month."""
    owners = list(circle.owners.values())
    today = localdate(teller.now)
    milestones = []
    for number in range(MANY):
        owner = owners[number % len(owners)]
        finished = today - timedelta(days=190 + 13 * number)
        milestones.append(_entered(teller, owner, number, finished))
    Milestone.objects.bulk_create(milestones)
    MilestoneDate.objects.bulk_create(
        [row for number, one in enumerate(milestones) for row in _dates(one, SLIPS[number % len(SLIPS)])]
    )
    Duty.objects.filter(project__in=[one.project_id for one in milestones]).update(
        closed=teller.now - timedelta(days=170), progress=Stage.AFTERCARE
    )


def _entered(teller: Teller, owner: Post, number: int, finished: date) -> Milestone:
    began = finished - timedelta(days=400 + number * 7 % 120)
    with replaying(teller.now - timedelta(days=180) + timedelta(minutes=number)):
        project = add(
            viewer=teller.viewer(owner.user),
            owner=owner,
            at=owner.unit.territory,
            title=f"{owner.unit.short}{KINDS[number % len(KINDS)]}",
            template=Template.INFRASTRUCTURE,
            values={
                "stage": Stage.AFTERCARE,
                "sector": Sector.INFRASTRUCTURE,
                "description": "已完工并移交。",
                "total": (60 + 13 * number) * 1_000_000,
                "started_on": began,
                "completed_on": finished,
            },
        )
    return Milestone(
        project=project, name="竣工", stage=Stage.COMPLETED, forecast=finished, met_on=finished, owner=owner
    )


def _dates(one: Milestone, slip: float) -> Iterator[MilestoneDate]:
    """Each report takes the rest to be shorter than it was."""
    assert one.met_on is not None
    was = None
    began = one.project.started_on
    assert began is not None
    at = began + timedelta(days=30)
    while at < one.met_on:
        said = at + (one.met_on - at) / slip
        noon = make_aware(datetime(at.year, at.month, at.day, 12))
        yield MilestoneDate(milestone=one, forecast=said, was=was, reported_by=one.owner, reported_at=noon)
        was, at = said, at + timedelta(days=45)
