"""Numbers that fit is judged by, read out of any text: of an offer (what is there) or an enquiry (what is wanted).

Columns are those of `supply.Offer`, and `rooms`, `depth_m`, `cold_c`, `racks` beside them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from luodi.text.reading.letter import Letter
from luodi.text.reading.quantities import MU_M2, Quantity, Sort

N = r"(?P<n>\d+(?:\.\d+)?)(?P<wan>\s*万)?"
ABOUT = re.compile(r"\s*(?:多|余|来)?\s*(?:平方米|平米|平|方|亩|吨|米)?\s*(?:左右|上下|附近)")
# Column, pattern with the number in group n; the first that matches gives the value.
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (
            "ceiling_m",
            rf"(?:层高|净高|净空高?度?|檐高|挑高|轨顶高|梁[底下](?:净?高)?|举架|高度|(?<![新提最标升太多较])高)\D{{0,6}}?{N}\s*米",
        ),
        ("ceiling_m", rf"{N}\s*米(?:以上|左右)?\s*(?:的)?\s*(?:层高|净高|檐高|挑高)"),
        ("ceiling_m", rf"(?:clear height|ceiling(?: height)?|height)[^\d,.;]{{0,12}}{N}\s*m\b"),
        ("crane_t", rf"{N}(?:/\d+)?\s*(?:吨|t)[^,。;\d]{{0,6}}(?:行车|天车|吊车|航车|航吊|起重机|行吊|双梁|crane)"),
        ("crane_t", rf"(?:行车|天车|航吊|起重机|行吊)[^,。;\d]{{0,8}}{N}(?:/\d+)?\s*(?:吨|t)"),
        (
            "floor_load_t_m2",
            rf"(?:地坪|地面|楼面|承重|荷载|荷重|承载|地基)[^,。;\d]{{0,10}}{N}\s*(?:吨|t)(?!\s*(?:行车|天车|吊))",
        ),
        (
            "floor_load_t_m2",
            rf"{N}\s*(?:吨|t)\s*(?:/|每)?\s*(?:平方米|平米|平|m2|m)?\s*(?:的)?\s*(?:地坪|承重|荷载|荷重)",
        ),
        ("floor_load_t_m2", rf"(?:承重|荷载)[^,。;\d]{{0,8}}{N}\s*(?:吨|t)/"),
        ("roof_load_kg_m2", rf"(?:承载|荷载|加载|可加|承重)[^,。;]{{0,12}}?{N}\s*(?:公斤|kg|千克)"),
        ("depth_m", rf"(?:水深|吃水)[^,。;\d]{{0,4}}{N}"),
        ("rooms", rf"(?:客房|房间|双人间|标间)[^,。;\d]{{0,4}}{N}\s*(?:间|套)?"),
        ("rooms", rf"{N}\s*(?:间|套)(?:客?房|双人间|标间|以上|左右|,|。|$)"),
        ("racks", rf"{N}\s*(?:个|架)?\s*(?:标准)?(?:机柜|机架|架位|u架|42u架|racks)"),
    )
)
MINUS = r"(?:零下|负|(?<![\d度℃c])-)"
COLD = re.compile(rf"{MINUS}\s*(\d+|[一二三四五六七八九十]+)\s*(?:度|℃|°)")
COLD_RANGE = re.compile(rf"{MINUS}\s*(\d+)\s*(?:℃|度|°c)?\s*(?:-|至|到)\s*(?:零下|负|-)\s*(\d+)\s*(?:℃|度|°c)")
MILD = re.compile(r"(?<![\d.-])(\d{1,2})\s*(?:℃|度|°c)?\s*(?:-|至|到)\s*(\d{1,2})\s*(?:℃|度|°c)")
DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"两": 2}
POWER = re.compile(
    rf"(?:专变|供电|配电|变压器|容量|电力|电源|(?:^|[,。;:])电)[^,。;\d]{{0,6}}{N}(?![\d.]*\s*(?:kva|kw|mva|mw|千|兆|平|亩|吨|米|元|个|台|套|%|年))"
)
FLOOR = re.compile(
    rf"(?:建面|建筑面积|总面积|使用面积|面积)[^,。;\d]{{0,4}}{N}(?!\s*[\d.]*\s*(?:平|方|m|㎡|亩|公顷|sq|元|-|至|到|吨|层))"
)
COUNTED = re.compile(r"(?<![万千百十\d.])([一二两三四五六七八九十]{1,3})(?=\s*(?:吨|米(?!色)))")
ROOF = re.compile(r"屋顶|屋面|楼顶|顶棚|车棚顶|roof")
DISTANCE = re.compile(
    rf"(?:距离?|离|到)(?P<to>[^,。;\d]{{1,10}}?)(?:约|仅|只有|不超过|在|不到|直线|车程)?\s*{N}\s*(?P<unit>公里|千米|km|米(?!2))(?P<in>以?内)?"
)
NO_SIZE = re.compile(r"种植|养殖|基地面积|耕地|果园|梨园|茶园|农田|林地|水面|海域|空域|绿化|试验空域")


@dataclass(frozen=True, slots=True)
class Measure:
    column: str
    low: float
    high: float
    start: int
    end: int
    about: bool = False


def find_measures(letter: Letter) -> list[Measure]:
    """Everything the text says in numbers, in the order of the text; whose it is, is the caller's to judge."""
    text = COUNTED.sub(lambda match: f"{_small(match[1]):g}", letter.text)
    found = [*_sized(letter), *_patterned(text), *_cold(text)]
    return sorted(found, key=lambda one: one.start)


