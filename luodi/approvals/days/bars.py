"""Days in four hands as bars: what the pages and the case's own bar draw."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from luodi.approvals.rules import Holder


@dataclass(frozen=True, slots=True)
class Part:
    """Days in one pair of hands; `x` and `width` in hundredths of the longest row."""

    holder: str
    label: str
    days: float
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    parts: tuple[Part, ...]
    url: str = ""

    @property
    def days(self) -> float:
        return round(sum(part.days for part in self.parts), 1)

    @property
    def cells(self) -> list[float]:
        """In the order of `Holder`, for the table."""
        by_holder = {part.holder: part.days for part in self.parts}
        return [by_holder.get(holder, 0.0) for holder in Holder.values]


Said = tuple[str, Mapping[str, float], str]  # name, days by holder, address


def rows_of(said: Iterable[Said]) -> tuple[Row, ...]:
    known = list(said)
    most = max((sum(days.values()) for _name, days, _url in known), default=0.0) or 1.0
    return tuple(Row(name, _parts(days, most), url) for name, days, url in known)


def totals(each: Iterable[Mapping[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for days in each:
        for holder, amount in days.items():
            found[holder] = found.get(holder, 0.0) + amount
    return found


def _parts(days: Mapping[str, float], most: float) -> tuple[Part, ...]:
    parts, x = [], 0.0
    for holder in _order(days):
        width = 100 * days[holder] / most
        parts.append(Part(holder, str(Holder(holder).label), round(days[holder], 1), round(x, 2), round(width, 2)))
        x += width
    return tuple(parts)


def _order(days: Mapping[str, float]) -> Sequence[str]:
    return [holder for holder in Holder.values if days.get(holder)]
