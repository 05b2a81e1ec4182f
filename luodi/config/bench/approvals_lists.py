"""A city with a million items: what an officer asks of his list first, what is late and what is due soon."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db.models import Max
from django.utils import timezone

from luodi.approvals.listing import found_items
from luodi.approvals.models import Case, Item, ServiceVersion
from luodi.approvals.rules import CaseState, Holder, ItemState
from luodi.clock import SHANGHAI
from luodi.config.bench.approvals_city import Hall
from luodi.config.bench.figures import Figure
from luodi.config.bench.filling import careless, pour
from luodi.config.bench.timing import statements
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties import pages
from luodi.duties.models import FAR, Deadline, Duty, Visibility
from luodi.text import make_number

A_CASE = 10  # items of one
OPEN = 5  # of a hundred items: three years of a city
A_DAY = 90_000  # numbers of one day
MOST = 40  # ms
TIMES = 30
RUNNING = (ItemState.FILED, ItemState.ACCEPTED, ItemState.ACCEPTED, ItemState.ACCEPTED, ItemState.APPROVED)
CLOCK: dict[str, str] = {ItemState.FILED: "acceptance", ItemState.ACCEPTED: "decision", ItemState.APPROVED: "issue"}
Asked = Callable[[], object]


def fill_items(hall: Hall, count: int, seed: int = 7) -> None:
    """Cases, items, their duties and clocks in bulk; the same seed gives the same rows."""
    dice = random.Random(seed)
    posts = list(Post.objects.filter(unit__in=hall.departments).values_list("pk", "unit_id"))
    versions = {
        unit.pk: list(ServiceVersion.objects.filter(service__unit=unit).values_list("pk", flat=True))
        for unit in hall.departments
    }
    cases = [_matter(hall, dice, posts, number, "case") for number in range(count // A_CASE)]
    items = [_matter(hall, dice, posts, number, "item") for number in range(count)]
    duty, case, item = (1 + (model.objects.aggregate(last=Max("pk"))["last"] or 0) for model in (Duty, Case, Item))
    first = duty + len(cases)  # of the items' duties
    with careless():
        pour(Duty, DUTY, (_duty(hall, one, duty + number) for number, one in enumerate(cases + items)))
        filed = {"applicant": hall.applicant.pk, "company": hall.firm.pk, "query_code": "000000"}
        pour(
            Case,
            ("id", "duty", *filed, "begun_at", "filed_at", "finished_at"),
            (
                (case + number, duty + number, *filed.values(), one.opened, one.opened, one.closed)
                for number, one in enumerate(cases)
            ),
        )
        pour(
            Item,
            ("id", "case", "code", "version", "duty", "state", "holder", "holder_since", "filed_at", "closed_at"),
            (
                (
                    item + number,
                    case + number % len(cases),
                    f"I{number}",
                    dice.choice(versions[one.unit]),
                    first + number,
                    one.progress,
                    Holder.DEPARTMENT.value,
                    one.opened,
                    one.opened,
                    one.closed,
                )
                for number, one in enumerate(items)
            ),
        )
        pour(Deadline, DEADLINE, (_deadline(one, first + number) for number, one in enumerate(items)))


@dataclass(frozen=True, slots=True)
class Matter:
    kind: str
    number: str
    owner: int
    unit: int
    progress: str
    opened: datetime
    closed: datetime | None
    next_due: datetime


DUTY = (
    *("id", "kind", "number", "title", "owner", "unit", "city", "visibility"),
    *("progress", "opened", "closed", "next_due", "version"),
)
DEADLINE = (
    *("duty", "kind", "about", "token", "calendar", "calendar_version"),
    *("started", "due", "stopped", "outcome"),
)


def _matter(hall: Hall, dice: random.Random, posts: list[tuple[int, int]], number: int, kind: str) -> Matter:
    (owner, unit), opened = dice.choice(posts), hall.now - timedelta(minutes=dice.randint(10, 1_500_000))
    open_now = dice.randrange(100) < OPEN
    day = hall.now.astimezone(SHANGHAI).date() - timedelta(days=1 + number // A_DAY)
    running = CaseState.OPEN if kind == "case" else dice.choice(RUNNING)
    ended = CaseState.FINISHED if kind == "case" else ItemState.DELIVERED
    return Matter(
        kind=kind,
        number=make_number("C" if kind == "case" else "T", day, "370200", number % A_DAY),
        owner=owner,
        unit=unit,
        progress=(running if open_now else ended).value,
        opened=opened,
        closed=None if open_now else opened + timedelta(days=9),
        next_due=hall.now + timedelta(minutes=dice.randint(-4_000, 40_000)) if open_now else FAR,
    )


def _duty(hall: Hall, one: Matter, pk: int) -> tuple[object, ...]:
    who = (pk, one.kind, one.number, f"某项许可 {pk}", one.owner, one.unit, hall.city.territory.pk)
    return *who, Visibility.INTERNAL.value, one.progress, one.opened, one.closed, one.next_due, 1


def _deadline(one: Matter, duty: int) -> tuple[object, ...]:
    """Of an open item its clock, of a closed one that it kept."""
    what = (duty, CLOCK.get(one.progress, "issue"), "", "8wd", "office", 1, one.opened, one.closed or one.next_due)
    return *what, one.closed, "kept" if one.closed else ""


def measure_lists(hall: Hall) -> Iterator[Figure]:
    approver = hall.approvers[hall.departments[0].pk].user
    for name, user in (("officer of a department", approver), ("city desk", hall.desk.user)):
        viewer, now = Viewer.of(user), timezone.now()
        soon = now + timedelta(days=3)
        asked: dict[str, Asked] = {
            "overdue, first page": partial(found_items, viewer, {"due": "late"}, now=now),
            "due this week, first page": partial(found_items, viewer, {"due": "week"}, now=now),
            "overdue, how many (to 1,000)": partial(pages.count, viewer, pages.overdue(now)),
            "due within three days, how many (to 1,000)": partial(pages.count, viewer, pages.due_by(soon, now)),
        }
        for what, ask in asked.items():
            yield from _timed(f"{what} ({name})", ask)


def _timed(name: str, ask: Asked) -> Iterator[Figure]:
    ask()
    with statements() as said:
        ask()
    walls, busy = [], []
    for _time in range(TIMES):
        begun, used = time.perf_counter(), time.process_time()
        ask()
        busy.append(1000 * (time.process_time() - used))
        walls.append(1000 * (time.perf_counter() - begun))
    yield Figure(f"{name}: statements", "", len(said))
    yield Figure(f"{name}, p50", "ms", statistics.median(walls), statistics.median(busy), MOST)
