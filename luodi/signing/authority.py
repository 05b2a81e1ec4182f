"""Keys for trying out: an authority of its own, marked TEST in every certificate it makes."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

TEST_UNIT = "TEST"  # the organisational unit that marks a certificate of a test authority
SEAL_KEY, CHAIN, CODE_KEY, ROOT = "seal.key", "chain.pem", "code.key", "root.pem"
YEARS = timedelta(days=3653)
NAME_LIMIT = 64  # characters of a name in a certificate
COUNTRY = "CN"
Span = tuple[datetime, datetime]  # good from, good until


def make_test_authority(folder: Path, name: str, *, now: datetime | None = None, lasts: timedelta = YEARS) -> None:
    """A root, a P-256 certificate under it and an Ed25519 key, readable by the owner only.

    Good from the day before `now`, for clocks that are slow, and as long as it `lasts`.

    What is there already stays. The key of the root is thrown away: nothing else can be made in its name. Files are
    put in place all at once, so that two processes that start together end with one authority.
    """
    if (folder / CHAIN).exists():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = folder.with_name(f"{folder.name}.{os.getpid()}")
    making.mkdir(mode=0o700)
    made = now or datetime.now(UTC)
    try:
        write_authority(making, name[:NAME_LIMIT], (made - timedelta(days=1), made + lasts))
        making.rename(folder)
    except OSError:
        if not (folder / CHAIN).exists():
            raise
    finally:
        shutil.rmtree(making, ignore_errors=True)


def write_authority(folder: Path, name: str, valid: Span) -> None:
    root_key, seal_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name, own_name = subject(name, f"{name[: NAME_LIMIT - 10]} TEST Root"), subject(name, name)
    root = certificate(root_name, root_key.public_key(), root_name, root_key, valid, is_authority=True)
    own = certificate(own_name, seal_key.public_key(), root_name, root_key, valid, is_authority=False)
    chain = own.public_bytes(Encoding.PEM) + root.public_bytes(Encoding.PEM)
    write(folder / SEAL_KEY, private_bytes(seal_key))
    write(folder / CODE_KEY, private_bytes(Ed25519PrivateKey.generate()))
    write(folder / ROOT, root.public_bytes(Encoding.PEM))
    write(folder / CHAIN, chain)


def private_bytes(key: ec.EllipticCurvePrivateKey | Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def subject(organisation: str, common_name: str) -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, COUNTRY), (NameOID.ORGANIZATION_NAME, organisation)]
    parts += [(NameOID.ORGANIZATIONAL_UNIT_NAME, TEST_UNIT), (NameOID.COMMON_NAME, common_name)]
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def certificate(
    name: x509.Name,
    key: ec.EllipticCurvePublicKey,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    valid: Span,
    *,
    is_authority: bool,
) -> x509.Certificate:
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=0 if is_authority else None), critical=True)
        .add_extension(key_usage(is_authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    return made.sign(issuer_key, hashes.SHA256())


def key_usage(is_authority: bool) -> x509.KeyUsage:
    """An authority signs certificates; a seal signs documents and cannot deny it."""
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
