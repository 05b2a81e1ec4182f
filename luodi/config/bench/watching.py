"""The watch's own work at full size: finding what is due, telling thousands at once, a new calendar year."""

import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from luodi.accounts.models import User
from luodi.clock import DayKind
from luodi.config.bench.filling import Filled
from luodi.config.bench.memory import watching
from luodi.config.bench.pages import submission
from luodi.config.bench.timing import Measured, measure
from luodi.config.watch import EXPIRIES
from luodi.directory.actions import enter_year
from luodi.directory.models import WorkCalendar
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline
from luodi.duties.sweep import tell_due
from luodi.ledger.models import Event

AT_ONCE = 3000
DUE = 500
PAUSE = 0.2  # seconds between two submits of the busy hour
LONGEST = 120  # seconds of the calendar year that are looked at; at full size it goes on evenly for much longer


def find_due(filled: Filled) -> Iterator[Measured]:
    """500 due among all open deadlines, by the one indexed query of the sweep."""
    now = timezone.now()
    moment = now - timedelta(hours=1)
    chosen = Deadline.objects.filter(stopped=None, tell_at__gt=now).order_by("-tell_at").values_list("pk", flat=True)
    Deadline.objects.filter(pk__in=list(chosen[:DUE])).update(tell_at=moment)

    def found() -> None:
        assert len(Deadline.objects.to_tell(now).values_list("pk")[:DUE]) == DUE

    yield measure("500 due among all open deadlines (query)", found)
    _tell_all(now)


def tell_at_once(filled: Filled) -> Iterator[Measured]:
    """3,000 deadlines due in the same second; seconds until each is told once."""
    now = timezone.now()
    moment = now + timedelta(minutes=1)
    chosen = list(
        Deadline.objects.filter(stopped=None, tell_at__gt=moment)
        .order_by("-tell_at")
        .values_list("pk", flat=True)[:AT_ONCE]
    )
    Deadline.objects.filter(pk__in=chosen).update(
        tell_at=moment, due=moment, started=moment - timedelta(days=9), told=1
    )
    before = Event.objects.filter(code="told").count()
    begun = time.perf_counter()
    _tell_all(moment)
    spent = 1000 * (time.perf_counter() - begun)
    told = Event.objects.filter(code="told").count() - before
    assert told >= AT_ONCE, f"{told} of {AT_ONCE} told"
    yield Measured(f"{AT_ONCE} due in the same second, all told (watch)", round(spent, 1), round(spent, 1), told)


def _tell_all(now: datetime) -> None:
    while tell_due(now, EXPIRIES):
        pass


def enter_a_year(filled: Filled) -> Iterator[Measured]:
    """A calendar year is entered; a watch process of its own recalculates while investors go on submitting."""
    operator = User.objects.get(login="demo-operator")
    office = WorkCalendar.objects.get(code="office")
    days = {date(office.last_year + 1, 1, day): (DayKind.HOLIDAY, "元旦") for day in (1, 2, 3, 4)}
    enter_year(viewer=Viewer.of(operator), calendar=office, year=office.last_year + 1, days=days, source="bench")
    office.refresh_from_db()
    older = Deadline.objects.running().filter(calendar="office", calendar_version__lt=office.version)
    many, until = older.count(), time.monotonic() + LONGEST
    begun = time.perf_counter()
    with watching() as loop:
        waits = list(_submits_while(lambda: loop.poll() is None and time.monotonic() < until and older.exists()))
        assert loop.poll() is None, "the watch ended before its work"
    spent, left = 1000 * (time.perf_counter() - begun), older.count()
    said = f"calendar year: {many - left} of {many} open deadlines computed anew (watch)"
    yield Measured(said, round(spent, 1), round(spent, 1), 0)
    middle, worst = statistics.median(waits), max(waits)
    yield Measured(f"{len(waits)} submits meanwhile: middle and slowest", round(middle, 1), round(worst, 1), 0)


def _submits_while(busy: Callable[[], bool]) -> Iterator[float]:
    """Milliseconds of each whole request. A failed submit ends the bench: nothing here is caught."""
    numbers = itertools.count()
    while busy():
        ask, begun = submission(f"+86135{next(numbers):08d}"), time.perf_counter()
        answer = ask()
        yield 1000 * (time.perf_counter() - begun)
        assert answer.status_code == 302, answer.status_code
        time.sleep(PAUSE)
