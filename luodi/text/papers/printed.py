"""How each field of a licence is printed. A value that is printed otherwise was misread and is left blank."""

import re
from collections.abc import Callable
from datetime import date

DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
DATE = re.compile(r"((?:19|20)\d\d)[年./-](\d{1,2})[月./-](\d{1,2})日?")
CHINESE_DATE = re.compile(
    r"([一二三四五六七八九〇○零]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日?"
)
OPEN_END = re.compile(r"长期|永久|不约定期限|无固定期限")
AMOUNT = re.compile(
    r"(?:人民币|美元|港币|港元|欧元|日元)?"
    r"(?:[零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿一二三四五六七八九十百千两]+|\d[\d,]*(?:\.\d+)?[万亿]?)"
    r"(?:元|圆)?(?:人民币|美元|港币|港元|欧元|日元)?[整正]?"
)
KIND = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff、,()\d]{1,59}")
KINDS_OF_FIRM = re.compile(r"公司|企业|合伙|独资|个体|合作社|联营|集体|全民所有|代表机构|常驻|股份")
PERSON = re.compile(
    r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,12}(?:[·•.][\u4e00-\u9fff]{1,12})+|[A-Za-z][A-Za-z .,'-]{2,60}"
)
FIRM = re.compile(r"[\u4e00-\u9fffA-Za-z0-9()·&.\-]*[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9()·&.\-]*")
OFFICE = re.compile(r"([\u4e00-\u9fff()]{2,30}(?:局|委员会|厅|大队|所|中心))\W*")
WIDE = str.maketrans("(),:;", "（），：；")


def _name(text: str) -> str:
    return _wide(text) if 4 <= len(text) <= 60 and FIRM.fullmatch(text) else ""


def _kind(text: str) -> str:
    return _wide(text) if KIND.fullmatch(text) and KINDS_OF_FIRM.search(text) and _balanced(text) else ""


def _representative(text: str) -> str:
    """A person; of a partnership also a company, with the person it sends in brackets."""
    is_firm = FIRM.fullmatch(text.replace(":", "")) and "公司" in text and _balanced(text)
    return _wide(text) if is_firm or PERSON.fullmatch(text) else ""


def _capital(text: str) -> str:
    return text if AMOUNT.fullmatch(text) and re.search(r"[元圆币万亿]", text) else ""


def _address(text: str) -> str:
    long_enough = 6 <= len(text) <= 160 and len(re.findall(r"[\u4e00-\u9fff]", text)) >= 4
    return _wide(text) if long_enough and not date_in(text) else ""


def _scope(text: str) -> str:
    return _wide(text) if len(re.findall(r"[\u4e00-\u9fff]", text)) >= 4 else ""


def _office(text: str) -> str:
    match = OFFICE.match(text)
    return _wide(match[1]) if match else ""


def _term(text: str) -> str:
    """ "2015-03-02/2045-03-01", "2015-03-02/长期", "长期"; with one date alone nobody knows which end it is."""
    dates = _dates(text)
    if len(dates) == 2 and dates[0] < dates[1]:
        return "/".join(dates)
    if len(dates) < 2 and OPEN_END.search(text):
        return "/".join([*dates, "长期"])
    return ""


def date_in(text: str) -> str:
    """The date, in ISO 8601, of a text that is a date and nothing else."""
    dates = _dates(text)
    rest = CHINESE_DATE.sub("", DATE.sub("", text))
    return dates[0] if len(dates) == 1 and not re.search(r"\w", rest) else ""


def _dates(text: str) -> list[str]:
    found = [(match.start(), tuple(map(int, match.groups()))) for match in DATE.finditer(text)]
    found += [(match.start(), tuple(map(_number, match.groups()))) for match in CHINESE_DATE.finditer(text)]
    dates = []
    for _, (year, month, day) in sorted(found):
        try:
            dates.append(date(year, month, day).isoformat())
        except ValueError:  # the 31st of February: misread
            return []
    return dates


def _number(chinese: str) -> int:
    """ "二〇一五" digit by digit; up to 三十一 with its ten."""
    tens, ten, units = chinese.rpartition("十")
    if not ten:
        return int(chinese.translate(DIGITS))
    return int(tens.translate(DIGITS) or 1) * 10 + int(units.translate(DIGITS) or 0)


def _wide(text: str) -> str:
    """Brackets and commas as licences print them, except within a number."""
    return re.sub(r"[(),:;]", lambda mark: mark[0].translate(WIDE), re.sub(r"(?<=\d),(?=\d{3})", "\0", text)).replace(
        "\0", ","
    )


def _balanced(text: str) -> bool:
    return text.count("(") == text.count(")")


# Each judge returns the value as it is kept, or "".
FIELDS: dict[str, Callable[[str], str]] = {
    "name": _name,
    "kind": _kind,
    "representative": _representative,
    "capital": _capital,
    "established": date_in,
    "term": _term,
    "address": _address,
    "scope": _scope,
    "authority": _office,
    "issued": date_in,
}
