"""Who seals: one interface before keys in files and keys in a device."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from luodi.signing.authority import CHAIN, CODE_KEY, SEAL_KEY
from luodi.signing.certificates import Roots, authority_of, is_test
from luodi.signing.faults import BadKeys
from luodi.signing.keys import PublicKey
from luodi.signing.sealed import ByteSigner


class Signer(ByteSigner, Protocol):
    """`certificate` is DER; `roots` trust this seal and no other."""

    @property
    def certificate(self) -> bytes: ...

    @property
    def roots(self) -> Roots: ...

    @property
    def authority(self) -> str: ...

    @property
    def is_test(self) -> bool: ...

    def sign_pdf(self, pdf: bytes, *, reason: str, location: str, now: datetime) -> bytes:
        """PAdES baseline B-B in an incremental update; asks no network."""


class Detached(Protocol):
    """A signature that stands beside its file."""

    def sign(self, data: bytes) -> bytes: ...

    def verify(self, data: bytes, signature: bytes) -> bool: ...


@cache
def pades() -> Any:
    """Loaded with the first seal: it takes two thirds of a second, and most processes seal nothing."""
    return import_module("luodi.signing.pades")


def warm_up() -> None:
    """For a server's start."""
    pades()


class Identity:
    """What is public about a signer. `chain`: its certificate first, then those above it.

    Trusted is the certificate itself: who issued it may issue to anybody, and a name can be had twice. After a renewal
    the old certificates stay among the trusted ones.
    """

    def __init__(self, chain: list[x509.Certificate], code_key: bytes) -> None:
        if not isinstance(key := chain[0].public_key(), ec.EllipticCurvePublicKey) or key.curve.name != "secp256r1":
            raise BadKeys("curve")
        self.chain = tuple(certificate.public_bytes(Encoding.DER) for certificate in chain)
        self.certificate = self.chain[0]
        self.roots: Roots = (self.certificate,)
        self.authority = authority_of(chain[0])
        self.is_test = any(is_test(certificate) for certificate in chain)
        self.public_key = PublicKey(code_key, self.authority, self.is_test)


class FileSigner(Identity):
    """Keys in a folder: `seal.key` (P-256, PEM), `chain.pem`, `code.key` (Ed25519, PEM). Raises BadKeys."""

    def __init__(self, folder: Path, password: bytes | None = None) -> None:
        seal_key, code_key = (read_key(folder / name, password) for name in (SEAL_KEY, CODE_KEY))
        chain = read_chain(folder / CHAIN)
        if not isinstance(seal_key, ec.EllipticCurvePrivateKey) or not isinstance(code_key, Ed25519PrivateKey):
            raise BadKeys("curve")
        if seal_key.public_key() != chain[0].public_key():
            raise BadKeys("mismatch")
        super().__init__(chain, code_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
        self._seal_key, self._code_key = seal_key, code_key
        self._pades: Any = None

    def sign_pdf(self, pdf: bytes, *, reason: str, location: str, now: datetime) -> bytes:
        if self._pades is None:
            self._pades = pades().with_key(self._seal_key, self.chain)
        signed: bytes = pades().signed(pdf, self._pades, reason=reason, location=location, now=now)
        return signed

    def sign_bytes(self, data: bytes) -> bytes:
        return self._code_key.sign(data)


@dataclass(frozen=True)
class Token:
    """Where the keys are. `library` is the maker's PKCS#11 module; `chain` a PEM file, the signing certificate first.

    `digests_inside`: the device makes the digest itself; most are given one.
    """

    library: Path
    label: str
    chain: Path
    pin: str = field(repr=False)
    seal_label: str = "seal"
    code_label: str = "code"
    digests_inside: bool = False


def token_signer(token: Token) -> Signer:
    """Raises BadKeys; `package` where the extra `hsm` is not installed. A process logs in once: keep what you get."""
    try:
        module = import_module("luodi.signing.token")
    except ImportError:
        raise BadKeys("package") from None
    opened: Signer = module.TokenSigner(token)
    return opened


def read_key(path: Path, password: bytes | None) -> Any:
    try:
        return load_pem_private_key(path.read_bytes(), password)
    except FileNotFoundError:
        raise BadKeys("missing") from None
    except (ValueError, TypeError, OSError):
        raise BadKeys("unreadable") from None


def read_chain(path: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except FileNotFoundError:
        raise BadKeys("missing") from None
    except (ValueError, OSError):
        raise BadKeys("unreadable") from None
