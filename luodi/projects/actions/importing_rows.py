"""Steps of an import, in sets: rows that become projects, and rows that change some."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from luodi.directory.models import Post, Territory
from luodi.duties.models import Duty, Visibility
from luodi.duties.sets import update_each
from luodi.duties.steps import Opening, open_duties
from luodi.ledger.acts import Act, Stale
from luodi.projects import standing
from luodi.projects.models import Milestone, MilestoneDate, Project, Report, ReportCycle, ReportRound, YearPlan
from luodi.projects.rules import OPENING_NAME, ORDER, Frequency, ReportState, Stage
from luodi.projects.sheets.books import Line
from luodi.projects.sheets.comparing import pieces

AT_ONCE = 500  # rows of one statement


def create_rows(a: Act, by: Post, lines: Sequence[Line], as_of: date) -> list[Duty]:
    """In the order given; figures so far become accepted reports of the opening, so that sums stay derived."""
    said = [line.parsed.values for line in lines]
    places = Territory.objects.with_chain().in_bulk({one["at"] for one in said})
    owners = Post.objects.select_related("unit__territory__parent__parent", "user").in_bulk(
        {one["owner"] for one in said}
    )
    openings = [
        Opening(
            title=one["title"],
            owner=owners[one["owner"]],
            at=places[one["at"]],
            progress=one["stage"],
            visibility=Visibility.INTERNAL,
        )
        for one in said
    ]
    duties = open_duties(a, kind="project", opened=a.now, openings=openings)
    projects = [_project(duty, line, as_of) for duty, line in zip(duties, lines, strict=True)]
    Project.objects.bulk_create(projects, batch_size=AT_ONCE)
    _plan(a, by, [(pk.pk, one["year_plan"]) for pk, one in zip(projects, said, strict=True)], as_of.year)
    dates = [
        (project, stage, day)
        for project, one in zip(projects, said, strict=True)
        for stage, day in one["planned"].items()
    ]
    _set_dates(a, by, dates, {})
    _open_figures(a, by, list(zip(projects, said, strict=True)), as_of)
    for some in pieces(project.pk for project in projects):
        standing.rebuild(some, year=as_of.year)
    return duties


def _project(duty: Duty, line: Line, as_of: date) -> Project:
    said = line.parsed.values
    dates = {name: date.fromisoformat(day) for name, day in said["dates"].items()}
    columns = _columns(said["columns"])
    stage, template = said["stage"], said["template"]
    key = line.outcome.key
    return Project(duty=duty, template=template, stage=stage, import_key=key, year=as_of.year, **columns, **dates)


def _columns(columns: dict[str, Any]) -> dict[str, Any]:
    return {name: date.fromisoformat(value) if name.endswith("_on") else value for name, value in columns.items()}


def _plan(a: Act, by: Post, rows: Iterable[tuple[int, int | None]], year: int) -> None:
    plans = [
        YearPlan(project_id=pk, year=year, amount=amount, set_by=by, set_at=a.now)
        for pk, amount in rows
        if amount is not None
    ]
    YearPlan.objects.bulk_create(plans, batch_size=AT_ONCE)


def _set_dates(
    a: Act,
    by: Post,
    rows: Sequence[tuple[Project, str, str]],
    known: dict[tuple[int, str], Milestone],
) -> None:
    """The owner's dates of stages, each in the history of its milestone; made where there is none."""
    fresh = {
        (project.pk, stage): Milestone(project=project, stage=stage, name=_kept(Stage(stage)), position=ORDER[stage])
        for project, stage, _day in rows
        if (project.pk, stage) not in known
    }
    Milestone.objects.bulk_create(fresh.values(), batch_size=AT_ONCE)
    milestones = known | fresh
    moved = []
    for project, stage, day in rows:
        milestone = milestones[project.pk, stage]
        moved.append(
            MilestoneDate(
                milestone=milestone,
                forecast=date.fromisoformat(day),
                was=milestone.forecast,
                reason=_("表格导入"),
                reported_by=by,
                reported_at=a.now,
            )
        )
        milestone.forecast = date.fromisoformat(day)
    MilestoneDate.objects.bulk_create(moved, batch_size=AT_ONCE)
    update_each(Milestone, ("forecast",), [(one.milestone.forecast, one.milestone.pk) for one in moved])


