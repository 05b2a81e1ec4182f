"""Who read what, by way of a file: a GET writes no row, because on SQLite it would queue for the one write lock.

Each process appends to a file of its own; watch moves the files aside and loads them.
"""

import fcntl
import json
import logging
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from luodi.ledger.models import Reading

logger = logging.getLogger(__name__)
TAKEN = ".taken"
AT_ONCE = 500  # rows of one statement


def note_reading(subject: str, reader: str, at: datetime) -> None:
    """Appends one line; on the disk when it returns. `reader` is a code of the ledger, never a name."""
    line = json.dumps(
        {"key": uuid.uuid4().hex, "subject": subject, "reader": reader, "at": at.astimezone(UTC).isoformat()}
    )
    with _appending(spool_folder() / f"readings-{os.getpid()}.jsonl") as file:
        os.write(file, line.encode() + b"\n")
        os.fsync(file)


def load_readings(now: datetime) -> int:
    """Loads every spool file of this machine; returns the number of lines. A crash in between loses none:
    what was moved aside is loaded again, and a line's key is unique."""
    loaded = 0
    for path in spool_folder().glob("readings-*.jsonl"):
        path.rename(path.with_name(f"{path.name}.{uuid.uuid4().hex}{TAKEN}"))
    for path in sorted(spool_folder().glob(f"readings-*{TAKEN}")):
        rows = [row for row in map(_row, _lines(path)) if row]
        with transaction.atomic(durable=True):
            Reading.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
        path.unlink(missing_ok=True)
        loaded += len(rows)
    return loaded


def spool_folder() -> Path:
    folder = Path(settings.HOME) / "spool"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


@contextmanager
def _appending(path: Path) -> Iterator[int]:
    """The file of this path, locked. Opened anew when watch has moved it aside meanwhile."""
    while True:
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            if _is_still(path, file):
                yield file
                return
        finally:
            os.close(file)


def _is_still(path: Path, file: int) -> bool:
    try:
        return path.stat().st_ino == os.fstat(file).st_ino
    except FileNotFoundError:
        return False


def _lines(path: Path) -> list[str]:
    """Waits for a writer that had it open when it was moved. Empty when another watch has loaded it."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            return file.read().splitlines()
    except FileNotFoundError:
        return []


def _row(line: str) -> Reading | None:
    try:
        found = json.loads(line)
        return Reading(
            key=uuid.UUID(found["key"]),
            subject=found["subject"],
            reader=found["reader"],
            read_at=datetime.fromisoformat(found["at"]),
        )
    except (ValueError, KeyError, TypeError):
        logger.error("a torn line in the spool was left out")  # power was lost while it was written
        return None
