"""What a place costs and what an enquiry would pay at most, in units that can be told against each other."""

import re
from collections.abc import Iterator, Mapping

from luodi.text.reading.letter import letter
from luodi.text.reading.numbers import NUMBER, parse_number

DAYS = 365 / 12  # of a month
# Unit, as in supply.PriceUnit -> what it is compared in, and how many of that one of it is.
UNITS: Mapping[str, tuple[str, float]] = {
    "m2_month": ("m2_month", 1.0),
    "m2_day": ("m2_month", DAYS),
    "m2_year": ("m2_month", 1 / 12),
    "mu": ("mu", 1.0),
    "mu_year": ("mu_year", 1.0),
    "pallet_day": ("pallet_day", 1.0),
}
# Beyond these a number is not believed to be a price in that unit, and nothing is said.
BOUNDS: Mapping[str, tuple[float, float]] = {
    "m2_month": (1, 500),
    "m2_day": (0.05, 30),
    "m2_year": (1, 5_000),
    "mu": (0.5, 2_000),
    "mu_year": (50, 100_000),
    "pallet_day": (0.1, 50),
}
_M2 = r"(?:平方米|平米|平方|平|方|m2|㎡|sqm|sq\.? ?m(?:et(?:er|re)s?)?|square met(?:er|re)s?)"
_OF = r"\s*(?:/|每|一|per|a|·|\.|\*)?\s*"
_TIME = {"day": r"(?:天|日|day|d\b)", "month": r"(?:个?月|month|mo\b)", "year": r"(?:年|year|annum|yr)"}
_YUAN = r"(?:元|块钱?|rmb|yuan|cny|¥)"
_NUMBER = rf"(?P<low>{NUMBER})(?:\s*(?:-|~|至|到)\s*(?P<high>{NUMBER}))?"
_BOUND = r"(?:\s*(?:以内|之内|以下|内|封顶|为限|左右|起))?"
_AMOUNT = rf"(?:(?:rmb|cny|¥)\s*{_NUMBER}|{_NUMBER.replace('<low>', '<low2>').replace('<high>', '<high2>')}\s*{_YUAN})"
_SAID = {
    **{f"m2_{time}": rf"(?:{_M2}{_OF}{words}|{words}{_OF}{_M2})" for time, words in _TIME.items()},
    "mu_year": rf"亩{_OF}{_TIME['year']}",
    "pallet_day": rf"(?:托盘?|板){_OF}{_TIME['day']}",
}
_PER = rf"{_BOUND}\s*(?:/|每|一|per|a)\s*"
_EACH = r"(?:每(?:个|一)?|一(?:个)?|(?<![\d.])/)\s*"
_BETWEEN = r"[^\d,。;!?()]{0,10}?"
MU = re.compile(
    rf"(?P<low>{NUMBER})(?P<wan>\s*万)?(?:\s*元|块)?{_PER}亩(?!{_OF}年)"
    rf"|(?:每亩|一亩|亩均地价|亩价)[^\d,。;!?()]{{0,8}}?(?P<low2>{NUMBER})(?P<wan2>\s*万)?(?!\s*元?\s*(?:/|每)?\s*年)"
)
WITH_UNIT = tuple((unit, re.compile(rf"{_AMOUNT}{_PER}{said}")) for unit, said in _SAID.items())
# 每平每月不超过20元, 日租 2 元: the unit stands before the number.
BEFORE = (
    (
        "m2_day",
        re.compile(rf"(?:{_EACH}{_M2}\s*{_EACH}[天日]|{_EACH}[天日]\s*{_EACH}{_M2}|日租金?){_BETWEEN}{_AMOUNT}"),
    ),
    ("m2_month", re.compile(rf"(?:{_EACH}{_M2}\s*{_EACH}月|{_EACH}月\s*{_EACH}{_M2}){_BETWEEN}{_AMOUNT}")),
    ("m2_month", re.compile(rf"月租金?{_BETWEEN}{_AMOUNT}{_PER}{_M2}")),
    ("pallet_day", re.compile(rf"(?:{_EACH}(?:托盘?|板){_EACH}[天日]){_BETWEEN}{_AMOUNT}")),
)
# 租金15块以内: by the square metre and month, as halls are let.
BARE = re.compile(
    rf"{_AMOUNT}(?:{_PER}{_M2})?(?!\s*(?:以内|之内|以下|内)?\s*(?:/|每|一|per\b|万|亿|度|吨|个|间|套|人))"
)
HALVES = re.compile(r"(\d+|[一二两三四五六七八九十]+)块([1-9一二三四五六七八九])(?![\d.十百])")  # 1块5
BARE_BOUNDS = (6.0, 150.0)
OTHER = re.compile(
    r"物业|管理费|服务费|电[价费]?|水[价费]|蒸汽|天然?气|押金|停车|车位|工位|机柜|补贴|奖|补助|税|产值|投资|投入|运费|工资|薪"
    r"|单价卖|售价|客单|每度|每间|每套|每晚|门票"
)
OF_TODAY = re.compile(r"现在?租|目前|原来|原先|当前|老厂|现有|隔壁|别人|周边|市场价")
AT_MOST = re.compile(
    r"不(?:能|要|得|可)?(?:超过?|高于|大于|多于)|别超过?|(?<!不)(?:低于|小于)|最高|最多|顶多|上限|控制在|封顶|≤|<|以内|预算|能接受|可接受|承受|能出"
    r"|no more than|not (?:more than|exceed\w*|above|over)|up to|at most|below|under|max\w*|budget"
)
AT_MOST_AFTER = re.compile(
    r"^\s*(?:(?:/|每|一|per|a)?\s*(?:平方米|平米|平方|平|方|m2|亩|托盘?|板|天|日|个?月|年|sqm|month|day|year|[/·.*\s]))*\s*"
    r"(?:以内|之内|以下|内(?!部)|封顶|为限|是?上限|or (?:less|below|under)|max)"
)
AT_LEAST = re.compile(r"不低于|不少于|不小于|至少|起步|以上|at least|no less")


