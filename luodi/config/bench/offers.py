"""Invented offers and enquiries, composed of what parks and investors write. The same seed gives the same texts."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from luodi.text.reading.wordlists import DATA

PLACES = ["市南", "市北", "李沧", "崂山", "黄岛", "城阳", "即墨", "胶州", "平度", "莱西"]
ROADS = [
    "双元",
    "滨海",
    "望江",
    "青威",
    "长江",
    "珠江",
    "黄河",
    "泰山",
    "昆仑",
    "天山",
    "海尔",
    "株洲",
    "同和",
    "正阳",
    "春阳",
    "仙山",
    "锦宏",
    "田横",
    "蓝色",
    "宝安",
]
PARKS = [
    "启航",
    "云谷",
    "聚力",
    "海智",
    "星河",
    "创谷",
    "联东",
    "中南",
    "东方",
    "恒盛",
    "泰和",
    "金岭",
    "青创",
    "鸿润",
    "瑞丰",
    "锦程",
    "华骏",
    "凯旋",
    "鲁中",
    "同安",
]
STREETS = [f"{road}{kind}" for road in ROADS for kind in ("一路", "二路", "东路", "西路", "大道", "工业园")]
HISTORY = (
    "原做{trade}",
    "前一家做{trade}，已搬走",
    "适合{trade}",
    "周边以{trade}企业为主",
    "曾是{trade}车间，2019 年停产",
)
STORE = ("卸货平台 {docks} 个", "柱距 9 米", "高位货架已拆", "可办危险品资质", "离港口 {km} 公里", "配叉车充电间")
HALL = ("地坪承重 {load} 吨", "两台 {crane} 吨行车", "双回路供电", "带蒸汽管网", "污水已接管", "可办环评", "配货梯两部")
LAND = ("七通一平", "净地，年内可挂牌", "容积率 {ratio}", "接受弹性出让", "标准地，能评区域已批", "北侧有变电站")
ROOF = ("彩钢瓦新换", "混凝土屋面", "自用电量高", "无遮挡，朝南", "可签二十五年", "电价一般工商业")
ROOMS = ("精装修", "带通风橱", "地铁口 {km} 公里", "可注册", "整层可分割", "二十四小时空调")
MONEY = ("首台套优先", "按设备投入比例支持", "贴息两年", "投早投小", "须在本地设厂")
SIGHTS = ("临近高速口", "靠近胶东机场 {km} 公里", "员工宿舍 {rooms} 间", "业主直租", "急租，可谈", "随时看房", "")
KINDS = (  # kind, title, what is said of it
    ("plant", "{place}{street}{trade}厂房出租", HALL),
    ("plant", "{park}园标准厂房{number}号楼", HALL),
    ("warehouse", "{place}{street}仓库", STORE),
    ("warehouse", "{park}冷链园冷库", STORE),
    ("land", "{place}{street}北侧工业用地", LAND),
    ("roof", "{park}厂区屋顶", ROOF),
    ("office", "{park}大厦写字楼", ROOMS),
    ("laboratory", "{park}{trade}中试平台", ROOMS),
    ("fund", "{trade}产业引导基金{number}期", MONEY),
    ("firm", "{park}{trade}企业找配套", MONEY),
    ("park", "{place}{trade}产业园", HALL),
)
NUMBERS_OF = {  # column, lowest, highest
    "plant": (("area_m2", 300, 40_000), ("power_kva", 50, 8000), ("ceiling_m", 4, 16)),
    "warehouse": (("area_m2", 500, 60_000), ("ceiling_m", 5, 14), ("temperature_c", -60, 4)),
    "land": (("land_mu", 10, 600), ("plot_ratio", 1, 3)),
    "roof": (("area_m2", 1000, 80_000), ("roof_load_kg_m2", 10, 30)),
    "office": (("area_m2", 80, 6000),),
    "laboratory": (("area_m2", 100, 5000), ("power_kva", 30, 1200)),
    "fund": (("amount_yuan", 5e6, 2e9),),
    "firm": (("power_kva", 100, 5000),),
    "park": (("area_m2", 5000, 300_000), ("land_mu", 50, 3000)),
}
WISHES = (
    "我们做{trade}的，想在{place}租{area}平左右的厂房，层高{height}米以上，电力不低于{power}kVA",
    "{trade}项目，计划投资{money}亿元，需要用地{mu}亩，最好在{place}，明年开工",
    "冻品进出口企业，需要冷库{area}平方米，离港口近一些，{place}、{other}都可以",
    "投资分布式光伏，找大型厂房屋顶，单体{area}平以上，自用电量高的优先",
    "建算力中心，要双回路供电{power}kVA以上，机房承重好，{place}优先",
    "{trade}研发中心，办公{small}平，要能做中试，附近有{trade}上下游企业",
    "We make parts for {trade} and look for a hall of {area} m2 near the port, power {power} kVA",
    "想找一只投{trade}的基金，同时租{small}平的实验室，只考虑{place}",
)


@dataclass(frozen=True, slots=True)
class Text:
    kind: str
    title: str
    description: str
    industries: str
    tags: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """An offer as `read_offered` of the engine takes it."""

    key: int
    text: Text
    place: str
    numbers: dict[str, float] = field(default_factory=dict)


def trades() -> list[str]:
    lines = (DATA / "trades.txt").read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()[1:]]


def offers(count: int, texts: int, seed: int = 7) -> Iterator[Sketch]:
    """`count` offers with `texts` distinct texts, each said equally often, with a place and numbers of its own."""
    dice, own = random.Random(seed), random.Random(seed + 1)
    for number, text in enumerate(itertools.islice(_texts(dice), texts)):
        for key in range(number * count // texts + 1, (number + 1) * count // texts + 1):
            known = {name: _between(own, low, high) for name, low, high in NUMBERS_OF[text.kind] if own.random() < 0.7}
            yield Sketch(key, text, own.choice(PLACES) if own.random() < 0.9 else "", known)


def enquiries(count: int, seed: int = 11) -> list[str]:
    dice, every = random.Random(seed), trades()
    return [
        dice.choice(WISHES).format(
            trade=dice.choice(every),
            place=dice.choice(PLACES),
            other=dice.choice(PLACES),
            area=dice.choice((800, 2000, 5000, 12_000, 30_000)),
            small=dice.choice((200, 500, 1500)),
            height=dice.choice((5, 8, 12)),
            power=dice.choice((400, 1250, 5000)),
            money=dice.choice(("0.5", "1.2", "3", "10")),
            mu=dice.choice((20, 60, 150)),
        )
        for _number in range(count)
    ]


def _texts(dice: random.Random) -> Iterator[Text]:
    """No two alike."""
    every, seen = trades(), set()
    while True:
        kind, title, own = dice.choice(KINDS)
        trade = dice.choice(every)
        chosen = {
            "trade": trade,
            "place": dice.choice(PLACES),
            "street": dice.choice(STREETS),
            "park": dice.choice(PARKS),
            "number": dice.randint(1, 30),
            "docks": dice.randint(2, 20),
            "km": dice.randint(1, 40),
            "load": dice.choice((1, 2, 3, 5)),
            "crane": dice.choice((5, 10, 20, 32)),
            "ratio": dice.choice(("1.2", "1.5", "2.0")),
            "rooms": dice.choice((12, 40, 120)),
        }
        parts = (dice.choice(HISTORY), *dice.sample(own, 2), dice.choice(SIGHTS))
        said = "，".join(part.format(**chosen) for part in parts if part) + "。"
        text = Text(kind, title.format(**chosen), said, trade, dice.choice(("", "可分割", "带院", "新建", "二手设备")))
        if text not in seen:
            seen.add(text)
            yield text


def _between(dice: random.Random, low: float, high: float) -> float:
    """Small ones are more frequent than large ones."""
    return round(low + (high - low) * dice.random() ** 2, 1)
