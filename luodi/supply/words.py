"""What an offer says, in the reader's language: the same words on a row, a page, a card and a prepared sheet."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import gettext_noop as mark

from luodi.supply.columns import LABELS
from luodi.supply.models import Offer
from luodi.supply.rules import KINDS, Pollution, PriceUnit, State
from luodi.ui.numberwords import area_words, money_words, plain

# Choices keep their words in plain Chinese; here they are marked for translation.
MARKED = (
    (mark("可供"), mark("已预留"), mark("已租售"), mark("已撤下"), mark("公开"), mark("内部")),
    (mark("面议"), mark("元/㎡·月"), mark("元/㎡·天"), mark("元/㎡·年"), mark("元/㎡"), mark("万元/亩")),
    (mark("元/亩·年"), mark("万元/年"), mark("元/托·天"), mark("万元")),
    (mark("未注明"), mark("无污染"), mark("一类工业"), mark("二类工业"), mark("三类工业"), mark("认定化工园区")),
)
# Column -> the number with its unit.
UNITS: dict[str, Any] = {
    "land_mu": lazy("%(number)s 亩"),
    "ceiling_m": lazy("%(number)s 米"),
    "floor_load_t_m2": lazy("%(number)s 吨/㎡"),
    "crane_t": lazy("%(number)s 吨"),
    "power_kva": lazy("%(number)s kVA"),
    "roof_load_kg_m2": lazy("%(number)s kg/㎡"),
    "tariff_yuan_kwh": lazy("%(number)s 元/度"),
    "temperature_c": lazy("%(number)s ℃"),
    "term_years": lazy("%(number)s 年"),
    "investment_per_mu": lazy("%(number)s 万元/亩"),
    "tax_per_mu": lazy("%(number)s 万元/亩"),
}
# A label without the unit that stands beside its number.
NAMES: dict[str, Any] = {
    "area_m2": lazy("面积"),
    "smallest_m2": lazy("最小可分割"),
    "land_mu": lazy("用地"),
    "ceiling_m": lazy("层高"),
    "floor_load_t_m2": lazy("地面荷载"),
    "crane_t": lazy("行车"),
    "power_kva": lazy("供电"),
    "roof_load_kg_m2": lazy("屋面可加荷载"),
    "tariff_yuan_kwh": lazy("电价"),
    "temperature_c": lazy("库温"),
    "plot_ratio": lazy("容积率"),
    "term_years": lazy("年限"),
    "investment_per_mu": lazy("亩均投资要求"),
    "tax_per_mu": lazy("亩均税收要求"),
    "amount_yuan": lazy("金额"),
    "amount": lazy("数量"),
}
# What a row says of it, besides price: enough to tell one hall from the next.
GIST = ("area_m2", "land_mu", "ceiling_m", "temperature_c", "power_kva", "amount_yuan", "amount")


def kind_word(kind: str) -> str:
    return str(KINDS[kind].name) if kind in KINDS else kind


def state_word(progress: str) -> str:
    return _(str(State(progress).label)) if progress in State.values else progress


def number_words(column: str, value: Any) -> str:
    """Empty where the number is unknown."""
    if value in (None, ""):
        return ""
    if column in ("area_m2", "smallest_m2"):
        return area_words(value)
    if column == "amount_yuan":
        return money_words(value)
    if column in UNITS:
        return str(UNITS[column]) % {"number": plain(value)}
    return value if isinstance(value, str) else plain(value)


def price_words(values: Mapping[str, Any]) -> str:
    """18 元/㎡·月，含税; 面议 where no figure is given."""
    words = [values["price_words"]] if values.get("price_words") else []
    if values.get("price") is not None:
        unit = _(str(PriceUnit(values["price_unit"]).label)) if values.get("price_unit") else ""
        words.insert(0, f"{plain(float(values['price']))} {unit}".strip())
    return _("，").join(words) or _("面议")


def numbers_of(offer: Offer) -> list[tuple[str, str]]:
    """(name, number with unit): those its kind is judged by first, then whatever else is known."""
    order = dict.fromkeys((*KINDS[offer.kind].numbers, *NAMES))
    said = ((name, number_words(name, getattr(offer, name))) for name in order)
    return [(str(NAMES[name]), words) for name, words in said if words]


def facts_of(offer: Offer) -> list[tuple[str, str]]:
    """What a public page may say in one list: numbers, price with its day, where, for whom, from when."""
    rest = [
        (str(LABELS["price"]), dated_price(offer)),
        (str(LABELS["address"]), offer.address),
        (str(LABELS["industries"]), spaced(offer.industries)),
        (str(LABELS["tags"]), spaced(offer.tags)),
        (str(LABELS["pollution"]), _(str(Pollution(offer.pollution).label)) if offer.pollution else ""),
        (str(LABELS["holder"]), offer.holder),
        (_("可用时间"), available_words(offer)),
        (str(LABELS["evidence"]), offer.evidence),
    ]
    return numbers_of(offer) + [(label, words) for label, words in rest if words]


def dated_price(offer: Offer) -> str:
    words = price_words({name: getattr(offer, name) for name in ("price", "price_unit", "price_words")})
    if offer.price is None or not offer.price_on:
        return words
    return _("%(price)s（%(day)s 报价）") % {"price": words, "day": offer.price_on.isoformat()}


def available_words(offer: Offer) -> str:
    said = {"start": offer.available_from or "", "end": offer.available_until or ""}
    if offer.available_from and offer.available_until:
        return _("%(start)s 至 %(end)s") % said
    if offer.available_from:
        return _("%(start)s 起") % said
    return _("到 %(end)s 为止") % said if offer.available_until else ""


def spaced(words: str) -> str:
    return _("、").join(words.split())


def gist_of(offer: Offer) -> str:
    """Kind, the numbers that tell one from the next, price, where: one line."""
    place = offer.duty.place or offer.duty.district
    said = {name: getattr(offer, name) for name in (*GIST, "price", "price_unit", "price_words")}
    return joined([gist_of_values(offer.kind, said), place.name if place else ""])


def gist_of_values(kind: str, values: Mapping[str, Any]) -> str:
    """The same of columns that are no offer yet."""
    numbers = [number_words(name, values.get(name)) for name in GIST]
    price = price_words(values) if values.get("price") is not None else ""
    return joined([kind_word(kind), *numbers, price])


def joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)
