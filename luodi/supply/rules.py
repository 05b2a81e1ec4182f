"""Tables of supply: its kinds, the numbers each is judged by, the states of an offer, prices. No ORM."""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

FRESH_DAYS = 90  # an offer nobody confirmed for so long is shown to no investor and matches nothing
ASK_DAYS_BEFORE = 14  # so long before that its owner is asked


class State(TextChoices):
    """Values of `Duty.progress` for an offer. Only an open one is on offer; a let one stays for the record."""

    OPEN = "open", "可供"
    RESERVED = "reserved", "已预留"
    LET = "let", "已租售"
    WITHDRAWN = "withdrawn", "已撤下"


GONE = frozenset({State.LET, State.WITHDRAWN})


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
