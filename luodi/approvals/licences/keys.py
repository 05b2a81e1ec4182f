"""Who seals here, and whose seals and codes are believed. Keys are read once a process."""

from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from django.conf import settings
from django.utils import translation

from luodi.signing.authority import CHAIN, make_test_authority
from luodi.signing.certificates import Roots, authority_of, is_test, read_roots
from luodi.signing.faults import BadKeys
from luodi.signing.keys import Keyring, PublicKey, keyring
from luodi.signing.signer import Detached, FileSigner, Signer, Token, read_chain, token_signer
from luodi.signing.sm2 import Sm2

FORMER = "former"  # folders of keys that seal no more and are still believed
FORMER_CODE = "code.pub"


def make_missing_keys() -> None:
    """A test authority, where keys are in files and there are none yet: at the founding, else with the first seal."""
    folder = Path(settings.SIGNER_FOLDER)
    if settings.SIGNER == "file" and not (folder / CHAIN).exists():
        with translation.override("zh-hans"):
            make_test_authority(folder, settings.AUTHORITY or f"{settings.CITY_NAME}电子证照测试机构")
        _signer.cache_clear()


def signer() -> Signer:
    """Raises BadKeys."""
    make_missing_keys()
    return _signer(settings.SIGNER, str(settings.SIGNER_FOLDER))


@lru_cache(maxsize=2)
def _signer(kind: str, folder: str) -> Signer:
    if kind == "file":
        password = settings.SIGNER_PASSWORD.encode() or None
        return FileSigner(Path(folder), password)
    token = Token(
        library=Path(settings.SIGNER_LIBRARY),
        label=settings.SIGNER_LABEL,
        chain=Path(folder) / CHAIN,
        pin=settings.SIGNER_PASSWORD,
    )
    return token_signer(token)


def detached() -> Detached:
    """The SM2 signature that stands beside the file. Raises BadKeys without its package or key."""
    return Sm2.from_folder(Path(settings.SIGNER_FOLDER))


def is_ready() -> bool:
    """Whether anything can be believed yet: a page that only reads makes no keys."""
    return (Path(settings.SIGNER_FOLDER) / CHAIN).exists()


def roots() -> Roots:
    """Where keys are in a device, the last certificate of the file: who only verifies does not log in to it."""
    if not is_ready():
        return ()
    own = signer().roots if settings.SIGNER == "file" else _chain(Path(settings.SIGNER_FOLDER))[-1:]
    return (*own, *(root for folder in _former() for root in _chain(folder)))


def code_keys() -> Keyring:
    if not is_ready():
        return keyring(())
    own = signer().public_key if settings.SIGNER == "file" else _public_key(Path(settings.SIGNER_FOLDER))
    return keyring([own, *(_public_key(folder) for folder in _former())])


def _chain(folder: Path) -> Roots:
    return read_roots((folder / CHAIN).read_bytes())


def _former() -> list[Path]:
    return [path.parent for path in sorted((Path(settings.SIGNER_FOLDER) / FORMER).glob(f"*/{FORMER_CODE}"))]


def _public_key(folder: Path) -> PublicKey:
    try:
        key = load_pem_public_key((folder / FORMER_CODE).read_bytes())
    except (ValueError, UnsupportedAlgorithm):
        raise BadKeys("unreadable") from None
    if not isinstance(key, Ed25519PublicKey):
        raise BadKeys("curve")
    chain = read_chain(folder / CHAIN)
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return PublicKey(raw, authority_of(chain[0]), any(is_test(one) for one in chain))
