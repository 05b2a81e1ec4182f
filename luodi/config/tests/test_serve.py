"""`luodi serve` keeps its children running, and stops them when it is told to."""

import signal
import socket
import subprocess
import sys
import threading
import time

import pytest
from django.core.management import CommandError
from django.test import override_settings

from luodi.config.management.commands.serve import refuse_a_taken_port, refuse_an_unsafe_start
from luodi.config.processes import Child, Family

FOR_EVER = [sys.executable, "-c", "import time; time.sleep(60)"]
ENDS_AT_ONCE = [sys.executable, "-c", "raise SystemExit(3)"]


def test_a_signal_stops_every_child():
    web, watch = Child("web", FOR_EVER), Child("watch", FOR_EVER, essential=False)
    family = Family([web, watch], say=print)
    threading.Timer(0.7, signal.raise_signal, [signal.SIGTERM]).start()
    assert family.run() == 0
    assert web.process.poll() is not None
    assert watch.process.poll() is not None


def test_the_end_of_the_web_server_ends_the_family_with_its_code():
    watch = Child("watch", FOR_EVER, essential=False)
    assert Family([Child("web", ENDS_AT_ONCE), watch], say=print).run() == 3
    assert watch.process.poll() is not None


def test_a_watch_loop_that_dies_is_started_again_after_a_rest():
    said = []
    watch = Child("watch", ENDS_AT_ONCE, essential=False)
    watch.tend(said.append)
    watch.process.wait()
    assert watch.tend(said.append) is None
    assert watch.process is None
    watch.start_at = time.monotonic()
    watch.tend(said.append)
    assert isinstance(watch.process, subprocess.Popen)
    watch.process.wait()
    watch.tend(said.append)
    assert said == ["watch ended with 3; started again in 1 s", "watch ended with 3; started again in 2 s"]


def test_production_does_not_start_with_the_key_that_everybody_knows(settings, db):
    with override_settings(DEBUG=False, SECRET_KEY=settings.DEVELOPMENT_KEY), pytest.raises(CommandError) as why:
        refuse_an_unsafe_start()
    assert "LUODI_SECRET_KEY" in str(why.value)


def test_a_second_city_is_not_served_on_the_same_port():
    with socket.socket() as first:
        first.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        first.bind(("127.0.0.1", 0))
        first.listen()
        with pytest.raises(CommandError, match="choose another port"):
            refuse_a_taken_port("127.0.0.1", first.getsockname()[1])
