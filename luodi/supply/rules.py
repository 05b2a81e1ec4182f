"""Tables of supply: its kinds, the numbers each is judged by, the states of an offer, prices. No ORM."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MOST_PHOTOS = 12
SMALL, LARGE = 480, 1600  # pixels of the longer edge of a copy


class State(TextChoices):
    """Values of `Duty.progress` for an offer. Only an open one is on offer; a let one stays for the record."""

    OPEN = "open", "可供"
    RESERVED = "reserved", "已预留"
    LET = "let", "已租售"
    WITHDRAWN = "withdrawn", "已撤下"


GONE = frozenset({State.LET, State.WITHDRAWN})
KEPT = frozenset({State.OPEN, State.RESERVED})


@dataclass(frozen=True)
class Kind:
    """`code` is kept in rows; `asked_as` is what an enquiry wants; `scored_as` the name in evaluation files.

    `numbers` are the columns of an offer that this kind is judged by, in the order in which they are asked.
    """

    code: str
    name: Any
    asked_as: str
    scored_as: str
    numbers: tuple[str, ...] = ()
    is_site: bool = False  # has a place on the map, and a district that may be a must


_HALL = ("area_m2", "smallest_m2", "ceiling_m", "floor_load_t_m2", "crane_t", "power_kva")

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "land",
            _("土地"),
            "land",
            "land",
            ("land_mu", "plot_ratio", "term_years", "investment_per_mu", "tax_per_mu", "power_kva"),
            True,
        ),
        Kind("plant", _("厂房"), "plant", "plant", _HALL, True),
        Kind("office", _("办公"), "office", "office", ("area_m2", "smallest_m2", "power_kva"), True),
        Kind("warehouse", _("仓库"), "warehouse", "warehouse", (*_HALL, "temperature_c"), True),
        Kind("roof", _("屋顶"), "roof", "roof", ("area_m2", "roof_load_kg_m2", "tariff_yuan_kwh", "power_kva"), True),
        Kind(
            "laboratory", _("实验室"), "laboratory", "lab", ("area_m2", "smallest_m2", "ceiling_m", "power_kva"), True
        ),
        Kind("park", _("园区"), "plant", "park", ("area_m2", "land_mu", "ceiling_m", "power_kva"), True),
        Kind("energy", _("电力与能耗指标"), "plant", "park", ("power_kva", "amount", "tariff_yuan_kwh"), True),
        Kind("fund", _("基金"), "fund", "fund", ("amount_yuan",)),
        Kind("housing", _("人才住房"), "policy", "policy", ("amount",)),
        Kind("policy", _("政策"), "policy", "policy", ("amount_yuan",)),
        Kind("opportunity", _("机会清单"), "partner", "firm_need", ("amount_yuan",)),
        Kind("firm", _("企业自述"), "partner", "firm_need", ("area_m2", "power_kva", "tariff_yuan_kwh")),
    )
}


class PriceUnit(TextChoices):
    NONE = "", "面议"
    M2_MONTH = "m2_month", "元/㎡·月"
    M2_DAY = "m2_day", "元/㎡·天"
    M2_YEAR = "m2_year", "元/㎡·年"
    M2 = "m2", "元/㎡"
    MU = "mu", "万元/亩"
    MU_YEAR = "mu_year", "元/亩·年"
    YEAR = "year", "万元/年"
    PALLET_DAY = "pallet_day", "元/托·天"
    WHOLE = "whole", "万元"


class Pollution(TextChoices):
    """The heaviest class of production the place may take; unknown while empty."""

    UNKNOWN = "", "未注明"
    NONE = "none", "无污染"
    LIGHT = "light", "一类工业"
    MEDIUM = "medium", "二类工业"
    HEAVY = "heavy", "三类工业"
    CHEMICAL = "chemical", "认定化工园区"


# Columns of an offer that people fill in, by what they hold; the numbers of a kind are asked of that kind alone.
TEXTS: dict[str, int] = {  # column -> most characters
    "description": 4000,
    "holder": 120,
    "contact_name": 60,
    "contact": 254,
    "address": 200,
    "industries": 200,
    "tags": 200,
    "amount": 40,
    "price_words": 60,
    "evidence": 200,
}
# What such a number can be at all: beyond it a unit was mistaken.
BOUNDS: dict[str, tuple[float, float]] = {
    "area_m2": (1, 20_000_000),
    "smallest_m2": (1, 5_000_000),
    "land_mu": (0.05, 100_000),
    "ceiling_m": (1.8, 120),
    "floor_load_t_m2": (0.05, 100),
    "crane_t": (0.1, 2_000),
    "power_kva": (1, 5_000_000),
    "roof_load_kg_m2": (1, 5_000),
    "tariff_yuan_kwh": (0.05, 5),
    "temperature_c": (-80, 60),
    "plot_ratio": (0.05, 20),
    "term_years": (0.5, 99),
    "investment_per_mu": (1, 20_000),
    "tax_per_mu": (0.1, 2_000),
    "amount_yuan": (1, 10_000_000_000_000),
    "longitude": (73, 136),
    "latitude": (3, 54),
}
# Land contracts of the public market cost 1.5 to 228 (10k yuan per mu); rents of towns lie well inside theirs.
PRICE_BOUNDS: dict[str, tuple[float, float]] = {
    PriceUnit.M2_MONTH: (0.1, 2_000),
    PriceUnit.M2_DAY: (0.01, 100),
    PriceUnit.M2_YEAR: (1, 20_000),
    PriceUnit.M2: (10, 300_000),
    PriceUnit.MU: (0.1, 5_000),
    PriceUnit.MU_YEAR: (10, 500_000),
    PriceUnit.YEAR: (0.01, 1_000_000),
    PriceUnit.PALLET_DAY: (0.05, 100),
    PriceUnit.WHOLE: (0.01, 100_000_000),
}
DATES = ("price_on", "available_from", "available_until")
COLUMNS = (*TEXTS, *BOUNDS, "pollution", "price", "price_unit", *DATES)
# What a company says of itself; the price and the evidence are the city's to vouch for.
FIRMS = (
    *("description", "contact_name", "contact", "address", "longitude", "latitude", "industries", "tags"),
    *("area_m2", "power_kva", "tariff_yuan_kwh", "amount", "available_from", "available_until"),
)


@dataclass(frozen=True)
class Wrongness:
    """Which column cannot be as it is: `code` is too_long, bounds, order, half or price_bounds."""

    column: str
    code: str
    low: float = 0
    high: float = 0


def wrongness(values: Mapping[str, Any]) -> list[Wrongness]:
    """What is impossible in these columns, each alone and together; an unknown number is never wrong."""
    found = [
        Wrongness(name, "too_long", high=most) for name, most in TEXTS.items() if len(values.get(name) or "") > most
    ]
    for name, (low, high) in BOUNDS.items():
        number = values.get(name)
        if number is not None and not low <= number <= high:
            found.append(Wrongness(name, "bounds", low, high))
    price, unit = values.get("price"), values.get("price_unit") or ""
    if price is not None and unit in PRICE_BOUNDS:
        low, high = PRICE_BOUNDS[unit]
        if not low <= price <= high:
            found.append(Wrongness("price", "price_bounds", low, high))
    if (values.get("longitude") is None) != (values.get("latitude") is None):
        found.append(Wrongness("latitude", "half"))
    start, end = values.get("available_from"), values.get("available_until")
    if start and end and end < start:
        found.append(Wrongness("available_until", "order"))
    area, smallest = values.get("area_m2"), values.get("smallest_m2")
    if area is not None and smallest is not None and smallest > area:
        found.append(Wrongness("smallest_m2", "order"))
    return found
