"""What a book that was read would become, for the page that asks whether to import it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from luodi.directory.viewer import Viewer
from luodi.projects.models import ProjectImport, ProjectImportRow
from luodi.projects.sheets.words import column_word, fault_words, note_words, value_words
from luodi.projects.words import money


@dataclass(frozen=True)
class Change:
    cell: str
    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Changed:
    """A row that changes a project; `number` is the project's."""

    title: str
    number: str
    changes: list[Change]


@dataclass(frozen=True)
class New:
    cell: str
    title: str
    gist: str


@dataclass
class Preview:
    """Every row ended up in one of the counts: they add up to `rows`."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    twins: int = 0
    faulty: int = 0
    sums: int = 0
    others: int = 0
    faults: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, str]] = field(default_factory=list)
    wrong_sums: list[dict[str, str]] = field(default_factory=list)
    creates: list[ProjectImportRow] = field(default_factory=list)
    updates: list[ProjectImportRow] = field(default_factory=list)

    @property
    def good(self) -> int:
        return self.new + self.changed


def books(viewer: Viewer) -> "QuerySet[ProjectImport]":
    """Books that this viewer read in; nobody else sees what stands in them."""
    return ProjectImport.objects.filter(post__in=viewer.post_ids).select_related("post__unit").order_by("-id")


def preview(book: ProjectImport) -> Preview:
    """Two queries, however long the book."""
    rows = list(book.rows.select_related("duty").order_by("id"))
    shown = Preview(rows=len(rows))
    for place, number in Counter(_place_of(row) for row in rows).items():
        setattr(shown, place, number)
    for row in rows:
        shown.faults += [fault | {"words": fault_words(fault)} for fault in row.faults]
        shown.notes += [{"cell": note["cell"], "words": note_words(note)} for note in row.values["notes"]]
    shown.creates = [row for row in rows if row.becomes == "create"]
    shown.updates = [row for row in rows if row.becomes == "update"]
    shown.wrong_sums = [
        {
            "cell": one["cell"],
            "column": column_word(one["column"]),
            "said": money(one["said"]),
            "found": money(one["found"]),
        }
        for one in book.layout.get("sums", [])
    ]
    return shown


PLACES = {"create": "new", "update": "changed", "same": "same", "twin": "twins"}


def _place_of(row: ProjectImportRow) -> str:
    if row.faults:
        return "faulty"
    if row.becomes:
        return PLACES[row.becomes]
    return "sums" if row.values["kind"] in ("whole", "part", "group") else "others"


def new_row(row: ProjectImportRow) -> New:
    said = row.values["said"]
    gist = [
        money(said["columns"].get("total")),
        said["columns"].get("sponsor_name", ""),
        said["columns"].get("code", ""),
    ]
    return New(f"{row.sheet}!{row.row}", said["title"], " · ".join(filter(None, gist)))


def changed_row(row: ProjectImportRow) -> Changed:
    changes = [
        Change(
            one["cell"],
            column_word(one["column"]),
            value_words(one["column"], one["old"]),
            value_words(one["column"], one["new"]),
        )
        for one in row.values["changes"]
    ]
    return Changed(row.values["said"]["title"], row.duty.number if row.duty else "", changes)
