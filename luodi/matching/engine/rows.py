"""Offers and enquiries of evaluation files, one JSON object a line, as facts. See `luodi match`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from luodi.matching.engine.facts import Asked, Offered
from luodi.matching.engine.reading_asked import read_asked
from luodi.matching.engine.reading_offer import read_offered

KINDS = {"lab": "laboratory", "firm_need": "firm"}
COLUMNS = {
    "area_m2": "area_m2",
    "land_mu": "land_mu",
    "power_kva": "power_kva",
    "ceiling_m": "ceiling_m",
    "floor_load": "floor_load_t_m2",
}
ASKED_COLUMNS = {"min_area_m2": "area_m2", "land_mu": "land_mu"}


def offered_of(key: int, row: Mapping[str, Any]) -> Offered:
    """Raises KeyError for a row without id, title or kind, ValueError for a day that is none."""
    return read_offered(
        key=key,
        kind=KINDS.get(row["kind"], row["kind"]),
        title=row["title"],
        description=row.get("description", ""),
        districts=[row["district"]] if row.get("district") else [],
        numbers={column: row[name] for name, column in COLUMNS.items() if row.get(name) is not None},
        industries=_words(row.get("industries")),
        tags=_words(row.get("tags")),
        open_now=row.get("status", "open") == "open",
        price_words=row.get("price") or "",
        available_from=_day(row.get("available_from")),
        available_until=_day(row.get("available_until")),
    )


def asked_of(row: Mapping[str, Any], received: date) -> Asked:
    """Raises KeyError for a row without text."""
    asked = read_asked(
        row["text"],
        received,
        kinds=_list(row.get("kind")),
        districts=_list(row.get("district")),
        numbers={column: row[name] for name, column in ASKED_COLUMNS.items() if row.get(name) is not None},
    )
    return replace(asked, about=asked.about - {"area_m2"}) if "min_area_m2" in row else asked


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _words(value: Any) -> str:
    return " ".join(_list(value))


def _list(value: Any) -> list[str]:
    if not value:
        return []
    return [value] if isinstance(value, str) else list(value)
