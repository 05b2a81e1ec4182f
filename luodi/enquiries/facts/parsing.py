"""What a person types into one field, as the value of the table. A blank is better than a wrong value."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from luodi.enquiries.facts.found import bound_of
from luodi.enquiries.facts.table import BY_CODE, KINDS, UNDECIDED, Form
from luodi.enquiries.industries import DIVISIONS, division_of
from luodi.text.reading.moments import find_dates
from luodi.text.reading.numbers import parse_number

MU_M2, HECTARE_M2, ACRE_MU, FOOT_M2 = 10_000 / 15, 10_000, 6.07, 0.0929
SURELY_MONEY = 1_000_000  # from here on a bare number needs no unit
MOST = 1e14  # of anything
LONGEST = 120

OPEN_WORDS = re.compile(
    r"还?没(?:有)?定|[未待]定|还?没想好|不清楚|不确定|都可以|不限|暂无|undecided|not(?:yet)?(?:decided)?|tbd|unknown"
)
CURRENCY_WORDS = (
    ("CNY", r"人民币|rmb|cny|yuan|¥"),
    ("USD", r"美元|美金|usd|us\$|dollars?|\$"),
    ("EUR", r"欧元|eur(?:os?)?|€"),
    ("HKD", r"港元|港币|hkd|hk\$"),
    ("TWD", r"新台币|台币|twd|nt\$"),
    ("JPY", r"日元|日圆|jpy|yen"),
    ("SGD", r"新加坡元|新元|新币|sgd|s\$"),
    ("CHF", r"瑞士法郎|瑞郎|chf"),
    ("GBP", r"英镑|gbp|£"),
    ("KRW", r"韩元|krw"),
    ("MOP", r"澳门元|澳门币|mop"),
    ("CNY", r"元|圆|块"),
)
BOUND_WORDS = re.compile(
    r"不低于|不少于|至少|以上|不超过|最多|以内|之内|以下|超过|约为?|大约|大概|左右|上下|近|"
    r"at least|or more|at most|up to|more than|over|nearly|about|around|approx\.?"
)
MAGNITUDE = re.compile(r"万|亿|千|百|million|billion|[wk]")
AROUND_HAN = re.compile(r"(?<=[一-鿿])\s+|\s+(?=[一-鿿])")
DASH = re.compile(r"\s*(?:-|–|—|~|～|至|到|\bto\b)\s*")
AREA_UNITS = ((r"㎡|m2|m²|平方米|平米|平方|sqm|sq m|square met(?:re|er)s?|平|方", 1.0), (r"亩|mu", MU_M2),
              (r"公顷|ha|hectares?", HECTARE_M2), (r"sqft|sq ft|square feet", FOOT_M2))  # fmt: skip
MU_UNITS = ((r"亩|mu", 1.0), (r"公顷|ha|hectares?", 15.0), (r"acres?|英亩", ACRE_MU),
            (r"㎡|m2|m²|平方米|平米|平方|sqm|平|方", 1 / MU_M2))  # fmt: skip
POWER_UNITS = ((r"mva|兆伏安|mw|兆瓦", 1000.0), (r"kva|千伏安|kw|千瓦", 1.0))
PEOPLE_UNITS = ((r"人|名|个|people|persons?|jobs?|staff", 1.0),)


class BadValue(ValueError):
    """`str()` is a sentence for the person who typed."""


def parse(code: str, typed: str, today: date) -> tuple[Any, str]:
    """Value and bound; None for an empty cell. Raises BadValue."""
    said = unicodedata.normalize("NFKC", typed).strip()
    if not said:
        return None, ""
    if len(said) > LONGEST:
        raise BadValue(_("请写短一些。"))
    field = BY_CODE[code]
    if OPEN_WORDS.fullmatch(re.sub(r"[\s。.]", "", said.lower())) and field.form not in (Form.TEXT, Form.YES_NO):
        return dict(UNDECIDED), ""
    if field.form in NUMERIC:
        lowered = said.lower().replace("m2", "㎡")
        return NUMERIC[field.form](BOUND_WORDS.sub("", lowered).strip()), bound_of(lowered)
    return PLAIN[field.form](said, today), ""


def _money(said: str) -> dict[str, Any]:
    currency = ""
    for code, words in CURRENCY_WORDS:
        if re.search(words, said):
            currency = currency or code
            said = re.sub(words, "", said)
    low, high = _numbers(said, _("请写金额和单位，如 5000 万元、1.2 亿元、200 万美元。"))
    if not currency and high < SURELY_MONEY and not MAGNITUDE.search(said):
        raise BadValue(_("请写明单位，如 5000 万元。"))
    amount = {"amount": low} if low == high else {"min": low, "max": high}
    return {**amount, "currency": currency or "CNY"}


def _numbers(said: str, help_text: str) -> tuple[Any, Any]:
    """The two ends, alike where there is one number. The first takes the magnitude of the second: 3-5亿."""
    parts = [part for part in DASH.split(said) if part]
    numbers = [parse_number(part.strip()) for part in parts]
    if not 1 <= len(numbers) <= 2 or any(number is None for number in numbers):
        raise BadValue(help_text)
    known = [number for number in numbers if number is not None]
    low, high = known[0].value, known[-1].upto or known[-1].value
    if len(known) == 2 and known[0].magnitude == 1 and low < known[1].coefficient:
        low *= known[1].magnitude
    if not 0 < low <= high <= MOST:
        raise BadValue(help_text)
    return _whole(low), _whole(high)


def _measured(units: tuple[tuple[str, float], ...], help_text: Callable[[], str]) -> Callable[[str], Any]:
    def read(said: str) -> Any:
        tried = ((re.subn(rf"\s*(?:{words})(?![a-z])", "", said), size) for words, size in units)
        bare, size = next(((rest, size) for (rest, times), size in tried if times), (said, 1.0))
        low, high = (_whole(end * size) for end in _numbers(bare.strip(), help_text()))
        return low if low == high else {"min": low, "max": high}

    return read


def _whole(number: float) -> int | float:
    rounded = round(number, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def _when(said: str, today: date) -> Any:
    found = find_dates(AROUND_HAN.sub("", said.lower()), today)
    if len(found) != 1:
        raise BadValue(_("请写时间，如 2027 年 5 月、明年二季度、18 个月内。"))
    return found[0].value


def _division(said: str, _today: date) -> list[str]:
    code = said if said in DIVISIONS else division_of(said)
    if not code:
        raise BadValue(_("请从行业大类里选一个。"))
    return [code]


def _kinds(said: str, _today: date) -> list[str]:
    words = {str(name): code for code, name in KINDS.items()} | {code: code for code in KINDS}
    parts = [part for part in re.split(r"[、,，;；\s]+", said) if part]
    chosen = [words[part] for part in parts if part in words]
    if len(chosen) < len(parts):
        raise BadValue(_("请从给出的几种里选。"))
    return list(dict.fromkeys(chosen))


def _places(said: str, _today: date) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in re.split(r"[、,，;；/]+", said) if part.strip()))


def _yes_no(said: str, _today: date) -> bool:
    yes, no = {"1", "true", "是", "yes", str(_("是"))}, {"0", "false", "否", "no", str(_("否"))}
    if said.lower() not in yes | no:
        raise BadValue(_("请选“是”或“否”。"))
    return said.lower() in yes


NUMERIC: dict[Form, Callable[[str], Any]] = {
    Form.MONEY: _money,
    Form.AREA: _measured(AREA_UNITS, lambda: _("请写面积，如 5000 ㎡、1.2 万㎡、30 亩。")),
    Form.MU: _measured(MU_UNITS, lambda: _("请写面积，如 60 亩、4 公顷。")),
    Form.POWER: _measured(POWER_UNITS, lambda: _("请写容量，如 2500 kVA、10 MVA。")),
    Form.PEOPLE: _measured(PEOPLE_UNITS, lambda: _("请写人数，如 120 人。")),
}
PLAIN: dict[Form, Callable[[str, date], Any]] = {
    Form.TEXT: lambda said, _today: said,
    Form.WHEN: _when,
    Form.DIVISION: _division,
    Form.KINDS: _kinds,
    Form.PLACES: _places,
    Form.YES_NO: _yes_no,
}
