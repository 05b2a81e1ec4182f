"""Units that stand in a heading or behind a number, as factors to the unit of a column. No Django."""

import re
from typing import NamedTuple

from luodi.text.reading.quantities import MU_M2
from luodi.text.sheets.values import plain

# Column -> (pattern of a unit, factor), the longer ones first.
AREA = (
    (r"万(?:平方米|平米|平方|平|方)", 10_000.0),
    (r"(?:平方公里|平方千米)", 1_000_000.0),
    (r"(?:公顷|ha)", 10_000.0),
    (r"亩", MU_M2),
    (r"(?:平方米|平米|平方|平|方)", 1.0),
)
LENGTH = ((r"(?:毫米|mm)", 0.001), (r"(?:厘米|公分|cm)", 0.01), (r"(?:米|m)", 1.0))
PER_AREA = r"(?:(?:/|每|每平)(?:平方米|平米|平方|平))?"
POWER = ((r"(?:mva|mw|兆瓦|兆伏安)", 1_000.0), (r"(?:万kva|万千瓦|万千伏安)", 10_000.0),
         (r"(?:kva|kw|千伏安|千瓦)", 1.0))  # fmt: skip
G = 9.80665
UNITS: dict[str, tuple[tuple[str, float], ...]] = {
    "area_m2": AREA,
    "smallest_m2": AREA,
    "land_mu": tuple((pattern, factor / MU_M2) for pattern, factor in AREA),
    "ceiling_m": LENGTH,
    "floor_load_t_m2": (
        (rf"(?:kn|千牛){PER_AREA}", 1 / G),
        (rf"(?:kg|公斤|千克){PER_AREA}", 0.001),
        (rf"(?:吨|t){PER_AREA}", 1.0),
    ),
    "roof_load_kg_m2": (
        (rf"(?:kn|千牛){PER_AREA}", 1_000 / G),
        (rf"(?:kg|公斤|千克){PER_AREA}", 1.0),
        (rf"(?:吨|t){PER_AREA}", 1_000.0),
    ),
    "crane_t": ((r"(?:吨|t)", 1.0),),
    "power_kva": POWER,
    "tariff_yuan_kwh": ((r"分(?:/度|/kwh|/千瓦时)?", 0.01), (r"元?(?:/|每)?(?:度|kwh|千瓦时|元)", 1.0)),
    "temperature_c": ((r"(?:℃|°c|度|摄氏度|c)", 1.0),),
    "plot_ratio": (),
    "term_years": ((r"年", 1.0), (r"(?:个月|月)", 1 / 12)),
    "investment_per_mu": ((r"亿元?(?:/亩)?", 10_000.0), (r"万元?(?:/亩|每亩)?", 1.0), (r"元(?:/亩|每亩)", 0.0001)),
    "tax_per_mu": ((r"万元?(?:/亩|每亩)?(?:/年|·年|年)?", 1.0), (r"元(?:/亩|每亩)(?:/年|·年)?", 0.0001)),
    "amount_yuan": (
        (r"亿元?(?:人民币)?", 100_000_000.0),
        (r"千万元?", 10_000_000.0),
        (r"百万元?", 1_000_000.0),
        (r"万元?(?:人民币)?", 10_000.0),
        (r"元", 1.0),
    ),
    "longitude": ((r"(?:°|度)?[eE]?", 1.0),),
    "latitude": ((r"(?:°|度)?[nN]?", 1.0),),
}
# A bare number in these columns needs a unit somewhere: 3 may be 3 万㎡ as well as 3 亩.
NEEDS_UNIT = frozenset({"amount_yuan"})

# What a price is counted by -> code of `rules.PriceUnit`, and the factor to that unit.
AREA_WORD = r"(?:平方米|平米|平方|平)"
EACH = r"(?:[/·.*每]|/每)?"
PRICES: tuple[tuple[str, str, float], ...] = (
    (rf"元?[/·每]?{AREA_WORD}{EACH}(?:天|日)|元?[/·]?(?:天|日)[/·每]{AREA_WORD}", "m2_day", 1.0),
    (rf"元?[/·每]?{AREA_WORD}{EACH}(?:个?月)|元?[/·]?(?:月)[/·每]{AREA_WORD}", "m2_month", 1.0),
    (rf"元?[/·每]?{AREA_WORD}{EACH}年|元?[/·]?年[/·每]{AREA_WORD}", "m2_year", 1.0),
    (rf"万元?[/·每]{AREA_WORD}", "m2", 10_000.0),
    (r"元?[/·每](?:托|板|托盘)[/·每]?(?:天|日)", "pallet_day", 1.0),
    (r"万元?[/·每]亩", "mu", 1.0),
    (r"元[/·每]亩[/·每]?年", "mu_year", 1.0),
    (r"元[/·每]亩", "mu", 0.0001),
    (rf"元[/·每]{AREA_WORD}", "m2", 1.0),
    (r"万元?[/·每]年|元[/·每]年", "year", 1.0),
    (r"亿元?", "whole", 10_000.0),
    (r"万元?", "whole", 1.0),
)


class Counted(NamedTuple):
    code: str
    factor: float


def flat(text: object) -> str:
    """As `plain`; square metres are 平."""
    return plain(text).replace("km2", "平方公里").replace("m2", "平")


def unit_in(column: str, heading: str) -> float | None:
    """The factor that brackets of a heading name: 面积（万㎡）. None where they name none."""
    for inner in reversed(re.findall(r"[(\[【:/]([^)\]】]+)", flat(heading))):
        for pattern, factor in UNITS.get(column, ()):
            if re.fullmatch(rf"(?:单位:?)?{pattern}", inner):
                return factor
    said = flat(heading)
    for pattern, factor in UNITS.get(column, ()):
        if re.search(rf"{pattern}$", said) and len(said) > 2 and column in ("area_m2", "smallest_m2", "land_mu"):
            return factor
    return None


def counted_in(text: str) -> Counted | None:
    """How a price is counted: 元/㎡/月. None where the text does not say."""
    said = flat(text).replace("人民币", "")
    for pattern, code, factor in PRICES:
        if re.search(pattern, said):
            if code == "year" and "万" not in said:
                factor = 0.0001
            return Counted(code, factor)
    return None
