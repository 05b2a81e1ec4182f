"""What a browser is trusted with before it is signed in: what it submitted, and a form saved for later."""

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from luodi.enquiries.fact_forms import PREFIX
from luodi.portal.reading import WAS, line_of

APPLIED = "applied"
LATER_SALT = "luodi.portal.later"
LATER_DAYS = 30
QUERY_COOKIE = "query"
QUERY_LIFE = 3600  # seconds in which a reload of the receipt still shows the query code
KEPT_FIELDS = ("name", "contact", "sentence", "firm", "wish", "heard", "keep_firm", "about")


def remember(
    request: HttpRequest, number: str, *, key: str, typed: Mapping[str, Any], masked: str, code: str, now: datetime
) -> None:
    """`code` is kept for development screens only."""
    kept = {
        "key": key,
        "typed": fields_of(typed),
        "masked": masked,
        "code": code if settings.SHOW_CODES else "",
        "sent": now.timestamp(),
    }
    request.session[APPLIED] = {**request.session.get(APPLIED, {}), number: kept}


def applied(request: HttpRequest, number: str) -> dict[str, Any] | None:
    """What this browser submitted under a number; nothing in any other browser."""
    return request.session.get(APPLIED, {}).get(number)


def sent_before(request: HttpRequest, key: str) -> str:
    """The number that a form with this key was given already, else nothing."""
    pairs = request.session.get(APPLIED, {}).items()
    return next((number for number, kept in pairs if key and kept["key"] == key), "")


def renew(request: HttpRequest, number: str, *, code: str, now: datetime) -> None:
    kept = request.session[APPLIED][number]
    kept |= {"code": code if settings.SHOW_CODES else "", "sent": now.timestamp()}
    request.session.modified = True


def forget_typed(request: HttpRequest, number: str) -> None:
    """Once confirmed, what was typed lies in the enquiry and nowhere else."""
    kept = applied(request, number)
    if kept is not None:
        kept |= {"typed": {}, "code": ""}
        request.session.modified = True


def show_query_code(response: HttpResponse, address: str, number: str, query: str) -> None:
    """Only a digest of the query code is stored, so the code itself travels in a cookie of the receipt's address."""
    response.set_signed_cookie(
        QUERY_COOKIE,
        query,
        salt=number,
        max_age=QUERY_LIFE,
        path=address,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def shown_query_code(request: HttpRequest, number: str) -> str:
    return request.get_signed_cookie(QUERY_COOKIE, "", salt=number, max_age=QUERY_LIFE) or ""


def save_for_later(typed: Mapping[str, Any]) -> str:
    """Keeps a half-filled form on the server and returns the signed end of its address."""
    store = _store()
    store["typed"] = fields_of(typed)
    store.set_expiry(LATER_DAYS * 24 * 3600)
    store.save()
    return signing.dumps(store.session_key, salt=LATER_SALT)


def saved_for_later(token: str) -> dict[str, Any] | None:
    """None when the address was cut short, is over, or its form was submitted."""
    try:
        key = signing.loads(token, salt=LATER_SALT, max_age=LATER_DAYS * 24 * 3600)
    except signing.BadSignature:
        return None
    return _store(key).get("typed")


def forget_saved(token: str) -> None:
    if saved_for_later(token) is not None:
        _store(signing.loads(token, salt=LATER_SALT)).delete()


def fields_of(typed: Mapping[str, Any]) -> dict[str, Any]:
    cells = {name: line_of(typed, name) for name in typed if name.startswith((PREFIX, WAS))}
    return {name: typed[name] for name in KEPT_FIELDS if typed.get(name)} | cells


def _store(key: str | None = None) -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore(key)
