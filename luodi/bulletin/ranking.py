"""Places by what each did of its own plan. Pure. Ties share a rank; who is left out is listed with the reason."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from luodi.bulletin.compiling import Line, area_of
from luodi.bulletin.figures import percent


def ranked(lines: Sequence[Line], excluded: Iterable[Mapping[str, str]] = ()) -> dict[str, Any]:
    """{rows: [{rank, tied, key, value, done, plan, projects, reported}], excluded: [{key | line, reason}]}.

    `excluded`: {territory, reason} named by the authority. A place without a plan is left out: there is nothing of
    its own to be measured by; a project that did not report or has no plan is not counted, and is listed.
    """
    named = {one["territory"]: one["reason"] for one in excluded}
    out = [{"key": key, "line": 0, "reason": reason} for key, reason in named.items()]
    rows = []
    place_of = area_of(lines)
    for key in dict.fromkeys(place_of(line) for line in lines):
        members = [line for line in lines if place_of(line) == key]
        counted = [line for line in members if not line.missing and line.values.get("year_plan")]
        if key in named:
            continue
        out += [{"key": key, "line": line.position, "reason": _why(line)} for line in members if line not in counted]
        done, plan = (sum(line.money(name) for line in counted) for name in ("year_done", "year_plan"))
        value = percent(done, plan)
        if value is None:
            out.append({"key": key, "line": 0, "reason": "no_plan"})
            continue
        said = {"key": key, "value": str(value), "done": done, "plan": plan}
        rows.append(said | {"projects": len(members), "reported": len(counted)})
    return {"rows": _with_ranks(rows), "excluded": out}


def _why(line: Line) -> str:
    return "missing" if line.missing else "no_plan"


def _with_ranks(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """As printed: what reads the same is a tie, and the next rank is skipped."""
    ordered = sorted(rows, key=lambda row: -Decimal(row["value"]))
    values = [row["value"] for row in ordered]
    return [{**row, "rank": values.index(row["value"]) + 1, "tied": values.count(row["value"]) > 1} for row in ordered]
