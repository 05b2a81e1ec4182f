"""The seal as it lies in the bytes of a file, checked before anything reads the PDF.

Whoever asks is a stranger, and a reader of PDF unpacks what it is given. So a file reaches that reader only when its
last signature is mathematically good and its certificate hangs on a root that is trusted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from luodi.signing.certificates import Roots, authority_of, is_test, parsed
from luodi.signing.wrapping import wrapped

RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,9})\s+(\d{1,9})\s+(\d{1,9})\s+(\d{1,9})\s*\]")
PLACE = re.compile(rb"<((?:[0-9a-f]{2})+|(?:[0-9A-F]{2})+)>")
CONTENTS_LIMIT = 200_000  # hexadecimal characters
CHAIN_LIMIT = 5


class Unreadable(ValueError):
    """There are signatures, but none that could be read."""


@dataclass(frozen=True)
class Envelope:
    """`end`: how many bytes from the first on are covered, the signature's own place left out."""

    end: int
    is_intact: bool
    is_trusted: bool
    is_of_test: bool
    authority: str


def envelope_of(pdf: bytes, roots: Roots) -> Envelope | None:
    """The last signature of the file, None when there is none. Raises Unreadable."""
    ranges = [tuple(map(int, found.groups())) for found in RANGE.finditer(pdf)]
    if not ranges:
        return None
    start, before, after, rest = max(ranges, key=lambda four: four[2] + four[3])
    if start != 0 or not before < after <= len(pdf) or after - before > CONTENTS_LIMIT:
        raise Unreadable
    place = PLACE.fullmatch(pdf[before:after])
    if not place:
        raise Unreadable
    try:
        filled = bytes.fromhex(place[1].decode())
        packed = cms.ContentInfo.load(filled)
        signer = packed["content"]["signer_infos"][0]
        digest = sha256(pdf[:before] + pdf[after : after + rest]).digest()
        held = certificates_in(packed["content"], signer)
        path = path_of(held)
        form = wrapped(packed["content"], held[0].public_bytes(Encoding.DER))
        is_plain = filled == form.ljust(len(filled), b"\0") and len(path) == len(held)
        is_intact = is_plain and after + rest <= len(pdf) and is_signed(signer, digest, path[0])
        known = [parsed(root) for root in roots]
        above = [root for root in known if any(one == root or issued(one, root) for one in path)]
        is_of_test = any(is_test(one) for one in (path[0], *above))
        return Envelope(after + rest, is_intact, bool(above), bool(above) and is_of_test, authority_of(path[0]))
    except Exception:  # bytes of a stranger, read by two libraries with many kinds of faults
        raise Unreadable from None


def certificates_in(content: cms.SignedData, signer: cms.SignerInfo) -> list[x509.Certificate]:
    """That of the signer first."""
    serial = signer["sid"].chosen["serial_number"].native
    held = [parsed(one.chosen.dump()) for one in content["certificates"]]
    held.sort(key=lambda one: one.serial_number != serial)
    return held


def is_signed(signer: cms.SignerInfo, digest: bytes, certificate: x509.Certificate) -> bool:
    attributes = {one["type"].native: one["values"] for one in signer["signed_attrs"]}
    if attributes["message_digest"][0].native != digest:
        return False
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    try:
        key.verify(signer["signature"].native, signer["signed_attrs"].untag().dump(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def path_of(held: Sequence[x509.Certificate]) -> list[x509.Certificate]:
    """From the first upwards, as far as they issued one another."""
    path = [held[0]]
    while len(path) < CHAIN_LIMIT:
        above = next((one for one in held if one not in path and issued(path[-1], one)), None)
        if above is None:
            break
        path.append(above)
    return path


def issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    if certificate.issuer != issuer.subject:
        return False
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True
