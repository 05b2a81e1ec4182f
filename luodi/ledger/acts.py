"""The frame of every verb: one transaction, one act id, one event per subject it touches."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luodi.ledger.models import Event

DEADLOCK = "40P01"  # PostgreSQL, class 40: transaction rollback


class Refused(Exception):
    """The rules do not allow this act; `str()` is a sentence for the reader."""


class Stale(Refused):
    """Someone was faster: what the page showed is no longer so. Answered with 409."""

    def __init__(self, sentence: str, subject: str = "") -> None:
        super().__init__(sentence)
        self.subject = subject


@dataclass
class Act:
    """Who acts, for whom, when; steps take it and record what they did through it."""

    actor: str
    now: datetime
    on_behalf_of: str = ""
    id: uuid.UUID = field(default_factory=uuid.uuid4)

    def record(
        self,
        subject: str,
        code: str,
        *,
        happened_at: datetime | None = None,
        on_behalf_of: str = "",
        **facts: Any,
    ) -> Event:
        """Writes the event of this act on `subject`. Facts are codes, numbers and digests, never personal text."""
        event = self.draft(subject, code, happened_at=happened_at, on_behalf_of=on_behalf_of, **facts)
        event.save(force_insert=True)
        return event

    def record_all(self, events: list[Event]) -> None:
        """Writes many drafts at once."""
        Event.objects.bulk_create(events, batch_size=500)

    def draft(
        self,
        subject: str,
        code: str,
        *,
        happened_at: datetime | None = None,
        on_behalf_of: str = "",
        **facts: Any,
    ) -> Event:
        """The event of `record`, not written yet."""
        return Event(
            act=self.id,
            subject=subject,
            code=code,
            actor=self.actor,
            on_behalf_of=on_behalf_of or self.on_behalf_of,
            happened_at=happened_at or self.now,
            recorded_at=self.now,
            facts=facts,
        )


_replayed: ContextVar[datetime | None] = ContextVar("replayed", default=None)


@contextmanager
def replaying(moment: datetime) -> Iterator[None]:
    """Acts inside take `moment` for now: how the demo city and the benchmark live through their past."""
    token = _replayed.set(moment)
    try:
        yield
    finally:
        _replayed.reset(token)


@contextmanager
def act(actor: str, *, on_behalf_of: str = "", now: datetime | None = None) -> Iterator[Act]:
    """Opens the one transaction of a verb. Raises RuntimeError when opened inside another: steps open none; Stale
    where the database had to let one of two acts win that waited for each other."""
    try:
        with transaction.atomic(durable=True):
            yield Act(actor=actor, now=now or _replayed.get() or timezone.now(), on_behalf_of=on_behalf_of)
    except OperationalError as why:
        if getattr(why.__cause__, "sqlstate", "") != DEADLOCK:
            raise
        raise Stale(_("有人同时在办这件事，您这一步没有办成，也没有改动任何内容。请看过最新进展再办。")) from why