def _kept(stage: Stage) -> str:
    """The name in the language of the house, whoever imports."""
    with override(settings.LANGUAGE_CODE):
        return str(stage.label)


def _open_figures(a: Act, by: Post, rows: Sequence[tuple[Project, dict[str, Any]]], as_of: date) -> None:
    rounds: dict[tuple[int, date], ReportRound] = {}
    reports = []
    for project, said in rows:
        figures = said["figures"]
        if not figures:
            continue
        year_done = figures.get("year_done", figures.get("period_done", 0))
        earlier = max(figures.get("invested", year_done) - year_done, 0)
        if earlier:
            last = date(as_of.year - 1, 12, 31)
            reports.append(_report(a, by, project, _round(a, by, rounds, project, last), invested=earlier))
        now = _round(a, by, rounds, project, as_of)
        shown = {name: figures[name] for name in ("arrived", "percent", "words") if name in figures}
        reports.append(_report(a, by, project, now, invested=year_done, **shown))
    Report.objects.bulk_create(reports, batch_size=AT_ONCE)


def _report(a: Act, by: Post, project: Project, of: ReportRound, **said: Any) -> Report:
    done = {"filled_by": by, "submitted_at": a.now, "checked_at": a.now, "state": ReportState.ACCEPTED}
    return Report(project=project, round=of, **done, **said)


def _round(a: Act, by: Post, known: dict[tuple[int, date], ReportRound], project: Project, as_of: date) -> ReportRound:
    city = project.duty.city_id
    if (city, as_of) not in known:
        cycle, _made = ReportCycle.objects.get_or_create(
            territory_id=city,
            is_opening=True,
            defaults={"name": OPENING_NAME, "frequency": Frequency.MONTHLY, "active": False},
        )
        over = dict.fromkeys(("opened_at", "due", "closed_at", "asked_at", "settled_at"), a.now)
        known[city, as_of], _made = ReportRound.objects.get_or_create(
            cycle=cycle, period=f"{as_of:%Y-%m}", defaults={"as_of": as_of, "closed_by": by, **over}
        )
    return known[city, as_of]


def update_rows(a: Act, by: Post, lines: Sequence[Line], as_of: date) -> None:
    """Only what differs is written; each duty keeps an event with the names of its columns. Raises Stale."""
    changed: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    titles, plans, dates, events = [], [], [], []
    for line in lines:
        project = line.outcome.project
        assert project is not None
        new = {one["column"]: one["new"] for one in line.outcome.changes}
        events.append(a.draft(project.duty.number, "project_changed", columns=sorted(new), by="import"))
        if title := new.pop("title", None):
            titles.append((title, project.pk))
        if "year_plan" in new:
            plans.append((project.pk, new.pop("year_plan")))
        planned = {name: new.pop(name) for name in list(new) if name.startswith("planned_")}
        dates += [(project, name.removeprefix("planned_"), day) for name, day in planned.items()]
        if new:
            columns = _columns(new)
            names = tuple(sorted(columns))
            changed[names].append((*(columns[name] for name in names), project.pk))
    _touch(lines)
    update_each(Duty, ("title",), titles)
    for names, rows in changed.items():
        update_each(Project, names, rows, where=("duty",))
    _plan(a, by, plans, as_of.year)
    _set_dates(a, by, dates, _milestones([project.pk for project, _stage, _day in dates]))
    for some in pieces(pk for pk, _amount in plans):
        standing.rebuild(some, year=as_of.year)
    a.record_all(events)


def _touch(lines: Sequence[Line]) -> None:
    """Raises Stale where somebody changed one of the projects in this moment."""
    duties = [line.outcome.project.duty for line in lines if line.outcome.project]
    versions = [(duty.pk, duty.version) for duty in duties]
    done = update_each(
        Duty, ("version",), [(version + 1, pk, version) for pk, version in versions], where=("id", "version")
    )
    if done != len(versions):
        raise Stale(_("读取之后项目库有了变化，什么都没有导入。请把这份表格再读一次。"))


def _milestones(project_ids: Sequence[int]) -> dict[tuple[int, str], Milestone]:
    return {
        (one.project_id, one.stage): one
        for some in pieces(project_ids)
        for one in Milestone.objects.filter(project__in=some, withdrawn_at=None).exclude(stage="")
    }
