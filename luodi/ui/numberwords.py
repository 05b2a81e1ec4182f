"""Quantities in words, in the units of the reader: 亿元, 万㎡, 亩, kVA."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

# Chinese counts in ten thousands, English in thousands: the unit follows the reader.
CHINESE_UNITS = ((Decimal(10**8), "亿元"), (Decimal(10**4), "万元"))
ENGLISH_UNITS = ((Decimal(10**9), "bn"), (Decimal(10**6), "m"))


def money_words(yuan: Decimal | int | float) -> str:
    """1.2 亿元, 3,000 万元; a figure that two decimals cannot hold says 约 (about)."""
    amount = Decimal(str(yuan))
    chinese = (get_language() or "zh").startswith("zh")
    unit, name = next(
        (pair for pair in (CHINESE_UNITS if chinese else ENGLISH_UNITS) if abs(amount) >= pair[0]),
        (Decimal(1), "元" if chinese else ""),
    )
    exact = amount / unit
    shown = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    digits = f"{shown:,.2f}".rstrip("0").rstrip(".")
    said = f"{digits} {name}" if chinese else f"CNY {digits} {name}".rstrip()
    return said if shown == exact else _("约 %(amount)s") % {"amount": said}


def area_words(square_metres: float) -> str:
    """5.2 万㎡, 800 ㎡; 52,000 m² in English."""
    if not (get_language() or "zh").startswith("zh"):
        return f"{plain(square_metres)} m²"
    if square_metres >= 10_000:
        return f"{plain(square_metres / 10_000)} 万㎡"
    return f"{plain(square_metres)} ㎡"


def plain(value: float) -> str:
    """With thousands set apart and two decimals at most: 1,250, 0.62."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")
