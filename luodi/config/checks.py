"""What production must have before it starts. `luodi serve` and `luodi check --deploy` run them."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning


def production_has_its_own_secrets(**_: Any) -> list[CheckMessage]:
    if settings.DEBUG:
        return []
    found: list[CheckMessage] = []
    if settings.SECRET_KEY == settings.DEVELOPMENT_KEY:
        found.append(
            Error(
                "LUODI_SECRET_KEY is not set: anybody could forge a sign-in.",
                hint="Set it to 50 random characters, or set LUODI_DEBUG=1 on a developer's machine.",
                id="luodi.E001",
            )
        )
    if settings.DEMO:
        found.append(Warning("LUODI_DEMO=1: anybody who opens the sign-in page can be anybody.", id="luodi.W002"))
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend") and not settings.SMS_URL:
        found.append(
            Warning(
                "Neither LUODI_EMAIL_URL nor LUODI_SMS_URL is set: no code reaches an investor.",
                id="luodi.W001",
            )
        )
    return found


def digest_is_known(**_: Any) -> list[CheckMessage]:
    if settings.DIGEST in ("sha256", "sm3"):
        return []
    return [Error(f"LUODI_DIGEST={settings.DIGEST}: choose sha256 or sm3.", id="luodi.E002")]
