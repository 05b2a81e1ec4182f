"""A city with a hundred thousand key projects, sixty monthly reports each, written in bulk."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.timezone import localdate

from luodi.config.bench.filling import careless, pour, save
from luodi.config.demo.circle import Circle, build_circle
from luodi.config.demo.people import build_people
from luodi.config.demo.places import build_places
from luodi.directory.calendars import forget
from luodi.directory.models import Post
from luodi.directory.seeding import seed_calendars
from luodi.duties.models import FAR, Duty, Visibility
from luodi.projects import totals
from luodi.projects.lights import PRESETS
from luodi.projects.models import LightRules, Project, Report, ReportCycle, ReportRound
from luodi.projects.rules import Frequency, Level, Light, ReportState, Sector, Stage, Template
from luodi.text import make_number

MONTHS = 60
LIGHTS = (Light.GREEN, Light.GREEN, Light.GREEN, Light.YELLOW, Light.RED, Light.GREY)
STAGES = (Stage.IN_TALKS, Stage.FILED, Stage.PERMITTED, Stage.STARTED, Stage.BUILDING, Stage.BUILDING, Stage.PRODUCING)
TOTALLED = 12  # rounds whose sums a trend reads


def build_city(now: datetime, count: int, seed: int = 7) -> Circle:
    """On a migrated, empty database; all projects lie in the demo's first city. The same seed gives the same rows."""
    with careless():
        seed_calendars()
        forget()
        since = now - timedelta(days=3000)
        city = build_places()
        build_people(city, since)
        circle = build_circle(city, since)
        dice = random.Random(seed)
        _duties(circle, now, count, dice)
        _projects(now, dice)
        rounds = _rounds(circle, now)
        _reports(rounds)
        for one in rounds[:TOTALLED]:
            totals.write(one)
        _rules(circle, now)
        return circle


def _duties(circle: Circle, now: datetime, count: int, dice: random.Random) -> None:
    owners = [post for code, post in circle.owners.items() if len(code) == 6]
    posts = {post.pk: post for post in Post.objects.select_related("unit__territory__parent__parent")}
    columns = {owner.pk: posts[owner.pk].unit.territory.columns() for owner in owners}
    day = localdate(now)

    def rows() -> Iterator[Duty]:
        for number in range(count):
            owner = dice.choice(owners)
            places = columns[owner.pk]
            city, district = places["city"], places["district"]
            assert city is not None
            ended = dice.random() < 0.1
            yield Duty(
                kind="project",
                number=make_number("P", day - timedelta(days=number // 90_000), "370200", number % 100_000),
                title=f"重点项目 {number}",
                owner=owner,
                unit=owner.unit,
                city=city,
                district=district,
                visibility=Visibility.INTERNAL,
                progress=dice.choice(STAGES),
                opened=now - timedelta(days=dice.randint(1900, 2900)),
                closed=now - timedelta(days=5) if ended else None,
                next_due=FAR if ended else now + timedelta(minutes=dice.randint(-3000, 200_000)),
            )

    save(Duty, rows())


def _projects(now: datetime, dice: random.Random) -> None:
    year, templates, sectors = localdate(now).year, list(Template), list(Sector)
    columns = (
        *("duty", "template", "sector", "stage", "level", "listed_year", "total", "year", "year_plan", "year_done"),
        *("invested", "percent", "light", "sponsor_name", "started_on", "description"),
    )

    # Read before: on PostgreSQL a connection that copies answers nothing else.
    duties = list(Duty.objects.filter(kind="project").values_list("pk", "progress"))

    def rows() -> Iterator[tuple[Any, ...]]:
        for pk, progress in duties:
            total = dice.randint(5, 5000) * 1_000_000
            plan = total // 5
            yield (
                *(pk, dice.choice(templates), dice.choice(sectors), progress, Level.CITY, year, total, year, plan),
                *(plan * dice.randint(10, 110) // 100, total // 2, "48.50", dice.choice(LIGHTS)),
                *(f"样例投资 {pk % 900} 有限公司", date(year - 1, 3, 1), "厂房与配套"),
            )

    pour(Project, columns, rows())


def _rounds(circle: Circle, now: datetime) -> list[ReportRound]:
    """The newest first; all closed but the newest."""
    cycle = ReportCycle.objects.create(
        territory=circle.city.territory, name="重点项目月调度", frequency=Frequency.MONTHLY
    )
    today, made = localdate(now), []
    for back in range(MONTHS):
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        opened = now - timedelta(days=30 * back)
        made.append(
            ReportRound(
                cycle=cycle,
                period=f"{year}-{month + 1:02d}",
                as_of=date(year, month + 1, 20),
                opened_at=opened,
                asked_at=opened,
                due=opened + timedelta(days=5),
                closed_at=opened + timedelta(days=8) if back else None,
                settled_at=opened + timedelta(days=8) if back else None,
            )
        )
    return ReportRound.objects.bulk_create(made)


def _reports(rounds: list[ReportRound]) -> None:
    """A report of every project in every round, in one statement each: the figures are a twelfth of the plan."""
    fields = {field.name: field for field in Report._meta.concrete_fields}
    told = {
        "project": "p.duty_id",
        "round": "%s",
        "version": "1",
        "state": f"'{ReportState.ACCEPTED}'",
        "invested": "p.year_plan / 12",
        "percent": "48.5",
        "words": "'主体施工'",
        "submitted_at": "%s",
        "checked_at": "%s",
    }
    others = [name for name in fields if name not in told and name != "id"]
    blank = [fields[name].get_default() for name in others]
    names = ", ".join(f'"{fields[name].column}"' for name in [*told, *others])
    values = ", ".join([*told.values(), *["%s"] * len(others)])
    statement = f"INSERT INTO {Report._meta.db_table} ({names}) SELECT {values} FROM {Project._meta.db_table} p"
    with connection.cursor() as cursor:
        for one in rounds:
            cursor.execute(statement, [one.pk, one.opened_at, one.opened_at, *blank])
    newest = list(Report.objects.filter(round=rounds[0]).values_list("project", "pk"))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {Project._meta.db_table} SET current_id = %s WHERE duty_id = %s",
            [(pk, project) for project, pk in newest],
        )


def _rules(circle: Circle, now: datetime) -> None:
    LightRules.objects.create(
        city=circle.city.territory,
        preset="yinchuan",
        values=PRESETS["yinchuan"].values,
        version=1,
        effective=localdate(now) - timedelta(days=900),
        set_by=circle.dispatcher,
        set_at=now,
    )
