"""An edition as a page shows it: the same for the preview and for the public, who read editions and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.http import urlencode

from luodi.bulletin.canonical import printed_errata
from luodi.bulletin.compiling import AREA, CLASS, SECTOR, Figure, positions_in
from luodi.bulletin.models import Edition, EditionLine, Erratum, LineCorrection
from luodi.bulletin.words import (
    COLUMN_NAMES,
    GROUP_NAMES,
    MEANINGS,
    areas_of,
    cell_words,
    issue_words,
    key_name,
    meanings,
    parts_words,
    value_words,
    written_words,
)
from luodi.directory.viewer import Viewer
from luodi.projects.models import Project
from luodi.projects.words import money
from luodi.text.keys import key_in

HEADLINE = ("projects", "reported", "active", "year_done", "completion", "ahead")
BESIDE = ("started", "period_invested", "invested", "change", "total", "late", "missing")
IN_GROUPS = ("projects", "active", "year_done", "completion")
IN_LINES = ("year_plan", "period_invested", "year_done", "percent")
MOST_NAMED = 12  # of those who did not report or were late
PAGE = 50


@dataclass(frozen=True)
class Shown:
    """One number: what it is called, what is printed, how it came about, where its lines are."""

    name: str
    value: str
    parts: str
    definition: str
    url: str


@dataclass(frozen=True)
class Change:
    """A corrected value, in the words of the page. `where`: the title of the edition that it corrects."""

    title: str
    url: str
    column: str
    old: str
    new: str
    reason: str
    at: Any
    where: str = ""


@dataclass(frozen=True)
class Addresses:
    """Where a page's links lead: `edition` is its page, `lines` that of its lines, `project` takes a number."""

    edition: str
    lines: str
    project: Callable[[str], str]

    def of(self, figure: Mapping[str, Any]) -> str:
        asked = {"figure": figure["code"], "group": figure["group"], "key": figure["key"]}
        return f"{self.lines}?{urlencode({name: value for name, value in asked.items() if value})}"


def edition_page(edition: Edition, to: Addresses) -> dict[str, Any]:
    """All that the template `bulletin/edition.html` reads; six queries."""
    silent = list(_public(edition).filter(Q(missing=True) | Q(late=True))[: MOST_NAMED + 1])
    areas = _areas(edition)
    return {
        "edition": edition,
        "issue": issue_words(edition),
        "headline": _whole(edition, HEADLINE, to),
        "beside": _whole(edition, BESIDE, to),
        "groups": [group for name in (AREA, CLASS, SECTOR) if (group := _group(edition, name, areas, to))],
        "silent": silent[:MOST_NAMED],
        "more_silent": len(silent) > MOST_NAMED,
        "not_public": EditionLine.objects.filter(edition=edition, is_public=False).count(),
        "corrections": [change_of(one, one.line, to) for one in _corrections(edition)],
        "errata": errata_of(edition, to),
        "printed": [change_of(one, one.line, to, one.edition.title) for one in printed_errata(edition)],
        "ranking": ranking_of(edition, areas),
        "to": to,
    }


def _public(edition: Edition) -> "QuerySet[EditionLine]":
    return EditionLine.objects.filter(edition=edition, is_public=True).order_by("position")


def _areas(edition: Edition) -> dict[str, str]:
    columns = ("values__district_code", "values__district", "values__city_code", "values__city")
    rows = EditionLine.objects.filter(edition=edition).order_by().values_list(*columns).distinct()
    names = ("district_code", "district", "city_code", "city")
    # SQLite reads a code of digits out of JSON as a number.
    return areas_of([{name: str(said or "") for name, said in zip(names, row, strict=True)} for row in rows])


def _whole(edition: Edition, codes: tuple[str, ...], to: Addresses) -> list[Shown]:
    found = {one["code"]: one for one in edition.figures if not one["group"]}
    return [shown(found[code], to) for code in codes if code in found]


def shown(figure: Figure, to: Addresses) -> Shown:
    meaning = MEANINGS[figure["code"]]
    url = to.of(figure) if figure["lines"] else ""
    return Shown(str(meaning.name), value_words(figure), parts_words(figure), str(meaning.definition), url)


