"""Why an offer is in the list and what does not fit, as codes and values; luodi.matching.words says them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ReasonCode = Literal[
    "kind",  # offered is of a kind that was asked for: kind
    "enough",  # column, offered, wanted
    "in_place",  # place
    "whole_city",
    "near",  # to, km
    "trait",  # trait: what was asked for is there
    "same_trade",  # division
    "words",  # words that both sides use
    "need",  # row of the needs table: need
    "price_fits",  # unit, offered, wanted
    "in_time",  # available, wanted
    "meaning",  # says the like in other words
    "neighbour",  # companies: how many of the trade landed there; only who knows the companies can say it
]
MisfitCode = Literal[
    "gone",
    "kind_refused",  # kind
    "short",  # column, offered, wanted
    "too_warm",  # offered, wanted (°C)
    "elsewhere",  # places
    "too_far",  # to, km, wanted
    "trait_missing",  # trait
    "denied",  # words of the offer that rule the want out
    "only",  # words of the offer that allow something else alone
    "whole_only",  # offered, wanted
    "too_late",  # available, wanted
    "over",  # until, wanted
    "too_dear",  # unit, offered, wanted
]


@dataclass(frozen=True, slots=True)
class Reason:
    code: ReasonCode
    values: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Misfit:
    """`hard`: the offer is not shown for this enquiry. Otherwise it is shown, lower, with the misfit named."""

    code: MisfitCode
    values: Mapping[str, str | float] = field(default_factory=dict)
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """`key` is the offer's, or the enquiry's when asked from the offer's side. `score` (0 to 1) orders, no more."""

    key: int
    score: float
    reasons: tuple[Reason, ...] = ()
    misfits: tuple[Misfit, ...] = ()
