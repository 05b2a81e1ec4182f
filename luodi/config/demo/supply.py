"""What the demo city has: offers of its districts and zones, and companies that describe themselves. All invented."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True)
class Told:
    """`where` is the code of a district or a zone; `days` ago it was offered; `what` columns of an offer."""

    where: str
    kind: str
    title: str
    description: str
    spot: tuple[float, float]  # longitude, latitude
    days: int
    what: dict[str, Any] = field(default_factory=dict)
    ends: str = ""  # let, reserved
    pictured: bool = False


@dataclass(frozen=True)
class FirmTold:
    where: str
    firm: str
    title: str
    description: str
    what: dict[str, Any] = field(default_factory=dict)


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def offers() -> list[Told]:
    return [Told(**row) for row in _rows("offers.jsonl")]


def firms() -> list[FirmTold]:
    return [FirmTold(**row) for row in _rows("firms.jsonl")]
