"""What a dispatch meeting looks at: only what is not as it should be. Reads of one statement each, bounded."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.utils.timezone import make_aware

from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Duty
from luodi.projects.models import Forecast, LightReading, MilestoneDate, Project, ReportRound
from luodi.projects.rules import Light

MOST = 200  # of one kind; a sheet of more is no sheet of exceptions
HALF = Decimal("0.5")
BESIDE = ("owner__user", "owner__unit", "unit__territory")
WITH_DUTY = tuple(f"project__duty__{name}" for name in BESIDE)
MONTH = timedelta(days=31)


def last_round_day(viewer: Viewer, today: date) -> date:
    """As of which day the last closed round reported; a month ago where there was none."""
    duties = Duty.objects.visible_to(viewer).filter(kind="project")
    closed = ReportRound.objects.filter(as_of__lte=today, cycle__is_opening=False).exclude(closed_at=None)
    of_his = closed.filter(Exists(duties.filter(project__reports__round=OuterRef("pk"))))
    found = of_his.order_by("-as_of").values_list("as_of", flat=True).first()
    return found or today - MONTH


@dataclass(frozen=True)
class LateDuty:
    """`kinds`: which of its deadlines are over, with how long."""

    duty: Duty
    late: list[Deadline]


def late_duties(viewer: Viewer, now: datetime) -> list[LateDuty]:
    """Projects with an overdue report or slip, overdue problems and works, and what else a slip is overdue on.

    Longest first; two statements.
    """
    over = Deadline.objects.filter(stopped=None, due__lt=now)
    of_it = over.filter(duty=OuterRef("pk"))
    looked_at = Exists(of_it.filter(kind__in=("report", "slip"))) | Exists(
        of_it.filter(duty__kind__in=("problem", "work"))
    )
    rows = Duty.objects.visible_to(viewer).open().filter(next_due__lt=now).filter(looked_at)
    rows = rows.select_related(*BESIDE, "project", "problem__project__duty", "work")
    late = Prefetch("deadlines", queryset=over.order_by("due"), to_attr="late")
    return [LateDuty(duty, duty.late) for duty in rows.prefetch_related(late).order_by("next_due", "pk")[:MOST]]


def turned_red(viewer: Viewer, since: date) -> "QuerySet[LightReading]":
    """Readings since that day after which a light is red that was not, and still is."""
    rows = LightReading.objects.filter(light=Light.RED, on__gte=since, project__light=Light.RED).exclude(was=Light.RED)
    return _of_open(rows, viewer).order_by("-on", "-pk")[:MOST]


def unlikely(viewer: Viewer) -> "QuerySet[Forecast]":
    """Current forecasts by which it is more likely late than on time, worst first."""
    rows = Forecast.objects.filter(is_current=True, on_time__lt=HALF, actual=None).select_related("milestone")
    return _of_open(rows, viewer).order_by("on_time", "pk")[:MOST]


def moved_since(viewer: Viewer, since: datetime) -> "QuerySet[MilestoneDate]":
    """Dates that owners changed, oldest first."""
    rows = MilestoneDate.objects.filter(reported_at__gte=since).exclude(was=None).exclude(was=F("forecast"))
    seen = Duty.objects.visible_to(viewer).open().filter(kind="project")
    beside = (*(f"milestone__{name}" for name in WITH_DUTY), "milestone")
    return rows.filter(milestone__project__duty__in=seen.values("pk")).select_related(*beside).order_by("pk")[:MOST]


def _of_open(rows: QuerySet, viewer: Viewer) -> QuerySet:
    seen = Duty.objects.visible_to(viewer).open().filter(kind="project")
    return rows.filter(project__duty__in=seen.values("pk")).select_related(*WITH_DUTY)


@dataclass(frozen=True)
class MovedDate:
    """From the first date of the time looked at to the one that stands now."""

    project: Project
    milestone: str
    was: date
    now: date
    reason: str
    times: int

    @property
    def days(self) -> int:
        return (self.now - self.was).days


def moved_dates(viewer: Viewer, since: date) -> list[MovedDate]:
    """Per milestone; one that was moved there and back is left out. The last reason counts."""
    found: dict[int, list[MilestoneDate]] = {}
    for row in moved_since(viewer, _midnight(since)):
        found.setdefault(row.milestone_id, []).append(row)
    moved = [
        MovedDate(
            project=rows[-1].milestone.project,
            milestone=rows[-1].milestone.name,
            was=rows[0].was or rows[0].forecast,
            now=rows[-1].forecast,
            reason=rows[-1].reason,
            times=len(rows),
        )
        for rows in found.values()
    ]
    return [one for one in moved if one.days]


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))
