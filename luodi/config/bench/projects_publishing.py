"""A round of many projects published: prepared in sets by the watch, previewed, approved, its files drawn."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from luodi.bulletin.actions.preparing import build_editions, prepare
from luodi.bulletin.actions.previewing import preview
from luodi.bulletin.actions.publishing import publish
from luodi.bulletin.drawing.files import draw_editions
from luodi.bulletin.models import Edition
from luodi.config.bench.figures import Figure
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import replaying
from luodi.projects.models import Project, Report, ReportCycle, ReportRound
from luodi.projects.rules import Frequency, Level, ReportState

MOST_SECONDS = 60


def publishing(count: int) -> Iterator[Figure]:
    """Of a cycle of its own over `count` open projects of the database's city, each with one accepted report."""
    one = _round(count)
    desk, leader = (_viewer(role) for role in (Post.Role.DISPATCHER, Post.Role.LEADER))
    begun, busy = time.perf_counter(), time.process_time()
    edition = prepare(viewer=desk, round=one, territory=one.cycle.territory)
    yield Figure(f"an edition of {edition.of:,} lines begun", "s", time.perf_counter() - begun)
    while build_editions(timezone.now()):
        pass
    yield Figure("its lines and figures, in the background", "s", time.perf_counter() - begun)
    preview(viewer=desk, number=edition.number)
    until = Edition.objects.get(pk=edition.pk).window_ends
    assert until is not None
    with replaying(until):
        yield _timed("approved and published", lambda: publish(viewer=leader, number=edition.number))
    while draw_editions(timezone.now()):
        pass
    spent, busy = time.perf_counter() - begun, time.process_time() - busy
    yield Figure(f"a round of {edition.of:,} projects published, files too", "s", spent, busy, MOST_SECONDS)


def _round(count: int) -> ReportRound:
    """National level, which the filled city does not use: the round asks for these projects alone."""
    now = timezone.now()
    keys = list(Project.objects.filter(duty__closed=None, side="").values_list("pk", flat=True)[:count])
    Project.objects.filter(pk__in=keys).update(level=Level.NATIONAL)
    city = Project.objects.select_related("duty__city").get(pk=keys[0]).duty.city
    told = {"levels": [Level.NATIONAL.value], "frequency": Frequency.MONTHLY}
    cycle = ReportCycle.objects.create(territory=city, name="bench", **told)
    moments: dict[str, Any] = {"opened_at": now - timedelta(days=6), "due": now - timedelta(days=1)}
    day = timezone.localdate(now)
    one = ReportRound.objects.create(cycle=cycle, period=f"{day:%Y-%m}", as_of=day, **moments)
    rows = (
        Report(project_id=pk, round=one, state=ReportState.ACCEPTED, invested=1_000_000, submitted_at=one.opened_at)
        for pk in keys
    )
    Report.objects.bulk_create(rows, batch_size=1000)
    return one


def _viewer(role: str) -> Viewer:
    """Somebody of the city who may: by his remit."""
    posts = Post.objects.filter(role=role, user__isnull=False).select_related("user", "unit__territory")
    held = next(post for post in posts.order_by("unit__territory__code") if "edition" in post.remit)
    assert held.user is not None
    return Viewer.of(held.user)


def _timed(name: str, run: Callable[[], object]) -> Figure:
    begun = time.perf_counter()
    run()
    return Figure(name, "s", time.perf_counter() - begun)
