"""Watch step: a published edition becomes a workbook, a Word file, a PDF and open data, each kept by its digest."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db.models import Count
from django.utils import translation

from luodi.bulletin import open_data
from luodi.bulletin.canonical import ROOM
from luodi.bulletin.drawing import pdf, word, workbook
from luodi.bulletin.drawing.paper import paper_of
from luodi.bulletin.models import Edition, EditionFile
from luodi.ledger.attachments import path_of, store_bytes

DRAWERS: dict[str, Callable[[Edition], bytes]] = {
    "xlsx": workbook.drawn,
    "docx": lambda edition: word.drawn(paper_of(edition)),
    "pdf": lambda edition: pdf.drawn(paper_of(edition)),
    "oc4ids": lambda edition: open_data.written(edition, f"{settings.PUBLIC_URL}/progress/{edition.number}/"),
}
# In the order a reader is offered them.
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "oc4ids": "application/json",
}


def files_of(edition: Edition) -> list[EditionFile]:
    """In the order of TYPES; fewer while they are being drawn."""
    return sorted(edition.files.all(), key=lambda one: list(TYPES).index(one.kind))


def draw_editions(now: datetime) -> int:
    """No act: nothing is decided here. Of two processes that draw the same one, the first is kept."""
    counted = Edition.objects.published().with_duty().annotate(drawn=Count("files"))
    edition = counted.filter(drawn__lt=len(TYPES)).order_by("pk").first()
    if edition is None:
        return 0
    there = set(EditionFile.objects.filter(edition=edition).values_list("kind", flat=True))
    kind = next(kind for kind in DRAWERS if kind not in there)
    with translation.override("zh-hans"):
        data = DRAWERS[kind](edition)
    digest = store_bytes(data, ROOM)
    row = EditionFile(edition=edition, kind=kind, digest=digest, size=len(data))
    EditionFile.objects.bulk_create([row], ignore_conflicts=True)
    return 1


def file_name(file: EditionFile, number: str) -> str:
    return f"{number}.oc4ids.json" if file.kind == "oc4ids" else f"{number}.{file.kind}"


def file_bytes(file: EditionFile) -> bytes:
    """Raises FileNotFoundError."""
    return path_of(file.digest, ROOM).read_bytes()
