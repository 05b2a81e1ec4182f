"""Headers that no page may forget, and the visitor's true address behind a proxy."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

# Widths of bars and marks are style attributes; everything else comes from our own files.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS_POLICY = "camera=(), geolocation=(self), microphone=(), payment=(), usb=()"


def secure_headers(answer: Answer) -> Answer:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if request.user.is_authenticated:
            # A counter is shared: the next person must not read this page with the back key.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def true_address(answer: Answer) -> Answer:
    """Takes the address from X-Forwarded-For, counted from the right over LUODI_PROXIES own proxies."""

    def middleware(request: HttpRequest) -> HttpResponse:
        hops = request.headers.get("X-Forwarded-For", "").split(",")
        if 0 < settings.PROXIES <= len(hops) and hops[-settings.PROXIES].strip():
            request.META["REMOTE_ADDR"] = hops[-settings.PROXIES].strip()
        return answer(request)

    return middleware


def no_nul(answer: Answer) -> Answer:
    """Nothing has an address with a NUL in it, and PostgreSQL breaks off a query that holds one.

    Forms refuse it by themselves, with a sentence.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        return answer(request)

    return middleware
