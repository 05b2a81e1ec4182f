"""The leader's brief: one page made from the dispatch sheet, each row to be instructed on with one tap."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from luodi.desk.dispatch import ORDER, Row, Sheet, sheet_of
from luodi.desk.taps import taps_of
from luodi.directory.viewer import Viewer

MOST = 12  # rows of one page
OF_A_KIND = 4


def brief_of(viewer: Viewer, now: datetime) -> dict[str, Any]:
    sheet = sheet_of(viewer, now)
    rows = pressing(sheet)
    worst = sorted(sheet.units, key=lambda unit: -len(unit.rows))[:5]
    return {
        "sheet": sheet,
        "now": now,
        "rows": rows,
        "rest": sheet.total - len(rows),
        "units": [(unit.unit, len(unit.rows)) for unit in worst],
        "taps": taps_of(viewer, now),
    }


def pressing(sheet: Sheet) -> list[Row]:
    """The longest overdue of each kind first, at most a few of one kind while another has any; then the others."""
    rows = sorted((row for unit in sheet.units for row in unit.rows), key=lambda row: (ORDER[row.kind], -row.days))
    first = list(_few_of_each(rows))
    rest = [row for row in rows if row not in first]
    return sorted([*first, *rest][:MOST], key=lambda row: (not row.late, ORDER[row.kind], -row.days))


def _few_of_each(rows: Iterable[Row]) -> Iterable[Row]:
    seen: dict[str, int] = {}
    for row in rows:
        seen[row.kind] = seen.get(row.kind, 0) + 1
        if seen[row.kind] <= OF_A_KIND:
            yield row
