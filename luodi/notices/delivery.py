"""Empties the outbox. A row is leased, sent outside any transaction, and marked; a crash leaves the lease to end."""

import logging
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import translation

from luodi.accounts.models import User
from luodi.notices.channels import GiveUp, TryLater, channel_for
from luodi.notices.models import Notice
from luodi.notices.pages import page_of
from luodi.notices.rules import CODE, Letter, letter

LEASE = timedelta(minutes=2)  # longer than a portion takes with every gateway silent
PORTION = 8  # sent side by side
TRIES = 8
FIRST_REST = timedelta(seconds=15)
LONGEST_REST = timedelta(hours=1)
CODE_LIFE = timedelta(minutes=15)  # a code that comes later opens nothing
ROBOT_LIMIT, ROBOT_SPAN = 20, timedelta(minutes=1)  # robots of the three messengers refuse more

logger = logging.getLogger(__name__)


def deliver(now: datetime, limit: int = 200) -> int:
    """Sends what is due, `limit` rows at most; returns how many left. Any number of processes may do so."""
    sent = tried = 0
    with ThreadPoolExecutor(PORTION) as hands:
        while tried < limit and (rows := _lease(now, min(PORTION, limit - tried))):
            tried += len(rows)
            ready = [row for row in rows if _may_leave(row, now)]
            tasks = {hands.submit(_send, *_letter_of(row)): row for row in ready}
            for task in as_completed(tasks):
                sent += _mark(tasks[task], task.exception(), now)
    return sent


def _lease(now: datetime, count: int) -> list[Notice]:
    with transaction.atomic(durable=True):
        due = Notice.objects.to_send(now).select_for_update(skip_locked=True, of=("self",))
        rows = list(due.select_related("reader")[:count])
        Notice.objects.filter(pk__in=[row.pk for row in rows]).update(next_try=now + LEASE, attempts=F("attempts") + 1)
    for row in rows:
        row.attempts += 1
    return rows


def _may_leave(row: Notice, now: datetime) -> bool:
    if row.code == CODE and row.made_at + CODE_LIFE <= now:
        _end(row, "too late")
        return False
    if row.channel == Notice.Channel.ROBOT and _robot_is_tired(row, now):
        _put_off(row, now + ROBOT_SPAN, "limit", attempts=row.attempts - 1)
        return False
    return True


def _robot_is_tired(row: Notice, now: datetime) -> bool:
    return Notice.objects.sent_by_robot(row.address, now - ROBOT_SPAN).count() + PORTION > ROBOT_LIMIT


def _letter_of(row: Notice) -> tuple[str, Letter, str]:
    """The channel, the words in the reader's language, the address."""
    language = row.reader.language if row.reader else row.facts.get("language", settings.LANGUAGE_CODE)
    with translation.override(language):
        words = letter(row.code, row.subject, row.secret, city=str(settings.CITY_NAME), link=_link_of(row))
    return row.channel, words, row.address or _address_of(row)


def _link_of(row: Notice) -> str:
    """The reader's own page of the matter; robots speak to officers, an address without an account is a guest's."""
    is_guest = row.reader is None and row.channel != Notice.Channel.ROBOT
    kind = row.reader.kind if row.reader else User.Kind.INVESTOR if is_guest else User.Kind.STAFF
    return settings.PUBLIC_URL + page_of(row.subject, kind)


def _address_of(row: Notice) -> str:
    if row.reader is None:
        return ""
    return row.reader.email if row.channel == Notice.Channel.EMAIL else row.reader.phone


def _send(kind: str, words: Letter, address: str) -> None:
    """Runs in a thread of its own and asks no database."""
    if not address:
        raise GiveUp("no address")
    channel_for(kind).send(words, address)


def _mark(row: Notice, failed: BaseException | None, now: datetime) -> int:
    if failed is None:
        _close(row, sent_at=now, failure="")
        return 1
    why = str(failed) if isinstance(failed, GiveUp | TryLater) else type(failed).__name__
    if isinstance(failed, GiveUp) or row.attempts >= TRIES:
        _end(row, why)
    else:
        _put_off(row, now + min(FIRST_REST * 2 ** (row.attempts - 1), LONGEST_REST), why)
    return 0


def _put_off(row: Notice, until: datetime, why: str, **more: int) -> None:
    Notice.objects.filter(pk=row.pk, sent_at=None).update(next_try=until, failure=why[:80], **more)


def _end(row: Notice, why: str) -> None:
    logger.warning("notice %s was not sent: %s", row.pk, why)
    _close(row, failure=why[:80])


def _close(row: Notice, **values: object) -> None:
    """Nothing more to send: address and code are not kept, save where they are shown on the screen."""
    if row.channel != Notice.Channel.ROBOT and not settings.SHOW_CODES:
        values |= {"address": "", "secret": ""}
    Notice.objects.filter(pk=row.pk).update(next_try=None, **values)
