"""A city with a million items: what an officer asks of his list first, what is late and what is due soon."""

import itertools
import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from django.utils import timezone

from luodi.approvals.listing import found_items
from luodi.approvals.models import Case, Item, ServiceVersion
from luodi.approvals.rules import ItemState
from luodi.clock import SHANGHAI
from luodi.config.bench.approvals_city import Hall
from luodi.config.bench.figures import Figure
from luodi.config.bench.filling import careless, save
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
    """Duties, items and clocks in bulk; the same seed gives the same rows."""
    dice = random.Random(seed)
    posts = list(Post.objects.filter(unit__in=hall.departments).select_related("unit"))
    versions = {unit.pk: list(ServiceVersion.objects.filter(service__unit=unit)) for unit in hall.departments}
    with careless():
        save(Duty, (_duty(hall, dice, posts, number, "case") for number in range(count // A_CASE)))
        cases = Duty.objects.filter(kind="case").exclude(case__isnull=False).order_by("pk")
        save(Case, (_case(duty, hall) for duty in cases.iterator(5000)))
        save(Duty, (_duty(hall, dice, posts, number, "item") for number in range(count)))
        save(Item, _items(dice, versions))
        save(Deadline, _deadlines())


def _duty(hall: Hall, dice: random.Random, posts: list[Post], number: int, kind: str) -> Duty:
    post, opened = dice.choice(posts), hall.now - timedelta(minutes=dice.randint(10, 1_500_000))
    open_now = dice.randrange(100) < OPEN
    day = hall.now.astimezone(SHANGHAI).date() - timedelta(days=1 + number // A_DAY)
    return Duty(
        kind=kind,
        number=make_number("C" if kind == "case" else "T", day, "370200", number % A_DAY),
        title=f"某项许可 {number}",
        owner=post,
        unit=post.unit,
        city=hall.city.territory,
        visibility=Visibility.INTERNAL,
        progress=("open" if kind == "case" else dice.choice(RUNNING)) if open_now else _ended(kind),
        opened=opened,
        closed=None if open_now else opened + timedelta(days=9),
        next_due=hall.now + timedelta(minutes=dice.randint(-4_000, 40_000)) if open_now else FAR,
    )


def _ended(kind: str) -> str:
    return "finished" if kind == "case" else ItemState.DELIVERED


def _case(duty: Duty, hall: Hall) -> Case:
    filed = {"begun_at": duty.opened, "filed_at": duty.opened, "finished_at": duty.closed}
    return Case(duty=duty, applicant=hall.applicant, company=hall.firm, query_code="000000", **filed)


def _items(dice: random.Random, versions: dict[int, list[ServiceVersion]]) -> Iterator[Item]:
    cases = itertools.cycle(Case.objects.order_by("pk").values_list("pk", flat=True))
    for number, duty in enumerate(Duty.objects.filter(kind="item", item=None).order_by("pk").iterator(5000)):
        yield Item(
            case_id=next(cases),
            code=f"I{number}",
            version=dice.choice(versions[duty.unit_id]),
            duty=duty,
            state=duty.progress,
            holder="department",
            holder_since=duty.opened,
            filed_at=duty.opened,
            closed_at=duty.closed,
        )


def _deadlines() -> Iterator[Deadline]:
    """Of each open item its clock, of each closed one that it kept."""
    for duty in Duty.objects.filter(kind="item", deadlines=None).order_by("pk").iterator(5000):
        ended = {"stopped": duty.closed, "outcome": "kept"} if duty.closed else {}
        yield Deadline(
            duty=duty,
            kind=CLOCK.get(duty.progress, "issue"),
            token="8wd",
            calendar="office",
            calendar_version=1,
            started=duty.opened,
            due=duty.closed or duty.next_due,
            **ended,
        )


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
