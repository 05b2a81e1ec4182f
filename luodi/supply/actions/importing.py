"""A park's list: checked first, imported when asked and whole, and a second time changing nothing."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from luodi.directory.models import ALWAYS, Post, Territory
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import allowances
from luodi.duties.models import Visibility
from luodi.duties.sets import update_each
from luodi.duties.steps import Opening, open_duties
from luodi.ledger.acts import Act, Refused, act
from luodi.supply.actions.offering import FIRM, check_visibility, offering_post
from luodi.supply.models import Offer, OfferRow, OfferSheet
from luodi.supply.rules import KINDS, State
from luodi.supply.sheets.columns import CHOICES, NAMES, TOLD
from luodi.supply.sheets.parsing import RowReader, from_json
from luodi.text.sheets import TableRow, read_tables

AT_ONCE = 500  # rows of one statement
RETRIES = 4


def check_offers(
    *,
    viewer: Viewer,
    data: bytes,
    file_name: str,
    kind: str = "",
    place: Territory | None = None,
    visibility: str = Visibility.INTERNAL,
) -> OfferSheet:
    """Dry run: keeps what each row says or what is wrong in it; no offer is made. Raises SheetError, Refused, Wrong.

    `kind` and `place` are of the rows that name none.
    """
    post = offering_post(viewer)
    if kind and (kind not in KINDS or kind == FIRM):
        raise Wrong("kind", _("没有这个类别。"))
    check_visibility(kind, visibility)
    tables = read_tables(data, NAMES.knows, TOLD)
    headings = list(dict.fromkeys(heading for table in tables for heading in table.headings))
    rows = [row for table in tables for row in table.rows]
    digest = sha256(data).hexdigest()
    with act(viewer.code) as a:
        # The same file again takes the place of its earlier check.
        OfferSheet.objects.filter(post=post, digest=digest, state=OfferSheet.State.CHECKED).delete()
        sheet = OfferSheet.objects.create(
            post=post,
            file_name=file_name[-200:],
            digest=digest,
            kind=kind,
            place=place,
            visibility=visibility,
            headings=list(NAMES.assigned(headings).items()),
            read_at=a.now,
        )
        faults = _keep_rows(sheet, rows)
        a.record(subject_of(sheet), "offers_checked", rows=len(rows), faults=faults, digest=digest)
    return sheet


def map_columns(*, viewer: Viewer, sheet: OfferSheet, columns: Mapping[str, str]) -> None:
    """Reads the kept rows again, each heading into the column chosen by hand; "" leaves it out. Raises Wrong."""
    with act(viewer.code) as a:
        offering_post(viewer)
        if sheet.state == OfferSheet.State.DONE:
            raise Refused(_("这张表已经导入，不能再改列。"))
        for heading, column in columns.items():
            if column and column not in CHOICES:
                raise Wrong(heading, _("没有这一列。"))
        _refuse_doubles(columns)
        sheet.headings = [[heading, columns.get(heading, column)] for heading, column in sheet.headings]
        sheet.save(update_fields=["headings"])
        names = [heading for heading, _column in sheet.headings]
        kept = [
            # In the order of the list, which a database keeps of no object.
            TableRow(row.sheet, row.row, {name: tuple(row.cells[name]) for name in names if name in row.cells})
            for row in OfferRow.objects.filter(of=sheet, duty=None)
        ]
        OfferRow.objects.filter(of=sheet, duty=None).delete()
        faults = _keep_rows(sheet, kept)
        a.record(subject_of(sheet), "offers_mapped", faults=faults)


def _refuse_doubles(columns: Mapping[str, str]) -> None:
    seen: dict[str, str] = {}
    for heading, column in columns.items():
        if column and column != "description" and seen.setdefault(column, heading) != heading:
            raise Wrong(heading, _("这一列已经由“%(other)s”读入。") % {"other": seen[column]})


def _keep_rows(sheet: OfferSheet, rows: Iterable[TableRow]) -> int:
    """Returns how many cells are wrong. A total and a row that says nothing are not kept."""
    reader = RowReader(dict(sheet.headings), unit_id=sheet.post.unit_id, kind=sheet.kind, place=sheet.place_id)
    made = []
    for row in rows:
        if (said := reader.read(row)) is None:
            continue
        values = {"taken": True} if said.taken else said.values
        made.append(
            OfferRow(
                of=sheet,
                sheet=row.sheet[:60],
                row=row.row,
                cells=row.cells,
                values=values,
                faults=said.faults,
                key=said.key,
            )
        )
    OfferRow.objects.bulk_create(made, batch_size=AT_ONCE)
    return sum(len(row.faults) for row in made)


def import_offers(*, viewer: Viewer, sheet: OfferSheet) -> int:
    """Every good row in one act, or none of them; returns how many are new. Raises Refused.

    What was imported before, also by somebody else, is found by its key and made no second time.
    """
    for attempt in range(RETRIES):
        try:
            return _import(viewer, sheet)
        except IntegrityError:
            # The same list from another desk, in the same second; next time its offers are found.
            if attempt == RETRIES - 1:
                raise
    return 0


def _import(viewer: Viewer, sheet: OfferSheet) -> int:
    with act(viewer.code) as a:
        post = offering_post(viewer)
        # Two clicks at once follow each other; the second finds nothing left.
        sheet = OfferSheet.objects.select_for_update(no_key=True, of=("self",)).select_related("place").get(pk=sheet.pk)
        rows = list(OfferRow.objects.filter(of=sheet, duty=None, faults=[]).exclude(key="").order_by("id"))
        known = Offer.objects.by_import_key({row.key for row in rows})
        fresh = list({row.key: row for row in reversed(rows) if row.key not in known}.values())[::-1]
        known |= _make(a, sheet, post, fresh)
        # What was typed lives on in the offer, and only there.
        OfferRow.objects.filter(of=sheet, duty=None, faults=[]).exclude(key="").update(values={}, cells={})
        update_each(OfferRow, ("duty",), [(known[row.key], row.pk) for row in rows])
        OfferSheet.objects.filter(pk=sheet.pk).update(state=OfferSheet.State.DONE, done_at=a.now)
        a.record(subject_of(sheet), "offers_imported", new=len(fresh), rows=len(rows))
        return len(fresh)


def _make(a: Act, sheet: OfferSheet, post: Post, rows: list[OfferRow]) -> dict[str, int]:
    token = allowances()["freshness"]
    places = Territory.objects.with_chain().in_bulk({row.values["place"] for row in rows} - {None})
    openings = [
        Opening(
            title=row.values["title"],
            owner=post,
            at=places.get(row.values["place"]) or post.unit.territory,
            progress=State.OPEN,
            visibility=sheet.visibility,
            clocks=(("freshness", token, ALWAYS),),
        )
        for row in rows
    ]
    duties = open_duties(a, kind="offer", opened=a.now, openings=openings)
    offers = [_offer(a, row, duty) for row, duty in zip(rows, duties, strict=True)]
    Offer.objects.bulk_create(offers, batch_size=AT_ONCE)
    return {row.key: duty.pk for row, duty in zip(rows, duties, strict=True)}


def _offer(a: Act, row: OfferRow, duty: Any) -> Offer:
    columns = from_json(row.values["columns"])
    if columns.get("price") is not None:
        columns.setdefault("price_on", a.now.date())
    return Offer(duty=duty, kind=row.values["kind"], confirmed_at=a.now, import_key=row.key, **columns)


def drop_offers(*, viewer: Viewer, sheet: OfferSheet) -> None:
    """Takes what was read away again; offers made from it stay."""
    with act(viewer.code) as a:
        offering_post(viewer)
        a.record(subject_of(sheet), "offers_dropped")
        sheet.delete()


def subject_of(sheet: OfferSheet) -> str:
    return f"supply:import:{sheet.pk}"
