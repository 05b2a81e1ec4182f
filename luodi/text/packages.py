"""What is checked before a parser sees an uploaded office document, which is a zip of XML parts."""

import io
import zipfile

MOST_PARTS = 1_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the kinds of before 2007, and the envelope of an encrypted one
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PROLOGUE = 2_048  # bytes in which a document type would stand


class PackageError(Exception):
    """`code` is "old", "encrypted", "other_kind", "unsafe" or "broken"."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def checked_package(data: bytes, main: str, most_unpacked: int) -> io.BytesIO:
    """The bytes of a document that has the part `main` and is safe to parse. Raises PackageError."""
    if data.startswith(OLE):
        raise PackageError("encrypted" if ENCRYPTED in data else "old")
    buffer = io.BytesIO(data)
    if not data.startswith(b"PK") or not zipfile.is_zipfile(buffer):
        raise PackageError("other_kind")
    try:
        with zipfile.ZipFile(buffer) as archive:
            _check_parts(archive, main, most_unpacked)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as problem:
        raise PackageError("broken") from problem
    buffer.seek(0)
    return buffer


def _check_parts(archive: zipfile.ZipFile, main: str, most_unpacked: int) -> None:
    parts = archive.infolist()
    if main not in archive.namelist():
        raise PackageError("other_kind")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most_unpacked:
        raise PackageError("unsafe")
    for part in parts:
        if part.flag_bits & 0x1:
            raise PackageError("encrypted")
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                # No document needs a document type; by its entities a small file grows huge or reads others.
                if b"<!" in stream.read(PROLOGUE).replace(b"<!--", b""):
                    raise PackageError("unsafe")
