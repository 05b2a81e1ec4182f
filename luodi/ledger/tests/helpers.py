"""Things several ledger tests do."""

from datetime import UTC, datetime

from luodi.ledger.acts import act
from luodi.ledger.models import Event

NOON = datetime(2021, 1, 4, 4, 0, tzinfo=UTC)


def happen(subject: str = "E2021-1", code: str = "signed", **facts: object) -> Event:
    with act("user:1", now=NOON) as a:
        return a.record(subject, code, **facts)
