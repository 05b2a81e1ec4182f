"""The size band of an amount as people type it into a cell. A blank is better than a wrong band."""

import re
import unicodedata
from decimal import Decimal

from luodi.enquiries.models import Enquiry
from luodi.text.sheets.values import AMOUNT, ONE_AMOUNT, WAN, YI, in_yuan, unit_in

Band = Enquiry.SizeBand
# From this many yuan on, the band is the next one.
STEPS = ((5 * YI, Band.BIG), (YI, Band.LARGE), (1_000 * WAN, Band.MIDDLE), (Decimal(0), Band.SMALL))
RANGE = re.compile(rf"{AMOUNT}(?:-|~|—|–|至|到){AMOUNT}(?:左右)?", re.IGNORECASE)
BELOW = ("以下", "以内", "之内")


def size_band(typed: str, heading: str = "") -> str | None:
    """None where no one reading fits. `heading` may name the unit: 投资额（万元）. Raises NoUnit."""
    text = re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", typed))
    usual = unit_in(heading)
    if found := RANGE.fullmatch(text):
        low, low_unit, high, high_unit = found.groups()
        least = in_yuan(low, low_unit or high_unit or usual)
        most = in_yuan(high, high_unit or usual)
        # 1-5 亿 is the band that ends at 5.
        same = least < most and band_of(least) == band_of(most - 1)
        return band_of(least) if same else None
    if found := ONE_AMOUNT.fullmatch(text):
        amount = in_yuan(found[1], found[2] or usual)
        under = found[3] in BELOW or "不超过" in text
        return band_of(max(amount - 1, Decimal(0))) if under else band_of(amount)
    return None


def band_of(yuan: float | Decimal) -> str:
    return next(str(band) for least, band in STEPS if yuan >= least)
