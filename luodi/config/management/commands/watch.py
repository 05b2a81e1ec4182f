"""`luodi watch`: warns, escalates, sends, seals, recalculates and loads spool files; as many as wanted."""

import signal
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from luodi.config.watch import LANES
from luodi.config.watching import Watch


class Command(BaseCommand):
    help = "Runs the watch loop until it is told to stop; with --once, until nothing is left to do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="look until nothing is due, then end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        watch = Watch(dict(LANES))
        if once:
            watch.run_once()
            return

        def stop(number: int, frame: FrameType | None) -> None:
            watch.stop.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        watch.run()
