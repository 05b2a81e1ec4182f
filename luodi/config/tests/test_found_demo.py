"""The demo city founds itself whatever its dice draw and whatever the hour is."""

from datetime import datetime

import pytest
import time_machine

from luodi.clock import SHANGHAI
from luodi.config.demo.build import build
from luodi.duties.models import Handover

# On PostgreSQL tests/promises/test_replay.py founds the city.
pytestmark = [pytest.mark.django_db, pytest.mark.pure]

HOURS = (datetime(2026, 11, 23, 10, 5), datetime(2026, 11, 22, 23, 50), datetime(2027, 1, 4, 7, 0))


@pytest.mark.parametrize("hour", HOURS, ids=str)
def test_a_city_is_founded_at_any_hour_and_something_waits_in_it(hour: datetime) -> None:
    now = hour.replace(tzinfo=SHANGHAI)
    with time_machine.travel(now, tick=False):
        assert build(now, enquiries=4, seed=hour.minute) > 4
    assert Handover.objects.filter(state=Handover.State.PROPOSED).count() >= 3
