"""What production must have before it starts. `luodi serve` and `luodi check --deploy` run them."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

from luodi.text.search import ENCODER_NAMES, ENGINE_NAMES

ENCODE = "import sys; from luodi.text.search.encoders import checked_encoder; checked_encoder(sys.argv[1])"


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


def search_is_known(**_: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for setting, value, known in (
        ("LUODI_SEARCH", settings.SEARCH_ENGINE, ENGINE_NAMES),
        ("LUODI_ENCODER", settings.SEARCH_ENCODER, ENCODER_NAMES),
    ):
        if value not in known:
            found.append(Error(f"{setting}={value}: choose {', '.join(known)}.", id="luodi.E003"))
    if settings.SEARCH_DICTIONARY and not Path(settings.SEARCH_DICTIONARY).is_file():
        found.append(Error(f"LUODI_DICTIONARY={settings.SEARCH_DICTIONARY}: there is no such file.", id="luodi.E004"))
    return found


def encoder_gives_its_golden_vectors(**_: Any) -> list[CheckMessage]:
    """In a process of its own: whoever checks need not keep the model in memory."""
    name = settings.SEARCH_ENCODER
    if settings.DEBUG or name not in ENCODER_NAMES:
        return []
    asked = subprocess.run([sys.executable, "-c", ENCODE, name], capture_output=True, check=False)
    if asked.returncode == 0:
        return []
    return [
        Warning(
            f"LUODI_ENCODER={name}: the package is missing or gives other vectors than its golden ones.",
            hint="Matching goes by words alone. Install the pinned version, or choose another encoder.",
            id="luodi.W003",
        )
    ]
