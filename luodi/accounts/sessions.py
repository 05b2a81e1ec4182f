"""What a browser's session holds: who is half signed in, since when, when the password was given, locked or not."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from luodi.accounts import actions, factors
from luodi.accounts.models import User
from luodi.accounts.rules import FRESH_LIFE, PENDING_LIFE

PENDING, SIGNED_IN_AT, CONFIRMED_AT, LOCKED = "pending", "signed_in_at", "confirmed_at", "locked"
SEEN_COOKIE = "seen"
SEEN_STEP = timedelta(seconds=60)  # the cookie is renewed no more often than this


def open_session(request: HttpRequest, user: User, *, proof: str, target: str, now: datetime) -> HttpResponse:
    """Signs in, under a new session key, and leads to `target` or home. `proof`: see `note_sign_in`."""
    actions.note_sign_in(user=user, proof=proof, now=now)
    login(request, user)
    request.session.pop(PENDING, None)
    request.session[SIGNED_IN_AT] = now.timestamp()
    request.session[CONFIRMED_AT] = now.timestamp()
    if user.is_of_staff:
        request.session.set_expiry(0)
    response = redirect(safe_target(request, target) or home_of(user))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        user.language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response


def close_session(request: HttpRequest, *, cause: str, now: datetime) -> None:
    if isinstance(request.user, User):
        actions.note_sign_out(user=request.user, cause=cause, now=now)
    logout(request)


def needs_second_factor(user: User) -> bool:
    return user.is_of_staff and (settings.STAFF_SECOND_FACTOR or factors.has_factor(user))


def hold_for_second_factor(request: HttpRequest, user: User, *, target: str, now: datetime) -> None:
    """Remembers a right password for a while, in a session that nobody had before."""
    request.session.flush()
    request.session[PENDING] = {"user": user.pk, "at": now.timestamp(), "next": target}


def held(request: HttpRequest, now: datetime) -> tuple[User | None, str]:
    """Who gave a right password here and where to go afterwards; nobody when that was too long ago."""
    kept = request.session.get(PENDING)
    if not kept or now.timestamp() - kept["at"] > PENDING_LIFE.total_seconds():
        return None, ""
    return User.objects.filter(pk=kept["user"], is_active=True).first(), kept["next"]


def is_fresh(request: HttpRequest, now: datetime) -> bool:
    """The password was given so lately that security settings may be changed."""
    return now.timestamp() - request.session.get(CONFIRMED_AT, 0) < FRESH_LIFE.total_seconds()


def confirm(request: HttpRequest, now: datetime) -> None:
    request.session[CONFIRMED_AT] = now.timestamp()


def is_over(request: HttpRequest, now: datetime) -> bool:
    """A member of staff was idle too long, or the shift is over. A session without a mark was opened by no page."""
    signed_in = request.session.get(SIGNED_IN_AT)
    if signed_in is None or not isinstance(request.user, User) or not request.user.is_of_staff:
        return False
    idle = now.timestamp() - max(signed_in, _seen(request))
    return idle > settings.STAFF_IDLE_MINUTES * 60 or now.timestamp() - signed_in > settings.STAFF_SHIFT_HOURS * 3600


def mark_seen(request: HttpRequest, response: HttpResponse, now: datetime) -> None:
    """In a signed cookie, not in the session: reading a page writes nothing."""
    if now.timestamp() - _seen(request) < SEEN_STEP.total_seconds():
        return
    response.set_cookie(
        SEEN_COOKIE,
        _signer(request).sign(str(int(now.timestamp()))),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def home_of(user: User) -> str:
    try:
        return reverse(settings.HOMES[user.kind])
    except NoReverseMatch:
        return "/"


def safe_target(request: HttpRequest, target: str) -> str:
    """`target` when it is a path of this house (a fragment may name the field), else nothing."""
    here = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if here else ""


def _seen(request: HttpRequest) -> int:
    try:
        return int(_signer(request).unsign(request.COOKIES.get(SEEN_COOKIE, "")))
    except (signing.BadSignature, ValueError):
        return 0


def _signer(request: HttpRequest) -> signing.Signer:
    # Bound to the session: the mark of one cannot keep another one awake.
    return signing.Signer(salt=f"luodi.seen.{request.session.session_key}")
