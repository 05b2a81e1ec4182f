"""Digests of events and chains: the same bytes on every database, or a seal could never be checked again."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Protocol

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from luodi.ledger.models import Event

BEFORE_ALL = "0" * 64  # what the first seal is chained to


class Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...

    def hexdigest(self) -> str: ...


def new_hash(algorithm: str = "") -> Hash:
    """LUODI_DIGEST unless named: sha256 or sm3 (GB/T 32905), both 64 hexadecimal digits."""
    return hashlib.new(algorithm or settings.DIGEST)


def canonical(event: Event) -> bytes:
    """Every column but `written_by`, which says nothing once the event is in order."""
    return json.dumps(
        {
            "id": event.pk,
            "act": str(event.act),
            "subject": event.subject,
            "code": event.code,
            "actor": event.actor,
            "on_behalf_of": event.on_behalf_of,
            "happened_at": _instant(event.happened_at),
            "recorded_at": _instant(event.recorded_at),
            "facts": event.facts,
        },
        cls=DjangoJSONEncoder,
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    ).encode()


def digest_of(event: Event, algorithm: str) -> str:
    found = new_hash(algorithm)
    found.update(canonical(event))
    return found.hexdigest()


def chained(previous: str, entries: list[tuple[int, str]], algorithm: str) -> str:
    """The digest of a seal: the previous seal's, then `seq:digest` of each entry."""
    found = new_hash(algorithm)
    found.update(previous.encode())
    for seq, digest in entries:
        found.update(f"\n{seq}:{digest}".encode())
    return found.hexdigest()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
