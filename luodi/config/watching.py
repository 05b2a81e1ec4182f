"""Runs the steps of the watch: each lane in a thread, until told to stop, with a heartbeat for the health page."""

import json
import logging
import os
import threading
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils import timezone

from luodi.config.watch import Step

LONGEST_SLEEP = 1.0  # seconds; also how long a stop may take while nothing is being done
FIRST_REST, LONGEST_REST = 2.0, 60.0  # seconds before a step that failed is called again
BEAT = 1.0  # seconds between two heartbeats
ALIVE = 60  # seconds after which a heartbeat counts as stopped

logger = logging.getLogger(__name__)


class Lane(threading.Thread):
    """Calls its steps in order. A step that fails rests longer each time and holds up no other."""

    def __init__(self, name: str, steps: Sequence[Step], stop: threading.Event) -> None:
        super().__init__(name=name)
        self.steps, self.stop = steps, stop
        self.next_at = {step.name: 0.0 for step in steps}
        self.failures = dict.fromkeys(self.next_at, 0)
        self.beaten = 0.0

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                self.look()
                self.beat()
                rest = min(self.next_at.values()) - time.monotonic()
                self.stop.wait(max(0.0, min(rest, LONGEST_SLEEP)))
        finally:
            connections.close_all()

    def look(self) -> int:
        """One round over the steps whose time has come; returns how much they found."""
        found = 0
        for step in self.steps:
            if not self.stop.is_set() and self.next_at[step.name] <= time.monotonic():
                found += self._call(step)
        return found

    def _call(self, step: Step) -> int:
        close_old_connections()
        try:
            found = step.run(timezone.now())
        except Exception:  # the next look finds the same again: nothing is lost by going on
            logger.error("watch: %s failed", step.name, exc_info=True)
            self.failures[step.name] += 1
            rest = min(FIRST_REST * 2 ** (self.failures[step.name] - 1), LONGEST_REST)
            self.next_at[step.name] = time.monotonic() + rest
            return 0
        self.failures[step.name] = 0
        self.next_at[step.name] = time.monotonic() + (0 if found else step.every)
        return found

    def beat(self) -> None:
        if time.monotonic() - self.beaten < BEAT:
            return
        self.beaten = time.monotonic()
        failing = sorted(name for name, count in self.failures.items() if count)
        _write(self.name, {"at": timezone.now().isoformat(), "pid": os.getpid(), "failing": failing})


class Watch:
    """All lanes of one process."""

    def __init__(self, lanes: dict[str, Sequence[Step]]) -> None:
        self.stop = threading.Event()
        self.lanes = [Lane(name, steps, self.stop) for name, steps in lanes.items()]

    def run(self) -> None:
        for lane in self.lanes:
            lane.start()
        while any(lane.is_alive() for lane in self.lanes):
            self.stop.wait(LONGEST_SLEEP)
            if self.stop.is_set():
                for lane in self.lanes:
                    lane.join()

    def run_once(self, most: int = 10_000) -> None:
        """Every step until it finds nothing, in the order of the lanes."""
        for lane in self.lanes:
            for _round in range(most):
                if not lane.look():
                    break
            lane.beat()


def heartbeats() -> dict[str, dict[str, Any]]:
    """Lane -> when it last went round on this machine (`at`), `pid`, and the names of steps that fail."""
    found = {}
    for path in _folder().glob("watch-*.json"):
        try:
            found[path.stem.removeprefix("watch-")] = json.loads(path.read_text())
        except (OSError, ValueError):
            continue
    return found


def is_alive(now: datetime, lanes: Sequence[str]) -> bool:
    """Has every lane gone round within the last minute?"""
    beats = heartbeats()
    return all(
        name in beats and (now - datetime.fromisoformat(beats[name]["at"])).total_seconds() < ALIVE for name in lanes
    )


def _folder() -> Path:
    return Path(settings.HOME) / "spool"


def _write(lane: str, beat: dict[str, Any]) -> None:
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = folder / f".watch-{lane}.{os.getpid()}"
    fresh.write_text(json.dumps(beat))
    fresh.replace(folder / f"watch-{lane}.json")
