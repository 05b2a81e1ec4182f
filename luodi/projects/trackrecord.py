"""How good the forecasts were, once the truth was known: coverage of each unit, with numerator and denominator."""

from dataclasses import dataclass

from django.db.models import Avg, Count, F, Q

from luodi.directory.viewer import Viewer
from luodi.projects.models import Forecast, Project

PROMISED = 80  # percent of forecasts that should hold the day


@dataclass(frozen=True)
class Record:
    """Of one unit; `early` and `late` finished before and after the range, `bias` are days after the middle."""

    unit: str
    held: int
    judged: int
    early: int
    late: int
    projects: int
    bias: float
    score: float

    @property
    def percent(self) -> int:
        return round(100 * self.held / self.judged)


def track_record(viewer: Viewer) -> list[Record]:
    """Of the projects that the viewer sees, by unit in its administrative order; one query."""
    judged = Forecast.objects.filter(covered__isnull=False, project__in=Project.objects.visible_to(viewer).values("pk"))
    rows = (
        judged.values("project__duty__unit__name", "project__duty__unit__code")
        .annotate(
            held=Count("pk", filter=Q(covered=True)),
            judged=Count("pk"),
            early=Count("pk", filter=Q(actual__lt=F("p10"))),
            late=Count("pk", filter=Q(actual__gt=F("p90"))),
            projects=Count("project", distinct=True),
            bias=Avg("bias_days"),
            score=Avg("interval_score"),
        )
        .order_by("project__duty__unit__code")
    )
    numbers = ("held", "judged", "early", "late", "projects", "bias", "score")
    return [Record(*row) for row in rows.values_list("project__duty__unit__name", *numbers)]
