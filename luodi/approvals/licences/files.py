"""Sealed PDFs, kept under their digest apart from what people hand in: a copy that is handed in and taken back again
must not take the original along."""

from django.http import FileResponse

from luodi.ledger.attachments import download_response, path_of, store_bytes

ROOM = "sealed"


def keep(pdf: bytes) -> str:
    """Returns its digest."""
    return store_bytes(pdf, ROOM)


def sealed_file(digest: str) -> bytes:
    """Raises FileNotFoundError."""
    return path_of(digest, ROOM).read_bytes()


def file_response(digest: str, name: str) -> FileResponse:
    """Raises FileNotFoundError."""
    return download_response(path_of(digest, ROOM).open("rb"), f"{name}.pdf", "application/pdf")
