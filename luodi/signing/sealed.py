"""A signed envelope: CBOR array [key id, body, Ed25519 signature].

The signature covers the purpose, the key id and the body as it is sent, so that nothing is unpacked before it is
believed, and an envelope of one purpose cannot serve another.
"""

import zlib
from typing import Any, Protocol

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from luodi.signing.faults import BadCode
from luodi.signing.keys import KEY_ID_BYTES, Keyring, PublicKey

SIGNATURE_BYTES = 64
ZLIB_HEADER = 0x78  # a plain body is a CBOR map and begins with 0xA0-0xBF
UNPACKED_LIMIT = 64_000_000  # bytes; only a holder of the key could send more


class ByteSigner(Protocol):
    """Whoever signs short texts."""

    @property
    def public_key(self) -> PublicKey: ...

    def sign_bytes(self, data: bytes) -> bytes:
        """The Ed25519 signature, 64 bytes."""


def seal(purpose: bytes, content: dict[int, Any], signer: ByteSigner) -> bytes:
    """The shorter of the plain and the packed body is sent."""
    plain = cbor2.dumps(content, canonical=True)
    body = min(plain, zlib.compress(plain, 9), key=len)
    key_id = bytes.fromhex(signer.public_key.id)
    return cbor2.dumps([key_id, body, signer.sign_bytes(purpose + key_id + body)])


def unseal(purpose: bytes, raw: bytes, keys: Keyring) -> tuple[PublicKey, dict[int, Any]]:
    """Raises BadCode: `malformed`, `unknown_key`, `forged` or `content`."""
    key_id, body, signature = parts_of(raw)
    key = keys.get(key_id.hex())
    if key is None:
        raise BadCode("unknown_key")
    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, purpose + key_id + body)
    except InvalidSignature:
        raise BadCode("forged") from None
    return key, content_of(body)


def parts_of(raw: bytes) -> tuple[bytes, bytes, bytes]:
    """Cut by position and compared with the one form it can have: no CBOR of a stranger is ever unpacked."""
    at, end = 2 + KEY_ID_BYTES, -SIGNATURE_BYTES - 2
    key_id, signature = raw[2:at], raw[end + 2 :]
    for head in (1, 2, 3, 5):  # bytes that say how long the body is
        body = raw[at + head : end]
        if body and cbor2.dumps([key_id, body, signature]) == raw:
            return key_id, body, signature
    raise BadCode("malformed")


def content_of(body: bytes) -> dict[int, Any]:
    try:
        if body[0] == ZLIB_HEADER:
            body = zlib.decompressobj().decompress(body, UNPACKED_LIMIT)
        content = cbor2.loads(body)
    except Exception:
        raise BadCode("content") from None
    if not isinstance(content, dict):
        raise BadCode("content")
    return content
