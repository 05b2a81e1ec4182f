"""What goes into a forecast and what comes out of it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import isnan
from typing import Any

METHOD_VERSION = "2026.1"  # changes whenever the same inputs may give another answer

# Forecast.method
CLASS, BIN, POOL, PRIOR = "class", "bin", "pool", "prior"  # the updating reference class and its back-off
STATIC, RATE, BLOCKS, GAMMA, BLEND = "static", "rate", "blocks", "gamma", "blend"


@dataclass(frozen=True, slots=True)
class Reported:
    """On the day `at` the owner said that the project would be finished on the day `finish`."""

    at: date
    finish: date


@dataclass(frozen=True, slots=True)
class Track:
    """A project's past as the forecast sees it; `klass` is a sector, a phase, or empty."""

    project: str
    klass: str
    started: date
    reports: tuple[Reported, ...]
    finished: date | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """Dates by which the work is finished with a chance of 10, 50 and 90 % (at the usual level of .8).

    `on_time`: the chance of being finished by the due date, None without one. `klass_used` is empty where the
    project's own class was too thin. `n`: finished projects learned from, or days or periods measured. Not
    `learned`: a published prior stands in for experience of one's own, and the reader is told so.
    """

    p10: date
    p50: date
    p90: date
    on_time: float | None
    method: str
    klass_used: str
    n: int
    learned: bool


def day_after(at: date, days: float) -> date:
    """`at` plus so many days to the nearest day, the last day that a date can hold at the most."""
    room = (date.max - at).days
    return at + timedelta(days=room if isnan(days) or days >= room else round(days))


def digest(inputs: Mapping[str, Any]) -> str:
    """SHA-256 of the inputs as JSON with sorted keys, so that a stored forecast can be proved to follow from them.

    Takes what JSON knows, dates and sequences. Raises TypeError for anything else, ValueError for a NaN.
    """
    text = json.dumps(
        inputs, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no canonical form of {type(value).__name__}")
