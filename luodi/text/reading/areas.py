"""Land, floor and roof: whose area it is, and whether it is wanted or already there."""

import re
from dataclasses import replace

from luodi.text.reading.letter import Letter
from luodi.text.reading.money import FIRST_PHASE, ONLY_PHASE, phase_of
from luodi.text.reading.quantities import MU_M2, Quantity, Sort
from luodi.text.reading.roles import (
    PART,
    SUM,
    Claim,
    Cue,
    find_cues,
    is_existing,
    is_in_present_sentence,
    is_rate,
    is_within_brackets,
    nearest_cue,
    value_of,
)
from luodi.text.reading.values import Value

ROLES = re.compile(
    r"(?P<roof>屋顶|屋面|楼顶|顶棚|车棚顶|roof(?:top|s|ing)?)"
    r"|(?P<none>(?:露天)?堆场|场区|岸线|试验场地|停车场|露天(?:场地|堆场)?|室外场地|空地|供[暖热]面积"
    r"|保洁面积|管理面积|养护面积|服务面积|绿化|种植(?!体|导板|牙|机)"
    r"|基地面积|养殖面积|耕地|农田|流转|果园|茶园|水面|海域|林地|大棚"
    r"|covers? farmland|cropland|farmland"
    r"|plantation|orchards?|容积率|建筑密度|水塘)"
    r"|(?P<land>占地(?:面积)?|用地(?:面积|规模)?|土地|地块|拿地|征地|要地|买地"
    r"|land(?! ?scap)|plot|\bsite\b|地皮|净地|工业地|建设用地)"
    r"|(?P<floor>(?:总)?建筑(?:总)?面积|总建面|建面|建筑规模|厂房(?:面积)?(?!的?(?:屋顶|屋面))|车间|写字楼"
    r"|办公(?:楼|室|区|用房|面积|场地|空间)?|仓库?|库房|冷库"
    r"|实验室|实验楼|研发楼|用房|场馆|门店|店铺|商铺|面积"
    r"|使用面积|场地|载体|展厅|大楼|宿舍|机房|总部|物业|空间|楼|floor(?: space| area)?|gfa|plants?|workshops?|factory"
    r"|office|warehouses?|lab(?:oratory)?|building|facility|space|hall|premises|showroom"
    r"|cold store)"
)
TOTAL_FLOOR = re.compile(r"(?:总建筑面积|总建面|建筑总面积|总面积|gfa|总计|合计|一共|共|加起来|total)[^,。;\d]{0,10}$")
EXTRA = re.compile(r"(?:先供|首批|预留|远期|后期|以后|将来|未来(?!科技|城)|reserve|expansion|option)[^,。;]{0,14}$")
PRODUCED = re.compile(
    r"(?:[日年月]耗|耗气|用气|用水量|天然气|沼气|采购|土石?方|年产|月产|日产|产能|产量|生产能力|年加工"
    r"|年处理|养护|年销|出货|覆盖|capacity|produc\w+)[^,。;]{0,18}$"
)
PRODUCED_AFTER = re.compile(r"\s*(?:/\s*[年月天日]|per (?:year|month|day)|a (?:year|month|day)|的?产能)")
AREA_OF = re.compile(
    r"(?<!用地)(?<!占地)(?<!土地)(?:面积|建面)(?:需求)?(?:[:为是约]|大概|大约){0,3}\s*$|(?:厂房|仓库|车间"
    r"|办公|场地)\s*[:|]\s*\|?\s*$"
    r"|(?:场地|厂房|车间|仓库)(?:大概|大约|约|要|需要?)?\s*$"
)
SUMMED = re.compile(r"(?:加起来|合计|总共|一共|共)(?:[:为是约]|大概){0,2}\s*$")
STOREYS = re.compile(r"[一两二三四五六\d][栋层幢][^。;]{0,4}[\d一二三四五六七八九]|厂房|车间|仓库|面积")
MONEY_BEHIND = re.compile(r"\s*(?:元|块|美|欧|港|人|个|台|吨)|投|产")
CONVERTED = re.compile(r"[(,]?\s*(?:折合|约合|合|即|约|or|=)\s*(?:约|about)?\s*")
LARGEST = 5_000_000  # m2
MISSING = re.compile(r"(?:还差|还缺|还要|尚缺|净用地)[^,。;]{0,4}$")  # of what is partly there
GROWN_ON = re.compile(r"\s*的?[^,。;(\d]{0,2}(?:种植|养殖|稻田|水田|农田|果园|牧场|草场|林地)")
SUPPLYING = re.compile(r"\s*的?[^,。;(\d]{0,8}?(?:基地|林|园(?!区)|田|原料|产区|草场|牧场)")  # 5万亩核桃基地
GROWN_FROM = 5000  # mu: no single plant takes more
TOTAL_LAND = re.compile(r"(?:总|合计|共计|一共|共|total|altogether)[^,。;\d]{0,8}$")


