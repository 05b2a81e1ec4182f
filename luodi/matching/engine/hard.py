"""Facts against facts: what of an offer fits an enquiry, what does not, and what rules it out. No likeness here."""

from collections.abc import Iterable, Iterator
from functools import cache

from luodi.matching.engine.concepts import PLAIN
from luodi.matching.engine.facts import EVERYWHERE, Asked, Offered
from luodi.matching.engine.limits import ruled_out
from luodi.matching.engine.places import districts_of, lies_in, plain_place, says_place
from luodi.matching.engine.prices import compared
from luodi.matching.engine.reasons import Misfit, Reason
from luodi.matching.engine.traits import traits
from luodi.supply.rules import KINDS

TOLERATED = 0.78  # of a number said with 左右 has to be there
NEARLY = 0.92  # from here on it is not even named as a misfit
DEARER = 1.1  # times the most that is to be paid; beyond it nothing is left to talk about
TOO_LARGE = 3.0  # times the wanted size; beyond it an offer that is not divided is no good
SPACES = frozenset({"plant", "warehouse", "office", "laboratory", "roof"})
SITES = frozenset(kind.code for kind in KINDS.values() if kind.is_site)
# By which kinds of offers a wanted number is to be met.
APPLIES = {
    "area_m2": SITES,
    "land_mu": frozenset({"land"}),
    "roof_m2": frozenset({"roof", "firm", "park"}),
    "power_kva": SPACES | {"land", "energy"},
    "ceiling_m": SPACES,
    "floor_load_t_m2": SPACES,
    "crane_t": SPACES,
    "depth_m": frozenset({"land", "park", "plant"}),
    "rooms": SITES,
    "racks": SITES | {"firm"},
}
SIZES = frozenset({"area_m2", "land_mu", "roof_m2"})


def compare(asked: Asked, offered: Offered, hints: frozenset[str] = frozenset()) -> tuple[list[Reason], list[Misfit]]:
    """`hints`: districts of this city that the wished places name or lie in; without any, nothing lies elsewhere."""
    reasons: list[Reason] = []
    misfits: list[Misfit] = []
    if offered.gone:
        misfits.append(Misfit("gone", hard=True))
    if offered.kind in asked.refused:
        misfits.append(Misfit("kind_refused", {"kind": offered.kind}, hard=True))
    for one in (
        *_numbers(asked, offered),
        *_place(asked, offered, hints),
        *_traits(asked, offered),
        *_denied(asked, offered),
        *_price(asked, offered),
        *_time(asked, offered),
    ):
        if isinstance(one, Reason):
            reasons.append(one)
        else:
            misfits.append(one)
    return reasons, misfits


@cache
def asked_as(kind: str) -> str:
    return KINDS[kind].asked_as


def _numbers(asked: Asked, offered: Offered) -> Iterator[Reason | Misfit]:
    for column, wanted in asked.least.items():
        if column == "cold_c":
            yield from _cold(wanted, offered)
            continue
        if offered.kind not in APPLIES.get(column, ()):
            continue
        there = offered.numbers.get(column)
        if column == "roof_m2" and there is None:
            there = offered.numbers.get("area_m2")
        if there is None:
            continue
        loose = column in asked.about
        values: dict[str, str | float] = {"column": column, "offered": there, "wanted": wanted}
        if there < wanted * (NEARLY if loose else 1.0):
            hard = there < wanted * (TOLERATED if loose else 1.0)
            yield Misfit("short", values, hard=hard and offered.kind in SITES)
        else:
            yield Reason("enough", values)
            yield from _too_large(column, wanted, there, offered)


def _too_large(column: str, wanted: float, there: float, offered: Offered) -> Iterator[Misfit]:
    if column not in SIZES or column == "roof_m2" or offered.kind == "roof" or there <= TOO_LARGE * wanted:
        return
    if offered.whole_only or (offered.numbers.get("smallest_m2", 0) > TOO_LARGE * wanted):
        yield Misfit("whole_only", {"offered": there, "wanted": wanted})


def _cold(wanted: float, offered: Offered) -> Iterator[Reason | Misfit]:
    there = offered.numbers.get("cold_c", offered.numbers.get("temperature_c"))
    if there is None:
        return
    values: dict[str, str | float] = {"offered": there, "wanted": wanted}
    yield Reason("enough", {"column": "cold_c", **values}) if there <= wanted else Misfit("too_warm", values, hard=True)


