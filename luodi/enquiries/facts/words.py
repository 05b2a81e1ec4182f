"""How a value is shown in the reader's language; what is shown can be typed again (luodi.enquiries.facts.parsing)."""

from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luodi.enquiries.facts.table import BY_CODE, KINDS, UNDECIDED, Form
from luodi.enquiries.industries import division_name

YI, WAN = 100_000_000, 10_000
CURRENCIES = {
    "CNY": "元",
    "USD": "美元",
    "EUR": "欧元",
    "HKD": "港元",
    "TWD": "新台币",
    "JPY": "日元",
    "SGD": "新加坡元",
    "CHF": "瑞士法郎",
    "GBP": "英镑",
    "KRW": "韩元",
    "MOP": "澳门元",
}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
QUARTERS = "一二三四"


def shown(code: str, value: Any, bound: str = "") -> str:
    """One line; "" for a value that is not there."""
    if value is None or value == []:
        return ""
    if value == UNDECIDED:
        return _("还没定")
    words = _SHOWN[BY_CODE[code].form](value)
    return _bounded(words, bound)


def _bounded(words: str, bound: str) -> str:
    if not bound:
        return words
    said = {"figure": words}
    patterns = {
        "least": _("%(figure)s以上"),
        "most": _("%(figure)s以内"),
        "more": _("超过 %(figure)s"),
        "near": _("近 %(figure)s"),
        "about": _("约 %(figure)s"),
    }
    return patterns[bound] % said


def _english() -> bool:
    return (get_language() or "").startswith("en")


def plain(number: Any) -> str:
    """1,234.5 without a tail of zeros."""
    text = f"{Decimal(str(number)):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def scaled(number: Any) -> tuple[str, str]:
    """Digits and magnitude: 120,000,000 is 1.2 亿, 120 million; a figure that would grow a long tail stays whole."""
    exact = Decimal(str(number))
    if _english():
        steps: tuple[tuple[int, str], ...] = ((10**9, "billion"), (10**6, "million"))
    else:
        steps = ((YI, "亿"), (WAN, "万"))
    for size, word in steps:
        if exact >= size and exact % (size // 1000 if size > WAN else 100) == 0:
            return plain(exact / size), word
    return plain(exact), ""


def _ends(value: Any) -> tuple[Any, ...]:
    """One number, or the two of a range."""
    if isinstance(value, dict):
        return (value["amount"],) if "amount" in value else tuple(value[end] for end in ("min", "max") if end in value)
    return (value,)


def _figures(ends: tuple[Any, ...]) -> str:
    """3–5 亿, 8,000 万–1.2 亿: with one magnitude where both have the same."""
    parts = [scaled(end) for end in ends]
    if len({word for _digits, word in parts}) == 1:
        digits, word = "–".join(digits for digits, _word in parts), parts[0][1]
        return f"{digits} {word}".strip()
    return "–".join(f"{digits} {word}".strip() for digits, word in parts)


def _money(value: dict[str, Any]) -> str:
    figures, currency = _figures(_ends(value)), value["currency"]
    if _english():
        return f"{currency} {figures}"
    return f"{figures}{'' if figures[-1] in '万亿' else ' '}{CURRENCIES.get(currency, currency)}"


def _area(value: Any) -> str:
    if _english():
        return f"{_range(value)} m²"
    figures = _figures(_ends(value))
    return f"{figures}{'' if figures[-1] in '万亿' else ' '}㎡"


def _range(value: Any) -> str:
    return "–".join(plain(end) for end in _ends(value))


def _when(value: Any) -> str:
    if isinstance(value, dict):
        return _("%(months)s 个月内") % {"months": plain(value["months"])}
    year, _dash, rest = value.partition("-")
    if not rest:
        return _("%(year)s 年") % {"year": year}
    if rest[0] == "Q":
        quarter = int(rest[1])
        return f"Q{quarter} {year}" if _english() else f"{year} 年{QUARTERS[quarter - 1]}季度"
    if rest[0] == "H":
        return f"H{rest[1]} {year}" if _english() else f"{year} 年{'上' if rest[1] == '1' else '下'}半年"
    month, _dash, day = rest.partition("-")
    if _english():
        return f"{f'{int(day)} ' if day else ''}{MONTHS[int(month) - 1]} {year}"
    return f"{year} 年 {int(month)} 月" + (f" {int(day)} 日" if day else "")


def _separator() -> str:
    return ", " if _english() else "、"


def _kinds(value: list[str]) -> str:
    return _separator().join(str(KINDS[kind]) for kind in value)


_SHOWN: dict[Form, Any] = {
    Form.TEXT: str,
    Form.MONEY: _money,
    Form.MU: lambda value: f"{_range(value)} {_('亩')}",
    Form.AREA: _area,
    Form.POWER: lambda value: f"{_range(value)} kVA",
    Form.PEOPLE: lambda value: f"{_range(value)} {_('人')}",
    Form.WHEN: _when,
    Form.DIVISION: lambda value: f"{value[0]} {division_name(value[0])}",
    Form.KINDS: _kinds,
    Form.PLACES: lambda value: _separator().join(value),
    Form.YES_NO: lambda value: _("是") if value else _("否"),
}
