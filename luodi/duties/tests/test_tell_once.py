"""The whole city's day clocks end in one second, and several watches look at them at once."""

import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection, connections

from luodi.duties.models import Deadline
from luodi.duties.sweep import tell_due
from luodi.duties.tests.crowd import crowd
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from tests.cast import Cast, local

MORNING = local(2021, 1, 4, 9, 40)
DUE = local(2021, 1, 4, 11, 40)
SCRIPT = """
import django
django.setup()
from luodi.duties.sweep import tell_due
from datetime import datetime
now = datetime.fromisoformat({now!r})
print(sum(iter(lambda: tell_due(now, {{}}), 0)))
"""


@pytest.fixture
def crowded(own_database) -> str:
    crowd(Cast(), 3000, at=MORNING)
    return own_database


def assert_each_once() -> None:
    events = Counter(Event.objects.filter(code="told").values_list("subject", flat=True))
    assert len(events) == 3000
    assert set(events.values()) == {1}
    pages = Counter(Notice.objects.filter(channel="page").values_list("reader__login", flat=True))
    assert pages == {"zone": 3000, "zonehead": 3000}
    assert not Deadline.objects.to_tell(DUE).exists()


def sweep_all() -> int:
    try:
        return sum(iter(lambda: tell_due(DUE, {}), 0))
    finally:
        connections.close_all()


def test_three_thousand_in_the_same_second_are_told_within_five_seconds(crowded):
    began = time.process_time()
    assert sum(iter(lambda: tell_due(DUE, {}), 0)) == 3000
    assert time.process_time() - began < 5
    assert_each_once()


def test_two_threads_tell_each_once(crowded):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite two processes do it")
    with ThreadPoolExecutor(2) as pool:
        shares = [task.result() for task in [pool.submit(sweep_all) for _ in range(2)]]
    assert sum(shares) == 3000
    assert all(shares), "each had its share"
    assert_each_once()


def test_two_processes_tell_each_once(crowded):
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL two threads do it")
    connection.close()
    environment = {**os.environ, "DATABASE_URL": crowded, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", SCRIPT.format(now=DUE.isoformat())]
    both = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) for _ in range(2)]
    shares = [int(child.communicate(timeout=60)[0]) for child in both]
    assert [child.returncode for child in both] == [0, 0]
    assert sum(shares) >= 3000
    assert_each_once()


def test_a_duty_under_an_act_is_passed_over_and_told_at_the_next_look(own_database):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite writers queue")
    first, second = crowd(Cast(), 2, at=MORNING)
    with psycopg.connect(own_database) as beside:
        beside.execute("SELECT * FROM duties_duty WHERE id = %s FOR NO KEY UPDATE", [first.duty_id])
        assert tell_due(DUE, {}) == 1
        assert set(Event.objects.values_list("subject", flat=True)) == {second.duty.number}
    assert tell_due(DUE, {}) == 1
    assert Event.objects.filter(code="told").count() == 2


def test_a_watch_that_dies_in_the_middle_loses_nothing(own_database, monkeypatch):
    crowd(Cast(), 3, at=MORNING)
    with monkeypatch.context() as crash:
        crash.setattr("luodi.duties.sweep.update_each", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            tell_due(DUE, {})
    assert not Notice.objects.exists()
    assert tell_due(DUE, {}) == 3
    assert Event.objects.filter(code="told").count() == 3
