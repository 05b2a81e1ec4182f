"""Outlines of districts, as far as they are known: see the source named in each file of data/outlines."""

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "data" / "outlines"
Ring = tuple[tuple[float, float], ...]


@cache
def outlines() -> dict[str, tuple[Ring, ...]]:
    """Code of a territory to its rings of (longitude, latitude)."""
    known: dict[str, tuple[Ring, ...]] = {}
    for file in sorted(FOLDER.glob("*.json")):
        said = json.loads(file.read_text(encoding="utf-8"))["outlines"]
        known |= {code: tuple(tuple(map(tuple, ring)) for ring in rings) for code, rings in said.items()}
    return known
