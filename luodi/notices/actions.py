"""Steps that tell somebody something: the page always, outside channels by preference. They run inside an act."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from luodi.accounts.models import User
from luodi.directory.models import Post, Unit
from luodi.ledger.acts import Act
from luodi.notices.models import Notice, Preference
from luodi.notices.rules import CODE, SENTENCES, check_facts, mail_is_on

AT_ONCE = 500  # rows of one statement


@dataclass(frozen=True)
class Telling:
    """One thing said to several readers. Each of them reads it once per `key`."""

    readers: tuple[User, ...]
    code: str
    subject: str
    key: str
    facts: dict[str, Any]


def tell(a: Act, *, reader: User, code: str, subject: str, key: str, facts: dict[str, Any] | None = None) -> None:
    """One reader is told once per `key`, however often this is called. Two statements."""
    tell_many(a.now, [Telling((reader,), code, subject, key, facts or {})])


def tell_all(
    a: Act, *, readers: Iterable[User], code: str, subject: str, key: str, facts: dict[str, Any] | None = None
) -> None:
    tell_many(a.now, [Telling(tuple(readers), code, subject, key, facts or {})])


def tell_unit(a: Act, *, unit: Unit, kind: str, code: str, subject: str, key: str) -> None:
    """Everybody of a unit who handles this kind of matter, so that nothing hangs on one person's absence."""
    posts = Post.objects.filter(unit=unit).held(a.now).exclude(role=Post.Role.OPERATOR).select_related("user")
    readers = {post.user for post in posts if kind in post.remit}
    tell_all(a, readers=readers, code=code, subject=subject, key=key)


def tell_heads(a: Act, *, unit: Unit, code: str, subject: str, key: str) -> None:
    posts = Post.objects.filter(unit=unit, role=Post.Role.HEAD).held(a.now).select_related("user")
    tell_all(a, readers={p.user for p in posts}, code=code, subject=subject, key=key)


def tell_many(now: datetime, tellings: Iterable[Telling]) -> None:
    """Two statements at most, however many are told: preferences, rows."""
    tellings = list(tellings)
    for told in tellings:
        check_facts(told.code, told.facts)
    outside = [told for told in tellings if SENTENCES[told.code].outside]
    wishes = _wishes({reader.pk for told in outside for reader in told.readers})
    rows = [row for told in tellings for row in _rows(told, now, wishes)]
    Notice.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


def send_code(a: Act, *, address: str, channel: str, code: str) -> None:
    """Puts a one-time code into the outbox; the watch sends it, so that no request waits for a gateway."""
    _send(a, address=address, channel=channel, code=CODE, secret=code)


def send_link(a: Act, *, address: str, channel: str, code: str, subject: str) -> None:
    """A message to an address outside: number and link only."""
    check_facts(code, {})
    _send(a, address=address, channel=channel, code=code, subject=subject)


def mark_read(*, reader: User, numbers: Iterable[str] | None = None, now: datetime) -> int:
    """The reader has seen his notices, or those about some matters only. Returns how many were unread."""
    with transaction.atomic(durable=True):
        unread = Notice.objects.unread_for(reader)
        if numbers is not None:
            unread = unread.filter(subject__in=list(numbers))
        return unread.order_by().update(read_at=now)


def prefer(*, user: User, email: bool, sms: bool) -> None:
    with transaction.atomic(durable=True):
        Preference.objects.update_or_create(user=user, defaults={"email": email, "sms": sms})


def forget_addresses(user: User) -> None:
    """A step: nothing more goes to his contacts, and no row holds them."""
    contacts = [contact for contact in (user.phone, user.email) if contact]
    Notice.objects.filter(address__in=contacts).update(address="", secret="", next_try=None)
    Notice.objects.filter(reader=user, sent_at=None).update(next_try=None)


def _send(a: Act, *, address: str, channel: str, code: str, subject: str = "", secret: str = "") -> None:
    Notice.objects.create(
        address=address,
        channel=channel,
        code=code,
        subject=subject,
        secret=secret,
        facts={"language": get_language() or settings.LANGUAGE_CODE},
        key=f"{code}:{a.id}",
        made_at=a.now,
        next_try=a.now,
    )


def _wishes(reader_ids: set[int]) -> dict[int, Preference]:
    """Asked only where there is a way outside, and somebody to choose it."""
    if not reader_ids or not (mail_is_on() or settings.SMS_URL):
        return {}
    return {wish.user_id: wish for wish in Preference.objects.filter(user__in=reader_ids)}


def _rows(told: Telling, now: datetime, wishes: dict[int, Preference]) -> Iterator[Notice]:
    def row(channel: str, whom: str, **more: Any) -> Notice:
        return Notice(
            channel=channel,
            code=told.code,
            subject=told.subject,
            facts=told.facts,
            key=f"{told.key}:{whom}:{channel}",
            made_at=now,
            **more,
        )

    kind = SENTENCES[told.code]
    for reader in told.readers:
        yield row(Notice.Channel.PAGE, str(reader.pk), reader=reader)
        channel = _channel_of(reader, wishes.get(reader.pk)) if kind.outside else None
        if channel:
            yield row(channel, str(reader.pk), reader=reader, next_try=now)
    if kind.robot and any(reader.kind == User.Kind.STAFF for reader in told.readers):
        for place, _url in enumerate(settings.ROBOT_URLS):
            yield row(Notice.Channel.ROBOT, str(place), address=str(place), next_try=now)


def _channel_of(reader: User, wish: Preference | None) -> str | None:
    """One outside channel at most: mail where there is an address and it is wanted, else SMS."""
    if reader.email and mail_is_on() and (wish is None or wish.email):
        return Notice.Channel.EMAIL
    if reader.phone and settings.SMS_URL and (wish is None or wish.sms):
        return Notice.Channel.SMS
    return None
