"""Numbers with their units: money, areas, power, people, and everything that must not be taken for one of them."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from luodi.text.reading.numbers import NUMBER, Number, parse_number

MU_M2 = 2000 / 3


class Sort(StrEnum):
    MONEY = "money"  # yuan, or the unit of `currency`
    LAND = "land"  # mu, said in a unit of land
    AREA = "area"  # m2
    POWER = "power"  # kVA, kW
    PEOPLE = "people"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Quantity:
    sort: Sort
    low: float
    high: float
    start: int
    end: int
    unit: str
    currency: str = ""  # "" for an amount without a unit of money: 总投1.6亿
    per: bool = False  # a rate: 25元/平, 35万一亩
    coefficient: float = 0.0
    magnitude: int = 1

    @property
    def is_range(self) -> bool:
        return self.low != self.high


CURRENCIES = {  # words -> ISO 4217
    "人民币|rmb|cny|yuan|￥|¥": "CNY",
    "美元|美金|美刀|刀(?!具)|us\\$|usd|u\\.s\\. ?dollars?|us ?dollars?|dollars?|\\$": "USD",
    "欧元|欧(?=[,。;、 ]|$)|euros?|eur|€": "EUR",
    "港元|港币|港纸|hk\\$|hkd|hk dollars?": "HKD",
    "新台币|台币|nt\\$|ntd|twd": "TWD",
    "日元|日币|日圆|円|jpy|yen": "JPY",
    "新加坡元|新加坡币|坡币|新元|新币|s\\$|sgd": "SGD",
    "瑞士法郎|瑞郎|chf": "CHF",
    "澳门元|澳门币|葡币|mop": "MOP",
    "英镑|gbp|£": "GBP",
    "韩元|韩币|krw": "KRW",
    "丹麦克朗|dkk": "DKK",
    "瑞典克朗|sek": "SEK",
    "挪威克朗|nok": "NOK",
    "澳元|澳币|a\\$|aud": "AUD",
    "加元|加币|c\\$|cad": "CAD",
    "泰铢|thb|baht": "THB",
    "林吉特|马币|rm|myr": "MYR",
    "卢比|inr": "INR",
    "卢布|rub": "RUB",
    "迪拉姆|aed": "AED",
}
LEADING = "(?:" + "|".join(f"(?P<l{code}>{words})" for words, code in CURRENCIES.items()) + r")\s*(?:约|about )?\s*"
FOLLOWING = "(?:" + "|".join(f"(?P<f{code}>{words})" for words, code in CURRENCIES.items()) + ")(?![a-z])"
# sort, factor, pattern; tried in this order at the end of a number
UNITS: list[tuple[Sort, float, str]] = [
    (Sort.OTHER, 1, r"(?:立方|m3|cbm|吨|t(?![a-z])|kg|公斤|千克|克|米(?!2)"
r"|m(?![a-z2\d])|公里|km(?![a-z2])|毫米"
r"|mm|厘米)"),
    (Sort.OTHER, 1, r"(?:kwh|mwh|gwh|kw[·.\s]?h|mw[·.\s]?h|千瓦[·.]?时|兆瓦[·.]?时|度(?!假)|gw|吉瓦)"),
    (Sort.LAND, 1, r"(?:亩|mus?(?![a-z])|mou(?![a-z]))"),
    (Sort.LAND, 1500, r"(?:平方公里|平方千米|km2|sq\.? ?km|square kilomet(?:er|re)s?)"),
    (Sort.LAND, 15, r"(?:公顷|hectares?|ha(?![a-z])|顷)"),
    (Sort.LAND, 6.07, r"acres?"),
    (Sort.AREA, 1, r"(?:平方米|平方(?!呎|英尺|公里|千米)|平米|平(?!均|板|台|方|台)|方(?!案|面|式|便|向|法|米"
    r"|位|形)|m2|m\^2"
r"|sqm|sq\.? ?m(?:et(?:er"
r"|re)s?)?(?![a-z])"
                   r"|square[ -]met(?:re|er)s?)"),
    (Sort.AREA, 0.0929, r"(?:sq\.? ?ft\.?|square[ -]f(?:ee|oo)t|sqft|平方英尺|平方呎|呎)"),
    (Sort.AREA, 3.3058, r"(?:坪|tsubo|pyeong|pings?)(?![a-z])"),
    (Sort.POWER, 1, r"(?:kva|千伏安|千瓦|kw)(?![a-wyz])"),
    (Sort.POWER, 1000, r"(?:mva|兆伏安|兆瓦|mw)(?![a-z])"),
    (Sort.PEOPLE, 1, r"(?:号人|口人|口子|人(?!民币|才|次|份|天|气)|名|(?:个|位)?(?:就业|工作)?岗位|位(?!于)"
    r"|个(?:人|员工|工人)(?!才)"
r"|(?:(?:new|local|full-time|medical|skilled|additional|production|support|technical|direct|permanent|factory"
r"|and|more) ){0,4}"
r"(?:employees|people|persons|staff"
                     r"|workers|jobs|headcount|engineers|operators|positions|researchers|scientists|technicians"
r"|specialists|hires|ftes?))(?![a-z])"),
    (Sort.OTHER, 1, r"(?:台|件|根|套|只|辆|块(?=[电屏地板])|片|支|瓶|箱|包(?!装)|盒|双|条|张|头|羽|尾|株"
r"|棵|户|家|次|种|项|升|斤|颗|枚|卷|袋|桶"
                    r"|粒|层|栋|座|间|艘|架|组|班|年|月|个月|天|日(?!元|币|圆)|号|小时|h(?![a-z])|点|分|秒"
r"|期|标箱|teu|sets?|pcs|units?"
r"|pieces|tons?|tonnes?"
                    r"|months?|years?|days?|weeks?|weeks|%|％|个点|倍|成|折|p(?![a-z])|kv(?![a-z])"
r"|v(?![a-z])|千伏|伏|变电站|变(?=[,。 ])|℃|度|级"
r"|代|折|万吨)"),
]  # fmt: skip
UNIT = "|".join(f"(?P<u{index}>{pattern})" for index, (_, _, pattern) in enumerate(UNITS))
RANGE = r"\s*(?:-+|至|到|\bto\b|\band\b)\s*"
FOUND = re.compile(
    rf"(?:{LEADING})?(?:(?<![\d.a-wyz])|(?<=usd|twd|hkd|rmb|cny|eur|jpy|sgd))(?P<number>{NUMBER})(?P<more>\s*(?:多|余|来|左右|上下))?\s*"
    rf"(?:(?P<yuan>(?:元|块钱?)(?:人民币)?)|(?P<million>m(?![a-z2\d]))|{FOLLOWING}|{UNIT})?"
)
SETS = re.compile(rf"({NUMBER})\s*(?:[台座组]\s*x?|x|sets? of|units? of)\s*(?:的?变压器\s*|transformers? of\s*)?$")
# A transformer's size said without its unit: 两台六万三的主变, 1250的变压器要两个
TRANSFORMERS = re.compile(
    rf"(?:(?P<n>{NUMBER})[台个]\s*)?(?P<size>{NUMBER})的?(?:主变|变压器|箱变)"
    rf"(?:[^,。;\d]{{0,3}}?(?P<after>{NUMBER})[台个])?"
)
SLASH = re.compile(
    r"\s*(?:人民币)?\s*(?:左右|上下)?\s*(?:/|每|一|per |a |an |p\.)\s*(?:平|亩|㎡|m2|米|方|月|天|人|台|吨|度|股|mu\b"
    r"|sqm|square|month|hectare|ha\b|kwh|kw|瓦|w\b|个月)"
)


LABEL_UNIT = re.compile(
    r"(?:\(|[资额值税]/)(?:单位:)?(万元|亿元|元|亩|平方米|m2|㎡|kva|人|万美元)\)?\s*[,:|]?\s*\|?\s*$", re.MULTILINE
)
LABELS = re.compile(r"\((?:单位:)?(?:万元|亿元|元|亩|平方米|m2|㎡|kva|人|万美元)\)\s*[,:|\d]|[资额值税]/[万亿]元")
GERMAN = re.compile(r"\d{1,3}\.\d{3}")


def find_quantities(text: str) -> list[Quantity]:
    """In the order of the text (lower case, plain); ranges joined."""
    singles = [found for match in FOUND.finditer(text) if (found := _quantity(text, match))]
    if LABELS.search(text):
        singles = [_labelled(text, one) for one in singles]
    all_said = [_times_sets(text, one) for one in _joined(text, singles)]
    transformers = _transformers(text) if "变" in text else []
    if not transformers:
        return all_said
    free = [one for one in all_said if not any(t.start < one.end and one.start < t.end for t in transformers)]
    return sorted([*free, *transformers], key=lambda one: one.start)


def _labelled(text: str, one: Quantity) -> Quantity:
    """总投资(万元): 42600 has its unit in the label."""
    label = LABEL_UNIT.search(text[max(0, one.start - 14) : one.start])
    match = FOUND.fullmatch(text[one.start : one.end].strip() + label[1]) if label and not one.unit else None
    found = _quantity(match.string, match) if match else None
    return replace(found, start=one.start, end=one.end) if found else one


def _transformers(text: str) -> list[Quantity]:
    found = []
    for match in TRANSFORMERS.finditer(text):
        size, count = parse_number(match["size"]), parse_number(match["n"] or match["after"] or "一")
        if size and count and 100 <= size.value <= 500_000 and count.value <= 50:
            power = size.value * count.value
            found.append(Quantity(Sort.POWER, power, power, match.start(), match.end(), "千伏安"))
    return found


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    words = match["number"]
    number = parse_number(words)
    if number is None:
        return None
    sort, factor, unit, currency = _unit(match)
    magnitude = number.magnitude
    if sort == Sort.AREA and GERMAN.fullmatch(words):  # 4.500 m2
        factor *= 1000
    if match["million"]:
        if not currency:
            return None
        factor, magnitude = 1e6, magnitude * 10**6
    end = match.end()
    per = sort in (Sort.MONEY, Sort.PEOPLE, Sort.POWER) and bool(SLASH.match(text, end))
    low, high = number.value * factor, (number.upto or number.value) * factor
    return Quantity(sort, low, high, match.start(), end, unit, currency, per, number.coefficient, magnitude)


def _unit(match: re.Match[str]) -> tuple[Sort, float, str, str]:
    groups = match.groupdict()
    for code in CURRENCIES.values():
        if groups[f"l{code}"] or groups[f"f{code}"]:
            return Sort.MONEY, 1, "", code
    if match["yuan"]:
        return Sort.MONEY, 1, match["yuan"], "CNY"
    for index, (sort, factor, _) in enumerate(UNITS):
        if words := groups[f"u{index}"]:
            return sort, factor, words, ""
    return (
        (Sort.MONEY if re.search(r"[万亿w]|\de|million|billion|mio|mln|mn|bn", match["number"]) else Sort.OTHER),
        1,
        "",
        "",
    )


def _joined(text: str, singles: list[Quantity]) -> list[Quantity]:
    joined: list[Quantity] = []
    for one in singles:
        before = joined[-1] if joined else None
        if before and not before.is_range and re.fullmatch(RANGE, text[before.end : one.start]):
            between = _between(before, one)
            if between:
                joined[-1] = between
                continue
        joined.append(one)
    return joined


MEASURED = (Sort.LAND, Sort.AREA, Sort.POWER, Sort.PEOPLE)


def _between(first: Quantity, last: Quantity) -> Quantity | None:
    """3至5亿元: the first number takes the second's magnitude and unit. None where they are not one range."""
    if first.sort == Sort.MONEY and not (first.unit or first.currency) and last.sort in MEASURED and last.coefficient:
        low = first.low * last.low / (last.coefficient * last.magnitude)  # 一万八到两万平
    elif first.unit or first.sort not in (Sort.OTHER, last.sort) or (first.sort == Sort.OTHER and first.unit):
        if first.sort != last.sort or last.sort == Sort.OTHER:
            return None
        low = first.low
    else:
        factor = last.low / (last.coefficient * last.magnitude) if last.coefficient else 1
        low = first.low * factor
        if first.magnitude == 1 and first.coefficient < last.coefficient:
            low *= last.magnitude
    if (last.currency and first.currency not in ("", last.currency)) or low >= last.high:
        return None
    return replace(last, low=low, high=last.high, start=first.start, currency=last.currency or first.currency)


def _times_sets(text: str, one: Quantity) -> Quantity:
    """两台1600kVA, 2×1250kVA, 1600kVA两台."""
    if one.sort != Sort.POWER:
        return one
    before = SETS.search(text[max(0, one.start - 12) : one.start])
    after = re.match(rf"\s*(?:的?变压器|x)?\s*({NUMBER})\s*(?:台|座|组)|\s*x\s*(\d+)", text[one.end : one.end + 14])
    words = before[1] if before else (after and (after[1] or after[2]))
    count: Number | None = parse_number(words) if words else None
    if count is None or not 1 <= count.value <= 50:
        return one
    start = (
        one.start - (12 - before.start() if one.start >= 12 else one.start - before.start()) if before else one.start
    )
    end = one.end if before or not after else one.end + after.end()
    return replace(one, low=one.low * count.value, high=one.high * count.value, start=start, end=end)
