"""Steps that tell somebody something: the page always, outside channels by preference. They run inside an act."""

from collections.abc import Iterable
from typing import Any

from luodi.accounts.models import User
from luodi.directory.models import Post, Unit
from luodi.ledger.acts import Act
from luodi.notices.models import Notice


def tell(a: Act, *, reader: User, code: str, subject: str, key: str, facts: dict[str, Any] | None = None) -> None:
    """One reader is told once per `key`, however often this is called. One statement."""
    tell_all(a, readers=[reader], code=code, subject=subject, key=key, facts=facts)


def tell_all(
    a: Act, *, readers: Iterable[User], code: str, subject: str, key: str, facts: dict[str, Any] | None = None
) -> None:
    rows = [
        Notice(
            reader=reader,
            code=code,
            subject=subject,
            facts=facts or {},
            key=f"{key}:{reader.pk}:page",
            made_at=a.now,
        )
        for reader in readers
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def tell_unit(a: Act, *, unit: Unit, code: str, subject: str, key: str, first: Post | None = None) -> None:
    """Everybody who answers for a unit, so that nothing hangs on one person's absence."""
    posts = Post.objects.filter(unit=unit).held(a.now).exclude(role=Post.Role.OPERATOR).select_related("user")
    tell_all(a, readers={p.user for p in posts}, code=code, subject=subject, key=key)


def tell_heads(a: Act, *, unit: Unit, code: str, subject: str, key: str) -> None:
    posts = Post.objects.filter(unit=unit, role=Post.Role.HEAD).held(a.now).select_related("user")
    tell_all(a, readers={p.user for p in posts}, code=code, subject=subject, key=key)


def send_code(a: Act, *, address: str, channel: str, code: str) -> None:
    """Puts a one-time code into the outbox; the watch sends it, so that no request waits for a gateway."""
    Notice.objects.create(
        address=address,
        channel=channel,
        code="code",
        secret=code,
        key=f"code:{a.id}",
        made_at=a.now,
        next_try=a.now,
    )


def send_link(a: Act, *, address: str, channel: str, code: str, subject: str) -> None:
    """A message to an address outside: number and link only."""
    Notice.objects.create(
        address=address,
        channel=channel,
        code=code,
        subject=subject,
        key=f"{code}:{a.id}",
        made_at=a.now,
        next_try=a.now,
    )