def find_distances(text: str) -> Iterator[tuple[str, float]]:
    """(what it is measured to, km)."""
    for match in DISTANCE.finditer(text):
        km = _value(match) / (1000 if match["unit"] == "米" else 1)
        yield match["to"].strip(), km


def _sized(letter: Letter) -> Iterator[Measure]:
    for one in letter.quantities:
        before, after = letter.clause_before(one.start, 24), letter.clause_after(one.end, 8)
        if one.per or (NO_SIZE.search(before + after) and one.sort in (Sort.AREA, Sort.LAND)):
            continue
        about = bool(ABOUT.match(letter.text, one.end) or re.search(r"[约近]\s*$", before) or ABOUT.search(after[:6]))
        if one.sort == Sort.AREA:
            column = "roof_m2" if ROOF.search(before) or ROOF.search(after) else "area_m2"
            yield Measure(column, one.low, one.high, one.start, one.end, about)
        elif one.sort == Sort.LAND:
            yield Measure("land_mu", one.low, one.high, one.start, one.end, about)
        elif one.sort == Sort.POWER and not re.search("光伏|装机|风电|单架|密度|储能", before + after):
            yield Measure("power_kva", one.low, one.high, one.start, one.end, about)
    for match in FLOOR.finditer(letter.text):
        value = _value(match)
        if value >= 100:
            yield Measure("area_m2", value, value, match.start("n"), match.end("n"))
    for match in POWER.finditer(letter.text):
        value = _value(match)
        if 100 <= value <= 500_000:
            yield Measure("power_kva", value, value, match.start("n"), match.end("n"))


def _patterned(text: str) -> Iterator[Measure]:
    taken: set[tuple[str, int]] = set()
    for column, pattern in PATTERNS:
        for match in pattern.finditer(text):
            if (column, match.start("n")) not in taken:
                taken.add((column, match.start("n")))
                value = _value(match)
                yield Measure(
                    column, value, value, match.start("n"), match.end("n"), bool(ABOUT.match(text, match.end()))
                )


def _cold(text: str) -> Iterator[Measure]:
    for match in COLD_RANGE.finditer(text):
        low, high = sorted((-float(match[1]), -float(match[2])))
        yield Measure("cold_c", low, high, match.start(), match.end())
    for match in MILD.finditer(text):
        yield Measure("cold_c", float(match[1]), float(match[2]), match.start(), match.end())
    for match in COLD.finditer(text):
        value = -(float(match[1]) if match[1].isdigit() else _small(match[1]))
        yield Measure("cold_c", value, value, match.start(), match.end())


def _small(words: str) -> float:
    """二十五 = 25."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return float(DIGITS.get(words, 0))
    return float((DIGITS.get(tens, 1) if tens else 1) * 10 + DIGITS.get(ones, 0))


def _value(match: re.Match[str]) -> float:
    return float(match["n"]) * (10_000 if match["wan"] else 1)


def in_mu(one: Quantity) -> float:
    return one.low if one.sort == Sort.LAND else round(one.low / MU_M2, 1)
