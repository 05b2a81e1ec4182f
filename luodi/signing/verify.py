"""Is this file the one that was sealed, whole, and by whom? Any bytes get an answer."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal

from luodi.signing.certificates import Roots
from luodi.signing.envelope import Envelope, Unreadable, envelope_of
from luodi.signing.signer import pades

SIZE_LIMIT = 20_000_000  # bytes

Fault = Literal[
    "empty", "too_large", "not_pdf", "unsigned", "broken", "altered", "untrusted", "added_after", "revised",
    "signature_count", "outside_validity", "not_a_seal",
]  # fmt: skip


@dataclass(frozen=True)
class PdfVerdict:
    """`intact`: what was signed is unchanged. `trusted`: by a certificate of a known root, for documents, in its time.

    `whole_file`: nothing stands outside the signature. `signed_at` is the signer's own word, UTC.
    """

    ok: bool = False
    intact: bool = False
    trusted: bool = False
    whole_file: bool = False
    test_authority: bool = False
    signer_name: str = ""
    signed_at: datetime | None = None
    faults: list[Fault] = field(default_factory=list)


def verify_pdf(pdf: bytes, roots: Roots, *, signatures: int = 1) -> PdfVerdict:
    """`signatures`: how many the paper must bear; the last covers the whole file. Asks no network, raises nothing.

    A certificate is judged as of the signing time in the file: what was sealed while it was valid stays sealed.
    A certificate that was lost is taken out of `roots`, or its root is.
    """
    if fault := unfit(pdf):
        return PdfVerdict(faults=[fault])
    try:
        found = envelope_of(pdf, roots)
    except Unreadable:
        return PdfVerdict(faults=["broken"])
    if found is None:
        return PdfVerdict(faults=["unsigned"])
    first = looked_at(found, len(pdf))
    if "altered" in first.faults or "untrusted" in first.faults:
        return first
    try:
        return read_closely(pdf, roots, signatures, first)
    except Exception:  # the reader of PDF raises many kinds
        return replace(first, faults=first.faults or ["broken"])


def unfit(pdf: bytes) -> Fault | None:
    if not pdf:
        return "empty"
    if len(pdf) > SIZE_LIMIT:
        return "too_large"
    return None if pdf.startswith(b"%PDF-") else "not_pdf"


def looked_at(found: Envelope, size: int) -> PdfVerdict:
    """What the bytes alone say."""
    whole = found.end == size
    faults: list[Fault] = [] if found.is_intact else ["altered"]
    faults += [] if found.is_trusted else ["untrusted"]
    faults += [] if whole or not found.is_intact else ["added_after"]
    return PdfVerdict(
        intact=found.is_intact,
        trusted=found.is_trusted,
        whole_file=whole,
        test_authority=found.is_of_test,
        signer_name=found.authority,
        faults=faults,
    )


def read_closely(pdf: bytes, roots: Roots, wanted: int, first: PdfVerdict) -> PdfVerdict:
    reader, held = pades().signatures(pdf)
    if not first.whole_file and reader.xrefs.total_revisions > max(one.signed_revision for one in held) + 1:
        return replace(first, faults=["revised"])
    if not first.whole_file:
        return first
    faults: list[Fault] = [] if len(held) == wanted else ["signature_count"]
    times = [one.self_reported_timestamp or datetime.now(UTC) for one in held]
    statuses = [pades().status_of(one, roots, time) for one, time in zip(held, times, strict=True)]
    for status, time in zip(statuses, times, strict=True):
        faults += faults_of(status, time, is_last=status is statuses[-1])
    faults = list(dict.fromkeys(faults))
    trusted = not {"untrusted", "outside_validity"} & set(faults)
    return replace(first, ok=not faults, trusted=trusted, signed_at=times[-1].astimezone(UTC), faults=faults)


def faults_of(status: Any, time: datetime, *, is_last: bool) -> list[Fault]:
    """`status` of pyHanko. It calls a file with bytes after its signature good, so the coverage is asked for."""
    faults: list[Fault] = []
    if not status.intact or not status.valid:
        faults.append("altered")
    certificate = status.signing_cert
    if not certificate.not_valid_before <= time <= certificate.not_valid_after:
        faults.append("outside_validity")  # pyHanko asks this of no certificate that is trusted by itself
    elif not status.trusted:
        faults.append("untrusted")
    if is_last and status.coverage.name != "ENTIRE_FILE":
        faults.append("added_after")
    if not faults and not status.bottom_line:
        faults.append("not_a_seal")
    return faults
