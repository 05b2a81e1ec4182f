"""Rows of a book beside the library: which are new, which change what, which say what is known already."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from luodi.directory.viewer import Viewer
from luodi.duties.models import Party
from luodi.duties.reach import standing
from luodi.duties.rules import MAY
from luodi.projects.models import Milestone, Project, YearPlan
from luodi.projects.rules import ENDED, ORDER
from luodi.projects.sheets.parsing import Parsed, import_key
from luodi.text import normalise_firm

AT_ONCE = 500  # values of one IN
VERB = "keep_project"
FIRMS = ("sponsor_name", "builder_name")
BY_REPORT = ("year_done", "invested", "arrived")


@dataclass
class Outcome:
    """`becomes` is create, update, same or twin; empty with faults. `changes` are [{column, cell, old, new}]."""

    becomes: str = ""
    project: Project | None = None
    changes: list[dict[str, Any]] = field(default_factory=list)
    key: str = ""


def pieces(values: Iterable[Any]) -> Iterable[list[Any]]:
    listed = list(dict.fromkeys(values))
    return (listed[start : start + AT_ONCE] for start in range(0, len(listed), AT_ONCE))


class Library:
    """What the library has of these rows, in a number of queries that grows by hundreds of rows only."""

    def __init__(self, viewer: Viewer, rows: Sequence[Parsed], year: int) -> None:
        self.viewer = viewer
        self.by_code: dict[str, Project] = {}
        self.by_key: dict[str, Project] = {}
        self._find([row.values["columns"].get("code", "") for row in rows], lambda some: {"code__in": some})
        self._find([row.key for row in rows], lambda some: {"import_key__in": some})
        # Entered by hand they have no key: those whose title stands here, with blanks or without.
        titles = [said for row in rows for said in (row.values["title"], re.sub(r"\s", "", row.values["title"]))]
        self._find(titles, lambda some: {"import_key": "", "duty__title__in": some})
        found = {project.pk: project for project in (*self.by_code.values(), *self.by_key.values())}
        self.seen = self._pks(Project.objects.visible_to(viewer), found)
        parties = Party.objects.of(viewer)
        deputies = parties.filter(role=Party.Role.DEPUTY) if parties is not None else Party.objects.none()
        self.deputy_of = {
            pk for some in pieces(found) for pk in deputies.filter(duty__in=some).values_list("duty_id", flat=True)
        }
        self.plans = self._plans(found, year)
        self.dates = self._dates(found)

    def _find(self, values: Iterable[str], asked: Callable[[list[str]], dict[str, Any]]) -> None:
        for some in pieces(filter(None, values)):
            rows = Project.objects.filter(**asked(some))
            for project in rows.select_related("duty__unit", "duty__district", "duty__city"):
                if project.code:
                    self.by_code[project.code] = project
                self.by_key.setdefault(project.import_key or key_of(project), project)

    @staticmethod
    def _pks(rows: Any, found: Mapping[int, Project]) -> set[int]:
        return {pk for some in pieces(found) for pk in rows.filter(pk__in=some).values_list("pk", flat=True)}

    @staticmethod
    def _plans(found: Mapping[int, Project], year: int) -> dict[int, int]:
        plans: dict[int, int] = {}
        for some in pieces(found):
            rows = YearPlan.objects.filter(project__in=some, year=year).order_by("set_at", "id")
            plans |= dict(rows.values_list("project_id", "amount"))
        return plans

    @staticmethod
    def _dates(found: Mapping[int, Project]) -> dict[tuple[int, str], Milestone]:
        return {
            (one.project_id, one.stage): one
            for some in pieces(found)
            for one in Milestone.objects.filter(project__in=some, withdrawn_at=None).exclude(stage="")
        }

    def of(self, row: Parsed) -> Project | None:
        """By its code, else by title, sponsor and district, unless that one has another code."""
        code = row.values["columns"].get("code", "")
        if code and code in self.by_code:
            return self.by_code[code]
        found = self.by_key.get(row.key) if row.key else None
        return None if found and code and found.code else found

    def may_keep(self, project: Project) -> bool:
        if self.viewer.is_system or standing(self.viewer, project.duty) & MAY[VERB]:
            return True
        return project.pk in self.deputy_of


def key_of(project: Project) -> str:
    place = project.duty.district or project.duty.city
    return import_key(project.duty.title, project.sponsor_name, place.code if place else "")


def compared(viewer: Viewer, rows: Sequence[Parsed], year: int) -> list[Outcome]:
    """In the order given; adds to the faults and notes of the rows what only the library can tell."""
    library = Library(viewer, rows, year)
    first: dict[str, str] = {}
    keys: set[str] = set()
    outcomes = []
    for row in rows:
        outcome = Outcome(key=row.key)
        who = row.values["columns"].get("code") or row.key
        if not row.faults and (twin := first.get(who)):
            outcome.becomes = "twin"
            row.notes.append({"cell": _cell(row, "title"), "code": "twin", "value": row.values["title"], "of": twin})
        elif not row.faults:
            first[who] = _cell(row, "title")
            _judge(library, row, outcome)
            if outcome.becomes == "create" and (row.key in keys or row.key in library.by_key):
                outcome.key = ""  # another phase under the same name, told apart by its code
            keys.add(row.key)
        outcomes.append(outcome)
    return outcomes


def _judge(library: Library, row: Parsed, outcome: Outcome) -> None:
    project = library.of(row)
    if project is None:
        outcome.becomes = "create"
        return
    outcome.project = project
    if project.pk not in library.seen or not library.may_keep(project):
        code = "elsewhere" if project.pk not in library.seen else "not_kept"
        number = {} if code == "elsewhere" else {"number": project.duty.number}
        row.faults.append({"cell": _cell(row, "code"), "code": code, "value": row.values["title"][:60], **number})
        return
    if project.side in ENDED:
        said = {"cell": _cell(row, "title"), "code": "ended", "value": row.values["title"][:60]}
        row.faults.append(said | {"number": project.duty.number})
        return
    outcome.changes = [_change(row, *one) for one in _differences(library, project, row)]
    _judge_money(library, project, row)
    _note_others(project, row)
    if row.faults:
        outcome.changes = []
        return
    outcome.becomes = "update" if outcome.changes else "same"


def _cell(row: Parsed, column: str) -> str:
    cells = row.values["cells"]
    return str(cells.get(column) or cells.get("title") or next(iter(cells.values()), ""))


def _change(row: Parsed, column: str, old: Any, new: Any) -> dict[str, Any]:
    asked = {"planned_started": "planned_start", "planned_completed": "planned_end"}.get(column, column)
    return {"column": column, "cell": _cell(row, asked), "old": _json(old), "new": _json(new)}


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _differences(library: Library, project: Project, row: Parsed) -> Iterable[tuple[str, Any, Any]]:
    """An empty cell changes nothing. What is written otherwise and means the same is no change."""
    title = row.values["title"]
    if import_key(title, "", "") != import_key(project.duty.title, "", ""):
        yield "title", project.duty.title, title
    for column, new in row.values["columns"].items():
        old = getattr(project, column)
        if column in FIRMS and old and normalise_firm(old) == normalise_firm(new):
            continue
        if _json(old) != new:
            yield column, old, new
    plan = row.values["year_plan"]
    if plan is not None and library.plans.get(project.pk) != plan:
        yield "year_plan", library.plans.get(project.pk), plan
    for stage, day in row.values["planned"].items():
        milestone = library.dates.get((project.pk, stage))
        reached = ORDER[project.stage] >= ORDER[stage] or (milestone and milestone.met_on)
        old = milestone.forecast if milestone else None
        if not reached and _json(old) != day:
            yield f"planned_{stage}", old, day


def _judge_money(library: Library, project: Project, row: Parsed) -> None:
    """A sum that is known and stays must fit with one that is new."""
    total = row.values["columns"].get("total", project.total)
    plan = row.values["year_plan"] if row.values["year_plan"] is not None else library.plans.get(project.pk)
    said = {fault["code"] for fault in row.faults}
    if total is None:
        return
    if plan is not None and plan > total and "plan_over" not in said:
        column = "year_plan" if row.values["year_plan"] is not None else "total"
        row.faults.append({"cell": _cell(row, column), "code": "plan_over", "value": str(total)})
    if total < project.invested:
        row.faults.append({"cell": _cell(row, "total"), "code": "below_invested", "value": str(total)})


def _note_others(project: Project, row: Parsed) -> None:
    """A stage moves by a gate decision, a figure by a report: a book changes neither."""
    for column in BY_REPORT:
        new = row.values["figures"].get(column)
        if new is not None and new != getattr(project, column):
            row.notes.append({"cell": _cell(row, column), "code": "by_report", "value": "", "column": column})
    said = row.values["cells"].keys() & {"stage", "class"}
    if said and row.values["stage"] != project.stage:
        row.notes.append({"cell": _cell(row, said.pop()), "code": "by_gate", "value": "", "stage": project.stage})
    for column, day in row.values["dates"].items():
        if _json(getattr(project, column)) != day:
            row.notes.append({"cell": _cell(row, column), "code": "by_gate", "value": day, "stage": project.stage})
