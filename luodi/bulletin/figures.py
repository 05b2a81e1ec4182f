"""Arithmetic of what is published, by decimals alone: rates, sums, points ahead, and what does not fit. Pure.

A figure is rounded half up at the precision in which it is printed. What a publisher printed is never taken over:
it is computed anew from the raw figures, and a difference is a Flag for the editor.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

Number = Decimal | int
HUNDRED = Decimal(100)
MONTHS = 12


@dataclass(frozen=True)
class Flag:
    """`code`: rate_differs, sum_gap, hidden_denominator. `said` was printed, `found` follows from the raw figures."""

    code: str
    said: Decimal
    found: Decimal


def half_up(value: Number, places: int) -> Decimal:
    return Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def percent(part: Number, whole: Number, places: int = 1) -> Decimal | None:
    """None where there is nothing to be a part of."""
    return half_up(HUNDRED * Decimal(part) / Decimal(whole), places) if whole else None


def change(now: Number, before: Number, places: int = 2) -> Decimal | None:
    """Growth over the year before (同比) in percent; None where there was nothing."""
    return percent(Decimal(now) - Decimal(before), before, places)


def ahead(completion: Decimal, months: int) -> Decimal:
    """Points ahead of schedule (超时序): completion in percent less the elapsed share of the year in percent."""
    share = HUNDRED * months / MONTHS
    return half_up(completion - share, places_of(completion))


def months_in(period: str) -> int:
    """Months of the year that are over at the end of a period: 2026-10 gives 10, 2026-Q3 gives 9."""
    _year, _dash, part = period.partition("-")
    return int(part[1:]) * 3 if part.startswith("Q") else int(part)


def places_of(printed: Number) -> int:
    """Decimals of a number as it is printed: 90.0 has one."""
    exponent = Decimal(printed).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def implied_whole(part: Number, rate: Number, places: int = 1) -> Decimal:
    """The plan behind "920.7, which is 77 % of it"."""
    return half_up(HUNDRED * Decimal(part) / Decimal(rate), places)


def implied_range(part: Number, rate: Number) -> tuple[Decimal, Decimal]:
    """The smallest and the largest whole that print `rate`: it hides half a unit of its last digit on each side."""
    half = Decimal(5).scaleb(-places_of(rate) - 1)
    return HUNDRED * part / (Decimal(rate) + half), HUNDRED * part / (Decimal(rate) - half)


def fits(rate: Number, part: Number, whole: Number) -> bool:
    """Whether `part` of `whole` prints as `rate` in the rate's own precision."""
    return percent(part, whole, places_of(rate)) == Decimal(rate)


def check_rate(rate: Number, part: Number, whole: Number, places: int = 2) -> Flag | None:
    """A printed rate that its own numerator and denominator do not give; found with `places` decimals."""
    if fits(rate, part, whole):
        return None
    found = percent(part, whole, places)
    return Flag("rate_differs", Decimal(rate), Decimal(0) if found is None else found)


def check_sum(total: Number, parts: Iterable[Number]) -> Flag | None:
    """Parts that add up to something else than the printed total. The gap is shown, never spread over the parts."""
    found = sum((Decimal(part) for part in parts), Decimal(0))
    return None if found == Decimal(total) else Flag("sum_gap", Decimal(total), found)


def check_denominator(rate: Number, part: Number, printed_whole: Number) -> Flag | None:
    """A rate whose whole is another one than the number printed beside it; found is the whole that it implies."""
    low, high = implied_range(part, rate)
    if low <= Decimal(printed_whole) <= high:
        return None
    return Flag("hidden_denominator", Decimal(printed_whole), implied_whole(part, rate, 0))
