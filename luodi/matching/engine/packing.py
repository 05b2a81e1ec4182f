"""Facts as bytes, to lie beside an offer in the index or in a row: small, and quick to read back."""

import json
from dataclasses import fields
from typing import Any

from luodi.matching.engine.facts import Asked, Offered

SETS = frozenset({"has", "lacks", "stated", "refused", "about", "wants"})


def packed(facts: Offered | Asked) -> bytes:
    """Only what says something."""
    values = {one.name: getattr(facts, one.name) for one in fields(facts)}
    plain = {name: sorted(value) if name in SETS else value for name, value in values.items() if value or name == "key"}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def unpacked_offer(payload: bytes) -> Offered:
    return Offered(**_values(payload))


def unpacked_asked(payload: bytes) -> Asked:
    return Asked(**_values(payload))


def _values(payload: bytes) -> dict[str, Any]:
    values = json.loads(payload)
    for name, value in values.items():
        if name in SETS:
            values[name] = frozenset(value)
        elif isinstance(value, list):
            values[name] = tuple(value)
    return dict(values)
