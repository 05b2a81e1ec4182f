"""The numbers of an edition from its own lines, and what an editor should look at before it is published. Pure.

A figure is {code, group, key, unit, value, numerator, denominator, lines}; `value` is what is printed, `lines` are
the positions that it was computed from.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luodi.bulletin.figures import ahead, change, months_in, percent

AREA, SECTOR, CLASS = "area", "sector", "class"
Figure = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """What the numbers read of an edition's line."""

    position: int
    values: Mapping[str, Any]
    late: bool = False
    missing: bool = False
    is_public: bool = True

    def money(self, name: str) -> int:
        return int(self.values.get(name) or 0)


def ranges(positions: Iterable[int]) -> str:
    """1, 2, 3, 8 is "1-3,8": five thousand positions take a dozen characters."""
    runs: list[list[int]] = []
    for position in sorted(positions):
        if runs and position == runs[-1][1] + 1:
            runs[-1][1] = position
        else:
            runs.append([position, position])
    return ",".join(f"{low}-{high}" if high > low else str(low) for low, high in runs)


def positions_in(text: str) -> list[tuple[int, int]]:
    """First and last of each range."""
    pairs = (part.partition("-") for part in text.split(",") if part)
    return [(int(low), int(high or low)) for low, _dash, high in pairs]


def figures_of(lines: Sequence[Line], period: str, before: int | None = None) -> list[Figure]:
    """All figures of an edition. `before`: what was done by the same period of the year before, in yuan."""
    found = [*_whole(lines, period)]
    done = sum(line.money("year_done") for line in lines)
    if before and (growth := change(done, before)) is not None:
        found.append(_figure("change", "percent", growth, lines, done - before, before))
    for group, key_of in {AREA: area_of(lines), **KEYS}.items():
        for key in _keys(lines, key_of):
            members = [line for line in lines if key_of(line) == key]
            found += [{**figure, "group": group, "key": key} for figure in _of_group(members)]
    return found


def _whole(lines: Sequence[Line], period: str) -> list[Figure]:
    told = [line for line in lines if not line.missing]
    found = [
        _figure("projects", "count", len(lines), lines),
        _sum("total", lines),
        _rate("reported", told, lines),
        _figure("late", "count", sum(line.late for line in lines), [line for line in lines if line.late]),
        _figure("missing", "count", len(lines) - len(told), [line for line in lines if line.missing]),
        _rate("active", [line for line in lines if is_active(line)], lines),
        _sum("period_invested", lines),
        _sum("year_done", lines),
        _completion(lines),
        _sum("invested", lines),
    ]
    completion = _completion(lines, 2)
    if completion["value"] is not None:
        points = ahead(Decimal(completion["value"]), months_in(period))
        found.append({**completion, "code": "ahead", "unit": "points", "value": str(points)})
    if planned := [line for line in lines if line.values.get("start_planned")]:
        found.append(_rate("started", [line for line in planned if line.values.get("started_on")], planned, 2))
    return found


def _of_group(lines: Sequence[Line]) -> list[Figure]:
    return [
        _figure("projects", "count", len(lines), lines),
        _rate("active", [line for line in lines if is_active(line)], lines),
        _sum("year_done", lines),
        _completion(lines),
    ]


def is_active(line: Line) -> bool:
    """Begun, whether finished by now or not."""
    return line.values.get("class") != "preparatory"


def _completion(lines: Iterable[Line], places: int = 1) -> Figure:
    """Of those that have a plan: what others did is in no denominator, hence in no numerator either."""
    planned = [line for line in lines if line.values.get("year_plan")]
    done, plan = (sum(line.money(name) for line in planned) for name in ("year_done", "year_plan"))
    return _figure("completion", "percent", percent(done, plan, places), planned, done, plan)


def _sum(name: str, lines: Sequence[Line]) -> Figure:
    known = [line for line in lines if line.values.get(name) is not None]
    return _figure(name, "yuan", sum(line.money(name) for line in known), known)


def _rate(code: str, some: Sequence[Line], of: Sequence[Line], places: int = 1) -> Figure:
    return _figure(code, "percent", percent(len(some), len(of), places), of, len(some), len(of))


def _figure(
    code: str,
    unit: str,
    value: Any,
    lines: Iterable[Line],
    numerator: int | None = None,
    denominator: int | None = None,
) -> Figure:
    shown = None if value is None else str(value)
    return {
        "code": code,
        "group": "",
        "key": "",
        "unit": unit,
        "value": shown,
        "numerator": numerator,
        "denominator": denominator,
        "lines": ranges(line.position for line in lines),
    }


def area_of(lines: Sequence[Line]) -> Callable[[Line], str]:
    """By city where the lines lie in several; else by district, or the city for what lies in none."""
    if len({line.values.get("city_code") for line in lines}) > 1:
        return lambda line: str(line.values.get("city_code") or "")
    return lambda line: str(line.values.get("district_code") or line.values.get("city_code") or "")


KEYS: dict[str, Callable[[Line], str]] = {
    SECTOR: lambda line: str(line.values.get("sector") or ""),
    CLASS: lambda line: str(line.values.get("class") or ""),
}


def _keys(lines: Iterable[Line], key_of: Callable[[Line], str]) -> list[str]:
    """In the order of the lines, which is the fixed administrative one."""
    return list(dict.fromkeys(key_of(line) for line in lines))


def notes_of(lines: Sequence[Line], fallen: Sequence[int] = (), total: int | None = None) -> list[dict[str, Any]]:
    """What to look at first: {code, count, amount, lines}. `fallen`: positions whose sum is less than last published;
    `total`: what the closed round says was invested, where it says so."""
    without = [line for line in lines if not line.values.get("year_plan") and line.money("year_done")]
    invested = sum(line.money("period_invested") for line in lines)
    found = [
        _note("missing", [line for line in lines if line.missing]),
        _note("late", [line for line in lines if line.late]),
        _note("hidden_denominator", without, sum(line.money("year_done") for line in without)),
        _note("no_sector", [line for line in lines if not line.values.get("sector")]),
        _note("over_total", [line for line in lines if line.values.get("total") and _over(line, "invested", "total")]),
        _note(
            "over_plan", [line for line in lines if line.values.get("year_plan") and _over(line, "year_plan", "total")]
        ),
        _note("fell", [line for line in lines if line.position in set(fallen)]),
        _note("lone_hidden", _lone_hidden(lines)),
    ]
    if total is not None and total != invested:
        found.append({"code": "sum_gap", "count": 1, "amount": total - invested, "lines": ""})
    return [note for note in found if note["count"]]


def _lone_hidden(lines: Sequence[Line]) -> list[Line]:
    """Not public, and alone in its area or sector: the sum of the group would say what it did."""
    found = {}
    for key_of in (area_of(lines), KEYS[SECTOR]):
        for key in _keys(lines, key_of):
            members = [line for line in lines if key_of(line) == key]
            if len(members) == 1 and not members[0].is_public:
                found[members[0].position] = members[0]
    return list(found.values())


def _over(line: Line, name: str, bound: str) -> bool:
    return bool(line.values.get(bound)) and line.money(name) > line.money(bound)


def _note(code: str, lines: Sequence[Line], amount: int = 0) -> dict[str, Any]:
    return {"code": code, "count": len(lines), "amount": amount, "lines": ranges(line.position for line in lines)}
