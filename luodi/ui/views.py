"""The pattern page, the reader's look, and the pages that answer a refused request."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from luodi.ui import look, samples

YEAR = 365 * 24 * 3600


@login_not_required
@require_GET
def patterns(request: HttpRequest) -> HttpResponse:
    if not (settings.DEBUG or request.user.is_staff):
        raise Http404
    return render(request, "ui/patterns.html", samples.everything(request.GET))


@login_not_required
@require_GET
def favicon(request: HttpRequest) -> HttpResponse:
    """What a browser asks for beside a file, which names no mark of its own."""
    return redirect(static("ui/favicon.svg"))


@login_not_required
@require_POST
def look_choice(request: HttpRequest) -> HttpResponse:
    """Keeps theme and size in a cookie, nowhere else."""
    kept = look.look_of(request.COOKIES.get(look.COOKIE, ""))
    theme, size = request.POST.get("theme", kept.theme), request.POST.get("size", kept.size)
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = redirect(target)
    response.set_cookie(look.COOKIE, str(look.look_of(f"{theme}.{size}")), max_age=YEAR, samesite="Lax")
    return response


def stale(
    request: HttpRequest, *, changes: Sequence[str], typed: Sequence[tuple[str, str]] = (), again: str = ""
) -> HttpResponse:
    """409: somebody was faster. `changes` are sentences, `typed` label and text of what must not be lost."""
    response = render(
        request, "409.html", {"changes": changes, "typed": typed, "again": again or request.path}, status=409
    )
    # A swap of one part of the page becomes a swap of the page's main part.
    response["HX-Retarget"] = response["HX-Reselect"] = "#main"
    response["HX-Reswap"] = "outerHTML show:window:top"
    return response


def too_large(request: HttpRequest, *, limit: str, again: str = "") -> HttpResponse:
    """413. `limit` in words: 20 MB."""
    return render(request, "413.html", {"limit": limit, "again": again or request.path}, status=413)


def too_many(request: HttpRequest, *, wait_seconds: int) -> HttpResponse:
    """429 with Retry-After."""
    response = render(request, "429.html", {"minutes": max(1, -(-wait_seconds // 60))}, status=429)
    response["Retry-After"] = str(wait_seconds)
    return response
