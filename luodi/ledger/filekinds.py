"""Which files may be kept, told by their content. A pure table and its questions; reads from an open file."""

import codecs
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO

import filetype

HEAD = 8192  # bytes looked at to tell a kind
CHUNK = 64 * 1024
ENTRIES = 5000  # files inside an office document; more is a trap
UNPACKED = 400 * 1024 * 1024  # bytes inside an office document; more is a trap

ACTIVE = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|script|svg|iframe|\?xml|\?php)", re.IGNORECASE)
MAIL, SENDER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t\r\n]"), re.compile(rb"^(?:From|Return-Path):", re.M | re.I)
# What nobody may hide before the last dot: a file manager that hides endings would show it.
HIDDEN_ENDINGS = (
    "app apk bat bin cmd com dll docm exe hta htm html jar js jse lnk msi php ps1 py scr sh svg vbe vbs wsf xlsm "
    "zip rar 7z"
)
HIDDEN = frozenset(HIDDEN_ENDINGS.split())


@dataclass(frozen=True)
class Kind:
    media_type: str
    is_inside: Callable[[IO[bytes]], bool]


def _sniffed(*extensions: str) -> Callable[[IO[bytes]], bool]:
    def check(file: IO[bytes]) -> bool:
        found = filetype.guess(_head(file))
        return found is not None and found.extension in extensions

    return check


def _pdf(file: IO[bytes]) -> bool:
    return _head(file).startswith(b"%PDF-")  # only at the very beginning: else it may be two files in one


def _office(folder: str) -> Callable[[IO[bytes]], bool]:
    def check(file: IO[bytes]) -> bool:
        if not _head(file).startswith(b"PK\x03\x04"):
            return False
        try:
            with zipfile.ZipFile(file) as packed:
                return _is_office(packed.infolist(), folder)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return False

    return check


def _is_office(entries: list[zipfile.ZipInfo], folder: str) -> bool:
    names = [entry.filename for entry in entries]
    return (
        "[Content_Types].xml" in names
        and any(name.startswith(f"{folder}/") for name in names)
        and not any(name.lower().endswith((".bin", ".exe", ".js", ".vbs")) and "vba" in name.lower() for name in names)
        and len(entries) <= ENTRIES
        and sum(entry.file_size for entry in entries) <= UNPACKED
    )


def _text(file: IO[bytes]) -> bool:
    """UTF-8 throughout, without control characters, and nothing a browser would run."""
    if ACTIVE.search(_head(file)):
        return False
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            if b"\0" in chunk:
                return False
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _mail(file: IO[bytes]) -> bool:
    """Begins with the header of a letter: names with colons, a sender among them; no page that a browser would run."""
    head = _head(file).lstrip(b"\r\n")
    return b"\0" not in head and bool(MAIL.match(head)) and bool(SENDER.search(head))


def _head(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(HEAD)


KINDS: dict[str, Kind] = {
    "pdf": Kind("application/pdf", _pdf),
    "jpg": Kind("image/jpeg", _sniffed("jpg")),
    "jpeg": Kind("image/jpeg", _sniffed("jpg")),
    "png": Kind("image/png", _sniffed("png", "apng")),
    "webp": Kind("image/webp", _sniffed("webp")),
    "heic": Kind("image/heic", _sniffed("heic")),
    "docx": Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _office("word")),
    "xlsx": Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _office("xl")),
    "pptx": Kind("application/vnd.openxmlformats-officedocument.presentationml.presentation", _office("ppt")),
    "eml": Kind("message/rfc822", _mail),
    "txt": Kind("text/plain; charset=utf-8", _text),
    "csv": Kind("text/csv; charset=utf-8", _text),
}


def extension_of(name: str) -> str:
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def hides_another(name: str) -> bool:
    """ "invoice.exe.pdf", and "invoice.pdf.docx"; "2021.01.04 v2.pdf" is an honest name."""
    inner = [part.strip().lower() for part in name.split(".")[1:-1]]
    return any(part in HIDDEN or part in KINDS for part in inner)


def accept_list(extensions: Iterable[str] = tuple(KINDS)) -> str:
    """For the `accept` of a file field."""
    return ",".join(f".{extension}" for extension in extensions)
