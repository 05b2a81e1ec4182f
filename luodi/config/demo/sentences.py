"""What invented investors write."""

import random
from dataclasses import dataclass

# (division of GB/T 4754, trade, what they want, kind of place)
TRADES = (
    ("44", "光伏发电", "寻找大型厂房屋顶建分布式光伏", "屋顶 {area} 万㎡以上"),
    ("59", "冷链仓储", "建冷链分拨中心，靠近港口", "冷库 {area} 万㎡"),
    ("38", "储能装备", "生产储能电池系统，需要标准厂房", "厂房 {area} 万㎡"),
    ("39", "集成电路封测", "建封装测试线，需要洁净厂房和双回路供电", "厂房 {area} 万㎡"),
    ("36", "新能源汽车零部件", "为整车厂配套生产热管理部件", "厂房 {area} 万㎡"),
    ("27", "生物医药", "做医药中试和小规模生产，需要实验室", "实验室 {small} ㎡"),
    ("13", "食品加工", "做水产品深加工，需要污水处理接入", "用地 {mu} 亩"),
    ("65", "工业软件", "设北方研发中心，约 {people} 人", "办公 {small} ㎡"),
    ("34", "海工装备", "制造海上风电安装部件，需要码头岸线", "用地 {mu} 亩"),
    ("51", "跨境贸易", "做跨境电商集货仓，走班列到中亚", "仓库 {area} 万㎡"),
    ("33", "节能门窗", "二期扩建节能门窗生产线", "用地 {mu} 亩"),
    ("26", "化工新材料", "生产电子化学品，须进化工园区", "用地 {mu} 亩"),
    ("80", "康养服务", "建综合养老社区", "用地 {mu} 亩"),
    ("64", "数据中心", "建算力中心，需要 {power} kVA 电力", "租厂房 {area} 万㎡做机房"),
    ("90", "文化旅游", "改造老厂房做音乐文化公园", "需要厂房 {area} 万㎡"),
)
FIRST = "澜启北云泽嘉恒朗青明怀拓观景知若长听鸣映霁朔沐岑衡玖栩禾砺舟"
SECOND = "川帆辰杉远木溪岳屿砚瑾野澜行源水风涛谷和宁安博瑞诚达腾越盛"
HOMES = ["上海", "深圳", "杭州", "苏州", "北京", "天津", "成都", "武汉", "合肥", "宁波"]
NAMES = ["区域负责人", "投资总监", "总经理助理", "项目经理", "战略发展部经理", "创始人"]
HEARD = ("朋友介绍", "展会", "新闻", "商会", "", "", "")


@dataclass(frozen=True)
class Wish:
    name: str
    firm: str
    sentence: str
    industry: str
    size_band: str
    heard: str
    keep_firm: bool


def brands(dice: random.Random) -> list[str]:
    """All brands in random order."""
    every = [first + second for first in FIRST for second in SECOND]
    dice.shuffle(every)
    return every


def draw(dice: random.Random, brand: str) -> Wish:
    industry, trade, want, place = dice.choice(TRADES)
    numbers = {
        "area": dice.choice(("0.8", "1.5", "2.4", "3", "5.2")),
        "small": dice.choice((300, 800, 1500, 2600)),
        "mu": dice.choice((30, 60, 90, 120, 300)),
        "people": dice.choice((30, 80, 200)),
        "power": dice.choice((1250, 3000, 8000)),
    }
    band, money = dice.choice(
        (
            ("s", "800 万元"),
            ("m", "5,000 万元"),
            ("m", "8,000 万元"),
            ("l", "1.2 亿元"),
            ("l", "3 亿元"),
            ("xl", "10 亿元"),
        )
    )
    said = f"{want.format(**numbers)}，{place.format(**numbers)}，计划投资 {money}"
    return Wish(
        name=dice.choice(NAMES),
        firm=f"{dice.choice(HOMES)}{brand}{trade}有限公司" if dice.random() < 0.85 else "",
        sentence=said,
        industry=industry,
        size_band=band,
        heard=dice.choice(HEARD),
        keep_firm=dice.random() < 0.08,
    )
