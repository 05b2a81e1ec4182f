"""A calendar edit moves open deadlines, tells their owners, and never revives what was stopped or held."""

from contextlib import contextmanager
from datetime import date

import psycopg
import pytest
from django.db import connection
from django.db.models import F

from luodi.clock import Allowance
from luodi.directory import calendars
from luodi.directory.calendars import calendar_for
from luodi.directory.models import WorkCalendar, WorkCalendarDay
from luodi.duties import recalculation
from luodi.duties.models import Deadline, Duty, Pause
from luodi.duties.recalculation import pending, recalculate
from luodi.duties.tests.crowd import crowd, plan_by_index
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from tests.cast import Cast, local

MORNING = local(2021, 1, 4, 9, 40)
NEW_YEAR = local(2021, 1, 8, 9, 0)


@pytest.fixture(autouse=True)
def without_rest(monkeypatch):
    monkeypatch.setattr(recalculation.time, "sleep", lambda seconds: None)
    monkeypatch.setattr(recalculation, "pace", recalculation.Pace())


def close(day: date) -> None:
    """The offices stay shut on a day that was a working day."""
    office = WorkCalendar.objects.get(code="office")
    WorkCalendarDay.objects.update_or_create(calendar=office, date=day, defaults={"kind": "holiday"})
    WorkCalendar.objects.update(version=F("version") + 1)
    calendars.forget()


def test_due_moves_and_is_recorded_and_told(cast):
    (deadline,) = crowd(cast, 1, at=MORNING, kind="triage", token="3wd")
    before = deadline.due
    close(date(2021, 1, 6))
    assert pending(["office", "247"]) == {"office"}
    assert recalculate(NEW_YEAR) == 1
    deadline.refresh_from_db()
    assert (before, deadline.due) == (local(2021, 1, 7, 17, 30), local(2021, 1, 8, 17, 30))
    assert deadline.tell_at == local(2021, 1, 7, 17, 30), "the warning moves along"
    assert Duty.objects.get().next_due == deadline.due
    event = Event.objects.get(code="recalculated")
    assert event.actor == "system:recalculation"
    assert event.facts == {"kind": "triage", "old": "2021-01-07T09:30:00Z", "new": "2021-01-08T09:30:00Z"}
    notice = Notice.objects.get()
    assert (notice.reader, notice.code) == (cast.zone_officer, "recalculated")
    assert pending(["office", "247"]) == set()
    assert recalculate(NEW_YEAR) == 0


def test_a_deadline_that_does_not_move_is_silent(cast):
    (deadline,) = crowd(cast, 1, at=MORNING, kind="triage", token="3wd")
    close(date(2021, 5, 6))
    assert recalculate(NEW_YEAR) == 1
    deadline.refresh_from_db()
    assert deadline.due == local(2021, 1, 7, 17, 30)
    assert deadline.calendar_version == calendar_for("office").version
    assert not Event.objects.exists()
    assert not Notice.objects.exists()


def test_a_provisional_date_becomes_certain(cast):
    (deadline,) = crowd(cast, 1, at=local(2026, 12, 10, 10), kind="triage", token="20wd")
    assert deadline.provisional
    WorkCalendar.objects.update(last_year=2027, version=F("version") + 1)
    calendars.forget()
    recalculate(NEW_YEAR)
    deadline.refresh_from_db()
    assert not deadline.provisional


def test_pauses_are_taken_out_as_before(cast):
    (deadline,) = crowd(cast, 1, at=MORNING, kind="triage", token="3wd")
    Pause.objects.create(deadline=deadline, start=local(2021, 1, 4, 11), end=local(2021, 1, 5, 11), ground="x")
    close(date(2021, 1, 6))
    recalculate(NEW_YEAR)
    deadline.refresh_from_db()
    assert deadline.due == local(2021, 1, 11, 17, 30)


def test_stopped_and_held_ones_are_left_alone(cast):
    stopped, held = crowd(cast, 2, at=MORNING, kind="triage", token="3wd")
    Deadline.objects.filter(pk=stopped.pk).update(stopped=NEW_YEAR, outcome="missed", tell_at=None)
    Deadline.objects.filter(pk=held.pk).update(due=None, held=NEW_YEAR, tell_at=None)
    before = list(Deadline.objects.order_by("id").values())
    close(date(2021, 1, 6))
    assert recalculate(NEW_YEAR) == 0
    assert list(Deadline.objects.order_by("id").values()) == before


