"""A phone with an authenticator, a browser with a passkey, and short words for the doors."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client

from luodi.accounts import factors
from luodi.accounts.models import User
from luodi.ledger.models import Event
from tests.cast import PASSWORD


def totp_now(secret: str) -> str:
    """What an authenticator that scanned `secret` shows at this moment (RFC 6238)."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_totp(user: User) -> str:
    """Gives `user` an authenticator; returns its secret."""
    secret = factors.generate_totp_secret()
    factors.add_totp(user, secret)
    return secret


def knock(client: Client, login: str, password: str = PASSWORD, **more: Any) -> HttpResponse:
    return client.post("/sign-in/", {"login": login, "password": password, **more})


def signed_in_as(client: Client) -> User | None:
    """Who the next page of this browser would see."""
    return User.objects.filter(pk=client.session.get("_auth_user_id")).first()


def events_of(user: User) -> list[str]:
    return list(Event.objects.filter(subject=user.code).order_by("id").values_list("code", flat=True))
