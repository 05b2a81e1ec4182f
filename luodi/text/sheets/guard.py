"""What is checked before a parser sees an uploaded workbook."""

import io
import zipfile
from typing import BinaryIO

from luodi.text.sheets.errors import SheetError

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_UNPACKED = 80 * MEGABYTE  # 5,000 rows of 40 columns unpack to about 12 MB
MOST_PARTS = 1_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old .xls, and the envelope of an encrypted .xlsx
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PROLOGUE = 2_048  # bytes in which a document type would stand


def checked(file: BinaryIO | bytes) -> io.BytesIO:
    """The bytes of a workbook that is safe to parse. Raises SheetError."""
    data = file if isinstance(file, bytes) else _read(file)
    if len(data) > MOST_BYTES:
        raise _too_big(len(data))
    if data.startswith(OLE):
        raise SheetError("encrypted" if ENCRYPTED in data else "old_xls")
    buffer = io.BytesIO(data)
    if not data.startswith(b"PK") or not zipfile.is_zipfile(buffer):
        raise SheetError("not_xlsx")
    _check_parts(buffer)
    buffer.seek(0)
    return buffer


def _read(file: BinaryIO) -> bytes:
    """Measures first, so that a file of 200 MB is never held in memory."""
    size = file.seek(0, io.SEEK_END)
    if size > MOST_BYTES:
        raise _too_big(size)
    file.seek(0)
    return file.read()


def _too_big(size: int) -> SheetError:
    return SheetError("too_big", size=-(-size // MEGABYTE), limit=MOST_BYTES // MEGABYTE)


def _check_parts(buffer: io.BytesIO) -> None:
    try:
        with zipfile.ZipFile(buffer) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                raise SheetError("not_xlsx")
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise SheetError("unsafe")
            for part in parts:
                _check_part(archive, part)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as problem:
        raise SheetError("broken") from problem


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.flag_bits & 0x1:
        raise SheetError("encrypted")
    if part.filename.endswith((".xml", ".rels")):
        with archive.open(part) as stream:
            # No workbook needs a document type; by its entities a small file grows huge or reads others.
            if b"<!" in stream.read(PROLOGUE).replace(b"<!--", b""):
                raise SheetError("unsafe")
