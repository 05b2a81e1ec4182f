"""What a checked sheet would become, read for the page that asks whether to import it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from luodi.clock import SHANGHAI
from luodi.directory.models import Territory, Unit
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty, Visibility
from luodi.enquiries.models import Enquiry, ImportBatch, ImportRow
from luodi.enquiries.router import Router
from luodi.enquiries.routing import active_rules
from luodi.enquiries.rules import Facts
from luodi.text import title_from

MANY = 500  # values of one IN


@dataclass(frozen=True)
class GoodRow:
    """`why` is "rules" or "talked" (the importer keeps it); `open_number` is empty where the viewer may not see it."""

    cell: str
    firm: str
    title: str
    unit: Unit
    why: str
    is_open: bool
    open_number: str


@dataclass
class Preview:
    rows: int = 0
    done: int = 0
    known: int = 0
    twins: int = 0
    faults: list[dict[str, Any]] = field(default_factory=list)
    faulty: int = 0
    good: list[GoodRow] = field(default_factory=list)

    @property
    def open_again(self) -> int:
        return sum(row.is_open for row in self.good)

    def units(self) -> list[tuple[Unit, int]]:
        counted = Counter(row.unit.pk for row in self.good)
        named = {row.unit.pk: row.unit for row in self.good}
        return [(named[pk], number) for pk, number in counted.most_common()]


def batches(viewer: Viewer) -> "QuerySet[ImportBatch]":
    """Sheets this viewer read in; nobody else sees what stands in them."""
    mine = ImportBatch.objects.filter(post__in=viewer.post_ids)
    return mine.select_related("post__unit").order_by("-id")


def preview(viewer: Viewer, batch: ImportBatch, now: datetime) -> Preview:
    """A fixed number of queries, however long the sheet."""
    shown = Preview()
    keys: set[str] = set()
    pending: list[ImportRow] = []
    rows = list(batch.rows.all())
    imported = _imported({row.key for row in rows if not row.duty_id and not row.faults})
    for row in rows:
        shown.rows += 1
        if row.duty_id:
            shown.done += 1
        elif row.faults:
            shown.faulty += 1
            shown.faults += row.faults
        elif row.key in imported:
            shown.known += 1
        elif row.key in keys:
            shown.twins += 1
        else:
            pending.append(row)
        keys.add(row.key)
    shown.good = _good(viewer, batch, pending, now)
    return shown


def _imported(keys: set[str]) -> set[str]:
    found: set[str] = set()
    listed = sorted(keys)
    for start in range(0, len(listed), MANY):
        some = Enquiry.objects.filter(import_key__in=listed[start : start + MANY])
        found.update(filter(None, some.values_list("import_key", flat=True)))
    return found


def _good(viewer: Viewer, batch: ImportBatch, rows: list[ImportRow], now: datetime) -> list[GoodRow]:
    on = now.astimezone(SHANGHAI).date()
    router = Router(active_rules(on))
    typed = [row.values["typed"] for row in rows]
    places = Territory.objects.with_chain().in_bulk({one["wish"] for one in typed} - {None})
    taken = open_contacts(viewer, {one["contact"] for one in typed})
    good = []
    for row, one in zip(rows, typed, strict=True):
        wish = places.get(one["wish"])
        facts = Facts(wish.code if wish else "", one["industry"], one["size_band"], one["sentence"])
        unit = batch.post.unit if one["said"] else router.unit(facts, wish, on)
        good.append(
            GoodRow(
                cell=f"{row.sheet}!{row.row}",
                firm=one["firm"],
                title=title_from(one["sentence"]),
                unit=unit,
                why="talked" if one["said"] else "rules",
                is_open=one["contact"] in taken,
                open_number=taken.get(one["contact"], ""),
            )
        )
    return good


def open_contacts(viewer: Viewer, contacts: set[str]) -> dict[str, str]:
    """Contacts that have an open enquiry, with its number where the viewer may see it.

    Kept-back enquiries out of his sight are left out: not even that there is one is his business.
    """
    found: dict[str, str] = {}
    listed = sorted(contacts)
    for start in range(0, len(listed), MANY):
        some = Enquiry.objects.filter(contact__in=listed[start : start + MANY], duty__closed=None)
        hidden = some.exclude(duty__visibility=Visibility.RESTRICTED).values_list("contact", flat=True)
        found |= dict.fromkeys(hidden, "")
        seen = some.filter(duty__in=Duty.objects.visible_to(viewer).values("pk"))
        found |= dict(seen.values_list("contact", "duty__number"))
    return found
