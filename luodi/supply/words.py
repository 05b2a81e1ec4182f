"""What an offer says, in words: its numbers, its price, and the line it has on a sheet sent to an investor."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.supply.models import Offer
from luodi.supply.rules import PriceUnit
from luodi.ui.numberwords import area_words, money_words, plain

# Column -> what it is called beside its value, and the unit behind it; area and money have units of their own.
NUMBERS: dict[str, tuple[Any, str]] = {
    "area_m2": (lazy("面积"), "m2"),
    "smallest_m2": (lazy("最小可分割"), "m2"),
    "land_mu": (lazy("用地"), "mu"),
    "ceiling_m": (lazy("层高"), "m"),
    "floor_load_t_m2": (lazy("地面荷载"), "t/㎡"),
    "crane_t": (lazy("行车"), "t"),
    "power_kva": (lazy("供电"), "kVA"),
    "roof_load_kg_m2": (lazy("屋面可加荷载"), "kg/㎡"),
    "tariff_yuan_kwh": (lazy("电价"), "yuan/kwh"),
    "temperature_c": (lazy("库温"), "℃"),
    "plot_ratio": (lazy("容积率"), ""),
    "term_years": (lazy("年限"), "years"),
    "investment_per_mu": (lazy("亩均投资要求"), "wan/mu"),
    "tax_per_mu": (lazy("亩均税收要求"), "wan/mu"),
    "amount_yuan": (lazy("金额"), "yuan"),
    "amount": (lazy("数量"), "text"),
}


def name_of(column: str) -> str:
    return str(NUMBERS[column][0])


def value_of(column: str, value: Any) -> str:
    """5.2 万㎡, 120 亩, 1,250 kVA: a number with the unit a reader expects."""
    unit = NUMBERS[column][1]
    if unit == "m2":
        return area_words(value)
    if unit == "yuan":
        return money_words(value)
    if unit == "text":
        return str(value)
    words = {"mu": _("%(n)s 亩"), "years": _("%(n)s 年"), "wan/mu": _("%(n)s 万元/亩"), "yuan/kwh": _("%(n)s 元/度")}
    if unit in words:
        return words[unit] % {"n": plain(value)}
    return f"{plain(value)} {unit}".rstrip()


def facts_of(offer: Offer) -> list[tuple[str, str]]:
    """What is known of the numbers its kind is judged by, then of the others: pairs of name and value."""
    first = offer.rule.numbers
    columns = [*first, *(column for column in NUMBERS if column not in first)]
    known = [(column, getattr(offer, column)) for column in columns]
    return [(name_of(column), value_of(column, value)) for column, value in known if value not in (None, "")]


def price_of(offer: Offer) -> str:
    """18 元/㎡·月; the words of its owner where there is no figure; 面议 where there is neither."""
    if offer.price is None:
        return offer.price_words or str(PriceUnit.NONE.label)
    said = f"{plain(float(offer.price))} {PriceUnit(offer.price_unit).label if offer.price_unit else _('元')}"
    return f"{said}（{offer.price_words}）" if offer.price_words else said


def place_of(offer: Offer) -> str:
    """Zone or district, and the address where one is given."""
    place = offer.duty.place or offer.duty.district or offer.duty.city
    return f"{place} {offer.address}".strip()


def line_of(offer: Offer) -> dict[str, Any]:
    """The line of a sheet: everything as it is said now, ready for JSON. No person is named in it."""
    return {
        "number": offer.duty.number,
        "kind": str(offer.rule.name),
        "title": offer.duty.title,
        "place": place_of(offer),
        "facts": facts_of(offer),
        "price": price_of(offer),
        "price_on": _day(offer.price_on),
        "available_from": _day(offer.available_from),
        "confirmed_on": _day(offer.confirmed_at.date()),
        "unit": offer.duty.unit.name,
        "phone": offer.duty.unit.phone,
        "description": offer.description,
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