def offered_prices(price: float | None, unit: str, words: str, text: str) -> dict[str, float]:
    """By what it is compared in, the lowest of several. A column wins over words, words over `text`, which is plain and
    in lower case. Empty where it is to be agreed."""
    if price is not None and unit in UNITS:
        basis, factor = UNITS[unit]
        return {basis: float(price) * factor}
    found: dict[str, float] = {}
    for unit, low, _, start, _ in [*_stated(letter(words).text)] or _stated(text):
        if not OTHER.search(_before(text, start, 8)) or words:
            basis, factor = UNITS[unit]
            found[basis] = min(low * factor, found.get(basis, low * factor))
    return found


def price_limits(text: str) -> dict[str, float]:
    """The most that is to be paid, by the unit it is said in. `text` plain and in lower case.

    Only what is said as a limit or a budget; a price of today, a fee and a tariff are none.
    """
    found: dict[str, float] = {}
    text = HALVES.sub(lambda match: f"{match[1]}{'.' if match[2].isdigit() else '点'}{match[2]}元", text)
    stated = list(_stated(text))
    for unit, _, high, start, end in [*stated, *_bare(text, stated)]:
        before = _before(text, start, 24)
        if OTHER.search(before) or OF_TODAY.search(before) or AT_LEAST.search(before + text[start:end]):
            continue
        said = before + text[start:end]
        if AT_MOST.search(said) or AT_MOST_AFTER.match(text[end:]):
            found.setdefault(unit, high)
    return found


def compared(offered: Mapping[str, float], unit: str) -> float | None:
    """The price in `unit`; None where nothing is known that could be told against it."""
    basis, factor = UNITS[unit]
    price = offered.get(basis)
    return None if price is None else round(price / factor, 2)


def _stated(text: str) -> Iterator[tuple[str, float, float, int, int]]:
    """(unit, low, high, start, end); of two readings of one number the first counts."""
    taken: set[int] = set()
    for match in MU.finditer(text):
        number = parse_number(match["low"] or match["low2"])
        if number is None:
            continue
        value = number.value * (10_000 if match["wan"] or match["wan2"] else 1)
        value = value / 10_000 if value >= 5_000 else 0.0  # 200元/亩 is no price of land
        at = match.start("low") if match["low"] else match.start("low2")
        if _within("mu", value):
            taken.add(at)
            yield "mu", value, value, match.start(), match.end()
    for unit, pattern in (*WITH_UNIT, *BEFORE):
        for match in pattern.finditer(text):
            at, low, high = _amount(match)
            if at not in taken and _within(unit, low) and _within(unit, high):
                taken.add(at)
                yield unit, low, high, match.start(), match.end()


def _bare(text: str, stated: list[tuple[str, float, float, int, int]]) -> Iterator[tuple[str, float, float, int, int]]:
    if "租" not in text or stated:
        return
    for match in BARE.finditer(text):
        _, _, high = _amount(match)
        if BARE_BOUNDS[0] <= high <= BARE_BOUNDS[1]:
            yield "m2_month", high, high, match.start(), match.end()


def _amount(match: re.Match[str]) -> tuple[int, float, float]:
    """Where the number stands, its lower and its upper end; 0 for what is no number."""
    name = "low" if match["low"] else "low2"
    low, high = match[name], match["high" if name == "low" else "high2"]
    values = [number.value if (number := parse_number(one)) else 0.0 for one in (low, high or low)]
    return match.start(name), min(values), max(values)


def _within(unit: str, value: float) -> bool:
    low, high = BOUNDS[unit]
    return low <= value <= high


def _before(text: str, place: int, most: int) -> str:
    """Of the clause that `place` stands in."""
    before = text[max(0, place - most) : place]
    return re.split(r"[,。;!?\n]", before)[-1]