def _place(asked: Asked, offered: Offered, hints: frozenset[str]) -> Iterator[Reason | Misfit]:
    for to, wanted in asked.near.items():
        for name, km in offered.far.items():
            if _same_target(to, name):
                values: dict[str, str | float] = {"to": name, "km": km, "wanted": wanted}
                yield Reason("near", values) if km <= wanted else Misfit("too_far", values, hard=km > 1.5 * wanted)
    places = (*asked.must_lie_in, *asked.wished_in)
    if not places or not (offered.kind in SITES or (offered.kind == "firm" and "roof" in asked.stated)):
        return
    if EVERYWHERE in offered.districts:
        yield Reason("whole_city")
        return
    found = next((one for one in places if lies_in(offered, one)), None)
    if found:
        yield Reason("in_place", {"place": found})
    elif offered.districts and hints and not hints & set(offered.districts):
        yield Misfit(
            "elsewhere", {"places": "、".join(places)}, hard=bool(asked.must_lie_in) and not _is_service(offered)
        )


def wished_districts(asked: Asked, pool: Iterable[Offered]) -> frozenset[str]:
    """The districts among those of `pool` that the wished places name or lie in, or that say so themselves."""
    found: set[str] = set()
    places = (*asked.must_lie_in, *asked.wished_in)
    there = list(pool) if places else []
    here = {district for one in there for district in one.districts} - {EVERYWHERE}
    for place in places:
        named = ({plain_place(place)} | set(districts_of(place))) & here
        found |= named or {
            district for one in there if says_place(one, place) for district in one.districts if district != EVERYWHERE
        }
    return frozenset(found)


def _is_service(offered: Offered) -> bool:
    """A laboratory that serves others is no room to move into."""
    return offered.kind == "laboratory" and "area_m2" not in offered.numbers


TARGETS = ("机场", "港", "码头", "铁路", "高铁", "高速", "医院", "地铁", "主机厂", "整车厂", "市区", "变电站")


def _same_target(one: str, other: str) -> bool:
    """胶东机场 and 新机场 are both the airport; two harbours with names of their own are two."""
    return one in other or other in one or any(word in one and word in other for word in TARGETS)


def _traits(asked: Asked, offered: Offered) -> Iterator[Reason | Misfit]:
    if offered.kind in ("policy", "opportunity", "housing"):
        return
    for code in sorted(asked.wants):
        if code in offered.has:
            yield Reason("trait", {"trait": code})
        elif code in offered.lacks and (offered.kind != "firm" or code == "make"):
            yield Misfit("trait_missing", {"trait": code}, hard=traits()[code].hard)


def _denied(asked: Asked, offered: Offered) -> Iterator[Misfit]:
    """What the offer's text rules out in words that the enquiry uses for its want."""
    if offered.kind not in SITES and offered.kind != "fund":
        return
    wanted = asked.text.lower()
    for phrase in offered.limits:
        if word := ruled_out(phrase, wanted):
            yield Misfit("denied", {"words": phrase, "word": word}, hard=True)
            return
    for stretch in offered.only:
        if not any(word in stretch for word in asked.words):
            yield Misfit("only", {"words": stretch})
    for stretch in offered.denied:
        hit = next((word for word in asked.words if word in stretch), None)
        if hit:
            yield Misfit("denied", {"words": stretch, "word": hit}, hard=True)
            return
    if concept := next((one for one in offered.denied_concepts if one in asked.concepts and one not in PLAIN), None):
        yield Misfit("denied", {"words": "；".join(offered.denied), "word": concept}, hard=True)


def _price(asked: Asked, offered: Offered) -> Iterator[Reason | Misfit]:
    if offered.kind not in SITES:
        return
    for unit, wanted in asked.at_most.items():
        price = compared(offered.price, unit)
        if price is None:
            continue
        values: dict[str, str | float] = {"unit": unit, "offered": price, "wanted": wanted}
        if price <= wanted:
            yield Reason("price_fits", values)
        else:
            yield Misfit("too_dear", values, hard=price > DEARER * wanted)


def _time(asked: Asked, offered: Offered) -> Iterator[Reason | Misfit]:
    """Days are compared as they are written."""
    if offered.kind not in SITES:
        return
    until, available, wanted = offered.available_until, offered.available_from, asked.needed_by
    if until and until < asked.received:
        yield Misfit("over", {"until": until, "wanted": asked.received}, hard=True)
    elif until and until < asked.needed_from:
        yield Misfit("over", {"until": until, "wanted": asked.needed_from})
    if available and wanted:
        values = {"available": available, "wanted": wanted}
        yield Reason("in_time", values) if available <= wanted else Misfit("too_late", values, hard=asked.is_latest)
