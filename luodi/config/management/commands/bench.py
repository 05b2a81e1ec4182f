"""`luodi bench`: fills an empty database to the stated size and measures the main way on it.

`luodi bench match` measures matching among as many offers as are asked for, and needs no database.
`luodi bench projects` measures a library of a hundred thousand key projects, its overview, a round and its files.
`luodi bench approvals` measures a case act by act and lists of a million items, on an empty database too.
"""

import json
import os
import platform
import sqlite3
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from luodi.accounts.models import User
from luodi.clock.bench import measure as measure_clock
from luodi.config.bench.approvals import measure_approvals
from luodi.config.bench.figures import Figure
from luodi.config.bench.filling import Filled, Size, fill
from luodi.config.bench.matching import SMALL, measure_matching
from luodi.config.bench.memory import resident
from luodi.config.bench.pages import read_pages, write_acts
from luodi.config.bench.projects import measure_projects
from luodi.config.bench.timing import Measured
from luodi.config.bench.watching import enter_a_year, find_due, tell_at_once

ITEMS = 1_000_000
PROJECTS = 100_000
Say = Callable[[str], object]


class Command(BaseCommand):
    help = "Measures a city, its approvals or its projects on an empty database; or matching (match)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", nargs="?", choices=("city", "match", "approvals", "projects"), default="city")
        parser.add_argument("--offers", type=int, default=SMALL, help="of `match`")
        parser.add_argument("--items", type=int, default=ITEMS, help="of `approvals`")
        parser.add_argument("--projects", type=int, default=PROJECTS, help="of `projects`")
        parser.add_argument("--enquiries", type=int, default=Size.enquiries)
        parser.add_argument("--duties", type=int, default=Size.duties)
        parser.add_argument("--deadlines", type=int, default=Size.deadlines)
        parser.add_argument("--json", action="store_true", help="print JSON only")

    def handle(self, *args: Any, **options: Any) -> None:
        say = (lambda _line: None) if options["json"] else self.stdout.write
        result = self.measured(options, say)
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False, default=str))

    def measured(self, options: dict[str, Any], say: Say) -> dict[str, Any]:
        if options["what"] == "match":
            return match(options["offers"], say)
        if User.objects.exists():
            raise CommandError("bench fills an empty database; this one is not / 基准测试只在空库上进行")
        if options["what"] == "approvals":
            return counted("items", options["items"], measure_approvals, say)
        if options["what"] == "projects":
            return counted("projects", options["projects"], measure_projects, say)
        return self.city(options, say)

    def city(self, options: dict[str, Any], say: Say) -> dict[str, Any]:
        call_command("collectstatic", interactive=False, verbosity=0)
        size = Size(options["enquiries"], options["duties"], options["deadlines"])
        say(f"{connection.vendor}: filling {size}")
        begun, loads = time.monotonic(), os.getloadavg()
        filled = fill(size, timezone.now())
        optimise()
        filling = round(time.monotonic() - begun)
        say(f"filled in {filling} s")
        rows = []
        for row in measurements(filled):
            rows.append(row.row())
            cost = f"p50 {row.p50_ms:9} p95 {row.p95_ms:9} cpu {row.cpu_ms:7} sql {row.sql:5}"
            say(f"{row.name:52} {cost} gz {row.bytes_gz:7} {row.first_visit_gz:7}")
        clock = measure_clock()
        say(f"clock {clock}")
        sizes = {"size": asdict(size), "filling_s": filling, "engine": engine(), "rows": rows, "clock": clock}
        return sizes | circumstances(loads[0])


def match(offers: int, say: Say) -> dict[str, Any]:
    load = os.getloadavg()[0]
    rows = told(measure_matching(offers, settings.SEARCH_ENCODER, settings.SEARCH_ENGINE), say)
    chosen = {"encoder": settings.SEARCH_ENCODER, "engine": settings.SEARCH_ENGINE}
    return {"offers": offers, "rows": rows} | chosen | circumstances(load)


def counted(name: str, many: int, measured: Callable[..., Iterable[Figure]], say: Say) -> dict[str, Any]:
    """What `measured` finds in a city with `many` of what is named."""
    load = os.getloadavg()[0]
    rows = told(measured(many, optimise), say)
    return {name: many, "engine": engine(), "rows": rows} | circumstances(load)


def told(figures: Iterable[Figure], say: Say) -> list[dict[str, object]]:
    """Each is said as soon as it is known."""
    rows = []
    for figure in figures:
        rows.append(figure.row())
        bar = f"at most {figure.bar:g}" if figure.bar else ""
        say(f"{figure.name:75} {figure.value:9.1f} {figure.unit:2} cpu {figure.cpu:8.1f} {bar}")
    return rows


def circumstances(load: float) -> dict[str, str]:
    return {
        "date": str(timezone.localdate()),
        "load": f"{load:.1f}–{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
    }


def measurements(filled: Filled) -> Iterator[Measured]:
    yield from read_pages(filled)
    yield from write_acts(filled)
    yield from find_due(filled)
    yield from tell_at_once(filled)
    yield from enter_a_year(filled)
    yield from resident()


def engine() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}"


def optimise() -> None:
    """What a running city's database has done by itself: statistics of the tables."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
