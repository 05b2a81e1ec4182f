"""Certificates as the signer and the verifier read them."""

from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from luodi.signing.authority import TEST_UNIT

Roots = tuple[bytes, ...]  # certificates that are trusted, DER: of seals themselves, or of those that issue them


def read_roots(pem: bytes) -> Roots:
    """Raises ValueError when there is no certificate in it."""
    return tuple(certificate.public_bytes(Encoding.DER) for certificate in x509.load_pem_x509_certificates(pem))


@lru_cache(maxsize=64)
def parsed(der: bytes) -> x509.Certificate:
    return x509.load_der_x509_certificate(der)


def first_of(name: x509.Name, *kinds: x509.ObjectIdentifier) -> str:
    found = (str(attribute.value) for kind in kinds for attribute in name.get_attributes_for_oid(kind))
    return next(found, "")


def authority_of(certificate: x509.Certificate) -> str:
    return first_of(certificate.subject, NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)


def is_test(certificate: x509.Certificate) -> bool:
    units = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    return any(unit.value == TEST_UNIT for unit in units)
