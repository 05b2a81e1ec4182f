"""A workbook of projects: read and compared first, imported when asked and whole, a second time changing nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.directory.models import Post
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Act, Refused, Stale, act
from luodi.projects.actions.importing_rows import create_rows, update_rows
from luodi.projects.actions.library import entering_posts
from luodi.projects.models import ProjectImport, ProjectImportRow
from luodi.projects.rules import Template
from luodi.projects.sheets.books import Line, Settings, read_rows
from luodi.projects.sheets.columns import CHOICES, NAMES, TOLD
from luodi.projects.sheets.people import People
from luodi.text.sheets import TableRow, read_tables

AT_ONCE = 500  # rows of one statement
Lines = list[Line]


def importing_post(viewer: Viewer) -> Post:
    """The post in which the viewer enters projects. Raises Refused."""
    posts = entering_posts(viewer)
    if not posts:
        raise Refused(_("您的岗位不登记重点项目。"))
    return posts[0]


def read_book(
    *, viewer: Viewer, data: bytes, file_name: str, as_of: date | None = None, template: str = Template.LAND
) -> ProjectImport:
    """Dry run: what each row says and would become. Nothing enters the library. Raises SheetError, Refused.

    `as_of` is the day of its figures, `template` of rows that do not say theirs.
    """
    post = importing_post(viewer)
    tables = read_tables(data, NAMES.knows, TOLD)
    headings = list(dict.fromkeys(heading for table in tables for heading in table.headings))
    rows = [row for table in tables for row in table.rows]
    digest = sha256(data).hexdigest()
    with act(viewer.code) as a:
        # The same file again takes the place of its earlier reading.
        ProjectImport.objects.filter(post=post, digest=digest, state=ProjectImport.State.CHECKED).delete()
        book = ProjectImport.objects.create(
            post=post,
            file_name=file_name[-200:],
            digest=digest,
            read_at=a.now,
            layout={
                "columns": list(NAMES.assigned(headings).items()),
                "above": {table.sheet: list(table.above) for table in tables},
                "as_of": (as_of or localdate(a.now)).isoformat(),
                "template": template,
            },
        )
        lines = _keep(viewer, book, rows, a.now)
        a.record(subject_of(book), "projects_read", rows=len(rows), faults=_faults(lines), digest=digest)
    return book


def map_book(*, viewer: Viewer, book: ProjectImport, columns: Mapping[str, str]) -> None:
    """Reads the kept rows again, each heading into the column chosen by hand; "" leaves it out. Raises Wrong."""
    with act(viewer.code) as a:
        _refuse_done(book)
        _check_columns(columns)
        book.layout["columns"] = [[one, columns.get(one, column)] for one, column in book.layout["columns"]]
        headings = [heading for heading, _column in book.layout["columns"]]
        rows = [_table_row(row, headings) for row in book.rows.order_by("id")]
        book.rows.all().delete()
        lines = _keep(viewer, book, rows, a.now)
        a.record(subject_of(book), "projects_mapped", faults=_faults(lines))


def _check_columns(columns: Mapping[str, str]) -> None:
    seen: dict[str, str] = {}
    for heading, column in columns.items():
        if column and column not in CHOICES:
            raise Wrong(heading, _("没有这一列。"))
        if column and column not in NAMES.several and seen.setdefault(column, heading) != heading:
            raise Wrong(heading, _("这一列已经由“%(other)s”读入。") % {"other": seen[column]})


def _table_row(row: ProjectImportRow, headings: Sequence[str]) -> TableRow:
    """In the order of the book, which a database keeps of no object."""
    raw = row.values["raw"]
    return TableRow(row.sheet, row.row, {name: tuple(raw[name]) for name in headings if name in raw})


def _read(viewer: Viewer, book: ProjectImport, rows: Iterable[TableRow], now: datetime) -> tuple[Lines, list[Any]]:
    layout = book.layout
    said = Settings(dict(layout["columns"]), layout["above"], date.fromisoformat(layout["as_of"]), layout["template"])
    units = frozenset(post.unit_id for post in entering_posts(viewer))
    people = People(viewer, now, None if viewer.is_city_desk else units)
    return read_rows(viewer, book.post, rows, said, people)


def _keep(viewer: Viewer, book: ProjectImport, rows: Iterable[TableRow], now: datetime) -> Lines:
    lines, sums = _read(viewer, book, rows, now)
    book.layout["sums"] = sums
    book.save(update_fields=["layout"])
    ProjectImportRow.objects.bulk_create([_row(book, line) for line in lines], batch_size=AT_ONCE)
    return lines


def _row(book: ProjectImport, line: Line) -> ProjectImportRow:
    parsed, outcome = line.parsed, line.outcome
    values = {
        "raw": {heading: list(cell) for heading, cell in line.row.cells.items()},
        "kind": line.kind,
        "said": parsed.values,
        "notes": parsed.notes,
        "changes": outcome.changes,
    }
    return ProjectImportRow(
        project_import=book,
        sheet=line.row.sheet[:60],
        row=line.row.row,
        values=values,
        faults=parsed.faults,
        key=outcome.key,
        becomes=outcome.becomes,
        duty_id=outcome.project.pk if outcome.project and not parsed.faults else None,
    )


def _faults(lines: Lines) -> int:
    return sum(len(line.parsed.faults) for line in lines)


def import_book(*, viewer: Viewer, book: ProjectImport) -> tuple[int, int]:
    """Every good row in one act, or none; how many are new, how many changed. Raises Refused, Stale.

    The rows are compared with the library once more: what changed since they were read makes all of them stale.
    """
    with act(viewer.code) as a:
        # Two clicks at once follow each other; the second finds it done.
        book = ProjectImport.objects.select_for_update(no_key=True, of=("self",)).select_related("post").get(pk=book.pk)
        _refuse_done(book)
        kept = list(book.rows.order_by("id"))
        headings = [heading for heading, _column in book.layout["columns"]]
        lines, _sums = _read(viewer, book, [_table_row(row, headings) for row in kept], a.now)
        if [_shown(row) for row in kept] != [_would(line) for line in lines]:
            raise Stale(_("读取之后项目库有了变化，什么都没有导入。请把这份表格再读一次。"), subject=subject_of(book))
        as_of = date.fromisoformat(book.layout["as_of"])
        new = [(row, line) for row, line in zip(kept, lines, strict=True) if line.outcome.becomes == "create"]
        old = [line for line in lines if line.outcome.becomes == "update"]
        duties = create_rows(a, book.post, [line for _row, line in new], as_of)
        update_rows(a, book.post, old, as_of)
        for (row, _line), duty in zip(new, duties, strict=True):
            row.duty = duty
        ProjectImportRow.objects.bulk_update([row for row, _line in new], ["duty"], batch_size=AT_ONCE)
        _forget(a, book, kept)
        a.record(subject_of(book), "projects_imported", new=len(new), changed=len(old), rows=len(kept))
        return len(new), len(old)


def _shown(row: ProjectImportRow) -> tuple[Any, ...]:
    return row.becomes, row.duty_id, row.values["changes"]


def _would(line: Line) -> tuple[Any, ...]:
    project = line.outcome.project if not line.parsed.faults else None
    return line.outcome.becomes, project.pk if project else None, line.outcome.changes


def _forget(a: Act, book: ProjectImport, rows: Sequence[ProjectImportRow]) -> None:
    """What was typed lives on in the library, and only there; what is faulty stays until it is mended."""
    done = [row for row in rows if row.becomes]
    for row in done:
        row.values = {"raw": {}, "kind": "project", "said": {}, "notes": row.values["notes"], "changes": []}
    ProjectImportRow.objects.bulk_update(done, ["values"], batch_size=AT_ONCE)
    ProjectImport.objects.filter(pk=book.pk).update(state=ProjectImport.State.DONE, done_at=a.now)


def drop_book(*, viewer: Viewer, book: ProjectImport) -> None:
    """Takes what was read away again; the library keeps what was imported."""
    with act(viewer.code) as a:
        a.record(subject_of(book), "projects_dropped")
        book.delete()


def _refuse_done(book: ProjectImport) -> None:
    if book.state == ProjectImport.State.DONE:
        raise Refused(_("这张表已经导入。要改的行改好后，请另传一次。"))


def subject_of(book: ProjectImport) -> str:
    return f"projects:import:{book.pk}"
