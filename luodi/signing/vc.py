"""The same claims for wallets of others: a verifiable credential as a signed token (`vc+jwt`, EdDSA)."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Collection
from typing import Any

from luodi.signing.qr import Claims
from luodi.signing.sealed import ByteSigner

CONTEXT = "https://www.w3.org/ns/credentials/v2"
SUBJECT = ("number", "kind", "title", "holder", "authority", "test")


def export_vc(claims: Claims, signer: ByteSigner, *, only: Collection[str] = SUBJECT) -> str:
    """`only` are the claims the holder wants to show; the dates are always there."""
    key = signer.public_key
    credential: dict[str, Any] = {
        "@context": [CONTEXT],
        "type": ["VerifiableCredential"],
        "issuer": {"id": f"urn:luodi:key:{key.id}", "name": key.authority},
        "validFrom": f"{claims.start}T00:00:00+08:00",
        "credentialSubject": {name: getattr(claims, name) for name in SUBJECT if name in only},
    }
    credential["credentialSubject"] |= {"test": True} if key.is_test else {}
    if claims.until is not None:
        credential["validUntil"] = f"{claims.until}T23:59:59+08:00"
    if claims.status:
        credential["credentialStatus"] = {"id": claims.status, "type": "LuodiStatusList"}
    header = {"alg": "EdDSA", "kid": key.id, "typ": "vc+jwt"}
    signed = f"{part(header)}.{part(credential)}"
    return f"{signed}.{encoded(signer.sign_bytes(signed.encode()))}"


def part(value: dict[str, Any]) -> str:
    return encoded(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
