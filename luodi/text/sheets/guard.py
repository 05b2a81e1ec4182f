"""What is checked before a parser sees an uploaded workbook."""

import io
from typing import BinaryIO

from luodi.text.packages import PackageError, checked_package
from luodi.text.sheets.errors import SheetError

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_UNPACKED = 80 * MEGABYTE  # 5,000 rows of 40 columns unpack to about 12 MB
CODES = {"old": "old_xls", "other_kind": "not_xlsx"}


def checked(file: BinaryIO | bytes) -> io.BytesIO:
    """The bytes of a workbook that is safe to parse. Raises SheetError."""
    data = file if isinstance(file, bytes) else _read(file)
    if len(data) > MOST_BYTES:
        raise _too_big(len(data))
    try:
        return checked_package(data, "xl/workbook.xml", MOST_UNPACKED)
    except PackageError as problem:
        raise SheetError(CODES.get(problem.code, problem.code)) from problem


def _read(file: BinaryIO) -> bytes:
    """Measures first, so that a file of 200 MB is never held in memory."""
    size = file.seek(0, io.SEEK_END)
    if size > MOST_BYTES:
        raise _too_big(size)
    file.seek(0)
    return file.read()


def _too_big(size: int) -> SheetError:
    return SheetError("too_big", size=-(-size // MEGABYTE), limit=MOST_BYTES // MEGABYTE)
