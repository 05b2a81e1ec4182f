"""Second factors of a person. The only module that knows how allauth.mfa keeps and judges them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from luodi.accounts.adapter import StaffAdapter
from luodi.accounts.models import User

Kind = Authenticator.Type
Once = Callable[[str], bool]
TOTP_LIFE = timedelta(minutes=2)  # longer than the three periods of 30 s that are accepted

__all__ = ["TOTP_LIFE", "Kind", "generate_totp_secret", "validate_totp_code"]


def factors_of(user: User) -> "QuerySet[Authenticator]":
    """Everything but the recovery codes: what opens on its own."""
    return Authenticator.objects.filter(user=user).exclude(type=Kind.RECOVERY_CODES).order_by("created_at")


def has_factor(user: User) -> bool:
    return factors_of(user).exists()


def has_passkey(user: User) -> bool:
    return factors_of(user).filter(type=Kind.WEBAUTHN).exists()


def totp_address(user: User, secret: str) -> str:
    """The `otpauth:` address that an authenticator reads from the QR code."""
    return StaffAdapter().build_totp_url(user, secret)


def add_totp(user: User, secret: str) -> None:
    Authenticator.objects.filter(user=user, type=Kind.TOTP).delete()
    TOTP.activate(user, secret)


def fresh_recovery_codes(user: User) -> list[str]:
    """Ten new codes; the old ones open nothing any more."""
    Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).delete()
    return RecoveryCodes.activate(user).generate_codes()


def unused_recovery_codes(user: User) -> list[str]:
    kept = Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).first()
    return RecoveryCodes(kept).get_unused_codes() if kept else []


def judge_code(user: User, code: str, *, first_use: Once, now: datetime) -> str:
    """The kind of factor that these digits prove, or an empty word. `first_use` says whether a code is new."""
    for factor in Authenticator.objects.filter(user=user).exclude(type=Kind.WEBAUTHN):
        if factor.type == Kind.RECOVERY_CODES:
            good = RecoveryCodes(factor).validate_code(code)
        else:
            secret = StaffAdapter().decrypt(factor.data["secret"])
            good = validate_totp_code(secret, code) and first_use(code)
        if good:
            Authenticator.objects.filter(pk=factor.pk).update(last_used_at=now)
            return str(factor.type)
    return ""


def begin_passkey(user: User) -> dict[str, Any]:
    """What the browser needs to make a key; the challenge stays in the session of the request."""
    return webauthn.begin_registration(user, passwordless=False)


def add_passkey(user: User, name: str, credential: dict[str, Any]) -> bool:
    """False when the browser's answer does not fit the challenge."""
    try:
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
    except (ValidationError, ValueError, KeyError):
        return False
    webauthn.WebAuthn.add(user, name, credential)
    return True


def begin_passkey_check(user: User) -> dict[str, Any]:
    return webauthn.begin_authentication(user)


def judge_passkey(user: User, credential: dict[str, Any], now: datetime) -> bool:
    try:
        webauthn.parse_authentication_response(credential)
        factor = webauthn.complete_authentication(user, credential)
    except (ValidationError, ValueError, KeyError):
        return False
    Authenticator.objects.filter(pk=factor.pk).update(last_used_at=now)
    return True


def forget_all(user: User) -> None:
    Authenticator.objects.filter(user=user).delete()


def name_of(factor: Authenticator) -> str:
    return str(factor.data["name"]) if factor.type == Kind.WEBAUTHN else _("动态码验证器")
