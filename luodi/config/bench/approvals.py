"""Approvals measured: a case act by act, two connections at once, lists of a million items, pages, licences."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from django.core.management import call_command
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from luodi.approvals.actions.accepting import accept
from luodi.approvals.actions.deciding import approve
from luodi.approvals.actions.filing import file
from luodi.approvals.models import Bundle, BundleVersion, Item
from luodi.config.bench.approvals_case import measure_case
from luodi.config.bench.approvals_city import SINCE, Hall
from luodi.config.bench.approvals_lists import fill_items, measure_lists
from luodi.config.bench.figures import Figure
from luodi.config.bench.pages import signed_in, visitor
from luodi.config.bench.timing import measure
from luodi.directory.viewer import Viewer
from luodi.signing.bench import measure as measure_signing

SIZES = (12, 30)
TRIALS = 200
MOST_QUERIES = 12
MADE, VERIFIED = 80, 15  # ms


def measure_approvals(items: int, analyse: Callable[[], None]) -> Iterator[Figure]:
    """On an empty database. `items` is how many the lists are read over; `analyse` has it look at its statistics."""
    call_command("collectstatic", interactive=False, verbosity=0)
    hall = Hall(timezone.now())
    for size in SIZES:
        yield from measure_case(hall, size)
    yield from both_at_once(hall)
    yield from certificates()
    fill_items(hall, items)
    analyse()
    yield from measure_lists(hall)
    yield from pages(hall)


def both_at_once(hall: Hall) -> Iterator[Figure]:
    """Two prerequisites approved in the same moment by two connections: how often their dependant was freed."""
    code = _pair(hall)
    viewers = dict(hall.viewers())
    freed = sum(_trial(hall, code, viewers) for _trial_number in range(TRIALS))
    yield Figure(f"two prerequisites approved at once, dependant freed, of {TRIALS} trials", "", freed)


def _pair(hall: Hall) -> str:
    edges = [{"from": one, "to": "D1", "kind": "result"} for one in ("A1", "B1")]
    definition = {
        "code": "bench-pair",
        "name": "两个前置",
        "lead": hall.departments[0].code,
        "items": [{"code": code, "service": code} for code in ("A1", "B1", "D1")],
        "edges": edges,
    }
    bundle = Bundle.objects.create(code="bench-pair", lead=hall.departments[0])
    BundleVersion.objects.create(
        bundle=bundle, definition=definition, name="两个前置", state="published", valid_from=SINCE
    )
    return bundle.code


def _trial(hall: Hall, code: str, viewers: dict[int, Viewer]) -> bool:
    case = hall.draft(code)
    file(viewer=Viewer.of(hall.applicant), number=case.number)
    rows = list(Item.objects.filter(case=case, state="filed").values_list("duty__number", "duty__unit"))
    for number, unit in rows:
        accept(viewer=viewers[unit], number=number)
    together = Barrier(len(rows))

    def press(number: str, unit: int) -> None:
        try:
            connection.ensure_connection()
            together.wait()
            approve(viewer=viewers[unit], number=number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(rows)) as pool:
        for task in [pool.submit(press, *row) for row in rows]:
            task.result()
    return Item.objects.get(case=case, code="D1").state == "filed"


def certificates() -> Iterator[Figure]:
    said = measure_signing()
    for name, key, most in (
        ("certificate made and signed", "licence_made_and_signed", MADE),
        ("certificate verified", "licence_verified", VERIFIED),
    ):
        yield Figure(f"{name}, p50", "ms", said[f"{key}_wall_ms"], said[f"{key}_cpu_ms"], most)


def pages(hall: Hall) -> Iterator[Figure]:
    """Whole requests, with session, viewer and template."""
    approver = signed_in(hall.approvers[hall.departments[0].pk].user)
    desk = signed_in(hall.desk.user)
    listed = reverse("desk:items")
    asked = {
        "items page, overdue (officer of a department)": partial(approver.get, listed, {"due": "late"}),
        "items page, overdue (city desk)": partial(desk.get, listed, {"due": "late"}),
        f"page of a bundle of {SIZES[-1]} items": partial(
            visitor().get, reverse("portal:guide_bundle", args=[f"bench-{SIZES[-1]}"])
        ),
    }
    for name, ask in asked.items():
        found = measure(name, ask)
        yield Figure(f"{name}: queries", "", found.sql, 0, MOST_QUERIES)
        yield Figure(f"{name}, p50", "ms", found.p50_ms, found.cpu_ms)
