"""The size band of an amount as people type it into a cell. A blank is better than a wrong band."""

import re
import unicodedata
from decimal import Decimal

from luodi.enquiries.models import Enquiry

Band = Enquiry.SizeBand
WAN, YI = Decimal(10_000), Decimal(100_000_000)
UNITS = {"亿": YI, "千万": 1_000 * WAN, "百万": 100 * WAN, "万": WAN, "": Decimal(1)}
# From this many yuan on, the band is the next one.
STEPS = ((5 * YI, Band.BIG), (YI, Band.LARGE), (1_000 * WAN, Band.MIDDLE), (Decimal(0), Band.SMALL))
# A bare number is yuan only when it could be nothing else: nobody writes a million times 万元.
SURELY_YUAN = 100 * WAN
LEAD = r"(?:总投资|固定资产投资|计划投资|投资额?|人民币|约为?|大约|近|预计|不低于|不少于|不超过|超过?|至少|¥|RMB|CNY)*"
AMOUNT = rf"{LEAD}(\d+(?:\.\d+)?)(亿|千万|百万|万|)(?:元|圆|人民币|rmb)?"
ONE = re.compile(rf"{AMOUNT}(左右|上下|以上|以下|以内|之内|多|余)?", re.IGNORECASE)
RANGE = re.compile(rf"{AMOUNT}(?:-|~|—|–|至|到){AMOUNT}(?:左右)?", re.IGNORECASE)
BELOW = ("以下", "以内", "之内")


class NoUnit(ValueError):
    """A number that may be 元 as well as 万元."""


def size_band(typed: str, heading: str = "") -> str | None:
    """None where no one reading fits. `heading` may name the unit: 投资额（万元）. Raises NoUnit."""
    text = re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", typed))
    usual = unit_in(heading)
    if found := RANGE.fullmatch(text):
        low, low_unit, high, high_unit = found.groups()
        least = _yuan(low, low_unit or high_unit or usual)
        most = _yuan(high, high_unit or usual)
        # 1-5 亿 is the band that ends at 5.
        same = least < most and band_of(least) == band_of(most - 1)
        return band_of(least) if same else None
    if found := ONE.fullmatch(text):
        amount = _yuan(found[1], found[2] or usual)
        under = found[3] in BELOW or "不超过" in text
        return band_of(max(amount - 1, Decimal(0))) if under else band_of(amount)
    return None


def unit_in(heading: str) -> str:
    return next((unit for unit in ("亿", "万") if unit in heading), "")


def _yuan(number: str, unit: str) -> Decimal:
    amount = Decimal(number) * UNITS[unit]
    if not unit and amount < SURELY_YUAN:
        raise NoUnit(number)
    return amount


def band_of(yuan: float | Decimal) -> str:
    return next(str(band) for least, band in STEPS if yuan >= least)
