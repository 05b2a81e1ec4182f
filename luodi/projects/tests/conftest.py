"""Who and what most tests of reports and lights begin with."""

import pytest
import time_machine

from luodi.projects.models import Project, ReportRound
from tests.cast import Cast, local
from tests.projecting import MILLION, Projecting


@pytest.fixture
def people(db: None) -> Projecting:
    with time_machine.travel(local(2021, 1, 4, 9), tick=False):
        return Projecting(Cast())


@pytest.fixture
def project(people: Projecting) -> Project:
    with time_machine.travel(local(2021, 1, 5, 9), tick=False):
        return people.project(year_plan=60 * MILLION)


@pytest.fixture
def one(people: Projecting) -> ReportRound:
    return people.round(opened=local(2021, 1, 20))
