"""A kind of offer, a standing and a class of production as a list says them in words. No Django."""

# Word -> code of `rules.KINDS`; the first that stands in the text decides.
KIND_WORDS = (
    ("roof", ("屋顶", "屋面", "楼顶", "roof")),
    ("housing", ("人才公寓", "公寓", "人才房", "住房", "宿舍")),
    ("laboratory", ("实验室", "实验", "中试", "洁净间", "检测间")),
    ("warehouse", ("冷库", "仓库", "仓储", "库房", "堆场", "物流", "warehouse")),
    ("fund", ("基金", "fund")),
    ("energy", ("能耗", "用能", "电力指标", "电力负荷", "蒸汽")),
    ("opportunity", ("机会", "场景", "订单", "需求")),
    ("policy", ("政策",)),
    ("plant", ("厂房", "车间", "生产线", "plant", "workshop")),
    ("office", ("写字楼", "办公", "楼宇", "商务", "研发楼", "总部", "office")),
    ("land", ("土地", "地块", "净地", "熟地", "宗地", "用地", "出让", "标准地", "land")),
    ("park", ("园区", "产业园", "孵化器", "加速器", "众创")),
)
TAKEN = (
    "已租",
    "已出租",
    "已售",
    "已出售",
    "租出",
    "满租",
    "已签",
    "已用",
    "占用",
    "自用",
    "已拆",
    "已供",
    "成交",
    "在租",
)
STILL_FREE = ("未租", "未出租", "未售", "可租", "空置", "待租", "闲置", "在售", "可供", "未出让", "部分")
POLLUTION = (
    ("chemical", ("化工",)),
    ("heavy", ("三类", "m3", "m-3")),
    ("medium", ("二类", "m2", "m-2")),
    ("light", ("一类", "m1", "m-1")),
    ("none", ("无污染", "m0", "新型产业")),
)
TOTALS = (
    "合计",
    "总计",
    "小计",
    "共计",
    "汇总",
    "注:",
    "注：",
    "备注:",
    "备注：",
    "填表",
    "制表",
    "说明:",
    "说明：",
    "total",
    "sum",
)


def kind_of(text: str) -> str:
    """Empty where no word of a kind stands in it."""
    said = text.lower()
    return next((code for code, words in KIND_WORDS if any(word in said for word in words)), "")


def is_taken(text: str) -> bool:
    """Let or sold already; what is let in part may still be had."""
    said = text.strip()
    if said in ("是", "否"):  # under 是否出租
        return said == "是"
    return not any(word in said for word in STILL_FREE) and any(word in said for word in TAKEN)


def pollution_of(text: str) -> str:
    said = text.lower()
    return next((code for code, words in POLLUTION if any(word in said for word in words)), "")


def is_total(texts: list[str]) -> bool:
    """A row that sums up, or a note below the table."""
    first = texts[0].replace(" ", "").lower() if texts else ""
    return first.startswith(TOTALS) or any(text.replace(" ", "") in ("合计", "总计", "小计") for text in texts[:3])
