"""Forecasts of many projects: what the library teaches is learned, then every open project is forecast, in sets."""

import random
import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from luodi.config.bench.figures import Figure
from luodi.projects.actions.forecasting import issue_forecasts
from luodi.projects.learning import forget, learned
from luodi.projects.models import Forecast, Milestone, MilestoneDate, Project

MOST_SECONDS = 20
DATES = 12  # that each owner gave
AT_ONCE = 2_000
SEED = 5


def forecasts(count: int) -> Iterator[Figure]:
    """Of `count` open projects of the database without milestones, and as many more for finished ones to learn from."""
    now = timezone.now()
    projects = list(Project.objects.filter(duty__closed=None, milestones=None).select_related("duty")[: 2 * count])
    open_ones, past = projects[:count], projects[count:]
    fill_dates(open_ones, now, finished=False)
    fill_dates(past, now, finished=True)
    forget()
    begun = time.perf_counter()
    known = learned()
    yield Figure(f"learned from {known.finished:,} finished projects", "s", time.perf_counter() - begun)
    begun, busy = time.perf_counter(), time.process_time()
    while issue_forecasts(now):
        pass
    spent, busy = time.perf_counter() - begun, time.process_time() - busy
    made = Forecast.objects.filter(project__in=[one.pk for one in open_ones], is_current=True).count()
    yield Figure(f"forecasts of {made:,} projects", "s", spent, cpu=busy, bar=MOST_SECONDS)


def fill_dates(projects: Sequence[Project], now: datetime, *, finished: bool) -> None:
    """A milestone of each with the dates that its owner gave month by month, half again too early as they are."""
    drawn, today = random.Random(SEED), timezone.localdate(now)
    milestones = []
    for project in projects:
        ends = today + timedelta(days=drawn.randint(-900, -1) if finished else drawn.randint(10, 700))
        met_on = ends if finished else None
        milestones.append(Milestone(project=project, name="竣工", stage="completed", forecast=ends, met_on=met_on))
    Milestone.objects.bulk_create(milestones, batch_size=AT_ONCE)
    rows = [row for one in milestones for row in _dates(one, today, drawn)]
    MilestoneDate.objects.bulk_create(rows, batch_size=AT_ONCE)
    begins = [one.project for one in milestones]
    for project, one in zip(begins, milestones, strict=True):
        project.started_on = (one.forecast or today) - timedelta(days=30 * DATES + 60)
    Project.objects.bulk_update(begins, ["started_on"], batch_size=AT_ONCE)


def _dates(one: Milestone, today: date, drawn: random.Random) -> Iterator[MilestoneDate]:
    end = one.forecast or today
    for month in range(DATES):
        at = end - timedelta(days=30 * (DATES - month))
        if at < today:
            said = at + (end - at) / drawn.uniform(1.0, 3.0)
            noon = timezone.make_aware(datetime(at.year, at.month, at.day, 12))
            yield MilestoneDate(
                milestone=one, forecast=said, reported_by_id=one.project.duty.owner_id, reported_at=noon
            )
