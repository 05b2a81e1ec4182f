"""A case from filing to closed, each step an act of its own: statements, rows and processor time of each."""

import itertools
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from django.db import connection
from django.test.utils import CaptureQueriesContext

from luodi.approvals.actions.accepting import accept
from luodi.approvals.actions.deciding import approve
from luodi.approvals.actions.filing import file
from luodi.approvals.actions.issuing import issue, receive
from luodi.approvals.models import Case, Item
from luodi.config.bench.approvals_city import Hall
from luodi.config.bench.figures import Figure, spread
from luodi.directory.viewer import Viewer

MOST_STATEMENTS, MOST_CPU = 18, 6
TIMED = 8  # cases whose acts are timed; the statements of one more are counted
MANY = re.compile(r"(\d+) times: ")  # how Django names one statement with many rows
# What is done to an item in each state until it is delivered.
NEXT: dict[str, tuple[str, Callable[[Viewer, str], object]]] = {
    "filed": ("accept", lambda viewer, number: accept(viewer=viewer, number=number)),
    "accepted": ("approve", lambda viewer, number: approve(viewer=viewer, number=number)),
    "approved": ("issue", lambda viewer, number: issue(viewer=viewer, number=number)),
    "issued": (
        "receive",
        lambda viewer, number: receive(viewer=viewer, number=number, received_by="负责人"),
    ),
}
Measure = Callable[[str, Callable[[], object]], object]


@dataclass
class Counted:
    """Of each act: its statements with BEGIN and COMMIT, and the rows that were written beyond one a statement."""

    statements: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def __call__(self, name: str, call: Callable[[], object]) -> None:
        with CaptureQueriesContext(connection) as queries:
            call()
        said = [query["sql"] for query in queries.captured_queries]
        self.statements[name].append(len(said))
        self.rows[name].append(sum(int(found[1]) - 1 for sql in said if (found := MANY.match(sql))))


@dataclass
class Timed:
    """Of each act: milliseconds that passed, and those that this process computed."""

    walls: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    busy: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def __call__(self, name: str, call: Callable[[], object]) -> None:
        begun, busy = time.perf_counter(), time.process_time()
        call()
        self.busy[name].append(1000 * (time.process_time() - busy))
        self.walls[name].append(1000 * (time.perf_counter() - begun))


def measure_case(hall: Hall, items: int) -> Iterator[Figure]:
    code, counted, timed = hall.bundle(items), Counted(), Timed()
    live(hall, code, lambda _name, call: call())  # warm
    live(hall, code, counted)
    for _case in range(TIMED):
        live(hall, code, timed)
    for name in counted.statements:
        many, rows = counted.statements[name], counted.rows[name]
        said = f"{items} items, {name}"
        more = f" ({max(rows)} rows more in them)" if max(rows) else ""
        yield Figure(f"{said}: statements, median{more}", "", statistics.median(many))
        yield Figure(f"{said}: statements, most", "", max(many), 0, MOST_STATEMENTS)
        yield from spread(said, timed.walls[name], timed.busy[name], cpu_bar=MOST_CPU)
    every = list(itertools.chain.from_iterable(timed.busy.values()))
    walls = list(itertools.chain.from_iterable(timed.walls.values()))
    yield from spread(f"{items} items, every act", walls, every, cpu_bar=MOST_CPU)


def live(hall: Hall, code: str, measure: Measure) -> Case:
    """One case from its draft until it is closed; the viewers are made outside of what is measured."""
    case, applicant = hall.draft(code), Viewer.of(hall.applicant)
    len(applicant.company_ids)  # asked once, with the viewer
    measure("file", lambda: file(viewer=applicant, number=case.number))
    viewers = dict(hall.viewers())
    while True:
        due = Item.objects.filter(case=case, state__in=NEXT).order_by("pk")
        rows = list(due.values_list("state", "duty__number", "duty__unit"))
        if not rows:
            break
        for state, number, unit in rows:
            name, act = NEXT[state]
            measure(name, partial(act, viewers[unit], number))
    case.refresh_from_db()
    assert case.finished_at is not None, "the case was not closed"
    return case
