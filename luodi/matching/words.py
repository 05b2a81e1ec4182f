"""Reasons and misfits in the reader's words: what fits with its figures, what does not, and never a score."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.enquiries.industries import division_name
from luodi.matching.engine.traits import traits
from luodi.matching.models import Need
from luodi.supply.rules import KINDS, PriceUnit
from luodi.supply.words import NAMES, number_words
from luodi.ui.numberwords import area_words, plain

Facts = Mapping[str, Any]
Said = Sequence[Any]  # [code, facts] as stored

# Numbers that only matching knows, beside the columns of an offer: name and how the value is said.
OWN_NUMBERS: dict[str, tuple[Any, Callable[[float], str]]] = {
    "roof_m2": (lazy("屋顶"), area_words),
    "rooms": (lazy("房间"), lambda value: _("%(n)s 间") % {"n": plain(value)}),
    "racks": (lazy("机柜"), lambda value: _("%(n)s 个") % {"n": plain(value)}),
    "depth_m": (lazy("水深"), lambda value: f"{plain(value)} m"),
    "cold_c": (lazy("库温"), lambda value: f"{plain(value)} ℃"),
}


def reasons_in_words(said: Iterable[Said], needs: Mapping[str, Need]) -> list[str]:
    """What tells most first. `needs` by their keys: those of `needs_named_in`; what a row no longer in the table gave
    is passed over."""
    telling = sorted(said, key=lambda one: _TELLING.index(one[0]) if one[0] in _TELLING else len(_TELLING))
    return [words for code, facts in telling if (words := _reason(code, facts, needs))]


def misfits_in_words(said: Iterable[Said]) -> list[str]:
    return [_MISFITS[code](facts) for code, facts in said if code in _MISFITS]


def needs_named_in(matches: Iterable[Any]) -> dict[str, Need]:
    """The rows of the table that the reasons of these matches name, in one query."""
    keys = {facts["need"] for one in matches for code, facts in one.reasons if code == "need"}
    return {str(need.pk): need for need in Need.objects.filter(pk__in=keys)} if keys else {}


def _reason(code: str, facts: Facts, needs: Mapping[str, Need]) -> str:
    if code == "need":
        return _need(facts, needs)
    return _REASONS[code](facts) if code in _REASONS else ""


def _need(facts: Facts, needs: Mapping[str, Need]) -> str:
    need = needs.get(str(facts["need"]))
    if need is None:
        return ""
    reason = reason_of(need)
    return _("%(reason)s（%(words)s）") % {"reason": reason, "words": facts["words"]} if facts.get("words") else reason


def reason_of(need: Need) -> str:
    return need.reason if (get_language() or "zh").startswith("zh") else need.reason_en


def _compared(facts: Facts, sign: str) -> str:
    column, wanted = facts["column"], facts["wanted"]
    label, value = (
        (str(OWN_NUMBERS[column][0]), OWN_NUMBERS[column][1])
        if column in OWN_NUMBERS
        else (str(NAMES.get(column, column)), lambda number: number_words(column, number))
    )
    said = {"label": label, "offered": value(facts["offered"]), "wanted": value(wanted), "sign": sign}
    return _("%(label)s %(offered)s %(sign)s 需求 %(wanted)s") % said


def _enough(facts: Facts) -> str:
    return _compared(facts, "≤" if facts["column"] == "cold_c" else "≥")


def _trait(code: str) -> str:
    known = traits().get(code)
    if known is None:
        return code
    return known.name_zh if (get_language() or "zh").startswith("zh") else known.name_en


def _firms(facts: Facts) -> str:
    firms = facts["firms"]
    return ngettext("同行业企业已落地本区（%(n)s 家）", "同行业企业已落地本区（%(n)s 家）", firms) % {"n": firms}


def _price(facts: Facts, sign: str) -> str:
    said = {"offered": plain(facts["offered"]), "wanted": plain(facts["wanted"]), "sign": sign}
    return _("价格 %(offered)s %(sign)s 上限 %(wanted)s %(unit)s") % {**said, "unit": PriceUnit(facts["unit"]).label}


_REASONS: dict[str, Callable[[Facts], str]] = {
    "asked_about": lambda facts: _("投资人问的就是这处"),
    "kind": lambda facts: _("要的就是%(kind)s") % {"kind": KINDS[facts["kind"]].name},
    "enough": _enough,
    "in_place": lambda facts: _("就在%(place)s") % facts,
    "whole_city": lambda facts: _("全市可用"),
    "near": lambda facts: _("距%(to)s %(km)s 公里") % {"to": facts["to"], "km": plain(facts["km"])},
    "trait": lambda facts: _("有：%(trait)s") % {"trait": _trait(facts["trait"])},
    "same_trade": lambda facts: _("同属%(trade)s") % {"trade": division_name(facts["division"])},
    "words": lambda facts: _("都提到：%(words)s") % facts,
    "price_fits": lambda facts: _price(facts, "≤"),
    "in_time": lambda facts: _("%(available)s 起可用，赶得上 %(wanted)s") % facts,
    "meaning": lambda facts: _("说的是相近的事"),
    "neighbour": _firms,
}
# Where the place or the kind alone fits, half the city does.
_TELLING = (
    *("asked_about", "enough", "price_fits", "in_time", "need", "trait", "near", "same_trade", "neighbour", "words"),
    *("kind", "in_place"),
)
_MISFITS: dict[str, Callable[[Facts], str]] = {
    "gone": lambda facts: _("已经不在了"),
    "kind_refused": lambda facts: _("投资人不要%(kind)s") % {"kind": KINDS[facts["kind"]].name},
    "short": lambda facts: _compared(facts, "<"),
    "too_warm": lambda facts: _compared({"column": "cold_c", **facts}, ">"),
    "elsewhere": lambda facts: _("不在%(places)s") % facts,
    "too_far": lambda facts: (
        _("距%(to)s %(km)s 公里，超过 %(wanted)s 公里")
        % {"to": facts["to"], "km": plain(facts["km"]), "wanted": plain(facts["wanted"])}
    ),
    "trait_missing": lambda facts: _("没有：%(trait)s") % {"trait": _trait(facts["trait"])},
    "denied": lambda facts: _("对方写明：%(words)s") % facts,
    "only": lambda facts: _("对方只允许别的用途：%(words)s") % facts,
    "whole_only": lambda facts: (
        _("只整租 %(offered)s，需求 %(wanted)s")
        % {"offered": area_words(facts["offered"]), "wanted": area_words(facts["wanted"])}
    ),
    "too_late": lambda facts: _("%(available)s 起才可用，晚于需要的 %(wanted)s") % facts,
    "over": lambda facts: _("只可用到 %(until)s，早于需要的 %(wanted)s") % facts,
    "too_dear": lambda facts: _price(facts, ">"),
}


@dataclass(frozen=True)
class NeedRow:
    """A row of the table of needs as it is listed."""

    need: Need
    divisions: str
    kinds: str
    reason: str


def need_rows(needs: Iterable[Need]) -> list[NeedRow]:
    return [
        NeedRow(
            need,
            _("、").join(division_name(code) for code in need.divisions.split()),
            _("、").join(str(KINDS[code].name) for code in need.kinds.split() if code in KINDS),
            reason_of(need),
        )
        for need in needs
    ]
