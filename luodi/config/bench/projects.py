"""Key projects measured: lists and overview over a hundred thousand, a round published, books, forecasts, open data."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from luodi.config.bench.figures import Figure
from luodi.config.bench.pages import signed_in
from luodi.config.bench.projects_city import MONTHS, build_city
from luodi.config.bench.projects_files import book, oc4ids
from luodi.config.bench.projects_forecasts import forecasts
from luodi.config.bench.projects_publishing import publishing
from luodi.config.bench.timing import measure
from luodi.config.demo.circle import Circle
from luodi.directory.viewer import Viewer
from luodi.projects.listing import found_projects, totals

LIST, OVERVIEW = 60, 250  # ms
MOST_QUERIES = 12
SOME = 5_000  # projects of a round, rows of a workbook, forecasts, projects of an export
ASKED: dict[str, dict[str, str]] = {
    "all": {},
    "building": {"stage": "building"},
    "red light": {"light": "red"},
    "a sector": {"sector": "tourism"},
    "overdue": {"due": "late"},
    "by words": {"q": "99"},
}


def measure_projects(count: int, analyse: Callable[[], None]) -> Iterator[Figure]:
    """On an empty database: `count` projects with sixty monthly reports each."""
    call_command("collectstatic", interactive=False, verbosity=0)
    circle = build_city(timezone.now(), count)
    analyse()
    yield from lists(circle, f"{count:,} projects, {MONTHS} reports each")
    yield from overview(circle)
    yield from publishing(SOME)
    yield from book(SOME)
    yield from forecasts(SOME)
    yield from oc4ids(SOME)


def lists(circle: Circle, size: str) -> Iterator[Figure]:
    """The first page of the library with its sums by each filter, then whole requests."""
    viewer, now = Viewer.of(circle.dispatcher.user), timezone.now()
    for name, asked in ASKED.items():
        found = measure(name, partial(listed, viewer, asked, now))
        yield Figure(f"{size}: list, {name}, p50", "ms", found.p50_ms, found.cpu_ms, LIST)
    desk, here = signed_in(circle.dispatcher.user), reverse("desk:projects")
    for name, asked in ASKED.items():
        found = measure(name, partial(desk.get, here, asked))
        yield Figure(f"library page, {name}: queries", "", found.sql, 0, MOST_QUERIES)
        yield Figure(f"library page, {name}, p50", "ms", found.p50_ms, found.cpu_ms)


def listed(viewer: Viewer, asked: dict[str, str], now: datetime) -> object:
    """The first page with what it adds up to."""
    return totals(found_projects(viewer, asked, now=now))


def overview(circle: Circle) -> Iterator[Figure]:
    desk = signed_in(circle.dispatcher.user)
    found = measure("overview", partial(desk.get, reverse("desk:overview")))
    yield Figure("city overview: queries", "", found.sql, 0, MOST_QUERIES)
    yield Figure("city overview with lights, sums and trend, p50", "ms", found.p50_ms, found.cpu_ms, OVERVIEW)
