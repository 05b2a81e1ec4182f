"""From an enquiry to what is asked: what `luodi.text.reading` states, and what only matching needs."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from luodi.matching.engine.concepts import concepts_in
from luodi.matching.engine.days import Needed, needed
from luodi.matching.engine.facts import Asked
from luodi.matching.engine.measures import Measure, find_distances, find_measures
from luodi.matching.engine.places import named_alone, named_here, plain_place, prefectures
from luodi.matching.engine.prices import price_limits
from luodi.matching.engine.traits import read_lines, traits, wanted_traits
from luodi.text.reading import read
from luodi.text.reading.letter import Letter, letter
from luodi.text.search.segmenting import segmenter

REFUSED = {
    "land": re.compile(r"不(?:拿|要|买|需要?|考虑|用|想拿|征)(?:土?地|用地|地块)|不自建|不建厂|不重资产|轻资产"),
    "plant": re.compile(r"不(?:要|租|需要?|用|考虑|自建|建)(?:厂房?|工厂|车间)|不自建|不建厂|已有厂房"),
    "office": re.compile(r"不(?:要|租|需要?|用)(?:办公|写字楼)"),
    "policy": re.compile(r"不(?:要|谈|图|看重)(?:政策|补贴|优惠)"),
    "fund": re.compile(r"不(?:缺钱|融资|要(?:资金|基金|融资))"),
}
# What else a text asks for without naming the kind of thing: words and the kind that is meant.
HINTS = (
    ("partner", re.compile(
        r"(?:找|寻|求|对接|认识|结识|推荐|靠近|接|拿)[^,。;]{0,18}?(?:客户|用户|大户|货主|车队|渠道|伙伴|工厂|厂家|企业|供货|供应|货源"
        r"|场景|订单|需求|活儿|业主|原料|来源|高校|医院|单位)|代工|联合开发|共建|合资|产地工厂|找货|服务商|哪些单位|谁能|用水大户"
    )),
    ("policy", re.compile(r"政策|补贴|扶持|人才公寓|招聘支持|应用场景订单|指标|环评能过")),
    ("laboratory", re.compile(r"实验楼|实验室|中试|试验场|检测|小试|共建研发|公共平台")),
    ("plant", re.compile(r"车间|厂房|摄影棚|影棚|楼或地|改造载体|机房托管|车库|厂区|养殖棚|育苗")),
    ("warehouse", re.compile(r"仓库?(?![^,。]{0,2}储政策)|冷库|低温库|堆场|保鲜|预冷|分拨")),
    ("land", re.compile(r"\d+\s*(?:多|余)?亩|地块|堆场|空地|营地|院子")),
    ("office", re.compile(r"写字楼|办公|整租一栋|(?:租|闲置|盘活|整栋)[^,。;]{0,6}(?:酒店|宾馆|疗养院)|楼宇|直播间")),
    ("fund", re.compile(r"[abc]轮|融资|基金|投资人|股权|出资|国资")),
    ("roof", re.compile(r"屋顶|屋面|楼顶")),
)  # fmt: skip
ROOM = re.compile(r"场地|房子|地方|厂区|车间")
KIND_OF = {
    "rooms": "office",
    "land_mu": "land",
    "roof_m2": "roof",
    **dict.fromkeys(("area_m2", "ceiling_m", "crane_t", "floor_load_t_m2", "racks", "power_kva"), "plant"),
}
MUST = re.compile(r"必须|一定要|只(?:考虑|看|要|在|能)|仅(?:限|考虑|看)|务必|硬性|非.{1,8}不")
WISH = re.compile(r"优先|最好|首选|尽量|倾向|更佳|更好|为佳|其次|都看|不限|靠近|临近|毗邻|挨着|距|离")
ANYWHERE = re.compile(
    r"不限(?:区|县|地|位置)|(?:全市|全省|全域|各区)[^,。;]{0,6}(?:都|均|皆|范围|可)|哪里都|区位不限|地点不限"
)
PARTS = re.compile(r"[,。;?!、\n]|(?:以及|并且|顺便|另外|同时|还要|还想|再要|另要|另求)")
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
COMMON = frozenset(" ".join(read_lines("common_words.txt")).split())
READ_COLUMNS = {"land_mu": "land_mu", "power_kva": "power_kva"}


def read_asked(
    text: str,
    received: date,
    *,
    kinds: Collection[str] = (),
    districts: Collection[str] = (),
    numbers: Mapping[str, float] | None = None,
    division: str = "",
    begins: Mapping[str, Any] | None = None,
) -> Asked:
    """What is given beside the text was stated in a form, and wins. `begins`: start_by and produce_by, as read."""
    made = letter(text)
    fields = read(text, received).fields()
    wanted, refused = _kinds(made, fields, kinds)
    least, about = _numbers(made, fields, wanted)
    least.update(numbers or {})
    must, wished = _places(made, fields, districts)
    wants = wanted_traits(made.text)
    time = needed(made, {**fields, **(begins or {})}, received) or Needed("", "")
    return Asked(
        text=text,
        kinds=wanted or tuple({_meant(made, least)} - refused),
        stated=frozenset(kinds) | frozenset(fields.get("kind", ())),
        refused=frozenset(refused),
        must_lie_in=must,
        wished_in=wished,
        least=least,
        about=frozenset(about),
        divisions=tuple(dict.fromkeys(([division] if division else []) + fields.get("industry_division", []))),
        wants=wants,
        concepts=concepts_in(made.text),
        parts=tuple(_parts(text)),
        words=tuple(_words(made)),
        near=dict(_near(made)),
        at_most=price_limits(made.text),
        received=received.isoformat(),
        needed_from=time.first,
        needed_by=time.last,
        is_latest=time.is_latest,
    )


def _kinds(made: Letter, fields: Mapping[str, Any], given: Collection[str]) -> tuple[tuple[str, ...], set[str]]:
    refused = {kind for kind, words in REFUSED.items() if words.search(made.text)} - set(given)
    read_kinds = [*given, *fields.get("kind", ())]
    hinted = [kind for kind, words in HINTS if words.search(made.denying)]
    return tuple(kind for kind in dict.fromkeys((*read_kinds, *hinted)) if kind not in refused), refused


def _meant(made: Letter, least: Mapping[str, float]) -> str:
    """A text that names no kind of thing: its numbers tell, else it is people that are looked for."""
    kind = next((KIND_OF[column] for column in KIND_OF if column in least), "")
    return kind or ("plant" if ROOM.search(made.text) else "partner")


def _numbers(made: Letter, fields: Mapping[str, Any], kinds: Sequence[str]) -> tuple[dict[str, float], set[str]]:
    least: dict[str, float] = {}
    about: set[str] = set()
    for one in find_measures(made):
        column = "roof_m2" if one.column == "area_m2" and kinds[:1] == ("roof",) else one.column
        if column in least and not _replaces(made, one, least[column]):
            continue
        least[column] = one.low
        if one.about or _is_loose(made, one):
            about.add(column)
        else:
            about.discard(column)
    for field, column in READ_COLUMNS.items():
        value = fields.get(field)
        if value is not None and column not in least:
            least[column] = float(value["min"] if isinstance(value, dict) else value)
    return least, about


def _replaces(made: Letter, one: Measure, before: float) -> bool:
    """Of two sizes the larger is the one to be judged by, unless it is what is there already."""
    return one.low > before and not re.search("现有|已有|目前|自有", made.clause_before(one.start, 16))


def _is_loose(made: Letter, one: Measure) -> bool:
    """A size without 以上, 至少, 不低于 is a wish that somewhat less still meets."""
    before, after = made.text[max(0, one.start - 10) : one.start], made.clause_after(one.end, 8)
    firm = re.search("不低于|不少于|不小于|至少|最少|起码|以上|必须|需要?$", before) or re.match(
        r"\D{0,3}(?:以上|起)", after
    )
    return not firm


def _places(made: Letter, fields: Mapping[str, Any], given: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those that have to hold, and those that are wished. Several names are alternatives."""
    if given:
        return tuple(dict.fromkeys(plain_place(one) for one in given)), ()
    if ANYWHERE.search(made.text):
        return (), ()
    named = dict.fromkeys(plain_place(one) for one in (*fields.get("place", ()), *named_alone(made), *named_here(made)))
    found = tuple(one for one in named if one not in prefectures() and not _is_property(one))
    around = _around(made, found)
    return ((), found) if WISH.search(around) and not MUST.search(around) else (found, ())


def _is_property(name: str) -> bool:
    """临海 is asked of the ground far oftener than it is the city of that name."""
    return any(one.wanted.fullmatch(name) for one in traits().values())


def _around(made: Letter, names: Sequence[str]) -> str:
    """The clauses that name the places."""
    spots = (made.text.find(one) for one in names)
    return " ".join(made.text[slice(*made.clause(spot))] for spot in spots if spot >= 0)


def _near(made: Letter) -> list[tuple[str, float]]:
    return [(to, km) for to, km in find_distances(made.text) if km <= 100]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in PARTS.split(text) if len(part.strip()) >= 3]


def _words(made: Letter) -> list[str]:
    """Of the want: Chinese words of two characters and more that are not common to all enquiries, and no places."""
    cut = segmenter().words(made.denying)
    places = set(named_here(made))
    return [
        word
        for word in dict.fromkeys(cut)
        if len(word) > 1 and CHINESE.fullmatch(word) and word not in COMMON and word not in places
    ]
