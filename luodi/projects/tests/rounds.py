"""Short ways of the tests of report rounds: a reported figure, a checked one."""

from datetime import date
from decimal import Decimal
from typing import Any

from luodi.accounts.models import User
from luodi.directory.viewer import Viewer
from luodi.projects.actions.checking import accept
from luodi.projects.actions.reporting import fill, submit
from luodi.projects.models import Project, Report, ReportRound
from tests.projecting import MILLION, Projecting

SAID: dict[str, Any] = {
    "invested": 5 * MILLION,
    "arrived": 6 * MILLION,
    "percent": Decimal(10),
    "words": "桩基完成一半",
    "next_on": date(2021, 6, 1),
}


def report(by: User, project: Project, one: ReportRound, **values: Any) -> Report:
    """Filled and sent in."""
    who = Viewer.of(by)
    fill(viewer=who, number=project.number, round=one.pk, values={**SAID, **values})
    return submit(viewer=who, number=project.number, round=one.pk)


def accepted(people: Projecting, project: Project, one: ReportRound, **values: Any) -> Report:
    sent = report(people.owner, project, one, **values)
    return accept(viewer=Viewer.of(people.checker), number=project.number, report=sent.pk)
