"""Points in time and spans of months, as letters say them; relative ones count from the day of receipt."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from luodi.text.reading.numbers import CHINESE, NUMBER, parse_number
from luodi.text.reading.values import as_number

MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
PART_OF_YEAR = {
    "end": "-12",
    "close": "-12",
    "beginning": "-Q1",
    "early": "-Q1",
    "late": "-Q4",
    "mid": "-06",
    "middle": "-06",
}
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan"
    r"|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?"
)
YEAR = (
    rf"(?P<year>20\d\d|[二两]〇[{CHINESE}]{{2}}|二零[{CHINESE}]{{2}}|(?<!\d)[2-4]\d(?=年)|今年|明年|[次翌]年|同年"
    rf"|(?<![成产达业之以然最建营用工])后年|大后年|本年|来年)年?(?:度)?的?"
)
ENGLISH_YEAR = r"(?P<eyear>20\d\d|next year|this year)"
QUARTER = r"(?:第?(?P<quarter>[一二三四1-4])(?:个)?季度?|(?P<lastq>末季))"
POINT = re.compile(
    rf"(?P<qyear>20\d\d|今年|明年|后年)\s*(?:年)?\s*(?:q(?P<qq>[1-4])|h(?P<qh>[12]))(?![a-z0-9])"
    rf"|(?:{YEAR}\s*)?(?:(?P<iso>(?<=20\d\d)[-/.](?P<imonth>\d{{1,2}})(?:[-/.](?P<iday>\d{{1,2}}))?(?!\d))"
    rf"|(?P<month>1[0-2]|0?[1-9]|十[一二]?"
    rf"|[一二三四五六七八九])(?:[-至到、](?:1[0-2]"
    rf"|0?[1-9]))?月(?:份)?(?:(?P<day>[0-3]?\d)[日号])?(?P<part>初|上旬|中旬?"
    rf"|下旬|底|末)?"
    rf"|{QUARTER}(?:末|底|内)?|(?P<half>[上下])半年|(?P<end>(?<![去前])年底|年末|底|末"
    rf"|(?<![一两二三四五半\d])年内|岁末)"
    rf"|(?P<begin>年初|初|开春|春天|春季|春节后|年后)|(?P<mid>年中)"
    rf"|(?P<feast>(?:五一|国庆|中秋|元旦|暑假|重阳|清明|端午|双十一|元宵|春节(?=前|之前))(?:节"
    rf"|长假)?(?:之?[前后]|期间)?))"
    rf"|{YEAR.replace('<year>', '<bare>')}"
    rf"|(?<![\d/])(?P<nmonth>0?[1-9]|1[0-2])/(?P<nyear>20\d\d)(?![\d/])"
    rf"|(?P<relative>下个?月|本月|这个月|下周|下下个月|月底|下季度|本季度|(?<![一两二三四五半\d])年内"
    rf"|(?:春节|过年|年)(?<!今年)(?<!明年)前(?!后)|过完年|立即|马上)"
    rf"|\b(?:(?P<eday>[0-3]?\d)(?:st|nd|rd|th)? (?P<emonthd>{MONTH})"
    rf"|(?P<emonth>{MONTH})(?: (?P<edayb>[0-3]?\d)(?:st|nd|rd"
    rf"|th)?(?=,))?)(?:,?\s*(?:of )?{ENGLISH_YEAR})\b"
    rf"|\b(?:in|by|from|before|until|of|in:|since)\s+(?:early |mid[- ]"
    rf"|late )?(?P<amonth>{MONTH})(?![a-z])(?!,? ?(?:of )?(?:20\d\d|next|this|\d))"
    rf"|\b(?:q(?P<eq>[1-4])|(?P<eqw>first|second|third|fourth|1st|2nd|3rd|4th) quarter"
    rf"|h(?P<eh>[12])|(?P<ehw>first|second) half)(?:\s*(?:of|,)?\s*(?P<eqyear>20\d\d|next year"
    rf"|this year))\b"
    rf"|\b(?:(?:the )?(?P<eend>end|close|beginning|middle|early|late"
    rf"|mid)[- ](?:of )?(?:the )?)?(?P<lone>20\d\d|next year|this year)\b"
)
SIGN = re.compile(
    r"20\d\d|[年月季底末]|春节|重阳|清明|端午|双十一|元宵|五一|国庆|中秋|元旦|暑假|下周|\b(?:next"
    r"|this) year|quarter|half|\b(?:january"
    r"|february|march|april|june|july|august|september|october|november|december)\b"
)
SPAN = re.compile(
    rf"(?P<n>{NUMBER}|半|(?<![a-z])(?:six|twelve|three|two|nine|eighteen|four|one|ten|eight|five"
    rf"|seven))\s*(?P<half>个半)?\s*(?P<unit>个月|个季度|年半|年(?!产|营|销|产|利|纳|均|租|用|月)|月内|months?|years?"
    rf"|weeks?)"
)
# 建设周期(月): 18, and in a row of a table: the unit stands with the label
LABELLED = re.compile(
    rf"(?:周期|工期|建设期|施工期|投产期|建设时间)\s*(?:\((?:单位:)?个?月\)|/个?月)[\s:|]*(?P<n>{NUMBER})(?!\s*(?:[年月万亿.]|个))"
)
WORDS = {
    name: n
    for n, name in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {"eighteen": 18}


FOLLOWING = ("次年", "翌年", "同年")  # count from the date said before
FEASTS = {
    "五一": 5,
    "国庆": 10,
    "中秋": 9,
    "元旦": 1,
    "暑假": 7,
    "重阳": 10,
    "清明": 4,
    "端午": 6,
    "双十一": 11,
    "元宵": 2,
    "春节": 2,
}


@dataclass(frozen=True, slots=True)
class When:
    value: Any  # as in the prediction format
    start: int
    end: int


def find_dates(text: str, received: date) -> list[When]:
    found: list[When] = []
    for match in (point for begin, end in _windows(text) for point in POINT.finditer(text, begin, end)):
        said = match["year"] or match["bare"] or ""
        last = found[-1].value if found else None
        counted = (
            received.replace(year=int(last[:4]), day=1) if said in FOLLOWING and isinstance(last, str) else received
        )
        value = _point(match, counted)
        if value:
            found.append(When(value, match.start(), match.end()))
    for match in LABELLED.finditer(text):
        number = parse_number(match["n"])
        if number and 0 < number.value <= 120:
            found.append(When({"months": as_number(number.value)}, *match.span("n")))
    for match in SPAN.finditer(text):
        months = _months(match)
        if months and not any(one.start < match.end() and match.start() < one.end for one in found):
            found.append(When({"months": months}, match.start(), match.end()))
    return sorted(found, key=lambda one: one.start)


def _windows(text: str) -> list[tuple[int, int]]:
    """Where a date can stand: around the few signs that every date has; POINT is slow on a whole letter."""
    windows: list[tuple[int, int]] = []
    for sign in SIGN.finditer(text):
        begin, end = max(0, sign.start() - 14), min(len(text), sign.end() + 16)
        while begin > 0 and text[begin - 1].isalnum() and text[begin - 1].isascii():
            begin -= 1
        if windows and begin <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((begin, end))
    return windows


def _point(match: re.Match[str], received: date) -> str | None:
    g = match.groupdict()
    if g["relative"]:
        return _relative(g["relative"], received)
    if g["nmonth"]:
        return f"{g['nyear']}-{int(g['nmonth']):02}"
    if g["amonth"]:
        month = MONTHS[g["amonth"][:3]]
        return f"{received.year + (month < received.month)}-{month:02}"
    if g["emonth"] or g["emonthd"]:
        year = _year(g["eyear"], received)
        month = MONTHS[(g["emonth"] or g["emonthd"])[:3]]
        day = g["eday"] or g["edayb"]
        return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
    quarter = g["qq"] or g["eq"] or _ordinal(g["eqw"])
    half = g["qh"] or g["eh"] or _ordinal(g["ehw"])
    if quarter or half:
        year = _year(g["qyear"] or g["eqyear"], received)
        return f"{year}-Q{quarter}" if quarter else f"{year}-H{half}"
    if g["lone"]:
        year = _year(g["lone"], received)
        return f"{year}{PART_OF_YEAR.get(g['eend'] or '', '')}"
    return _chinese_point(g, received)


def _chinese_point(g: dict[str, str | None], received: date) -> str | None:
    words = g["year"] or g["bare"]
    year = _year(words, received) if words else None
    if g["iso"]:
        return f"{year}-{int(g['imonth'] or 1):02}" + (f"-{int(g['iday']):02}" if g["iday"] else "")
    if g["month"]:
        number = parse_number(g["month"])
        month = int(number.value) if number else 1
        if not year:
            year = received.year + (month < received.month)
        return f"{year}-{month:02}" + (f"-{int(g['day']):02}" if g["day"] else "")
    this = year or received.year
    if g["quarter"] or g["lastq"]:
        quarter = {"一": 1, "二": 2, "三": 3, "四": 4}.get(g["quarter"] or "四") or int(g["quarter"] or 4)
        return f"{this + (not year and quarter < (received.month + 2) // 3)}-Q{quarter}"
    if g["half"]:
        return f"{this}-H{1 if g['half'] == '上' else 2}"
    if g["end"]:
        if len(g["end"]) == 1 and not year:
            return None
        return f"{this}" if g["end"] == "年内" and year is None else f"{this}-12"
    if g["begin"]:
        return f"{this}-Q1" if year else None
    if g["mid"]:
        return f"{this}-06"
    if g["feast"]:
        return _feast(g["feast"], received, year)
    return str(year) if year else None


def _year(words: str | None, received: date) -> int:
    words = words or "今年"
    if words.isascii() and words.isdigit():
        return int(words) if len(words) == 4 else 2000 + int(words)
    ahead = {"明年": 1, "来年": 1, "次年": 1, "翌年": 1, "next year": 1, "后年": 2, "大后年": 3}.get(words)
    if ahead is not None:
        return received.year + ahead
    number = parse_number(words)
    return int(number.value) if number and number.value > 2000 else received.year


def _relative(words: str, received: date) -> str | None:
    if words in ("下个月", "下月", "下下个月"):
        ahead = 2 if words.startswith("下下") else 1
        month = received.month - 1 + ahead
        return f"{received.year + month // 12}-{month % 12 + 1:02}"
    if words in ("本月", "这个月", "月底"):
        return f"{received:%Y-%m}"
    if words in ("下季度", "本季度"):
        quarter = (received.month + 2) // 3 - 1 + (words == "下季度")
        return f"{received.year + quarter // 4}-Q{quarter % 4 + 1}"
    if words == "下周":
        return (received + timedelta(days=7)).strftime("%Y-%m")
    if words.startswith(("春节", "过年", "年前", "过完年")):
        return f"{received.year + (received.month > 2)}-{'02' if words == '过完年' else '01'}"
    return str(received.year) if words == "年内" else None


def _feast(words: str, received: date, year: int | None) -> str:
    """国庆后进场 is in October, 元旦前 in December."""
    month = next(number for name, number in FEASTS.items() if words.startswith(name))
    month -= words.endswith("前") and month != 9  # 中秋 falls late in September
    if year is None:
        year = received.year + (0 < month < received.month)
    return f"{year}-{month:02}" if month else f"{year - (year > received.year)}-12"


def _ordinal(word: str | None) -> int | None:
    return {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}.get(word or "")


def _months(match: re.Match[str]) -> int | float | None:
    words, unit = match["n"], match["unit"]
    number = parse_number(words)
    count = 0.5 if words == "半" else float(WORDS[words]) if words in WORDS else number.value if number else None
    if count is None:
        return None
    if match["half"]:
        count += 0.5
    if unit == "年半":
        count += 0.5
    per = 12 if unit[0] in "年y" else 3 if unit == "个季度" else 12 / 52 if unit[0] == "w" else 1
    months = count * per
    if not 0 < months <= 120:
        return None
    return int(months) if months == int(months) else round(months, 1)
