"""The watch's own work at full size: finding what is due, telling thousands at once, a new calendar year."""

import threading
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

from luodi.accounts.models import User
from luodi.clock import DayKind
from luodi.config.bench.filling import Filled
from luodi.config.bench.timing import Measured, measure
from luodi.config.watch import EXPIRIES
from luodi.directory.actions import enter_year
from luodi.directory.models import Territory, WorkCalendar
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline
from luodi.duties.recalculation import recalculate
from luodi.duties.sweep import tell_due
from luodi.enquiries.actions.submitting import Typed, confirm, submit
from luodi.ledger.models import Event

AT_ONCE = 3000
DUE = 500


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
    """A calendar year is entered; watch recalculates every open deadline while investors go on submitting."""
    waits: list[float] = []
    done = threading.Event()
    submitting = threading.Thread(target=_keep_submitting, args=(waits, done))
    operator = User.objects.get(login="demo-operator")
    office = WorkCalendar.objects.get(code="office")
    days = {date(office.last_year + 1, 1, day): (DayKind.HOLIDAY, "元旦") for day in (1, 2, 3, 4)}
    enter_year(viewer=Viewer.of(operator), calendar=office, year=office.last_year + 1, days=days, source="bench")
    submitting.start()
    begun = time.perf_counter()
    now = timezone.now()
    while recalculate(now):
        pass
    spent = 1000 * (time.perf_counter() - begun)
    done.set()
    submitting.join()
    stale = Deadline.objects.filter(stopped=None, due__isnull=False, calendar="office", calendar_version__lt=2).count()
    assert not stale, f"{stale} deadlines of the old version are left"
    yield Measured("calendar year over all open deadlines (watch)", round(spent, 1), round(spent, 1), 0)
    yield Measured("slowest submit meanwhile", round(1000 * max(waits), 1), round(1000 * max(waits), 1), len(waits))


def _keep_submitting(waits: list[float], done: threading.Event) -> None:
    """A failed submit ends the bench: nothing here is caught."""
    place = Territory.objects.get(code="370211")
    number = 0
    while not done.is_set():
        number += 1
        who = Typed(name="负责人", contact=f"+86135{number:08d}", channel="sms", sentence="光伏屋顶", wish=place)
        begun = time.perf_counter()
        receipt = submit(viewer=Viewer.nobody(), typed=who)
        confirm(number=receipt.duty.number, code=receipt.code)
        waits.append(time.perf_counter() - begun)
        time.sleep(0.3)
    connection.close()
