"""Judging who knocks: password, second factor, PIN. Each bad try is counted before it is judged."""

from datetime import datetime

from django.contrib.auth import authenticate

from luodi.accounts import factors
from luodi.accounts.actions.throttling import count_try, forget_tries, take_back, throttle
from luodi.accounts.models import User
from luodi.accounts.refusals import Locked, TooMany, WrongFactor, WrongPassword, WrongPin
from luodi.accounts.rules import BAD_TRIES_PER_ADDRESS, HOLD, PIN_TRIES, TRIES, is_secret
from luodi.ledger.acts import act


def check_password(*, login: str, password: str, address: str, now: datetime) -> User:
    """The member of staff with this login and password. Counts in transactions of its own.

    Raises WrongPassword, Locked, or TooMany when one address guessed too often.
    """
    name = login.strip().lower()
    throttle("sign-in-address", address, BAD_TRIES_PER_ADDRESS, HOLD, now)
    left = _try("sign-in", name, now)
    user = authenticate(login=login.strip(), password=password)
    if not isinstance(user, User) or not user.is_of_staff:
        _note_refusal(User.objects.filter(login=login.strip()).first(), left, now, "password")
        raise WrongPassword if left else Locked(now + HOLD, now)
    forget_tries("sign-in", name)
    take_back("sign-in-address", address)
    return user


def check_second_factor(*, user: User, code: str, now: datetime) -> str:
    """The kind of factor that the digits prove: totp or recovery_codes. Counts in transactions of its own.

    Raises WrongFactor or Locked.
    """
    left = _try("second-factor", user.code, now)
    digits = "".join(code.split())
    kind = factors.judge_code(user, digits, first_use=lambda c: _first_use(user, c, now), now=now)
    if not kind:
        _note_refusal(user, left, now, "second_factor")
        raise WrongFactor if left else Locked(now + HOLD, now)
    forget_tries("second-factor", user.code)
    return kind


def check_passkey(*, user: User, credential: dict, now: datetime) -> None:
    """Raises WrongFactor or Locked."""
    left = _try("second-factor", user.code, now)
    if not factors.judge_passkey(user, credential, now):
        _note_refusal(user, left, now, "passkey")
        raise WrongFactor if left else Locked(now + HOLD, now)
    forget_tries("second-factor", user.code)


def check_pin(*, user: User, session: str, pin: str, now: datetime) -> None:
    """Opens a locked session again. Raises WrongPin, or TooMany with the fifth bad one: then sign out."""
    key = f"{user.code} {session}"
    left = count_try("pin", key, PIN_TRIES, HOLD, now)
    if not is_secret(pin, user.shift_pin):
        raise WrongPin(left) if left else TooMany(now + HOLD, now)
    forget_tries("pin", key)


def note_sign_in(*, user: User, proof: str, now: datetime) -> None:
    """An act: `proof` is what was shown last (password, totp, recovery_codes, webauthn, code, demo)."""
    with act(user.code, now=now) as signing_in:
        signing_in.record(user.code, "signed_in", proof=proof)


def note_sign_out(*, user: User, cause: str, now: datetime) -> None:
    with act(user.code, now=now) as signing_out:
        signing_out.record(user.code, "signed_out", cause=cause)


def _try(scope: str, key: str, now: datetime) -> int:
    try:
        return count_try(scope, key, TRIES, HOLD, now)
    except TooMany as refusal:
        raise Locked(refusal.retry_at, now) from refusal


def _first_use(user: User, code: str, now: datetime) -> bool:
    """A TOTP code that was looked at over somebody's shoulder opens nothing a second time."""
    try:
        throttle("totp", f"{user.code} {code}", 1, factors.TOTP_LIFE, now)
    except TooMany:
        return False
    return True


def _note_refusal(user: User | None, left: int, now: datetime, asked: str) -> None:
    # Names that do not exist leave no event: a stranger would fill the ledger.
    if user is None:
        return
    with act("system:sign-in", now=now) as refusing:
        refusing.record(user.code, "sign_in_refused" if left else "sign_in_locked", asked=asked)
