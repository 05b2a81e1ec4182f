"""Yuan in words: 元, 万元, 亿元."""

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
