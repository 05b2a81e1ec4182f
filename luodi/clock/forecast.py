"""Days beyond the last published holiday notice: the statutory holidays whose dates are already known."""

from datetime import date
from functools import lru_cache

# New Year's Eve of the lunar year, Qingming, Dragon Boat and Mid-Autumn as MMDD: facts, taken from `holidays` 0.109.
MOVABLE = {
    2025: "0128 0404 0531 1006",
    2026: "0216 0405 0619 0925",
    2027: "0205 0405 0609 0915",
    2028: "0125 0404 0528 1003",
    2029: "0212 0404 0616 0922",
    2030: "0202 0405 0605 0912",
    2031: "0122 0405 0624 1001",
    2032: "0210 0404 0612 0919",
    2033: "0130 0404 0601 0908",
    2034: "0218 0405 0620 0927",
    2035: "0207 0405 0610 0916",
    2036: "0127 0404 0530 1004",
    2037: "0214 0404 0618 0924",
    2038: "0203 0405 0607 0913",
    2039: "0123 0405 0527 1002",
    2040: "0211 0404 0614 0920",
    2041: "0131 0404 0603 0910",
    2042: "0121 0404 0622 0928",
    2043: "0209 0405 0611 0917",
    2044: "0129 0404 0531 1005",
    2045: "0216 0404 0619 0925",
    2046: "0205 0404 0608 0915",
    2047: "0125 0405 0529 1004",
    2048: "0213 0404 0615 0922",
    2049: "0201 0404 0604 0911",
    2050: "0122 0404 0623 0930",
}
FIXED = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (5, 2): "劳动节",
    (10, 1): "国庆节",
    (10, 2): "国庆节",
    (10, 3): "国庆节",
}
SPRING_FESTIVAL_DAYS = 4  # from the eve to the third day, since 2025


def horizon_for(last_published_year: int) -> date:
    """The last certain date. The days after 28 December have often belonged to the next year's notice."""
    return date(last_published_year, 12, 28)


@lru_cache(maxsize=512)
def forecast_holidays(year: int) -> dict[date, str]:
    """Statutory holidays by the State Council's measures as amended from 2025; no make-up days are guessed.

    Where a year's lunar dates are not in the table, those with a fixed date remain.
    """
    found = {date(year, month, day): name for (month, day), name in FIXED.items()}
    if year in MOVABLE:
        eve, qingming, dragon_boat, mid_autumn = (
            date(year, int(token[:2]), int(token[2:])) for token in MOVABLE[year].split()
        )
        for offset in range(SPRING_FESTIVAL_DAYS):
            found[date.fromordinal(eve.toordinal() + offset)] = "春节"
        found[qingming] = "清明节"
        found[dragon_boat] = "端午节"
        found.setdefault(mid_autumn, "中秋节")
    return found
