"""The signed code of a certificate: what it says in brief, in one QR code that is checked without a network."""

from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import segno

from luodi.signing import base45
from luodi.signing.faults import BadCode
from luodi.signing.keys import Keyring
from luodi.signing.sealed import ByteSigner, seal, unseal

PREFIX = "LD1:"
PURPOSE = b"LD1"
VERSION = 1
LENGTH_LIMIT = 4_296  # alphanumeric characters of the largest QR code
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Claims:
    """`kind` is a code, `title` its words; `holder` is masked by the caller; `until` None is without an end.

    `status` is the address of the status list. `issuer` is the id of the key and is set by `read`.
    """

    number: str
    kind: str
    title: str
    holder: str
    issued: date
    start: date
    until: date | None
    authority: str
    status: str = ""
    test: bool = False
    issuer: str = ""


# Short keys of the CBOR map. A key once given away is never used for another thing.
KEYS = {
    **{"version": 1, "number": 2, "kind": 3, "title": 4, "holder": 5, "issued": 6, "start": 7},
    **{"until": 8, "authority": 9, "status": 10, "test": 11},
}
DATES = ("issued", "start", "until")
OPTIONAL = {"until": None, "status": "", "test": False}


def make(claims: Claims, signer: ByteSigner) -> str:
    """The text of the QR code. The mark of a test follows from the key."""
    values = asdict(claims) | {"version": VERSION, "test": signer.public_key.is_test}
    content = {
        KEYS[name]: (value - EPOCH).days if name in DATES else value
        for name, value in values.items()
        if name in KEYS and (name not in OPTIONAL or value != OPTIONAL[name])
    }
    return PREFIX + base45.encode(seal(PURPOSE, content, signer))


def read(text: str, keys: Keyring) -> Claims:
    """Raises BadCode with one of its codes; the claims of a test key are marked as a test whatever they say."""
    if len(text) > LENGTH_LIMIT:
        raise BadCode("too_long")
    if not text.startswith(PREFIX):
        raise BadCode("prefix")
    key, content = unseal(PURPOSE, base45.decode(text.removeprefix(PREFIX)), keys)
    if content.get(KEYS["version"]) != VERSION:
        raise BadCode("version")
    values = claims_of(content)
    return Claims(**values | {"test": values["test"] or key.is_test, "issuer": key.id})


def claims_of(content: dict[int, Any]) -> dict[str, Any]:
    try:
        given: dict[str, Any] = {
            name: content.get(number, OPTIONAL.get(name)) for name, number in KEYS.items() if name != "version"
        }
        given |= {name: EPOCH + timedelta(days=given[name]) for name in DATES if given[name] is not None}
    except (TypeError, OverflowError):
        raise BadCode("content") from None
    wanted = {field.name: field.type for field in fields(Claims)}
    if not all(isinstance(value, wanted[name]) for name, value in given.items()):  # type: ignore[arg-type]
        raise BadCode("content")
    return given


def svg(text: str) -> str:
    """A drawing without a fixed size, error level M."""
    drawing = BytesIO()
    segno.make(text, error="m", boost_error=False, micro=False).save(
        drawing, kind="svg", xmldecl=False, svgversion=None, omitsize=True, border=2, dark="#000", light="#fff"
    )
    return drawing.getvalue().decode()
