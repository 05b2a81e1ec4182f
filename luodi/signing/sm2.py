"""SM2 over SM3 (GB/T 32918), beside a file: for whom commercial cryptography is required. Extra `sm`.

The seal inside a PDF stays one of P-256: no tool at hand makes SM2 seals in PDF.
"""

import hashlib
import secrets
from pathlib import Path

from luodi.signing.authority import write
from luodi.signing.faults import BadKeys

try:
    from gmssl import sm2 as gmssl_sm2
except ImportError:  # the extra is not installed
    gmssl_sm2 = None

KEY_FILE = "sm2.key"
SIZE = 32  # bytes of a number
SIGNER_ID = b"1234567812345678"  # the identity that the standard gives to who names none


def is_there() -> bool:
    return gmssl_sm2 is not None


class Sm2:
    """A `Detached`. Without a private key (64 hexadecimal characters) it verifies only. Raises BadKeys.

    `public_key`: the point as 128 hexadecimal characters, without 04. A signature is r and s, 64 bytes.
    """

    def __init__(self, *, private_key: str = "", public_key: str = "") -> None:
        if gmssl_sm2 is None:
            raise BadKeys("package")
        # The constructor strips any "0" and "4" from the front of a public key, so it is set afterwards.
        self._maths = gmssl_sm2.CryptSM2(private_key=private_key, public_key="")
        table = self._maths.ecc_table
        self._order, self._prime = int(table["n"], 16), int(table["p"], 16)
        self._curve = (int(table["a"], 16), int(table["b"], 16))
        if private_key:
            public_key = self._point_of(private_key)
        if not self._is_on_curve(public_key):
            raise BadKeys("curve")
        self.public_key = self._maths.public_key = public_key.lower()
        self._has_private_key = bool(private_key)

    @classmethod
    def from_folder(cls, folder: Path) -> "Sm2":
        """Reads `sm2.key`. Raises BadKeys."""
        try:
            return cls(private_key=(folder / KEY_FILE).read_text(encoding="ascii").strip())
        except FileNotFoundError:
            raise BadKeys("missing") from None
        except (OSError, ValueError):
            raise BadKeys("unreadable") from None

    def sign(self, data: bytes) -> bytes:
        if not self._has_private_key:
            raise BadKeys("missing")
        digest, signature = self._digest(data), None
        while signature is None:  # a number drawn may be useless, once in 2 ** 256 times
            drawn = 1 + secrets.randbelow(self._order - 1)
            signature = self._maths.sign(digest, f"{drawn:064x}")
        return bytes.fromhex(signature)

    def verify(self, data: bytes, signature: bytes) -> bool:
        if len(signature) != 2 * SIZE:
            return False
        first, second = (int.from_bytes(part, "big") for part in (signature[:SIZE], signature[SIZE:]))
        if not (0 < first < self._order and 0 < second < self._order):
            return False
        try:
            return bool(self._maths.verify(signature.hex(), self._digest(data)))
        except TypeError:  # the sum is the point at infinity, for which it has no form
            return False

    def _digest(self, data: bytes) -> bytes:
        """SM3 over who signs, on which curve, with which key, and then the data."""
        table = self._maths.ecc_table
        curve = bytes.fromhex(table["a"] + table["b"] + table["g"] + self.public_key)
        who = (8 * len(SIGNER_ID)).to_bytes(2, "big") + SIGNER_ID
        return hashlib.new("sm3", hashlib.new("sm3", who + curve).digest() + data).digest()

    def _point_of(self, private_key: str) -> str:
        number = int(private_key, 16)
        if len(private_key) != 2 * SIZE or not 0 < number < self._order - 1:
            raise BadKeys("curve")
        point: str = self._maths._kg(number, self._maths.ecc_table["g"])
        return point

    def _is_on_curve(self, point: str) -> bool:
        try:
            x, y = (int.from_bytes(part, "big") for part in (bytes.fromhex(point)[:SIZE], bytes.fromhex(point)[SIZE:]))
        except ValueError:
            return False
        a, b = self._curve
        inside = len(point) == 4 * SIZE and x < self._prime and y < self._prime
        return inside and (y * y - (x * x * x + a * x + b)) % self._prime == 0


def make_sm2_key(folder: Path) -> None:
    """For trying out. Raises BadKeys without the extra, FileExistsError when there is one."""
    if gmssl_sm2 is None:
        raise BadKeys("package")
    order = int(gmssl_sm2.default_ecc_table["n"], 16)
    write(folder / KEY_FILE, f"{1 + secrets.randbelow(order - 2):064x}\n".encode())