def test_few_at_a_time(cast):
    crowd(cast, 5, at=MORNING, kind="triage", token="3wd")
    close(date(2021, 1, 6))
    assert [recalculate(NEW_YEAR, limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert Event.objects.filter(code="recalculated").count() == 5


def test_what_was_told_is_not_told_again(cast):
    (deadline,) = crowd(cast, 1, at=MORNING, kind="triage", token="3wd")
    Deadline.objects.update(told=1, tell_at=deadline.due)
    close(date(2021, 1, 6))
    recalculate(NEW_YEAR)
    deadline.refresh_from_db()
    assert (deadline.told, deadline.tell_at) == (1, local(2021, 1, 8, 17, 30))


def test_one_that_cannot_be_computed_does_not_stand_in_the_way(cast, caplog):
    broken, sound = crowd(cast, 2, at=MORNING, kind="triage", token="3wd")
    Deadline.objects.filter(pk=broken.pk).update(token="?")
    close(date(2021, 1, 6))
    assert recalculate(NEW_YEAR) == 2
    sound.refresh_from_db()
    assert sound.due == local(2021, 1, 8, 17, 30)
    assert f"deadline {broken.pk} cannot be recalculated" in caplog.text
    assert recalculate(NEW_YEAR) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"due": None, "held": NEW_YEAR, "tell_at": None},
        {"stopped": NEW_YEAR, "outcome": "kept", "tell_at": None},
        {"due": local(2021, 1, 12, 17, 30), "tell_at": local(2021, 1, 11, 17, 30)},
    ],
    ids=["held", "stopped", "resumed with another due"],
)
def test_who_acts_between_reading_and_writing_wins(cast, monkeypatch, change):
    (deadline,) = crowd(cast, 1, at=MORNING, kind="triage", token="3wd")
    close(date(2021, 1, 6))
    plan = recalculation._plan

    def plan_then_act(limit: int) -> list:
        moves = plan(limit)
        Deadline.objects.filter(pk=deadline.pk).update(**change)
        return moves

    with monkeypatch.context() as race:
        race.setattr(recalculation, "_plan", plan_then_act)
        recalculate(NEW_YEAR)
    deadline.refresh_from_db()
    assert {name: getattr(deadline, name) for name in change} == change
    assert not Event.objects.exists()


def test_a_slow_disk_gets_smaller_sets():
    pace = recalculation.Pace()
    sizes = []
    for seconds in (0.1, 0.8, 0.4, 8, 0.01, 0.01, 0.01, 0.01):
        pace.took(seconds, pace.size)
        sizes.append(pace.size)
    assert sizes == [200, 50, 25, 20, 40, 80, 160, 200]


def test_a_deadline_that_an_act_holds_is_passed_over_and_waited_for_by_nobody(own_database):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite writers queue")
    deadline, other = crowd(Cast(), 2, at=MORNING, kind="triage", token="3wd")
    close(date(2021, 1, 6))
    with psycopg.connect(own_database) as beside:
        beside.execute("SELECT * FROM duties_deadline WHERE id = %s FOR NO KEY UPDATE", [deadline.pk])
        recalculate(NEW_YEAR)
        moved = set(Event.objects.values_list("subject", flat=True))
    assert moved == {other.duty.number}
    recalculate(NEW_YEAR)
    deadline.refresh_from_db()
    assert deadline.due == local(2021, 1, 8, 17, 30)


@contextmanager
def another_connection(url: str, duty_id: int):
    with psycopg.connect(url) as beside:
        beside.execute("SELECT * FROM duties_duty WHERE id = %s FOR NO KEY UPDATE", [duty_id])
        yield beside


def test_a_pause_in_another_connection_is_not_revived(own_database, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite writers queue")
    deadline, other = crowd(Cast(), 2, at=MORNING, kind="triage", token="3wd")
    close(date(2021, 1, 6))
    plan = recalculation._plan
    with another_connection(own_database, deadline.duty_id) as beside:
        beside.execute(
            "UPDATE duties_deadline SET due = NULL, held = now(), tell_at = NULL WHERE id = %s", [deadline.pk]
        )
        recalculate(NEW_YEAR)  # reads the old due, finds the duty under an act and passes on
        stale = plan(200)
        beside.commit()
    other.refresh_from_db()
    assert other.due == local(2021, 1, 8, 17, 30)
    with monkeypatch.context() as race:
        race.setattr(recalculation, "_plan", lambda limit: stale)
        recalculate(NEW_YEAR)
    deadline.refresh_from_db()
    assert (deadline.due, deadline.tell_at) == (None, None)
    assert deadline.held is not None
    assert set(Event.objects.values_list("subject", flat=True)) == {other.duty.number}


def test_stale_deadlines_are_found_by_their_index(cast):
    crowd(cast, 5, at=MORNING, kind="triage", token="3wd")
    stale = Deadline.objects.running().filter(calendar="office", calendar_version__lt=9)
    plan = plan_by_index(stale.order_by("calendar_version", "id")[:200])
    assert "deadline_calendar" in plan
    assert calendar_for("office").due(MORNING, Allowance.parse("3wd")).at == local(2021, 1, 7, 17, 30)
