"""What allauth.mfa asks the house: how keys are kept, and what an authenticator shows."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from luodi.accounts.models import User


class StaffAdapter(DefaultMFAAdapter):
    def get_totp_label(self, user: Any) -> str:
        return user.login

    def get_totp_issuer(self) -> str:
        return _site_name()

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": _site_name()}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        return {"id": str(user.pk).encode(), "display_name": str(user), "name": user.login}

    def _get_site_name(self) -> str:
        return _site_name()


def _site_name() -> str:
    return f"{settings.CITY_NAME} Luodi"


def _keys() -> MultiFernet:
    """Old keys still open what they closed, so that SECRET_KEY may change."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(f"luodi.mfa {s}".encode()).digest())) for s in secrets])
