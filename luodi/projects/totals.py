"""The sums of a closed round, by district and for the whole city: what a trend reads instead of every report."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Sum

from luodi.projects.models import Project, Report, ReportRound, RoundTotal
from luodi.projects.rounds import reports_owed

Place = tuple[int, int | None]  # city, district; None: what lies in no district, and in a total the whole city


@dataclass(slots=True)
class Sums:
    projects: int = 0
    reported: int = 0
    invested: int = 0


def write(one: ReportRound) -> None:
    """Step: when the round is closed."""
    found = _reported(one)
    owed = reports_owed(one).order_by().values_list("duty__city", "duty__district")
    for city, district, many in owed.annotate(many=Count("pk")):
        found[city, district].projects = many
    RoundTotal.objects.filter(round=one).delete()
    rows = [
        RoundTotal(
            round=one,
            city_id=city,
            district_id=district,
            projects=sums.projects,
            reported=sums.reported,
            invested=sums.invested,
        )
        for (city, district), sums in _with_cities(found).items()
    ]
    RoundTotal.objects.bulk_create(rows)


def correct(one: ReportRound, project: Project) -> None:
    """Step: a report of a closed round was corrected; the rows of its city are derived anew."""
    found = _with_cities(_reported(one, city=project.duty.city_id))
    for (city, district), sums in found.items():
        row = RoundTotal.objects.filter(round=one, city=city, district=district)
        row.update(reported=sums.reported, invested=sums.invested)


def rebuilt(one: ReportRound) -> dict[Place, tuple[int, int]]:
    """Reported and invested by place as the reports themselves say."""
    return {place: (sums.reported, sums.invested) for place, sums in _with_cities(_reported(one)).items()}


def _reported(one: ReportRound, city: int | None = None) -> "defaultdict[Place, Sums]":
    reports = Report.objects.counting().filter(round=one)
    if city is not None:
        reports = reports.filter(project__duty__city=city)
    rows = reports.order_by().values_list("project__duty__city", "project__duty__district")
    found: defaultdict[Place, Sums] = defaultdict(Sums)
    for of_city, district, many, invested in rows.annotate(many=Count("pk"), sum=Sum("invested")):
        found[of_city, district] = Sums(0, many, invested or 0)
    return found


def _with_cities(found: dict[Place, Sums]) -> dict[Place, Sums]:
    """The districts, and every city's own row: all of it, what lies in no district too."""
    wanted: dict[Place, Sums] = {place: sums for place, sums in found.items() if place[1] is not None}
    for (city, _district), sums in found.items():
        whole = wanted.setdefault((city, None), Sums())
        whole.projects += sums.projects
        whole.reported += sums.reported
        whole.invested += sums.invested
    return wanted
