"""What every page may say about the session; asks the database nothing."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def session(request: HttpRequest) -> dict[str, object]:
    return {
        "sign_in_url": reverse("accounts:sign_in"),
        "sign_out_url": reverse("accounts:sign_out"),
        "account_url": reverse("accounts:account"),
        # Drawn by the look beside "sign out" and in the head of every page; it knows no account itself.
        "session_parts": ["accounts/lock_button.html"],
        "session_scripts": ["accounts/idle.html"],
        "show_codes": settings.SHOW_CODES,
        "staff_idle_minutes": settings.STAFF_IDLE_MINUTES,
    }
