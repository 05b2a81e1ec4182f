"""Keys that never leave their device (PKCS#11): a card, or the security module of a city. Extra `hsm`.

The device holds the P-256 key, its certificate and the Ed25519 key under labels. Certificates above it come from a
file, since few devices keep them.
"""

import threading
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pkcs11
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pkcs11.util.ec import encode_ec_public_key
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko_certvalidator.registry import CertificateStore

from luodi.signing import pades
from luodi.signing.certificates import parsed
from luodi.signing.faults import BadKeys
from luodi.signing.signer import Identity, Token, read_chain


class DeviceSigner(PKCS11Signer):
    """With no certificate in its seal twice, as pyHanko would have it."""

    def __init__(self, session: Any, chain: Sequence[bytes], **options: Any) -> None:
        super().__init__(session, signing_cert=pades.parsed(chain[0]), **options)
        self._between = pades.between(chain)

    @property
    def cert_registry(self) -> CertificateStore:
        return self._between


class TokenSigner(Identity):
    """A `Signer` over one session, used by one thread at a time. A process logs in once: keep one. Raises BadKeys."""

    def __init__(self, token: Token) -> None:
        self._session, self._lock = opened(token), threading.Lock()
        try:
            super().__init__(
                read_chain(token.chain), raw_ed25519(self._key(pkcs11.ObjectClass.PUBLIC_KEY, token.code_label))
            )
            self._code_key = self._key(pkcs11.ObjectClass.PRIVATE_KEY, token.code_label)
            seal = self._key(pkcs11.ObjectClass.PUBLIC_KEY, token.seal_label)
            if load_der_public_key(encode_ec_public_key(seal)) != parsed(self.certificate).public_key():
                raise BadKeys("mismatch")
        except BadKeys:
            self.close()
            raise
        raw = not token.digests_inside
        self._pades = DeviceSigner(self._session, self.chain, key_label=token.seal_label, use_raw_mechanism=raw)

    def sign_pdf(self, pdf: bytes, *, reason: str, location: str, now: datetime) -> bytes:
        with self._lock:
            return pades.signed(pdf, self._pades, reason=reason, location=location, now=now)

    def sign_bytes(self, data: bytes) -> bytes:
        with self._lock:
            signature: bytes = self._code_key.sign(data, mechanism=pkcs11.Mechanism.EDDSA)
        return signature

    def _key(self, kind: Any, label: str) -> Any:
        try:
            return self._session.get_key(kind, label=label)
        except pkcs11.PKCS11Error:
            raise BadKeys("missing") from None

    def close(self) -> None:
        self._session.close()


def opened(token: Token) -> Any:
    try:
        criteria = TokenCriteria(label=token.label)
        return open_pkcs11_session(str(token.library), token_criteria=criteria, user_pin=token.pin)
    except (pkcs11.PKCS11Error, RuntimeError, OSError):
        raise BadKeys("missing") from None


def raw_ed25519(key: Any) -> bytes:
    """Devices give the point bare or as an octet string."""
    point: bytes = key[pkcs11.Attribute.EC_POINT]
    if len(point) not in (32, 34):
        raise BadKeys("curve")
    return point[-32:]
