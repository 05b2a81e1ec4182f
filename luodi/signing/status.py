"""The signed list of the certificates that are no longer what their code says.

A certificate that the list does not name is judged by its dates. Numbers stand as digests: whoever holds the list
learns nothing that he did not know.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha512
from typing import Literal
from zoneinfo import ZoneInfo

from luodi.signing.faults import BadCode
from luodi.signing.keys import Keyring
from luodi.signing.qr import Claims
from luodi.signing.sealed import ByteSigner, seal, unseal

PURPOSE = b"LDS1"
VERSION = 1
VERSION_KEY, AS_OF_KEY, NEXT_KEY, STATES_KEY = 1, 2, 3, 4
DIGEST_BYTES = 8
SHANGHAI = ZoneInfo("Asia/Shanghai")

Listed = Literal["suspended", "revoked", "replaced"]
State = Literal["valid", "not_yet", "expired", "suspended", "revoked", "replaced"]
CODES: dict[Listed, int] = {"suspended": 1, "revoked": 2, "replaced": 3}
LISTED: dict[int, Listed] = {code: state for state, code in CODES.items()}


def digest_of(number: str) -> bytes:
    return sha512(number.encode()).digest()[:DIGEST_BYTES]


@dataclass(frozen=True)
class StatusList:
    """`next` is when a newer one will be there; `issuer` is the id of its key."""

    as_of: datetime
    next: datetime
    states: Mapping[bytes, Listed]
    issuer: str

    def state_of(self, number: str) -> Listed | None:
        return self.states.get(digest_of(number))

    def is_stale(self, now: datetime) -> bool:
        return now > self.next


@dataclass(frozen=True)
class CodeVerdict:
    """`stale`: the list is too old, so that a state of `valid` may have been taken away since."""

    state: State
    stale: bool


def make_list(states: Mapping[str, Listed], signer: ByteSigner, now: datetime, next_at: datetime) -> bytes:
    """`states` by number, exceptions only."""
    listed = {digest_of(number): CODES[state] for number, state in states.items()}
    times = {AS_OF_KEY: int(now.timestamp()), NEXT_KEY: int(next_at.timestamp())}
    return seal(PURPOSE, {VERSION_KEY: VERSION, **times, STATES_KEY: listed}, signer)


def read_list(raw: bytes, keys: Keyring) -> StatusList:
    """Raises BadCode."""
    key, content = unseal(PURPOSE, raw, keys)
    if content.get(VERSION_KEY) != VERSION:
        raise BadCode("version")
    try:
        as_of, next_at = (datetime.fromtimestamp(content[name], UTC) for name in (AS_OF_KEY, NEXT_KEY))
        states = {bytes(digest): LISTED[code] for digest, code in content[STATES_KEY].items()}
    except (KeyError, TypeError, ValueError, OverflowError, OSError, AttributeError):
        raise BadCode("content") from None
    return StatusList(as_of=as_of, next=next_at, states=states, issuer=key.id)


def judge(claims: Claims, listed: StatusList | None, now: datetime) -> CodeVerdict:
    """What was decided about it goes before its dates. Without a list nothing newer than the code is known."""
    today = now.astimezone(SHANGHAI).date()
    stale = listed is None or listed.is_stale(now)
    if listed is not None and (state := listed.state_of(claims.number)):
        return CodeVerdict(state, stale)
    if claims.until is not None and today > claims.until:
        return CodeVerdict("expired", stale)
    return CodeVerdict("not_yet" if today < claims.start else "valid", stale)
