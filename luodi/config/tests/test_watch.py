"""The watch goes round, survives what fails, says that it is alive, and stops when told."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from luodi.config.watch import EXPIRIES, LANES, Step
from luodi.config.watching import Watch, heartbeats, is_alive
from luodi.duties.rules import ENDING, SILENT
from luodi.ledger.acts import act
from luodi.ledger.models import Entry
from luodi.ledger.spool import note_reading


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


def test_every_silent_deadline_has_an_act():
    assert EXPIRIES.keys() == SILENT | ENDING


def test_the_clocks_come_first_and_mail_has_a_lane_of_its_own():
    assert [step.name for step in LANES["clocks"]][:3] == ["tell_due", "recalculate", "seal"]
    assert [step.name for step in LANES["outbox"]] == ["deliver"]


def test_once_looks_until_nothing_is_left(own_database):
    with act("user:1") as a:
        a.record("E2021-1", "signed")
    note_reading("E2021-1", "user:1", timezone.now())
    call_command("watch", once=True)
    assert Entry.objects.count() == 1
    assert heartbeats().keys() == LANES.keys()


def test_a_step_that_finds_something_is_called_again_at_once(db):
    left = [3, 2, 0]
    watch = Watch({"one": (Step("count", lambda now: left.pop(0) if left else 0, 60),)})
    watch.run_once()
    assert left == []


def test_a_step_that_fails_rests_longer_and_holds_up_no_other(db, caplog):
    calls = []

    def fail(now: object) -> int:
        raise RuntimeError("of 张三")

    def work(now: object) -> int:
        calls.append(now)
        return 0

    (lane,) = Watch({"one": (Step("fail", fail, 0), Step("work", work, 0))}).lanes
    rests = []
    for _round in range(7):
        lane.next_at["fail"] = 0
        lane.look()
        rests.append(round(lane.next_at["fail"] - time.monotonic()))
    assert rests == [2, 4, 8, 16, 32, 60, 60]
    assert len(calls) == 7
    lane.beat()
    assert heartbeats()["one"]["failing"] == ["fail"]
    assert caplog.records[0].getMessage().startswith("watch: fail failed")


def test_the_heartbeat_of_every_lane_is_young(db):
    assert not is_alive(timezone.now(), ["one"])
    Watch({"one": ()}).lanes[0].beat()
    assert is_alive(timezone.now(), ["one"])
    assert not is_alive(timezone.now(), ["one", "two"])
    assert not is_alive(timezone.now() + timedelta(minutes=2), ["one"])


def test_lanes_run_side_by_side_until_told_to_stop(own_database):
    busy, free = threading.Event(), threading.Event()

    def wait(now: object) -> int:
        busy.set()
        free.wait(10)
        return 0

    watch = Watch({"slow": (Step("wait", wait, 1),), "quick": (Step("look", lambda now: 0, 0.01),)})
    runner = threading.Thread(target=watch.run)
    runner.start()
    assert busy.wait(10)
    until = time.monotonic() + 10
    while "quick" not in heartbeats() and time.monotonic() < until:
        time.sleep(0.01)
    assert "quick" in heartbeats(), "a mail server that hangs does not stop the clocks"
    free.set()
    watch.stop.set()
    runner.join(10)
    assert not runner.is_alive()


def test_sigterm_ends_it_cleanly(own_database, tmp_path):
    environment = {
        **os.environ,
        "DATABASE_URL": own_database,
        "DJANGO_SETTINGS_MODULE": "luodi.config.settings",
        "LUODI_HOME": str(tmp_path),
        "LUODI_DEBUG": "1",
    }
    with act("user:1") as a:
        a.record("E2021-1", "signed")
    child = subprocess.Popen([sys.executable, "-m", "luodi.config.cli", "watch"], env=environment)
    until = time.monotonic() + 30
    while not Entry.objects.exists() and time.monotonic() < until:
        time.sleep(0.05)
    child.send_signal(signal.SIGTERM)
    assert child.wait(15) == 0
    assert Entry.objects.count() == 1
    assert is_alive(timezone.now(), list(LANES))
