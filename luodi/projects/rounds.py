"""Whose turn it is: the period of a day, which projects owe a report, who keeps a round. Reads only."""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from luodi.clock import SHANGHAI, Allowance
from luodi.directory.calendars import unit_calendar
from luodi.directory.models import Post, Territory
from luodi.directory.viewer import Viewer
from luodi.duties.owners import city_desk
from luodi.ledger.acts import Refused
from luodi.projects.models import Project, Report, ReportCycle, ReportRound
from luodi.projects.rules import Frequency, Level, Side

QUARTER_ENDS = (3, 6, 9, 12)
GRACE = Allowance.parse("3wd")  # for a round that is opened after its day of grace has passed


def period_of(frequency: str, day: date) -> str:
    """2026-10, or 2026-Q3; empty for a month in which no quarter ends."""
    if frequency == Frequency.MONTHLY:
        return f"{day:%Y-%m}"
    return f"{day.year}-Q{day.month // 3}" if day.month in QUARTER_ENDS else ""


def months_of(frequency: str) -> int:
    return 1 if frequency == Frequency.MONTHLY else 3


def due_date(cycle: ReportCycle, as_of: date) -> date:
    """The due day of the same month, or of the next where it lies before the opening day."""
    if cycle.due_day >= as_of.day:
        return as_of.replace(day=cycle.due_day)
    following = as_of.replace(day=1) + timedelta(days=32)
    return following.replace(day=cycle.due_day)


def due_moment(cycle: ReportCycle, as_of: date, opened: datetime) -> datetime:
    """When the office closes on the due day or the next working one; three working days where that has passed."""
    calendar = unit_calendar(city_desk())
    days = (due_date(cycle, as_of) - as_of).days
    due = calendar.due(datetime.combine(as_of, time(), SHANGHAI), Allowance.parse(f"{days}d")).at
    return due if due > opened else calendar.due(opened, GRACE).at


def cities_of(cycle: ReportCycle) -> list[int]:
    """A circle's cycle leaves those cities alone that have one of their own."""
    if cycle.territory.level != Territory.Level.CIRCLE:
        return [cycle.territory_id]
    own = ReportCycle.objects.filter(territory=OuterRef("pk"), active=True)
    return list(Territory.objects.filter(~Exists(own), parent=cycle.territory).values_list("pk", flat=True))


def levels_of(cycle: ReportCycle) -> list[str]:
    """Its own; or all that no other cycle of the place names."""
    if cycle.levels:
        return list(cycle.levels)
    others = ReportCycle.objects.filter(territory=cycle.territory_id, active=True).exclude(pk=cycle.pk)
    taken = {level for levels in others.values_list("levels", flat=True) for level in levels}
    return [level for level in Level.values if level not in taken]


def reports_owed(one: ReportRound) -> "QuerySet[Project]":
    """In the library when the round was opened, neither ended nor paused since."""
    ended = Q(duty__closed=None) | Q(duty__closed__gt=one.closed_at or one.due)
    return Project.objects.filter(ended, owed_condition(one), duty__kind="project")


def owed_condition(one: ReportRound) -> Q:
    """Of a project that is not ended."""
    within = Q(duty__city__in=cities_of(one.cycle), duty__opened__lte=one.opened_at) & ~Q(side=Side.PAUSED)
    levels = levels_of(one.cycle)
    return within & Q(level__in=levels) if len(levels) < len(Level.values) else within


def open_rounds(day: date) -> "QuerySet[ReportRound]":
    return ReportRound.objects.filter(closed_at=None, as_of__lte=day).select_related("cycle__territory")


def round_of(project: Project) -> ReportRound | None:
    """The newest round that asks this project for a report, open or closed."""
    newest = ReportRound.objects.select_related("cycle__territory").order_by("-as_of", "-pk")
    cities = [project.duty.city_id, project.duty.city.parent_id]
    for one in newest.filter(cycle__territory__in=cities, cycle__active=True)[:4]:
        if owes(project, one):
            return one
    return None


def owes(project: Project, one: ReportRound) -> bool:
    return reports_owed(one).filter(pk=project.pk).exists()


def last_accepted(project: Project) -> Report | None:
    found = Report.objects.counting().filter(project=project).select_related("round", "next_milestone")
    return found.order_by("-round__as_of", "-pk").first()


def keeps_rounds(viewer: Viewer, territory: Territory) -> bool:
    """Dispatchers and checkers of the place itself, or of the circle that it lies in."""
    places = {territory.pk, territory.parent_id}
    return any(
        post.role in (Post.Role.DISPATCHER, Post.Role.CHECKER)
        and "project" in post.remit
        and post.unit.territory_id in places
        for post in viewer.posts
    )


def kept_places(viewer: Viewer) -> list[Territory]:
    """Cities and circles whose rounds and rules he keeps."""
    places = {post.unit.territory_id: post.unit.territory for post in viewer.posts}
    wide = (Territory.Level.CITY, Territory.Level.CIRCLE)
    return [place for place in places.values() if place.level in wide and keeps_rounds(viewer, place)]


def ask_to_keep(viewer: Viewer, territory: Territory) -> None:
    if not viewer.is_system and not keeps_rounds(viewer, territory):
        raise Refused(_("这件事由%(place)s的调度人员办理，您的岗位不能办。") % {"place": territory.name})


def rounds_seen(viewer: Viewer) -> "QuerySet[ReportRound]":
    """Rounds that ask for projects within the viewer's reach: of his city, or of its circle."""
    posts = [post for post in viewer.posts if "project" in post.remit]
    chain = [post.unit.territory for post in posts]
    above = {pk for place in chain for pk in _up(place)}
    below = Territory.objects.filter(parent__in=[p.pk for p in chain if p.level == Territory.Level.CIRCLE])
    where = Q(cycle__territory__in=above) | Q(cycle__territory__in=below.values("pk"))
    rounds = ReportRound.objects.filter(where, cycle__is_opening=False)
    return rounds.select_related("cycle__territory").order_by("-as_of", "pk")


def _up(place: Territory) -> set[int]:
    """The place and all above it; a city's circle is known by its key."""
    found: set[int] = set()
    step: Territory | None = place
    while step is not None:
        found |= {step.pk, step.parent_id or step.pk}
        step = None if step.level == Territory.Level.CITY else step.parent
    return found
