"""What a checked list would become, read for the page that asks whether to import it."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from luodi.directory.viewer import Viewer
from luodi.supply.models import Offer, OfferRow, OfferSheet
from luodi.supply.sheets.parsing import from_json
from luodi.supply.words import gist_of_values


@dataclass(frozen=True)
class GoodRow:
    cell: str
    title: str
    gist: str


@dataclass
class Preview:
    """`taken` are let already, `known` were imported before, `twins` stand twice in this list."""

    rows: int = 0
    done: int = 0
    known: int = 0
    twins: int = 0
    taken: int = 0
    faulty: int = 0
    faults: list[dict[str, Any]] = field(default_factory=list)
    good: list[GoodRow] = field(default_factory=list)


def sheets(viewer: Viewer) -> "QuerySet[OfferSheet]":
    """Lists this viewer read in; nobody else sees what stands in them."""
    mine = OfferSheet.objects.filter(post__in=viewer.post_ids)
    return mine.select_related("post__unit", "place").order_by("-id")


def preview(sheet: OfferSheet) -> Preview:
    """A few queries, however long the list."""
    shown, keys = Preview(), set[str]()
    rows = list(OfferRow.objects.filter(of=sheet))
    imported = Offer.objects.by_import_key({row.key for row in rows if row.key and not row.duty_id and not row.faults})
    for row in rows:
        shown.rows += 1
        if row.duty_id:
            shown.done += 1
        elif row.values.get("taken"):
            shown.taken += 1
        elif row.faults:
            shown.faulty += 1
            shown.faults += row.faults
        elif row.key in imported:
            shown.known += 1
        elif row.key in keys:
            shown.twins += 1
        else:
            said = gist_of_values(row.values["kind"], from_json(row.values["columns"]))
            shown.good.append(GoodRow(f"{row.sheet}!{row.row}", row.values["title"], said))
        keys.add(row.key)
    return shown
