"""A passkey in software: what a browser and its authenticator answer (WebAuthn level 2, ES256, no attestation)."""

import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

USER_PRESENT, USER_VERIFIED, KEY_INCLUDED = 0x01, 0x04, 0x40


class SoftKey:
    def __init__(self, origin: str = "https://testserver") -> None:
        self.origin = origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.uses = 0

    def created(self, options: dict[str, Any]) -> str:
        """The answer to `navigator.credentials.create`."""
        client = self._client_data("webauthn.create", options["publicKey"]["challenge"])
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        proof = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        spoken = self._spoken(options["publicKey"]["rp"]["id"], KEY_INCLUDED) + proof
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": spoken})
        return self._answer({"clientDataJSON": client, "attestationObject": attestation})

    def signed(self, options: dict[str, Any]) -> str:
        """The answer to `navigator.credentials.get`."""
        client = self._client_data("webauthn.get", options["publicKey"]["challenge"])
        spoken = self._spoken(options["publicKey"]["rpId"], 0)
        signature = self.key.sign(spoken + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer({"clientDataJSON": client, "authenticatorData": spoken, "signature": signature})

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _spoken(self, house: str, more: int) -> bytes:
        self.uses += 1
        flags = USER_PRESENT | USER_VERIFIED | more
        return hashlib.sha256(house.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4, "big")

    def _answer(self, response: dict[str, bytes]) -> str:
        return json.dumps(
            {
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "type": "public-key",
                "response": {name: websafe_encode(value) for name, value in response.items()},
                "clientExtensionResults": {},
            }
        )
