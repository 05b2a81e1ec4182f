"""The watch loop, one look at a time."""

from datetime import datetime

from django.utils import timezone

from luodi.config.watch import LANES
from luodi.ledger.models import Event
from luodi.ledger.sealing import seal, write_entries
from luodi.matching.following import Follower


def look(now: datetime) -> None:
    """Everything the clocks' lane finds to do at this moment, until it finds nothing."""
    for step in LANES["clocks"]:
        while step.run(now) and step.name != "optimize":
            pass


def seal_all(now: datetime) -> None:
    """Every event of the test is in order. On PostgreSQL the sealer waits for running transactions, and a test is
    one: there its events are numbered as they will be once it has ended."""
    while seal(now):
        pass
    if waiting := list(Event.objects.unsealed().order_by("id")):
        write_entries(waiting, now)


def catch_up(follower: Follower) -> None:
    """What the watch does within seconds of anything that happened."""
    now = timezone.now()
    seal_all(now)
    while follower.follow(now):
        pass
