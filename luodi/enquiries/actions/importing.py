"""A sheet of enquiries: checked first, imported when asked, and a second time changing nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from time import monotonic
from typing import Any

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from luodi.directory.models import Post, Territory
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.enquiries.actions.entering import enter_step
from luodi.enquiries.actions.submitting import Typed
from luodi.enquiries.models import Enquiry, ImportBatch, ImportRow
from luodi.enquiries.sheets.columns import COLUMNS, REQUIRED, WAYS
from luodi.enquiries.sheets.parsing import Parsed, RowReader
from luodi.ledger.acts import Act, Refused, act
from luodi.text.sheets import SheetError, SheetRow, read_sheets

CHUNK = 25  # rows of one transaction: others wait no longer than for one act
MOST_AT_ONCE = 200  # rows of one request
PATIENCE = 5.0  # seconds of one request
AT_ONCE = 500  # rows of one INSERT
RETRIES = 8


@dataclass(frozen=True)
class Progress:
    """`left` rows are good and wait; the rest of the sheet is imported, was there already, or is faulty."""

    new: int
    left: int


def importing_post(viewer: Viewer) -> Post:
    """Raises Refused."""
    post = next((post for post in viewer.posts if "enquiry" in post.remit), None)
    if post is None:
        raise Refused(_("您的岗位不受理投资申请，不能代录。"))
    return post


def check_import(*, viewer: Viewer, data: bytes, file_name: str) -> ImportBatch:
    """Dry run: keeps what each row says or what is wrong in it; no enquiry is made. Raises SheetError, Refused."""
    post = importing_post(viewer)
    rows = read_sheets(data, COLUMNS, REQUIRED)
    _ask_for_contact_column(rows)
    reader = RowReader(timezone.now(), post.unit.backdating_days)
    parsed = [(row, reader.read(row)) for row in rows]
    digest = sha256(data).hexdigest()
    with act(viewer.code) as a:
        # The same file again takes the place of its earlier check.
        ImportBatch.objects.filter(post=post, digest=digest, state=ImportBatch.State.CHECKED).delete()
        batch = ImportBatch.objects.create(post=post, file_name=file_name[-200:], digest=digest, read_at=a.now)
        ImportRow.objects.bulk_create([_row(batch, row, said) for row, said in parsed], batch_size=AT_ONCE)
        faults = sum(len(said.faults) for _row_read, said in parsed)
        a.record(subject_of(batch), "import_checked", rows=len(rows), faults=faults, digest=digest)
    return batch


def _ask_for_contact_column(rows: list[SheetRow]) -> None:
    for row in rows:
        if not any(way in row.cells for way in WAYS):
            raise SheetError("missing_columns", sheet=row.sheet, columns=COLUMNS["contact"][0])


def _row(batch: ImportBatch, row: SheetRow, said: Parsed) -> ImportRow:
    return ImportRow(
        batch=batch, sheet=row.sheet[:60], row=row.row, values=said.values, faults=said.faults, key=said.key
    )


def import_good(*, viewer: Viewer, batch: ImportBatch, skip_open: bool, most: int = MOST_AT_ONCE) -> Progress:
    """Imports up to `most` good rows or for five seconds, 25 rows in a transaction; called again while rows are left.

    `skip_open` leaves out rows whose contact has an open enquiry already. Raises Refused.
    """
    importing_post(viewer)
    new, asked, started = 0, 0, monotonic()
    while asked < most and monotonic() - started < PATIENCE and _pending(batch).exists():
        new += _chunk_in_spite_of_rivals(viewer, batch, skip_open)
        asked += CHUNK
    return Progress(new, _pending(batch).count())


def _pending(batch: ImportBatch) -> Any:
    return ImportRow.objects.filter(batch=batch, duty=None, faults=[]).order_by("id")


def _chunk_in_spite_of_rivals(viewer: Viewer, batch: ImportBatch, skip_open: bool) -> int:
    for attempt in range(RETRIES):
        try:
            return _chunk(viewer, batch, skip_open)
        except IntegrityError:
            # A second click imported the same rows meanwhile; next time they are found.
            if attempt == RETRIES - 1:
                raise
    return 0


def _chunk(viewer: Viewer, batch: ImportBatch, skip_open: bool) -> int:
    with act(viewer.code) as a:
        rows = list(_pending(batch)[:CHUNK])
        keys = {row.key for row in rows}
        known = dict(Enquiry.objects.filter(import_key__in=keys).values_list("import_key", "duty_id"))
        taken = _open_contacts(batch, rows) if skip_open else frozenset()
        places = Territory.objects.with_chain().in_bulk({row.values["typed"]["wish"] for row in rows} - {None})
        new = 0
        for row in rows:
            fault = None if row.key in known else _fault_now(row, taken, a.now, batch.post)
            if fault:
                row.faults = [fault]
                continue
            if row.key not in known:
                known[row.key] = _enter(a, viewer, batch, row, places).pk
                new += 1
            # What was typed lives on in the enquiry, and only there.
            row.duty_id, row.values = known[row.key], {}
        ImportRow.objects.bulk_update(rows, ["duty", "values", "faults"])
        a.record(subject_of(batch), "import_rows", new=new, rows=len(rows))
        _finish(a, batch)
    return new


def _open_contacts(batch: ImportBatch, rows: list[ImportRow]) -> frozenset[str]:
    contacts = {row.values["typed"]["contact"] for row in rows}
    found = Enquiry.objects.filter(contact__in=contacts, duty__closed=None)
    others = found.exclude(duty__in=ImportRow.objects.filter(batch=batch, duty__isnull=False).values("duty"))
    return frozenset(others.values_list("contact", flat=True))


def _fault_now(row: ImportRow, taken: frozenset[str], now: datetime, post: Post) -> dict[str, Any] | None:
    """What has become wrong since the check."""
    typed = row.values["typed"]
    if typed["contact"] in taken:
        return {"cell": row.values["contact_cell"], "code": "open_already", "value": ""}
    limit = post.unit.backdating_days
    if typed["said"] and datetime.fromisoformat(typed["happened_at"]) < now - timedelta(days=limit):
        return {"cell": row.values["contact_cell"], "code": "when_old", "value": "", "limit": limit}
    return None


def _enter(a: Act, viewer: Viewer, batch: ImportBatch, row: ImportRow, places: dict[int, Territory]) -> Duty:
    """Who logged a talk keeps the enquiry; the others go the way of a new one."""
    values = dict(row.values["typed"])
    said, happened_at = values.pop("said"), values.pop("happened_at")
    typed = Typed(**values | {"wish": places.get(values["wish"])})
    return enter_step(
        a,
        viewer,
        typed,
        source=Enquiry.Source.IMPORT,
        said=said,
        happened_at=datetime.fromisoformat(happened_at) if said else None,
        keep=bool(said),
        import_key=row.key,
        told_once=f"imported:{batch.pk}",
    )


def _finish(a: Act, batch: ImportBatch) -> None:
    if _pending(batch).exists():
        return
    done = {"state": ImportBatch.State.DONE, "done_at": a.now}
    if ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.CHECKED).update(**done):
        a.record(subject_of(batch), "import_done")


def drop_import(*, viewer: Viewer, batch: ImportBatch) -> None:
    """Takes what was read away again; enquiries made from it stay."""
    with act(viewer.code) as a:
        importing_post(viewer)
        a.record(subject_of(batch), "import_dropped")
        batch.delete()


def subject_of(batch: ImportBatch) -> str:
    return f"enquiries:import:{batch.pk}"
