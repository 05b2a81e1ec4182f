"""The invented strips, matters and figures of the pattern page, thirty-character names included."""

from dataclasses import replace

from luodi.ui.parts import Figure, MatterRow, NavItem
from luodi.ui.strip import Step, Strip

STAGES = ("提交", "签收", "联系", "研判", "跟进", "落地")


def steps(now: int, labels: tuple[str, ...] = STAGES) -> tuple[Step, ...]:
    """The first `now` labels are past, the next one is the present step."""
    return tuple(
        Step(label, "was" if place < now else "now" if place == now else "") for place, label in enumerate(labels)
    )


CALM = Strip(
    "对接人员",
    "西部新区投资促进中心",
    mine=True,
    seal="西",
    left_text="剩 2 天 3 小时",
    due_text="1 月 6 日 周三 17:30 前",
    share=34,
    steps=steps(4),
    deadline_label="跟进",
)
SOON = Strip(
    "港区投促部 对接专员",
    "港区投资促进部",
    note="西部新区 → 港区，10:30 转办，10:50 接收",
    phone="0532-0000 0000",
    seal="港",
    tone="soon",
    left_text="剩 1 小时 05 分",
    due_text="今天 15:10 前",
    share=73,
    steps=steps(2),
    deadline_label="首次联系",
)
LATE = Strip(
    "对接人员",
    "西部新区投资促进中心",
    mine=True,
    seal="西",
    tone="late",
    left_text="超 25 分钟",
    due_text="应于 13:40",
    share=100,
    steps=steps(1),
    deadline_label="签收",
)
HELD = Strip(
    "审批窗口 六号",
    "行政审批服务局",
    phone="0532-0000 0006",
    tone="held",
    left_text="还有 5 天",
    share=45,
    due_text="等专家评审",
    steps=steps(2, ("收件", "受理", "审查", "决定", "送达")),
    deadline_label="决定",
)
PROVISIONAL = replace(
    CALM,
    mine=False,
    owner_name="城市调度台",
    unit_name="市重点项目推进办公室",
    seal="调",
    left_text="剩 41 天",
    due_text="2027 年 2 月 9 日 周二 17:30 前",
    share=8,
    provisional=True,
    deadline_label="",
)
DONE = replace(CALM, tone="done", left_text="如期办结", due_text="1 月 4 日 14:20", steps=steps(6), deadline_label="")
UNTIMED = Strip("项目专员", "高新区科技创新局", tone="none", seal="高", steps=steps(3))
LONG = Strip(
    "国家级经济技术开发区港口与多式联运产业园招商服务专员",
    "国家级经济技术开发区港口与多式联运产业园投资促进与企业服务中心",
    phone="+86 532 0000 0000 转 8001",
    tone="soon",
    seal="经",
    left_text="剩 59 分钟",
    due_text="明天 09:30 前",
    share=88,
    steps=steps(2),
    deadline_label="首次联系",
)
ENGLISH = Strip(
    "Liaison officer, port zone",
    "Port Zone Investment Promotion Department",
    note="Handed over 10:30, accepted 10:50",
    phone="+86 532 0000 0000",
    tone="soon",
    seal="港",
    left_text="1 h 05 min left",
    due_text="by 15:10 today",
    share=73,
    steps=steps(2, ("Sent", "Signed for", "Contact", "Triage", "Follow-up", "Landed")),
    deadline_label="First contact",
)
STRIPS = (CALM, SOON, LATE, HELD, PROVISIONAL, DONE, UNTIMED, LONG, ENGLISH)

MATTERS = (
    MatterRow(
        "冷链分拨中心，靠港口，需 3,000 kVA",
        "#a",
        "LD-E-210104-370211-00021-H",
        "食品企业（外资）· 仓库 2.4 万㎡ · 净高 ≥ 9 m · 6 个月内投用",
        "签收 超时",
        "late",
        LATE,
        "a",
    ),
    MatterRow(
        "光伏发电与集中供热，寻找大型厂房屋顶",
        "#b",
        "LD-E-210104-370211-00017-9",
        "外地能源企业 · 屋顶 ≥ 3 万㎡ · 投资 1.2–1.5 亿元 · 意向西部新区",
        "首次联系 将到期",
        "soon",
        SOON,
        "b",
        fresh=True,
    ),
    MatterRow(
        "节能门窗二期扩建，需配套 60 亩",
        "#c",
        "LD-E-201228-370211-00009-S",
        "承诺就业 200 人、年增收 1,000 万元 · 下一步：周三看地",
        "跟进",
        "",
        CALM,
        "c",
    ),
)
FIGURES = (
    Figure("待签收", "2", "一件已超时，请先签收", "#a"),
    Figure("已超时", "1", "超 25 分钟，13:40 已告知主任", "#b", "late"),
    Figure("今日到期", "4", "全部在 17:30 前", "#c"),
    Figure("当日联系率（本月）", "46/48", "95.8 %，点开看两件未成", "#d"),
)
NAV = (
    NavItem("我的责任", "#main", "责", 7, current=True),
    NavItem("投资申请", "#main", "申", 42),
    NavItem("本单位", "#main", "单"),
    NavItem("通知", "#main", "知", 3),
    NavItem("供给资源", "#main", "源"),
    NavItem("调度与通报", "#main", "调"),
)
WHO = {"name": "对接人员", "unit": "西部新区投资促进中心", "hours": "09:00–12:00 13:30–17:30"}
