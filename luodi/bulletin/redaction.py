"""What of a project may be published, decided before it becomes a line: no person, no internal column. Pure.

The owner's words are free text: telephones and addresses in them are taken out. A place is rounded to about a
hundred metres. Sponsor, builder, owner, problems, lights and the checker's confidence never come in here.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from luodi.text.reading.contacts import EMAIL, LANDLINE, MOBILE

CONTACTS = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in (MOBILE, LANDLINE, EMAIL)), re.IGNORECASE)
MASK = "***"
COLUMNS = (
    *("title", "city", "district", "city_code", "district_code", "unit", "sector", "template", "level", "stage"),
    *("side", "class", "fell_back_from", "total", "year_plan", "period_invested", "year_done", "invested", "percent"),
    *("planned", "words", "started_on", "completed_on", "producing_on", "start_planned", "milestones", "baselines"),
    *("place", "photos"),
)
RULES: dict[str, Any] = {"version": 1, "columns": list(COLUMNS), "places": 3}


def masked(text: str) -> str:
    return CONTACTS.sub(MASK, text)


def redacted(values: Mapping[str, Any], rules: Mapping[str, Any]) -> dict[str, Any]:
    """The allowed columns of `values`, texts masked, place rounded."""
    kept = {name: values[name] for name in rules["columns"] if name in values}
    for name in ("title", "words"):
        if kept.get(name):
            kept[name] = masked(kept[name])
    if kept.get("place"):
        kept["place"] = [float(round(Decimal(str(degree)), rules["places"])) for degree in kept["place"]]
    return kept
