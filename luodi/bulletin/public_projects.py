"""A project as the editions show it: the newest line, baseline against now, what was published before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from luodi.bulletin.models import Edition, EditionLine, Erratum
from luodi.bulletin.photographs import still_shown
from luodi.bulletin.rules import State
from luodi.bulletin.shown import Addresses, change_of
from luodi.bulletin.words import CLASS_NAMES, apart_words, cell_words, day_words, issue_words, meanings
from luodi.projects.curves import milestone_state
from luodi.projects.rules import Sector

EDITIONS = 24
NUMBERS = ("total", "year_plan", "year_done", "percent", "planned", "invested", "slip")


@dataclass(frozen=True)
class PublicAddresses(Addresses):
    """`photo` takes the number of a project and the digest of one of its photographs."""

    photo: Callable[[str, str], str]


def public_lines(number: str, coming: Edition | None = None) -> list[EditionLine]:
    """Its published lines, the newest first; empty where none is public. `coming`: an edition taken as published."""
    shown = Q(edition__state=State.PUBLISHED) | Q(edition=coming) if coming else Q(edition__state=State.PUBLISHED)
    rows = EditionLine.objects.filter(shown, number=number, is_public=True)
    beside = ("edition__duty", "edition__round", "edition__territory", "project__duty__district")
    return list(rows.select_related(*beside).order_by("-edition__as_of", "-edition")[:EDITIONS])


def project_page(lines: list[EditionLine], to: PublicAddresses) -> dict[str, Any]:
    """`lines` of `public_lines`, at least one."""
    newest, v = lines[0], lines[0].values
    errata = Erratum.objects.filter(line__in=lines).select_related("line", "edition").order_by("pk")
    return {
        "line": newest,
        "edition": newest.edition,
        "issue": issue_words(newest.edition),
        "facts": {
            name: cell_words(name, v.get(name)) for name in ("total", "year_plan", "year_done", "invested", "stage")
        },
        "sector": str(Sector(v["sector"]).label) if v.get("sector") else "",
        "kind": str(CLASS_NAMES[v["class"]]),
        "apart": apart_words(v),
        "milestones": [_milestone(one, newest.edition.as_of) for one in v.get("milestones", [])],
        "baselines": [{**one, "day": day_words(one["effective"])} for one in v.get("baselines", [])],
        "photos": [{**one, "url": to.photo(newest.number, one["digest"])} for one in still_shown(newest)],
        "history": [_published(line) for line in lines],
        "errata": [change_of(one, one.line, to, one.edition.title) for one in errata],
        "meanings": meanings(NUMBERS),
        "to": to,
    }


def _milestone(one: dict[str, Any], as_of: date) -> dict[str, Any]:
    planned, forecast, met = (date.fromisoformat(one[n]) if one[n] else None for n in ("planned", "forecast", "met_on"))
    moved = one["first"] if one["first"] != one["planned"] else ""
    slip = ((met or forecast) - planned).days if planned and (met or forecast) else 0  # type: ignore[operator]
    return {
        **one,
        "state": milestone_state(planned, forecast, met, as_of),
        "moved_from": moved,
        "slip": slip,
        "early": -slip,
    }


def _published(line: EditionLine) -> dict[str, Any]:
    names = ("year_done", "percent", "stage")
    said = {name: cell_words(name, line.values.get(name)) for name in names}
    return {"line": line, "edition": line.edition, "issue": issue_words(line.edition), **said}