def _group(edition: Edition, group: str, areas: Mapping[str, str], to: Addresses) -> dict[str, Any] | None:
    rows: dict[str, list[Shown]] = {}
    for one in edition.figures:
        if one["group"] == group and one["code"] in IN_GROUPS:
            rows.setdefault(one["key"], []).append(shown(one, to))
    if not rows:
        return None
    columns = [str(MEANINGS[code].name) for code in IN_GROUPS]
    named = [(key_name(group, key, areas), cells) for key, cells in rows.items()]
    return {"name": str(GROUP_NAMES[group]), "columns": columns, "rows": named, "key": group}


def _corrections(edition: Edition) -> "QuerySet[LineCorrection]":
    return LineCorrection.objects.filter(line__edition=edition, line__is_public=True).select_related("line")


def errata_of(edition: Edition, to: Addresses) -> list[Change]:
    """What was found wrong in it since."""
    found = Erratum.objects.filter(edition=edition).exclude(line__is_public=False).select_related("line")
    return [change_of(one, one.line, to) for one in found]


def change_of(one: LineCorrection | Erratum, line: EditionLine | None, to: Addresses, where: str = "") -> Change:
    return Change(
        title=line.values.get("title", "") if line else "",
        url=to.project(line.number) if line else "",
        column=str(COLUMN_NAMES.get(one.field, one.field)),
        old=written_words(one.field, one.old),
        new=written_words(one.field, one.new),
        reason=one.reason,
        at=one.made_at,
        where=where,
    )


def ranking_of(edition: Edition, areas: Mapping[str, str]) -> dict[str, Any] | None:
    if edition.ranking is None:
        return None
    numbers = dict(_public(edition).values_list("position", "number"))
    rows = [
        {**row, "name": areas.get(row["key"], row["key"]), "done": money(row["done"]), "plan": money(row["plan"])}
        for row in edition.ranking["rows"]
    ]
    out = [
        {**one, "name": areas.get(one["key"], one["key"]), "number": numbers.get(one["line"], "")}
        for one in edition.ranking["excluded"]
    ]
    return {**edition.ranking, "rows": rows, "excluded": out}


def lines_page(edition: Edition, viewer: Viewer, asked: QueryDict, to: Addresses) -> dict[str, Any]:
    """The lines that a number was computed from, as far as this reader may see them; the rest is counted."""
    figure = _asked_figure(edition, asked)
    rows = EditionLine.objects.filter(edition=edition).order_by("position")
    note = next((one for one in edition.notes if viewer.is_staff and one["code"] == asked.get("note")), None)
    if about := figure or note:
        within = Q(pk__in=[])
        for low, high in positions_in(about["lines"]):
            within |= Q(position__range=(low, high))
        rows = rows.filter(within)
    seen = rows.filter(_readable(viewer))
    page = list(seen.filter(position__gt=key_in(asked.get("after", "")))[: PAGE + 1])
    query: dict[str, str] = {name: str(asked[name]) for name in ("figure", "group", "key", "note") if asked.get(name)}
    next_url = "?" + urlencode(query | {"after": str(page[PAGE - 1].position)}) if len(page) > PAGE else ""
    return {
        "edition": edition,
        "issue": issue_words(edition),
        "figure": shown(figure, to) if figure else None,
        "group_name": key_name(figure["group"], figure["key"], _areas(edition)) if figure and figure["group"] else "",
        "rows": [_row(line, to) for line in page[:PAGE]],
        "total": rows.count(),
        "unseen": rows.exclude(_readable(viewer)).count(),
        "meanings": meanings(IN_LINES),
        "next_url": next_url,
        "to": to,
    }


def _asked_figure(edition: Edition, asked: QueryDict) -> Figure | None:
    wanted = (asked.get("figure", ""), asked.get("group", ""), asked.get("key", ""))
    return next((one for one in edition.figures if (one["code"], one["group"], one["key"]) == wanted), None)


def _readable(viewer: Viewer) -> Q:
    if not viewer.is_staff:
        return Q(is_public=True)
    return Q(is_public=True) | Q(project__in=Project.objects.visible_to(viewer).values("pk"))


def _row(line: EditionLine, to: Addresses) -> dict[str, Any]:
    url = to.project(line.number) if line.is_public else ""
    return {
        "line": line,
        "url": url,
        **{name: cell_words(name, line.values.get(name)) for name in ("stage", *IN_LINES)},
    }
