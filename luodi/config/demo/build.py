"""Builds the demo city on an empty database."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import connection

from luodi.accounts.models import User
from luodi.clock import SHANGHAI
from luodi.config.demo.circle import build_circle
from luodi.config.demo.filings import tell_filings
from luodi.config.demo.history import Teller, tell_one
from luodi.config.demo.key_projects import tell_projects
from luodi.config.demo.loose_ends import leave_loose_ends
from luodi.config.demo.offering import tell_supply
from luodi.config.demo.offices import build_offices
from luodi.config.demo.past_projects import tell_past
from luodi.config.demo.people import build_people, build_rules
from luodi.config.demo.places import AROUND_THE_CLOCK, build_places
from luodi.config.demo.working import tell_working
from luodi.directory.calendars import calendar_for, forget
from luodi.directory.seeding import seed_calendars
from luodi.duties.clocks import pauses_of
from luodi.duties.models import Deadline
from luodi.duties.rules import Rung, ladder
from luodi.enquiries.models import Claim
from luodi.enquiries.rules import CLAIM_QUIET_DAYS
from luodi.matching.needs import seed_needs

ENQUIRIES = 400
WORKING_DAYS = 60


def build(now: datetime, enquiries: int = ENQUIRIES, seed: int = 20210104) -> int:
    """Returns how many enquiries were told. The same seed and moment give the same city."""
    with unhurried_disk():
        return _build(now, enquiries, seed)


@contextmanager
def unhurried_disk() -> Iterator[None]:
    """A city that can be told again need not wait for the disk after each of its 3,000 acts."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        try:
            yield
        finally:
            cursor.execute("PRAGMA synchronous=FULL")


def _build(now: datetime, enquiries: int, seed: int) -> int:
    seed_calendars()
    forget()
    since = now - timedelta(days=400)
    city = build_places()
    build_people(city, since)
    build_rules(city)
    offices = build_offices(city, since)
    seed_needs()
    teller = Teller(random.Random(seed), city, now)
    tell_supply(teller)
    circle = build_circle(city, since)
    tell_past(teller, circle)
    tell_working(tell_projects(teller, circle))
    tell_filings(teller, offices, min(enquiries / ENQUIRIES, 1))
    for at in _moments(teller, now, enquiries):
        tell_one(teller, at)
    leave_loose_ends(teller)
    _due_within_the_hour(teller, now)
    _demo_investors()
    _told_already(now)
    return teller.count


def _moments(teller: Teller, now: datetime, enquiries: int) -> list[datetime]:
    """Mostly in office hours of the last 60 working days, some at night and on weekends; the last ones today."""
    office = calendar_for("office")
    day = now.astimezone(SHANGHAI).date()
    days: list[date] = []
    while len(days) < WORKING_DAYS:
        if office.is_working(day):
            days.append(day)
        day -= timedelta(days=1)
    moments = []
    for _number in range(enquiries):
        chosen = teller.dice.choice(days)
        minute = teller.between(540, 1040) if teller.dice.random() < 0.85 else teller.between(420, 1380)
        midnight = datetime(chosen.year, chosen.month, chosen.day, tzinfo=SHANGHAI)
        moments.append(midnight + timedelta(minutes=minute))
    return sorted(moment for moment in moments if moment < now - timedelta(minutes=3)) or [now - timedelta(hours=1)]


def _due_within_the_hour(teller: Teller, now: datetime) -> None:
    """Two fresh ones at the window that never closes: to be signed for within the hour, whatever the hour is."""
    place = teller.city.zones[AROUND_THE_CLOCK].territory
    for minutes in (85, 70):
        teller.submit(now - timedelta(minutes=minutes), teller.draw(), place)


def _demo_investors() -> None:
    """Three investors to be in one tap: the ones with the latest enquiries."""
    latest = User.objects.filter(kind=User.Kind.INVESTOR).order_by("-pk")[:3]
    for number, user in enumerate(latest, start=1):
        User.objects.filter(pk=user.pk).update(login=f"demo-investor-{number}", name=f"投资人{number}")


def _told_already(now: datetime) -> None:
    """What the watch would have told in the past is told; only what is still to come is left to it."""
    for deadline in Deadline.objects.filter(stopped=None, due__isnull=False):
        assert deadline.due is not None
        calendar = calendar_for(deadline.calendar)
        rungs = ladder(deadline.kind, deadline.token, deadline.started, deadline.due, calendar, pauses_of(deadline))
        told = [tell.rung for tell in rungs if tell.at <= now and tell.rung != Rung.EXPIRED]
        deadline.told = max(told, default=Rung.NONE)
        deadline.tell_at = next((tell.at for tell in rungs if tell.rung > deadline.told), None)
        deadline.save(update_fields=["told", "tell_at"])
    quiet = Claim.objects.filter(state=Claim.State.VALID, progress_at__lte=now - timedelta(days=CLAIM_QUIET_DAYS))
    quiet.update(state=Claim.State.WARNED)
