"""The demo city founds itself whatever its dice draw and whatever the hour is."""

from datetime import datetime

import pytest
import time_machine

from luodi.clock import SHANGHAI
from luodi.config.demo.build import build
from luodi.config.demo.working import PROBLEMS
from luodi.duties.models import Handover
from luodi.ledger.models import Event
from luodi.projects.models import Problem

# On PostgreSQL tests/promises/test_replay.py founds the city.
pytestmark = [pytest.mark.django_db, pytest.mark.pure]

HOURS = (datetime(2026, 11, 23, 10, 5), datetime(2026, 11, 22, 23, 50), datetime(2027, 1, 4, 7, 0))
# What a problem of the demo went through, by how far its row says that it got.
WAY = ["opened", "problem_accepted", "problem_solved", "problem_closed"]
STEPS = {"raised": WAY[:1], "accepted": WAY[:2], "solved": WAY[:3], "closed": WAY}


@pytest.mark.parametrize("hour", HOURS, ids=str)
def test_a_city_is_founded_at_any_hour_and_something_waits_in_it(hour: datetime) -> None:
    now = hour.replace(tzinfo=SHANGHAI)
    with time_machine.travel(now, tick=False):
        assert build(now, enquiries=4, seed=hour.minute) > 4
    assert Handover.objects.filter(state=Handover.State.PROPOSED).count() >= 3
    told = {title: steps_of(title) for title, *_rest in PROBLEMS}
    assert told == {title: STEPS[reached] for title, _category, _words, _asked, reached in PROBLEMS}


def steps_of(title: str) -> list[str]:
    """What became of the problem of a project, step by step."""
    numbers = Problem.objects.filter(project__duty__title=title).values("duty__number")
    events = Event.objects.filter(subject__in=numbers, code__in=WAY).order_by("pk")
    return list(events.values_list("code", flat=True))
