"""The public half of the key under which short texts are signed (Ed25519), and who may stand behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha512

KEY_ID_BYTES = 8


@dataclass(frozen=True)
class PublicKey:
    """`raw` has 32 bytes."""

    raw: bytes
    authority: str
    is_test: bool

    @property
    def id(self) -> str:
        """16 hexadecimal characters that follow from the key alone."""
        return sha512(self.raw).hexdigest()[: 2 * KEY_ID_BYTES]


Keyring = Mapping[str, PublicKey]


def keyring(keys: Iterable[PublicKey]) -> Keyring:
    return {key.id: key for key in keys}
