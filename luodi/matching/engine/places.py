"""Where something lies and where it is wished: districts, zones inside them, and names that stand in a text."""

import re
from functools import cache, lru_cache

from luodi.matching.engine.facts import EVERYWHERE, Offered
from luodi.matching.engine.traits import read_lines
from luodi.text.reading.letter import Letter
from luodi.text.reading.place_names import DIVISIONS, find_names

ENDING = re.compile(r"(?:经济技术开发区|高新技术产业开发区|新区|街道|[市区县镇乡])$")
JOINING = re.compile(
    r"[、,/和或与及跟\s]|或者|以及|两|三|四|几|区|市|县|均可|都可以?|都行|皆可|也行|范围|内|优先|最好|就行|即可|都|行|可"
)
FROM = re.compile(
    r"(?:从|由|来自|总部(?:在|位于)?|注册(?:在|于)?|老厂在|现在|不(?:去|要|考虑|在)|除了?|发往|卖到|销往|供应|给)[^,。;]{0,2}$"
)
FROM_AFTER = re.compile(r"\s*(?:的?(?:公司|企业|集团|老板|人[,。]|客户|总部|股份|商会|籍)|搬|迁|过来|来的|那边搬)")
AT = re.compile(r"(?:[、,或和与及者]|在|租|到|来|去|放|落|选|于|进|看|就近|靠近?|要|找)$")
AT_AFTER = re.compile(r"\s*(?:[\d、,/或和与及]|周边|附近|一带|范围|境内|都|均|皆|优先|这边|那边|有|找|租|$)")
COUNTY = 3


@cache
def zones() -> dict[str, tuple[str, ...]]:
    pairs = (pair.partition("=") for line in read_lines("zones.txt") for pair in line.split())
    return {plain_place(name): tuple(districts.split(",")) for name, _, districts in pairs}


@cache
def counties() -> dict[str, frozenset[str]]:
    """Name of a county or city district -> the prefectures it lies in; a prefecture -> itself."""
    found: dict[str, set[str]] = {}
    for rows in DIVISIONS.values():
        for name, level, city in rows:
            if level == COUNTY:
                found.setdefault(name, set()).add(city)
    return {name: frozenset(cities) for name, cities in found.items()}


@cache
def prefectures() -> frozenset[str]:
    return frozenset(name for rows in DIVISIONS.values() for name, level, _ in rows if level < COUNTY)


@lru_cache(4096)
def plain_place(name: str) -> str:
    """黄岛区 and 黄岛 are one; 全市 is everywhere."""
    name = name.strip().lower()
    if name in ("全市", "全域", "全区", "全县", "全省"):
        return EVERYWHERE
    shorter = ENDING.sub("", name)
    return shorter if len(shorter) >= 2 else name


def named_alone(made: Letter) -> list[str]:
    """Districts named in clauses that hold nothing else: 市南市北崂山."""
    names: list[str] = []
    for start, end in zip(made.clauses, (*made.clauses[1:], len(made.text)), strict=True):
        clause = made.plain.text[start:end].strip("。,;!? ")
        words = [clause[one.start : one.end] for one in find_names(clause) if one.level >= COUNTY]
        beside = [name for name in counties() if words and name in clause and _known(name, words)]
        rest = clause
        for name in sorted({*beside, *words}, key=lambda name: (name not in beside, -len(name))):
            rest = rest.replace(name, "")
        if words and len(JOINING.sub("", rest)) <= 2:
            names += [*beside, *(word for word in words if not any(name in word for name in beside))]
    return names


def named_here(made: Letter) -> list[str]:
    """Districts that the text speaks of as a place to be at: not where somebody comes from, sells to or stays away."""
    names = []
    mentions = find_names(made.plain.text)
    for one in mentions:
        before, after = made.text[max(0, one.start - 8) : one.start], made.text[one.end : one.end + 5]
        if one.level != COUNTY or not one.certain or FROM.search(before) or FROM_AFTER.match(after):
            continue
        if AT.search(before) or AT_AFTER.match(after) or any(one.end == other.start for other in mentions):
            names.append(made.plain.text[one.start : one.end])
    return names


def _known(name: str, words: list[str]) -> bool:
    """Of the same prefecture as one of the words, so that 市南市北 are two districts and no chance."""
    cities = {city for word in words for city in counties().get(plain_place(word), ())}
    return bool(cities & counties()[name])


@lru_cache(4096)
def districts_of(name: str) -> tuple[str, ...]:
    """The districts that a place names or lies in; empty for a prefecture or what is unknown."""
    place = plain_place(name)
    if place in zones():
        return zones()[place]
    if place in counties():
        return (place,)
    if place in prefectures():
        return ()
    inside = [key for key in counties() if len(key) > 1 and place.startswith(key)]
    if inside:
        return (max(inside, key=len),)
    within = [key for key in zones() if key in place]
    return zones()[max(within, key=len)] if within else ()


def lies_in(offered: Offered, place: str) -> bool:
    """By its district, by the zone's districts, or because the text says so."""
    if EVERYWHERE in offered.districts:
        return True
    if {plain_place(place), *districts_of(place)} & set(offered.districts):
        return True
    return says_place(offered, place)


def says_place(offered: Offered, place: str) -> bool:
    plain = plain_place(place)
    return len(plain) >= 2 and (plain in offered.title or plain in offered.description)
