"""What one cell says, in whatever table it stands: plain text, nothing at all, a day, an amount of money.

A blank is better than a wrong value: what cannot be read in one way only is `Unread`, with the reason's code.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import Decimal

EMPTY = frozenset(
    {"", "-", "--", "—", "——", "/", "\\", "无", "暂无", "待定", "未定", "不详", "/无", "n/a", "na", "none", "空"}
)


class Unread(ValueError):
    """`code` names what could not be read: number, unit, no_unit, date …"""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def plain(text: object) -> str:
    """Half width, lower case, without blanks and commas of thousands; a minus is a minus."""
    said = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text or "")).lower())
    said = said.replace("−", "-").replace("‑", "-")
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", said)


DAY = re.compile(
    r"(?:(?P<year>\d{4})[-/.年]?)?"
    r"(?:(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年"
    r"|(?P<month>\d{1,2})(?:[-/.月](?P<day>\d{1,2})日?|月份?)?)?"
    r"(?:t[\d:]+)?(?P<tail>年?底|年?末|年?初|上旬|中旬|下旬)?"
)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
SERIAL = re.compile(r"[34]\d{4}(?:\.\d+)?")  # 1982 to 2036
EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet
LATE = ("底", "末", "下旬")
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
MIDDLE = 15  # the day that 中旬 stands for


def day(text: str, *, last: bool = False, year: int | None = None) -> date | None:
    """A month, quarter or year alone is its first day, or its `last`; `year` is of what names none. Raises Unread."""
    said = plain(text)
    if said in EMPTY:
        return None
    try:
        if found := COMPACT.fullmatch(said):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if SERIAL.fullmatch(said):  # the number of a day whose cell was not formatted as one
            return EPOCH + timedelta(days=int(float(said)))
        if (found := DAY.fullmatch(said)) and (found["year"] or (year and _has_month(found))):
            return _whole_day(found, int(found["year"] or year or 0), last)
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        raise Unread("date") from None


def _has_month(found: re.Match[str]) -> bool:
    """9 alone is no month; 9月, 9.30 and 三季度 are."""
    said = found[0]
    return bool(found["quarter"] or found["half"] or found["day"] or (found["month"] and "月" in said))


def _whole_day(found: re.Match[str], year: int, last: bool) -> date:
    tail = found["tail"] or ""
    early = "初" in tail or tail == "上旬"
    late = not early and (last or tail.endswith(LATE))
    if found["day"]:
        return date(year, int(found["month"]), int(found["day"]))
    first, final = _months(found)
    if tail == "中旬":
        return date(year, final, MIDDLE)
    return date(year, final, monthrange(year, final)[1]) if late else date(year, first, 1)


def _months(found: re.Match[str]) -> tuple[int, int]:
    if found["month"]:
        return int(found["month"]), int(found["month"])
    if found["quarter"]:
        ends = 3 * (QUARTERS.get(found["quarter"]) or int(found["quarter"]))
        return ends - 2, ends
    if found["half"]:
        return (1, 6) if found["half"] == "上" else (7, 12)
    return 1, 12


WAN, YI = Decimal(10_000), Decimal(100_000_000)
UNITS = {"亿": YI, "千万": 1_000 * WAN, "百万": 100 * WAN, "万": WAN, "": Decimal(1)}
# A bare number is yuan only when it could be nothing else: nobody writes a million times 万元.
SURELY_YUAN = 100 * WAN
LEAD = r"(?:总投资|固定资产投资|计划投资|投资额?|人民币|约为?|大约|近|预计|不低于|不少于|不超过|超过?|至少|¥|RMB|CNY)*"
AMOUNT = rf"{LEAD}(\d+(?:\.\d+)?)(亿|千万|百万|万|)(?:元|圆|人民币|rmb)?"
ONE_AMOUNT = re.compile(rf"{AMOUNT}(左右|上下|以上|以下|以内|之内|多|余)?", re.IGNORECASE)


class NoUnit(Unread):
    """A number that may be 元 as well as 万元."""

    def __init__(self) -> None:
        super().__init__("no_unit")


def unit_in(heading: str) -> str:
    return next((unit for unit in ("亿", "万") if unit in heading), "")


def in_yuan(number: str, unit: str) -> Decimal:
    """Raises NoUnit."""
    amount = Decimal(number) * UNITS[unit]
    if not unit and amount < SURELY_YUAN:
        raise NoUnit
    return amount


def yuan(text: str, usual: str | None = None) -> int | None:
    """Whole yuan of one amount. `usual` is the unit that the heading names ("" is 元), None where it names none.

    Raises Unread.
    """
    said = plain(text)
    if said in EMPTY:
        return None
    found = ONE_AMOUNT.fullmatch(said.removesuffix("。"))
    if not found:
        raise Unread("number")
    unit = found[2] or usual
    if unit is None and not Decimal(found[1]):
        return 0
    amount = Decimal(found[1]) * UNITS[unit] if unit is not None else _written_out(said, found[1])
    return int(amount.quantize(Decimal(1), "ROUND_HALF_UP"))


def _written_out(said: str, number: str) -> Decimal:
    return Decimal(number) if "元" in said else in_yuan(number, "")
