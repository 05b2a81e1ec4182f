"""What one cell says: a number in the unit of its column, a price, a day, a kind, a place on the map. No Django.

A blank is better than a wrong value: what cannot be read in one way only is `Unread`, with the reason's code:
number, unit, no_unit, date, kind, place, coordinate.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from luodi.supply.sheets.units import NEEDS_UNIT, UNITS, counted_in, flat, unit_in
from luodi.text.sheets import values
from luodi.text.sheets.values import EMPTY, Unread

NEGOTIABLE = frozenset({"面议", "电议", "面谈", "议价", "另议", "可议", "协商", "面商"})
NUMBER = r"\d*\.?\d+"
LEAD_WORDS = (
    "约为 约 大约 近 共 共计 总计 合计 不低于 不少于 不超过 不大于 不高于 至少 至多 最大 最高 最小 单层 净高 檐高 层高 "
    "首层 一层 标准层 每层 起 从"
)
LEAD = rf"(?:{'|'.join(LEAD_WORDS.split())}|[≥≤><~≈=])*"
TAIL = r"(?:左右|上下|以上|以下|以内|余|多|起|起租|起售|之间|/层|每层|/跨)*"
RANGE = re.compile(
    rf"{LEAD}(?P<low>-?(?:{NUMBER}))(?P<first>[^\d\-~—–至到]*?)(?:-|~|—|–|至|到)+(?P<high>-?(?:{NUMBER}))(?P<unit>[^\d]*?){TAIL}"
)
ONE = re.compile(rf"{LEAD}(?P<number>-?(?:{NUMBER}))(?P<unit>[^\d]*?){TAIL}")
BELOW_ZERO = re.compile(r"^(?:零下|负)")
# 2 台 1250, 2×1250, 630+1250
TIMES = re.compile(rf"(?P<count>\d{{1,2}})(?:台|个|路|组|\*|x|×)(?P<number>{NUMBER})(?P<unit>[^\d+]*)")
TEXT_AFTER = re.compile(r"[,，;；(（].*$")


@dataclass(frozen=True)
class Numbers:
    """A range says its lower and its upper end; one number is both."""

    low: float
    high: float


def numbers(column: str, text: str, heading: str = "") -> Numbers | None:
    """None for an empty cell, and for a nought where it can only mean that nobody knew. Raises Unread."""
    found = _numbers(column, text, heading)
    return None if found and column != "temperature_c" and found.high == 0 else found


def _numbers(column: str, text: str, heading: str) -> Numbers | None:
    said = flat(text)
    if said in EMPTY or said in NEGOTIABLE:
        return None
    if column == "power_kva" and (sum_of := _transformers(said, heading)):
        return sum_of
    said = BELOW_ZERO.sub("-", said) if column == "temperature_c" else said
    usual = unit_in(column, heading)
    if found := RANGE.fullmatch(TEXT_AFTER.sub("", said)):
        unit = _factor(column, found["unit"] or found["first"], usual)
        first = _factor(column, found["first"], unit) if found["first"] else unit
        return Numbers(*sorted((_float(found["low"]) * first, _signed(column, found) * unit)))
    if found := ONE.fullmatch(TEXT_AFTER.sub("", said)) or _alone(column, said):
        number = _float(found["number"]) * _factor(column, found["unit"], usual)
        return Numbers(number, number)
    raise Unread("number")


def _alone(column: str, said: str) -> re.Match[str] | None:
    """The one number with a unit of the column among words: 工业用地50年; 街巷用地0年."""
    units = "|".join(pattern for pattern, _factor in UNITS[column])
    found = list(re.finditer(rf"(?<![\d.])(?P<number>{NUMBER})(?P<unit>{units})", said)) if units else []
    counted = [one for one in found if _float(one["number"])]
    return counted[0] if len({one[0] for one in counted}) == 1 else None


def _signed(column: str, found: re.Match[str]) -> float:
    """-18~25℃ of a cold store means -25."""
    high = _float(found["high"])
    return -high if column == "temperature_c" and found["low"].startswith("-") and high > 0 else high


def _float(digits: str) -> float:
    return float(digits)


def _factor(column: str, unit: str, usual: float | None) -> float:
    if not unit or unit in "个座栋间套":
        if usual is not None:
            return usual
        if column in NEEDS_UNIT:
            raise Unread("no_unit")
        return 1.0
    if unit == "万":  # 1.2 万 under 面积（㎡）
        return 10_000.0 * (usual if usual is not None else 1.0)
    for pattern, factor in UNITS[column]:
        if re.fullmatch(pattern, unit):
            return factor
    raise Unread("unit")


def _transformers(said: str, heading: str) -> Numbers | None:
    parts = said.split("+")
    usual = unit_in("power_kva", heading)
    if len(parts) == 1 and not TIMES.fullmatch(said):
        return None
    total, unit = 0.0, ""
    for part in reversed(parts):
        times, one = TIMES.fullmatch(part), ONE.fullmatch(part)
        found = times or one
        if found is None:
            raise Unread("number")
        unit = found["unit"] or unit
        total += (int(times["count"]) if times else 1) * _float(found["number"]) * _factor("power_kva", unit, usual)
    return Numbers(total, total)


@dataclass(frozen=True)
class Price:
    """`unit` is a code of `rules.PriceUnit`; without an amount the words are all there is."""

    amount: Decimal | None = None
    unit: str = ""
    words: str = ""


def price(text: str, heading: str = "") -> Price:
    """The lower end of a range, which then stands in words too. Raises Unread."""
    said = flat(text)
    if said in EMPTY:
        return Price()
    if any(word in said for word in NEGOTIABLE):
        return Price(words=text.strip()[:60] if said not in NEGOTIABLE else "")
    found = re.search(NUMBER, said)
    if not found:
        raise Unread("number")
    counted = counted_in(said) or counted_in(heading)
    if counted is None:
        raise Unread("no_unit")
    amount = (Decimal(found[0]) * Decimal(str(counted.factor))).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if not amount:
        return Price()
    more = re.search(NUMBER, said[found.end() :])
    return Price(amount, counted.code, text.strip()[:60] if more else "")


AT_ONCE = frozenset(
    {"即时", "随时", "立即", "现在", "已空置", "空置", "现房", "即可", "随时可用", "立即可用", "可用", "是"}
)
FOR_EVER = frozenset({"长期", "不限", "永久"})


def day(text: str, *, last: bool = False) -> date | None:
    """A month alone is its first day, or its `last`; 随时 is None. Raises Unread."""
    return None if flat(text) in AT_ONCE | FOR_EVER else values.day(text, last=last)


DEGREES = re.compile(
    r"(?:东经|北纬|e|n|经度:?|纬度:?)?(\d{1,3})[°度](\d{1,2})['′分]?(?:(\d{1,2}(?:\.\d+)?)[\"″秒]?)?[en]?"
)


def coordinate(text: str) -> float | None:
    """Decimal degrees, or degrees and minutes. Raises Unread."""
    said = flat(text)
    if said in EMPTY:
        return None
    if found := DEGREES.fullmatch(said):
        return int(found[1]) + int(found[2]) / 60 + float(found[3] or 0) / 3600
    found = re.fullmatch(r"(?:东经|北纬|e|n)?(\d{1,3}(?:\.\d+)?)°?[en]?", said)
    if not found:
        raise Unread("coordinate")
    return float(found[1])


def pair(text: str) -> tuple[float, float] | None:
    """Longitude and latitude in whichever order they stand in one cell. Raises Unread."""
    if flat(text) in EMPTY:
        return None
    parts = [part for part in re.split(r"[,，;；、\s/]+", text.strip()) if part]
    if len(parts) != 2:
        raise Unread("coordinate")
    first, second = coordinate(parts[0]), coordinate(parts[1])
    if first is None or second is None:
        raise Unread("coordinate")
    return (first, second) if first > second else (second, first)