def read_areas(letter: Letter) -> list[Value]:
    cues = [one for one in find_cues(ROLES, letter.text) if not _is_refused(letter, one)]
    claims: dict[str, list[Claim]] = {"land_mu": [], "floor_area_m2": [], "roof_area_m2": []}
    for quantity in letter.quantities:
        quantity = _with_unit(letter, quantity)
        if (
            quantity.sort not in (Sort.LAND, Sort.AREA)
            or is_rate(letter, quantity)
            or is_existing(letter, quantity)
            or is_in_present_sentence(letter, quantity)
        ):
            continue
        if quantity.high < (1 if quantity.sort == Sort.LAND else 20) or _is_produced(letter, quantity):
            continue
        if quantity.sort == Sort.LAND and quantity.low >= GROWN_FROM and SUPPLYING.match(letter.text, quantity.end):
            continue
        if _is_converted(letter, quantity) or GROWN_ON.match(letter.text, quantity.end):
            continue
        field, cue = _field(letter, cues, quantity)
        if field and not _is_denied(letter, quantity):
            claims[field].append(_claim(letter, field, cue, _in_mu(quantity) if field == "land_mu" else quantity))
    return [value for field, found in claims.items() for value in value_of(letter, field, found)]


def _with_unit(letter: Letter, quantity: Quantity) -> Quantity:
    """面积:5500; 一栋八千, 一栋六千五, 加起来一万四千五: square metres that nobody says."""
    if quantity.unit or quantity.currency or quantity.sort not in (Sort.OTHER, Sort.MONEY) or quantity.low < 50:
        return quantity
    before = letter.text[max(0, quantity.start - 12) : quantity.start]
    begin, end = letter.sentence(quantity.start)
    summed = SUMMED.search(before) and STOREYS.search(letter.text, begin, end)
    if not (summed or AREA_OF.search(before)) or MONEY_BEHIND.match(letter.text, quantity.end):
        return quantity
    return replace(quantity, sort=Sort.AREA)


def _is_refused(letter: Letter, cue: Cue) -> bool:
    """No land, just a 120 m2 office: what follows is not of the land."""
    return cue.role == "land" and bool(re.search(r"(?:\bno |\bnot |不要|无需|不需要?)$", letter.denying[: cue.start]))


def _field(letter: Letter, cues: list[Cue], quantity: Quantity) -> tuple[str, Cue | None]:
    cue = nearest_cue(letter, cues, quantity, reach=24)
    role = cue.role if cue else ""
    if cue and role == "none" and cue.start >= letter.clause(quantity.start)[0]:
        if not re.search("[+、和及加]", letter.text[cue.end : quantity.start]):
            return "", cue
        cue, role = None, ""
    if quantity.sort == Sort.LAND:
        return "land_mu", cue
    if role == "land" and not _holds_floor(letter, cue, quantity):
        return "land_mu", cue
    if role == "roof":
        return "roof_area_m2", cue
    if cue is None and any(one.role == "roof" for one in cues) and not any(one.role == "floor" for one in cues):
        return "roof_area_m2", None
    return "floor_area_m2", cue


def _is_converted(letter: Letter, quantity: Quantity) -> bool:
    """45亩(折合30000平方米): the same land said again."""
    before = next((one for one in reversed(letter.quantities) if one.end <= quantity.start), None)
    return (
        quantity.sort == Sort.AREA
        and before is not None
        and before.sort == Sort.LAND
        and bool(CONVERTED.fullmatch(letter.text, before.end, quantity.start))
    )


def _is_produced(letter: Letter, quantity: Quantity) -> bool:
    """年产隔膜3亿平米: what the plant turns out, not what it stands on."""
    if quantity.sort == Sort.AREA and quantity.high > LARGEST:
        return True
    produced = PRODUCED.search(letter.clause_before(quantity.start, 30))
    return bool(produced) or bool(PRODUCED_AFTER.match(letter.text, quantity.end))


def _holds_floor(letter: Letter, cue: Cue | None, quantity: Quantity) -> bool:
    """用地50亩, 3万平: the word for land already has its number."""
    if cue is None:
        return False
    land = (one for one in letter.quantities if one.sort == Sort.LAND)
    return any(cue.end <= one.start and one.end < quantity.start for one in land)


def _in_mu(quantity: Quantity) -> Quantity:
    if quantity.sort == Sort.LAND:
        return quantity
    return replace(quantity, low=round(quantity.low / MU_M2, 1), high=round(quantity.high / MU_M2, 1))


def _is_denied(letter: Letter, quantity: Quantity) -> bool:
    before = letter.clause_before(quantity.start, 20)
    after = letter.clause_after(quantity.end, 14)
    return bool(re.search(r"(?:不需要|不要|无需|不是|太大|太小|嫌|don't need|not need)[^,]{0,6}$", before)) or bool(
        re.match(
            r"[^,。;\d]{0,4}(?:恐怕|怕是|估计)?(?:达不到|做不到|拿不到|买不起|太大|太小|不够(?:用)?|就不"
            r"|的不要|不考虑|不用)",
            after,
        )
    )


def _claim(letter: Letter, field: str, cue: Cue | None, quantity: Quantity) -> Claim:
    before = letter.clause_before(quantity.start, 30)
    total = TOTAL_LAND if field == "land_mu" else TOTAL_FLOOR if field == "floor_area_m2" else SUM
    phase = phase_of(letter, quantity)
    if phase and ONLY_PHASE.search(letter.text):
        return Claim(quantity, 3 if phase in FIRST_PHASE else 0)
    summed = total.search(before)
    if MISSING.search(before):
        return Claim(quantity, 4, phase)
    if is_within_brackets(letter, quantity):
        return Claim(quantity, 0, phase)
    if (PART.search(before) and not summed and not phase) or (EXTRA.search(before) and not phase):
        return Claim(quantity, 0, phase)
    if (cue and letter.text[cue.start : cue.end] == "宿舍") or re.search("(?:配套|辅助|附属)[^,。;]{0,8}$", before):
        return Claim(quantity, 3 if summed else 1, phase)
    return Claim(quantity, 3 if summed else 2, phase)
