"""The number grammar: what Chinese and English letters write for a number, without its unit.

`1,234.5`, `1.2个亿`, `三千五百万`, `三点五亿`, `壹佰万`, `八百多万`, `两三千万`, `3亿5千万`,
`一万二`, `300w`, `5k`, `12.5 million`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟〇两俩", "一二三四五六七八九十百千零二二")
DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
SMALL = {"十": 10, "百": 100, "千": 1000, "k": 1000}
LARGE = {"万": 10**4, "w": 10**4, "亿": 10**8, "e": 10**8}
ENGLISH = {"thousand": 10**3, "million": 10**6, "mio": 10**6, "mn": 10**6, "mln": 10**6, "m": 10**6,
           "billion": 10**9, "bn": 10**9}  # fmt: skip
CHINESE = "零〇一二两俩三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d{1,16}(?:\.\d{1,6})?"
SIGN = (
    r"(?:[零〇二两俩三四五六七八九十百万亿壹贰叁肆伍陆柒捌玖拾佰仟]"
    r"|一(?!(?<=[万千百亿]一)[亩平年个台吨方])|千(?![瓦伏克米]))"
)
NUMBER = (
    rf"(?:[百千万]把|(?<!\d)(?:{ARABIC})(?:\s?(?:thousand|million|billion|mio|mln|mn|bn)(?![a-z]))?|{SIGN}"
    rf"|半(?=[个]?[万亿]))"
    rf"(?:\s?[多余来]{{1,2}}(?=个?[十百千万亿])|\s?个(?=多?半?[万亿])|个半(?=[万亿])|\s?{SIGN}|点(?=[{CHINESE}])"
    rf"|(?<=[万亿千])\d+(?:\.\d+)?(?=[万千百])|(?<=\d)e(?![a-z0-9])|[wk](?![a-z])){{0,24}}"
)
TOKEN = re.compile(rf"{ARABIC}|[a-z]+|.")
PAIR = re.compile(r"^([一二三四五六七八])([二三四五六七八九])(?=[十百千万亿]|$)")
LATER_PAIR = re.compile(r"^(.*[十百千万亿])([一二三四五六七八])([二三四五六七八九])([十百千万亿]*)$")


@dataclass(frozen=True, slots=True)
class Number:
    """`value` is what was meant; `coefficient` and `magnitude` tell 3 and 100,000,000 of 3亿 (a range needs them)."""

    value: float
    coefficient: float
    magnitude: int
    upto: float | None = None  # 两三千万: the upper end


@lru_cache(4096)
def parse_number(words: str) -> Number | None:
    """None for what is no number of one reading, such as 几千万 or 上百."""
    text = re.sub(r"[\s多余来,]|个(?=[半多万亿])", "", words.lower().translate(CAPITALS))
    text = re.sub(r"^([百千万])把", r"一\1", text)
    pair = PAIR.match(text)
    if pair and DIGITS[pair[2]] - DIGITS[pair[1]] in (1, 2):
        low, high = (_evaluate(digit + text[2:]) for digit in pair.groups())
        return Number(low, low, 1, high) if low is not None and high is not None else None
    later = LATER_PAIR.match(text)
    if later and DIGITS[later[3]] - DIGITS[later[2]] == 1:  # 一万二三千, 二十七八
        low, high = (_evaluate(later[1] + digit + later[4]) for digit in later.groups()[1:3])
        return Number(low, low, 1, high) if low is not None and high is not None else None
    value = _evaluate(text)
    if value is None:
        return None
    last = re.search(r"[万亿we]+$|thousand$|million$|billion$|mio$|mln$|mn$|bn$|m$|[千k]$", text)
    magnitude = 1
    for token in TOKEN.findall(last[0] if last else ""):
        magnitude *= LARGE.get(token) or SMALL.get(token) or ENGLISH.get(token, 1)
    return Number(value, value / magnitude, magnitude)


def _evaluate(text: str) -> float | None:
    if "点" in text:
        text = _with_point(text)
    if re.fullmatch(r"[零一二三四五六七八九]{2,}", text):
        return float("".join(str(DIGITS[one]) for one in text))
    text = re.sub(r"(?<=[一二三四五六七八九])半(?=[万亿])", ".5", text)
    return _sum([_token(one) for one in TOKEN.findall(_halves(text))])


def _with_point(text: str) -> str:
    """三点五亿 as 3.5亿; 十二点五万 as 12.5万."""
    whole, _, rest = text.partition("点")
    decimals = re.match(r"[零一二三四五六七八九]+", rest)
    left = _evaluate(whole)
    if decimals is None or left is None:
        return text
    return f"{left:.0f}." + "".join(str(DIGITS[one]) for one in decimals[0]) + rest[decimals.end() :]


def _halves(text: str) -> str:
    text = re.sub(r"([一二三四五六七八九]).5", lambda m: f"{DIGITS[m[1]]}.5", text)
    return re.sub(r"^半", "0.5", text)


def _token(word: str) -> float | str:
    if word[0].isdigit() and word.isascii():
        return float(word)
    return float(DIGITS[word]) if word in DIGITS else word


def _sum(tokens: list[float | str]) -> float | None:
    total = section = 0.0
    number: float | None = None
    unit = 1.0  # of the last magnitude, for 一万二 = 12,000
    zero = False
    for token in tokens:
        if isinstance(token, float):
            zero = zero or token == 0
            number = None if token == 0 and (section or total) else token
        elif token in SMALL:
            section += (1 if number is None else number) * SMALL[token]
            unit, number, zero = SMALL[token], None, False
        elif token in LARGE:
            section = section + (number or 0)
            if not section and not total:
                return None
            zero = False
            total, section, number, unit = _raised(total, section, LARGE[token])
        elif token in ENGLISH and number is not None:
            total, number = total + number * ENGLISH[token], None
        else:
            return None
    if number is not None and unit >= 100 and not zero and number < 10 and number == int(number) and (total or section):
        number *= unit / 10
    return total + section + (number or 0)


def _raised(total: float, section: float, by: int) -> tuple[float, float, None, float]:
    if by == 10**8:
        return (total + section) * by, 0.0, None, float(by)
    return total + section * by, 0.0, None, float(by)
