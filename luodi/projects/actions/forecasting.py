"""Forecasts are issued, kept with all they follow from, and scored when the truth is known."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from luodi.ledger.acts import Act
from luodi.projects.forecast import METHOD_VERSION
from luodi.projects.forecast.score import Judged
from luodi.projects.goals import goals, issued_now
from luodi.projects.learning import began, learned
from luodi.projects.models import Forecast, Milestone, Project, Quantity, Stoppage
from luodi.projects.outlook import Outlook, outlook

AT_ONCE = 500  # projects of one set
FRESH = timedelta(days=7)  # how long a forecast stands that nothing new has touched
PLACES = Decimal("0.001")


def issue_forecasts(now: datetime) -> int:
    """Watch step: a set of open projects whose forecast is missing or has grown old."""
    waiting = list(stale_projects(now).order_by("pk")[:AT_ONCE])
    if waiting:
        issue_set(waiting, now)
    return len(waiting)


def stale_projects(now: datetime) -> "QuerySet[Project]":
    """After a week, or a day while the site stands still; at once where an owner's date has no forecast yet."""
    today = localdate(now)
    in_force = Forecast.objects.filter(project=OuterRef("pk"), is_current=True)
    dated = Milestone.objects.filter(project=OuterRef("pk"), met_on=None, withdrawn_at=None, forecast__isnull=False)
    still = Stoppage.objects.filter(project=OuterRef("pk"), until=None)
    due = (
        Exists(in_force.filter(as_of__lte=today - FRESH))
        | Exists(dated) & ~Exists(in_force.filter(milestone__isnull=False))
        | Exists(still) & Exists(in_force.filter(as_of__lt=today))
    )
    return Project.objects.filter(due, duty__closed=None).select_related("duty__unit__calendar")


def issue_set(projects: Sequence[Project], now: datetime) -> list[Forecast]:
    """No act: nothing is decided here, and the same inputs give the same forecast. What has no goal any more ends."""
    known, current = learned(), issued_now(projects)
    made = [found for goal in goals(projects, now, current) if (found := outlook(goal, known))]
    kept = {one.goal.key for one in made}
    gone = [one.pk for key, one in current.items() if key not in kept]
    fresh = [one for one in made if one.goal.current is None or one.goal.current.digest != one.digest]
    with transaction.atomic():
        return _write(fresh, gone, now)


def issue_step(a: Act, project: Project) -> list[Forecast]:
    """Step: after a report, a measurement, a moved date, a stoppage."""
    whole = Project.objects.select_related("duty__unit__calendar").get(pk=project.pk)
    return issue_set([whole], a.now)


def _write(made: Sequence[Outlook], gone: Sequence[int], now: datetime) -> list[Forecast]:
    past = [one.goal.current.pk for one in made if one.goal.current]
    Forecast.objects.filter(pk__in=[*past, *gone]).update(is_current=False)
    return Forecast.objects.bulk_create([_row(one, now) for one in made], batch_size=AT_ONCE)


def _row(one: Outlook, now: datetime) -> Forecast:
    found, goal = one.forecast, one.goal
    return Forecast(
        project=goal.project,
        milestone=goal.milestone,
        quantity=one.quantity,
        as_of=goal.today,
        issued_at=now,
        method=found.method,
        version=METHOD_VERSION,
        klass=found.klass_used,
        learned_from=found.n,
        is_learned=found.learned,
        reported=goal.milestone.forecast if goal.milestone else None,
        due=goal.due,
        p10=found.p10,
        p50=found.p50,
        p90=found.p90,
        on_time=None if found.on_time is None else Decimal(str(found.on_time)).quantize(PLACES),
        inputs=one.inputs | {"layers": one.layers},
        digest=one.digest,
    )


def score_step(project: Project, milestone: Milestone) -> int:
    """Step: the milestone is met (`met_on`); every forecast of it is held against that day. Returns how many."""
    return _score(project, Forecast.objects.filter(milestone=milestone), milestone.met_on)


def score_quantity(project: Project, quantity: Quantity, reached: date) -> int:
    """Step: the same for a quantity that no milestone stands for."""
    return _score(project, Forecast.objects.filter(quantity=quantity, milestone=None), reached)


def _score(project: Project, forecasts: "QuerySet[Forecast]", met_on: date | None) -> int:
    if met_on is None:
        return 0
    unit = max((met_on - began(project)).days, 1)
    open_ones = list(forecasts.filter(actual=None))
    for one in open_ones:
        one.actual, one.is_current = met_on, False
        if one.as_of < met_on:  # one issued later foretold nothing
            judged = Judged.of("", one.as_of, (one.p10, one.p50, one.p90), met_on, unit)
            one.covered = not (judged.early or judged.late)
            one.pinball, one.interval_score = judged.pinball, judged.interval
            one.bias_days = (met_on - one.p50).days
    told = ["actual", "is_current", "covered", "pinball", "interval_score", "bias_days"]
    Forecast.objects.bulk_update(open_ones, told, batch_size=AT_ONCE)
    return len(open_ones)


def unscore_step(milestone: Milestone) -> None:
    """Step: the milestone is not met after all; its forecasts wait for the truth again, the latest is current."""
    forecasts = Forecast.objects.filter(milestone=milestone)
    unknown = dict.fromkeys(("actual", "covered", "pinball", "interval_score", "bias_days"))
    forecasts.update(**unknown)
    if newest := forecasts.order_by("-pk").first():
        forecasts.filter(pk=newest.pk).update(is_current=True)
