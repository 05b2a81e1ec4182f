"""What a checked status list would do, read for the page that asks whether to do it."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime

from luodi.approvals.models import StatusRow, StatusSheet
from luodi.directory.viewer import Viewer


@dataclass(frozen=True)
class GoodRow:
    place: str
    item: str
    word: str
    at: Any


@dataclass
class Preview:
    """`known` is so already; `done` was carried out from this list."""

    rows: int = 0
    done: int = 0
    known: int = 0
    faulty: int = 0
    faults: list[dict[str, Any]] = field(default_factory=list)
    good: list[GoodRow] = field(default_factory=list)


def sheets(viewer: Viewer) -> "QuerySet[StatusSheet]":
    """Lists this viewer read in; nobody else sees what stands in them."""
    return StatusSheet.objects.filter(post__in=viewer.post_ids).order_by("-id")


def preview(sheet: StatusSheet) -> Preview:
    """One query, however long the list."""
    shown = Preview()
    for row in StatusRow.objects.filter(of=sheet):
        shown.rows += 1
        if row.duty_id:
            shown.done += 1
        elif row.faults:
            shown.faulty += 1
            shown.faults += row.faults
        elif row.values.get("known"):
            shown.known += 1
        else:
            place = f"{row.sheet}!{row.row}" if row.sheet else str(row.row)
            at = parse_datetime(row.values["happened_at"])
            shown.good.append(GoodRow(place, row.values["item"], row.values["word"], at))
    return shown
