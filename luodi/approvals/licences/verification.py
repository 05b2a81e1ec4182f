"""What anybody may ask of a licence: by its code, its number, or the file itself. Nothing of it is kept."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from luodi.approvals.licences.claims import code_in, masked
from luodi.approvals.licences.keys import code_keys, roots
from luodi.approvals.licences.numbers import normalised
from luodi.approvals.models import Letter, Licence
from luodi.ledger.digests import new_hash
from luodi.signing import qr
from luodi.signing.faults import BadCode
from luodi.signing.verify import Fault, verify_pdf

LAST = 4  # characters of the holder's code that open his whole name
# A fault of the file -> what it is called here.
FAULTS: dict[Fault, str] = {
    "empty": "unreadable",
    "too_large": "unreadable",
    "not_pdf": "unreadable",
    "broken": "altered",
    "unsigned": "unsigned",
    "altered": "altered",
    "untrusted": "other_authority",
    "added_after": "added",
    "revised": "added",
    "signature_count": "added",
    "outside_validity": "altered",
    "not_a_seal": "altered",
}

WORST_FIRST = ("unreadable", "unsigned", "altered", "added", "other_authority")


@dataclass(frozen=True)
class Finding:
    """`state`: valid, not_yet, expired, suspended, revoked, replaced; unknown, forged, mismatch; of a file altered,
    added, unsigned, other_authority, unreadable. `holder` is masked unless the code of the holder was known."""

    state: str
    licence: Licence | None = None
    letter: Letter | None = None
    holder: str = ""
    test: bool = False
    by: str = ""

    @property
    def successor(self) -> str:
        after = getattr(self.licence, "replaced_by", None) if self.licence else None
        return after.number if after else ""


def by_code(text: str, now: datetime) -> Finding:
    """`text` as scanned: the link or the bare code."""
    try:
        claims = qr.read(code_in(text), code_keys())
    except BadCode as why:
        return Finding("other_authority" if why.code == "unknown_key" else "forged")
    licence = _licences().filter(number=claims.number).first()
    return _found(licence, now, "code") if licence else Finding("unknown", test=claims.test)


def by_number(typed: str, last: str, now: datetime) -> Finding:
    """With the last characters of the holder's code his name is whole; with wrong ones nothing is said."""
    number = normalised(typed)
    licence = _licences().filter(number=number).first() if number else None
    if licence is None:
        return Finding("unknown")
    given = last.strip().upper()
    if given and (len(given) != LAST or not licence.holder_code.upper().endswith(given)):
        return Finding("mismatch")
    return _found(licence, now, "number", whole=bool(given))


def by_pdf(pdf: bytes, now: datetime) -> Finding:
    verdict = verify_pdf(pdf, roots())
    if not verdict.ok:
        kinds = {FAULTS[fault] for fault in verdict.faults}
        worst = next(
            state for state in ("unreadable", "unsigned", "altered", "added", "other_authority") if state in kinds
        )
        return Finding(worst, test=verdict.test_authority, by="file")
    digest = new_hash()
    digest.update(pdf)
    licence = _licences().filter(digest=digest.hexdigest()).first()
    if licence is not None:
        return _found(licence, now, "file")
    letter = Letter.objects.filter(digest=digest.hexdigest()).select_related("item__duty__unit").first()
    return Finding("valid" if letter else "unknown", letter=letter, test=verdict.test_authority, by="file")


def standing(licence: Licence, now: datetime) -> str:
    """What was decided about it goes before its dates."""
    today = localdate(now)
    if licence.state != Licence.State.VALID:
        return str(licence.state)
    if licence.is_expired(today):
        return "expired"
    return "not_yet" if today < licence.valid_from else "valid"


def _found(licence: Licence, now: datetime, by: str, *, whole: bool = False) -> Finding:
    name = licence.holder_name
    shown = name if whole else masked(name, firm=licence.company_id is not None)
    return Finding(standing(licence, now), licence, holder=shown, test=licence.test_authority, by=by)


def _licences() -> "QuerySet[Licence]":
    return Licence.objects.select_related("kind", "unit", "replaced_by")
