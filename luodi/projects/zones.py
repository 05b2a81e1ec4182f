"""Stretches of a linear work where a delay is assumed: fault zones, crossings, soft ground.

One is {"name": "F1", "from": 210.0, "to": 230.0, "days": [0, 1, 2]}: each of the days is as likely as the others, and
without days it is only drawn.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

MOST_DAYS, MOST_ZONES = 365, 50


class BadZone(ValueError):
    """`code`: name, stretch, days."""

    def __init__(self, code: str, name: str) -> None:
        super().__init__(code)
        self.code, self.name = code, name


def checked_zones(zones: Iterable[Mapping[str, Any]], total: Decimal) -> list[dict[str, Any]]:
    """In the order in which they are met. Raises BadZone."""
    kept = [_checked(zone, float(total)) for zone in list(zones)[:MOST_ZONES]]
    return sorted(kept, key=lambda zone: (zone["from"], zone["to"]))


def _checked(zone: Mapping[str, Any], total: float) -> dict[str, Any]:
    name = str(zone.get("name", "")).strip()[:20]
    if not name:
        raise BadZone("name", name)
    try:
        begin, end = float(zone["from"]), float(zone["to"])
        days = [float(day) for day in zone.get("days") or ()]
    except (KeyError, TypeError, ValueError) as wrong:
        raise BadZone("stretch", name) from wrong
    if not 0 <= begin < end <= total:
        raise BadZone("stretch", name)
    if any(not 0 <= day <= MOST_DAYS for day in days):
        raise BadZone("days", name)
    return {"name": name, "from": begin, "to": end, "days": days}


def ahead(zones: Iterable[Mapping[str, Any]], done: float) -> tuple[tuple[float, ...], ...]:
    """The days that each stretch not yet passed may cost, of those that state any."""
    return tuple(tuple(zone["days"]) for zone in zones if zone["days"] and zone["to"] > done)


def read_zones(text: str) -> list[dict[str, Any]]:
    """Lines as people type them: `F1 210-230 0,1,2`. Raises BadZone."""
    return [_read(line.strip()) for line in text.replace("，", ",").splitlines() if line.strip()]


def _read(line: str) -> dict[str, Any]:
    name, *rest = line.split(maxsplit=2)
    begin, dash, end = (rest[0] if rest else "").replace("—", "-").replace("~", "-").partition("-")
    if not dash:
        raise BadZone("stretch", name)
    days = [part for part in (rest[1] if len(rest) > 1 else "").replace(" ", "").split(",") if part]
    try:
        return {"name": name, "from": float(begin), "to": float(end), "days": [float(day) for day in days]}
    except ValueError as wrong:
        raise BadZone("days" if _is_number(begin) and _is_number(end) else "stretch", name) from wrong


def _is_number(text: str) -> bool:
    return text.strip().replace(".", "", 1).isdecimal()


def written(zones: Iterable[Mapping[str, Any]]) -> str:
    """As `read_zones` reads it."""
    return "\n".join(
        f"{zone['name']} {zone['from']:g}-{zone['to']:g} {','.join(f'{day:g}' for day in zone['days'])}".strip()
        for zone in zones
    )
