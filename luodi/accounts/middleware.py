"""Who may see a page at all: signed in, not idle, not locked."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from luodi.accounts import sessions
from luodi.accounts.models import User
from luodi.accounts.requests import Request

POLL_HEADER = "X-Poll"  # set by idle.js: a page that refreshes itself is nobody at the desk
# What somebody with a one-time password may open: the way to one of his own.
OPEN_BEFORE_CHANGE = {
    "accounts:password",
    "accounts:confirmation",
    "accounts:recovery_codes",
    "accounts:sign_out",
    "accounts:presence",
    "set_language",
    "ui:look",
}
OPEN_WHEN_LOCKED = {"accounts:unlock", "accounts:sign_out", "set_language", "ui:look"}


class SignInRequired(LoginRequiredMiddleware):
    """Sign-in is required unless a view says `login_not_required`."""

    def process_request(self, request: HttpRequest) -> None:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and sessions.is_over(request, timezone.now()):
            request.user = AnonymousUser()
            request.was_idle = True  # type: ignore[attr-defined]

    def process_view(  # type: ignore[override]
        self, request: Request, view_func: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name not in OPEN_WHEN_LOCKED and _is_locked(request):
            return _lead(request, reverse("accounts:unlock"))
        if name not in OPEN_BEFORE_CHANGE and _must_change_password(request):
            return _lead(request, reverse("accounts:password"))
        return super().process_view(request, view_func, args, kwargs)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            and POLL_HEADER not in request.headers
            and isinstance(request.user, User)
            and request.user.is_of_staff
            and request.session.session_key
        ):
            sessions.mark_seen(request, response, timezone.now())
        return response

    def handle_no_permission(  # type: ignore[override]
        self, request: Request, view_func: Callable[..., Any]
    ) -> HttpResponse:
        marks = {"next": _return_path(request)}
        if getattr(request, "was_idle", False):
            marks["idle"] = "1"
        return _lead(request, f"{resolve_url(self.get_login_url(view_func))}?{urlencode(marks)}")


def _is_locked(request: Request) -> bool:
    return request.user.is_authenticated and sessions.LOCKED in request.session


def _must_change_password(request: Request) -> bool:
    return isinstance(request.user, User) and request.user.must_change_password


def _return_path(request: Request) -> str:
    """The page to come back to: where a form stands, not where it was sent."""
    if request.method in ("GET", "HEAD") and not request.htmx:
        return request.get_full_path()
    before = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    if before.netloc != request.get_host():
        return "/"
    return f"{before.path}?{before.query}" if before.query else before.path


def _lead(request: Request, address: str) -> HttpResponse:
    # htmx would swap the sign-in page into a corner of the page that asked.
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
