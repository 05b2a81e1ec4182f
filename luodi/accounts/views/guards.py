"""Who may open the security pages: staff, with a password given minutes ago."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from luodi.accounts import sessions
from luodi.accounts.requests import SignedIn

View = Callable[..., HttpResponse]


def for_staff(view: View) -> View:
    """Investors sign in by code and have neither password nor PIN: for them the page does not exist."""

    @wraps(view)
    def guarded(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_of_staff:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def freshly_confirmed(view: View) -> View:
    """For staff; asks for the password first when it was given too long ago."""

    @wraps(view)
    def guarded(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponse:
        if sessions.is_fresh(request, timezone.now()):
            return view(request, *args, **kwargs)
        # A form cannot be repeated after the detour: back to the page that holds it.
        back = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("accounts:account")
        return redirect(f"{reverse('accounts:confirmation')}?{urlencode({'next': back})}")

    return for_staff(guarded)
