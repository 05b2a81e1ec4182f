"""The library: what a viewer may see of it, filtered, page by page. Reads only.

A list starts from the duty, whose indexes follow its order and hold its progress; what narrows it by a column of the
project is asked as a set of keys beside it (`luodi.duties.pages.few`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.pages import CAP, FEW, Page, due, mine, page, viewer_arms
from luodi.projects.models import LightOverride, Project
from luodi.projects.rules import ENDED, ORDER, UNDER_WAY, Side, Stage
from luodi.text.public_numbers import normalise_number

ENDED_ROUTE = "finished"  # of the filter of states: at the end of its route
ASKED = "asked"  # a stage waits for its decision
PART = re.compile(r"[A-Za-z]{0,2}[\d-]{4,}[A-Za-z\d-]*")
SUMMED = ("total", "year_plan", "year_done")
BESIDE = ("project", "city", "district", "place", "project__deputy")

BEFORE_START = frozenset(stage for stage, place in ORDER.items() if place < ORDER[Stage.STARTED])
AFTER_WORKS = frozenset(stage for stage, place in ORDER.items() if place >= ORDER[Stage.COMPLETED])
# How bulletins class projects of a year: 新开工, 续建, 前期, 竣工投产.
CLASSES = {
    "new": _("新开工"),
    "continued": _("续建"),
    "preparatory": _("前期"),
    "finished": _("竣工投产"),
}


@dataclass(frozen=True)
class Totals:
    """What a list adds up to; money in yuan. `capped`: there are more, and nothing is added up."""

    projects: int
    capped: bool
    total: int = 0
    year_plan: int = 0
    year_done: int = 0


@dataclass(frozen=True)
class Found:
    """A page of duties; `money` of the few projects that columns picked, in the order of SUMMED, None where many."""

    page: Page
    money: dict[int, tuple[int | None, ...]] | None


def found_projects(
    viewer: Viewer, asked: Mapping[str, Any], *, now: datetime, after: str = "", size: int = 20
) -> Found:
    """One page of duties with their projects, due soonest first; ended ones newest first.

    The first page counts what it can count cheaply: without a filter by columns, or with one that picks few.
    """
    which = _which(asked, localdate(now))
    picked = _picked(which)
    where = _of_duty(asked, now)
    if picked is None:
        where &= _beside(_columns(asked, localdate(now))) & _named(asked.get("q", ""), "")
    elif which:
        where &= Q(pk__in=list(picked))
    counts = not after and picked is not None and not is_closed(asked)
    found = page(
        viewer,
        where=where,
        after=after,
        size=size,
        arms=mine(viewer) if asked.get("owner") == "mine" else viewer_arms(viewer),
        closed=is_closed(asked),
        beside=BESIDE,
        counted=CAP if counts else 0,
    )
    return Found(found, picked if which else None)


def _picked(which: Q) -> dict[int, tuple[int | None, ...]] | None:
    """The projects that columns pick, with what a list adds up of them: their sums need no further query."""
    if not which:
        return {}
    rows = list(Project.objects.filter(which).values_list("pk", *SUMMED)[: FEW + 1])
    return {pk: tuple(money) for pk, *money in rows} if len(rows) <= FEW else None


def chosen(viewer: Viewer, asked: Mapping[str, Any], now: datetime) -> "QuerySet[Project]":
    """All that `found_projects` would list, in the order in which they entered."""
    duties = Duty.objects.visible_to(viewer).filter(_of_duty(asked, now), closed__isnull=not is_closed(asked))
    if asked.get("owner") == "mine":
        duties = duties.filter(owner__in=viewer.post_ids)
    return Project.objects.filter(_which(asked, localdate(now)), duty__in=duties.values("pk")).order_by("pk")


def totals(found: Found) -> Totals | None:
    """Of what the page counted; one query, none where the money is known. None where nothing was counted."""
    keys = found.page.keys
    if not keys:
        return None
    if len(keys) >= CAP:
        return Totals(CAP, capped=True)
    if found.money is not None:
        known = zip(*(found.money[pk] for pk in keys), strict=True)
        return Totals(len(keys), False, *(sum(one or 0 for one in amounts) for amounts in known))
    added = Project.objects.filter(pk__in=keys).aggregate(**{name: Sum(name) for name in SUMMED})
    return Totals(len(keys), False, *(added[name] or 0 for name in SUMMED))


def is_closed(asked: Mapping[str, Any]) -> bool:
    return asked.get("side", "") in ENDED | {ENDED_ROUTE}


def _of_duty(asked: Mapping[str, Any], now: datetime) -> Q:
    """What is asked of the duty; a value that nobody knows narrows nothing."""
    where = Q(kind="project") & due(asked.get("due", ""), now)
    for name in ("city", "district", "unit"):
        if asked.get(name):
            where &= Q(**{name: asked[name]})
    if isinstance(asked.get("owner"), int):
        where &= Q(owner=asked["owner"])
    if asked.get("stage") in ORDER:
        where &= Q(progress=asked["stage"])
    if asked.get("side") in Side.values:
        where &= Q(progress=asked["side"])
    return where


def _beside(which: Q) -> Q:
    """The same of the project of a duty, by a look at each."""
    return Q(Exists(Project.objects.filter(which, pk=OuterRef("pk")))) if which else Q()


def _which(asked: Mapping[str, Any], today: date) -> Q:
    """All that is asked of the project, words included."""
    return _columns(asked, today) & _named(asked.get("q", ""), "duty__")


def _columns(asked: Mapping[str, Any], today: date) -> Q:
    """What is asked of the project beside it."""
    which = Q()
    for name, column in (("sector", "sector"), ("level", "level"), ("year", "listed_year"), ("light", "light")):
        if asked.get(name):
            which &= Q(**{column: asked[name]})
    if asked.get("template"):
        which &= Q(template=asked["template"])
    if asked.get("side") == ASKED:
        which &= Q(gates__outcome="", gates__isnull=False)
    if asked.get("class"):
        which &= class_of(asked["class"], today)
    return which


def class_of(code: str, today: date) -> Q:
    """Projects of a class in the year of `today`; they stand where they stand now."""
    new_year = date(today.year, 1, 1)
    under_way = Q(stage__in=UNDER_WAY)
    return {
        "new": under_way & Q(started_on__gte=new_year),
        "continued": under_way & (Q(started_on__lt=new_year) | Q(started_on=None)),
        "preparatory": Q(stage__in=BEFORE_START),
        "finished": Q(stage__in=AFTER_WORKS),
    }.get(code, Q())


def _named(typed: str, way: str) -> Q:
    """A number, some signs of one, a project code; else words of title, sponsor or builder.

    `way` leads to the duty: from a project ("duty__"), or from the duty itself (empty).
    """
    if not typed:
        return Q()
    if number := normalise_number(typed):
        return Q(**{f"{way}number": number})
    if PART.fullmatch(typed):
        return Q(**{f"{way}number__icontains": typed}) | _of_project(Q(code__startswith=typed), way)
    which = Q()
    for word in typed.split()[:5]:
        # Chinese words and digits have no case: to fold that of every title takes longer than to look through them.
        holds = "icontains" if word.lower() != word.upper() else "contains"
        people = Q(**{f"sponsor_name__{holds}": word}) | Q(**{f"builder_name__{holds}": word})
        which &= Q(**{f"{way}title__{holds}": word}) | _of_project(people, way)
    return which


def _of_project(which: Q, way: str) -> Q:
    return which if way else _beside(which)


def lights_by_hand(projects: Iterable[int], today: date) -> dict[int, LightOverride]:
    """The overrides in force, by project."""
    rows = LightOverride.objects.filter(project__in=list(projects), ended_at=None, until__gte=today)
    return {row.project_id: row for row in rows}
