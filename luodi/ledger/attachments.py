"""Keeps files beside a subject: judged by their content, stored outside the web root under their digest."""

import os
import tempfile
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse
from django.utils.translation import gettext as _

from luodi.ledger.acts import Refused
from luodi.ledger.digests import new_hash
from luodi.ledger.filekinds import KINDS, extension_of, hides_another
from luodi.ledger.models import Attachment

NAME_LENGTH = 120


class BadFile(Refused):
    """This file is not kept. `code`: empty, too_big, unknown, hidden, disguised; `str()` is for the reader."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def store(file: UploadedFile, *, subject: str, actor: str, now: datetime, allowed: Iterable[str] = KINDS) -> Attachment:
    """A step: keeps an uploaded file, read in pieces. Raises BadFile.

    `allowed` are extensions. When the act is rolled back the file stays on the disk without a row, which harms
    nobody: it lies under its digest and the next one that is equal uses it.
    """
    name = clean_name(file.name or "")
    extension = extension_of(name)
    _judge_name(name, extension, frozenset(allowed))
    _judge_size(file.size or 0)
    root = Path(settings.ATTACHMENT_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=root, prefix="arriving-") as arriving:
        size, digest = _copy(file, arriving)
        if not KINDS[extension].is_inside(arriving):
            raise BadFile("disguised", _sentence_for_disguised(extension))
        _settle(arriving, path_of(digest))
    return Attachment.objects.create(
        subject=subject,
        name=name,
        size=size,
        media_type=KINDS[extension].media_type,
        digest=digest,
        added_by=actor,
        added_at=now,
    )


def discard(*, subject: str, added_by: str) -> int:
    """A step: forgets somebody's files beside a subject, and those files on the disk that no other row names."""
    mine = Attachment.objects.filter(subject=subject, added_by=added_by)
    digests = set(mine.values_list("digest", flat=True))
    gone, _per_model = mine.delete()
    transaction.on_commit(lambda: _unlink(digests))
    return gone


def discard_one(attachment: Attachment) -> None:
    """A step: forgets one file beside a subject, and the file on the disk when no other row names it."""
    attachment.delete()
    transaction.on_commit(lambda: _unlink({attachment.digest}))


def store_bytes(data: bytes, room: str = "") -> str:
    """Keeps what Luodi itself has made, beside the attachments; returns its digest. Whoever calls keeps the row.

    In a `room` of its own it stays when an attachment that is equal to it is forgotten.
    """
    digest = new_hash()
    digest.update(data)
    root = Path(settings.ATTACHMENT_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=root, prefix="arriving-") as arriving:
        arriving.write(data)
        arriving.flush()
        _settle(arriving, path_of(digest.hexdigest(), room))
    return digest.hexdigest()


def _unlink(digests: set[str]) -> None:
    named = set(Attachment.objects.filter(digest__in=digests).values_list("digest", flat=True))
    for digest in digests - named:
        path_of(digest).unlink(missing_ok=True)


def path_of(digest: str, room: str = "") -> Path:
    return Path(settings.ATTACHMENT_ROOT) / room / digest[:2] / digest[2:4] / digest


def open_attachment(attachment: Attachment) -> BinaryIO:
    """Raises FileNotFoundError."""
    return path_of(attachment.digest).open("rb")


def attachment_response(attachment: Attachment) -> FileResponse:
    return download_response(open_attachment(attachment), attachment.name, attachment.media_type)


def download_response(file: BinaryIO, name: str, media_type: str) -> FileResponse:
    """Always a download: a file of a visitor is never shown from the page's own origin."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type=media_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def clean_name(name: str) -> str:
    """The name alone, without folders, control characters and marks that turn the reading direction."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(char for char in base if unicodedata.category(char)[0] != "C").strip(" .")
    stem, dot, ending = shown.rpartition(".")
    return f"{stem[:NAME_LENGTH]}{dot}{ending[:10]}" if dot else ending[:NAME_LENGTH]


def _judge_name(name: str, extension: str, allowed: frozenset[str]) -> None:
    if extension not in KINDS or extension not in allowed:
        kinds = "、".join(sorted(allowed & KINDS.keys()))
        raise BadFile("unknown", _("不收这种文件。请换成 %(kinds)s 之一再上传。") % {"kinds": kinds})
    if hides_another(name):
        raise BadFile("hidden", _("文件名里有两个扩展名。请改名，只留最后一个再上传。"))


def _judge_size(size: int) -> None:
    if size > settings.UPLOAD_LIMIT:
        sentence = _("文件超过 %(megabytes)s MB。请压缩或拆开再上传。")
        raise BadFile("too_big", sentence % {"megabytes": settings.UPLOAD_LIMIT // 1024 // 1024})


def _sentence_for_disguised(extension: str) -> str:
    if extension in ("txt", "csv"):
        return _("文本里有无法识别的内容。请另存为 UTF-8 编码的纯文本再上传。")
    return _("文件内容与扩展名 .%(extension)s 不符，或文件已损坏。请用原来的程序另存一份再上传。") % {
        "extension": extension
    }


def _copy(file: UploadedFile, arriving: Any) -> tuple[int, str]:
    size, digest = 0, new_hash()
    for chunk in file.chunks():
        size += len(chunk)
        _judge_size(size)
        digest.update(chunk)
        arriving.write(chunk)
    if not size:
        raise BadFile("empty", _("文件是空的。请检查后重新选择。"))
    arriving.flush()
    return size, digest.hexdigest()


def _settle(arriving: Any, place: Path) -> None:
    """Onto the disk for good, folder included, before a row speaks of it."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if place.exists():
        return
    os.fsync(arriving.fileno())
    with suppress(FileExistsError):  # somebody sent the same in this moment
        os.link(arriving.name, place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
