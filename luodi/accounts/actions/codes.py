"""One-time codes to a phone or e-mail. Sending them is done above, through notices."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import get_random_string
from django.utils.translation import get_language

from luodi.accounts.actions.throttling import throttle
from luodi.accounts.models import OneTimeCode, User
from luodi.accounts.refusals import ExpiredCode, TooMany, UsedUpCode, WrongCode
from luodi.accounts.rules import (
    CODE_GAP,
    CODE_LIFE,
    CODE_TRIES,
    CODES_PER_HOUR,
    CODES_PER_HOUR_AND_ADDRESS,
    digest_of,
    is_secret,
    new_code,
)

HOUR = timedelta(hours=1)


def make_code(*, contact: str, purpose: str, subject: str = "", address: str = "", now: datetime) -> str:
    """A step: keeps the digest of six new digits for a normalised contact and returns them to be sent.

    The newest code of a contact and purpose is the only one that opens. `address` is the network address
    that asked. Raises TooMany.
    """
    _slow_down(contact, now)
    if address:
        throttle("code-address", address, CODES_PER_HOUR_AND_ADDRESS, HOUR, now)
    code = new_code()
    OneTimeCode.objects.create(
        contact=contact,
        purpose=purpose,
        subject=subject,
        digest=digest_of(code),
        made_at=now,
        expires_at=now + CODE_LIFE,
    )
    return code


def check_code(*, contact: str, purpose: str, code: str, now: datetime) -> OneTimeCode:
    """Judges a typed code. Call it before the act that the code opens: it opens a transaction of its own,
    so that a bad try stays counted whatever becomes of the act. The act then calls `use_code`.

    Raises WrongCode, ExpiredCode or UsedUpCode.
    """
    with transaction.atomic(durable=True):
        found = OneTimeCode.objects.filter(contact=contact, purpose=purpose).order_by("-made_at", "-pk").first()
        if found is None or found.expires_at <= now:
            raise ExpiredCode
        # Counted before it is judged: guesses sent at the same moment are all counted.
        open_rows = OneTimeCode.objects.filter(pk=found.pk, used_at=None, attempts__lt=CODE_TRIES)
        if not open_rows.update(attempts=F("attempts") + 1):
            raise UsedUpCode
    if not is_secret(code.strip(), found.digest):
        found.refresh_from_db(fields=["attempts"])
        raise WrongCode(CODE_TRIES - found.attempts)
    return found


def use_code(found: OneTimeCode, *, now: datetime) -> None:
    """A step: a code opens one act only. Raises UsedUpCode when another act was faster."""
    if not OneTimeCode.objects.filter(pk=found.pk, used_at=None).update(used_at=now):
        raise UsedUpCode


def investor_for(*, contact: str, name: str, now: datetime) -> User:
    """A step: the investor with this verified contact, made when there is none, in the language he reads now."""
    known = User.objects.investor_with(contact)
    if known:
        return known
    field = "email" if "@" in contact else "phone"
    login, spoken = f"i-{get_random_string(16).lower()}", get_language() or settings.LANGUAGE_CODE
    fresh = User(login=login, name=name, language=spoken, created=now, **{field: contact})
    fresh.set_unusable_password()
    # On conflict do nothing: two confirmations in the same second give one account and no broken transaction.
    User.objects.bulk_create([fresh], ignore_conflicts=True)
    return User.objects.get(kind=User.Kind.INVESTOR, **{field: contact})


def _slow_down(contact: str, now: datetime) -> None:
    recent = OneTimeCode.objects.filter(contact=contact, made_at__gt=now - HOUR).order_by("-made_at")
    times = list(recent.values_list("made_at", flat=True)[:CODES_PER_HOUR])
    if times and times[0] + CODE_GAP > now:
        raise TooMany(times[0] + CODE_GAP, now)
    if len(times) == CODES_PER_HOUR:
        raise TooMany(times[-1] + HOUR, now)
