"""Invented rows for the pattern page: every component in every state, thirty-character names included."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from luodi.ui.charts import Bar, Part, Point, bar_chart, step_chart
from luodi.ui.forms import CodeInput, DayInput, PhoneInput
from luodi.ui.parts import Chip, Figure, File, Happening, MatterRow, NavItem, Said
from luodi.ui.strip import Step, Strip

STAGES = ("提交", "签收", "联系", "研判", "跟进", "落地")


def steps(now: int, labels: tuple[str, ...] = STAGES) -> tuple[Step, ...]:
    """The first `now` labels are past, the next one is the present step."""
    return tuple(
        Step(label, "was" if place < now else "now" if place == now else "") for place, label in enumerate(labels)
    )


CALM = Strip(
    "对接人员", "西部新区投资促进中心", mine=True, seal="西", left_text="剩 2 天 3 小时", due_text="1 月 6 日 周三 17:30 前",
    share=34, steps=steps(4), deadline_label="跟进",
)  # fmt: skip
SOON = Strip(
    "港区投促部 对接专员", "港区投资促进部", note="西部新区 → 港区，10:30 转办，10:50 接收", phone="0532-0000 0000", seal="港",
    tone="soon", left_text="剩 1 小时 05 分", due_text="今天 15:10 前", share=73, steps=steps(2), deadline_label="首次联系",
)  # fmt: skip
LATE = Strip(
    "对接人员", "西部新区投资促进中心", mine=True, seal="西", tone="late", left_text="超 25 分钟", due_text="应于 13:40",
    share=100, steps=steps(1), deadline_label="签收",
)  # fmt: skip
HELD = Strip(
    "审批窗口 六号", "行政审批服务局", phone="0532-0000 0006", tone="held", left_text="还有 5 天", share=45,
    due_text="等专家评审", steps=steps(2, ("收件", "受理", "审查", "决定", "送达")), deadline_label="决定",
)  # fmt: skip
PROVISIONAL = replace(
    CALM, mine=False, owner_name="城市调度台", unit_name="市重点项目推进办公室", seal="调", left_text="剩 41 天",
    due_text="2027 年 2 月 9 日 周二 17:30 前", share=8, provisional=True, deadline_label="",
)  # fmt: skip
DONE = replace(CALM, tone="done", left_text="如期办结", due_text="1 月 4 日 14:20", steps=steps(6), deadline_label="")
UNTIMED = Strip("项目专员", "高新区科技创新局", tone="none", seal="高", steps=steps(3))
LONG = Strip(
    "国家级经济技术开发区港口与多式联运产业园招商服务专员", "国家级经济技术开发区港口与多式联运产业园投资促进与企业服务中心",
    phone="+86 532 0000 0000 转 8001", tone="soon", seal="经", left_text="剩 59 分钟", due_text="明天 09:30 前", share=88,
    steps=steps(2), deadline_label="首次联系",
)  # fmt: skip
ENGLISH = Strip(
    "Liaison officer, port zone", "Port Zone Investment Promotion Department", note="Handed over 10:30, accepted 10:50",
    phone="+86 532 0000 0000", tone="soon", seal="港", left_text="1 h 05 min left", due_text="by 15:10 today", share=73,
    steps=steps(2, ("Sent", "Signed for", "Contact", "Triage", "Follow-up", "Landed")), deadline_label="First contact",
)  # fmt: skip
STRIPS = (CALM, SOON, LATE, HELD, PROVISIONAL, DONE, UNTIMED, LONG, ENGLISH)

MATTERS = (
    MatterRow("冷链分拨中心，靠港口，需 3,000 kVA", "#a", "LD-E-210104-370211-00021-H",
              "食品企业（外资）· 仓库 2.4 万㎡ · 净高 ≥ 9 m · 6 个月内投用", "签收 超时", "late", LATE, "a"),
    MatterRow("光伏发电与集中供热，寻找大型厂房屋顶", "#b", "LD-E-210104-370211-00017-9",
              "外地能源企业 · 屋顶 ≥ 3 万㎡ · 投资 1.2–1.5 亿元 · 意向西部新区", "首次联系 将到期", "soon", SOON, "b", fresh=True),
    MatterRow("节能门窗二期扩建，需配套 60 亩", "#c", "LD-E-201228-370211-00009-S",
              "承诺就业 200 人、年增收 1,000 万元 · 下一步：周三看地", "跟进", "", CALM, "c"),
)  # fmt: skip
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


class Entry(forms.Form):
    """Each kind of field once."""

    name = forms.CharField(label="您的称呼", max_length=30)
    phone = forms.CharField(label="电话", help_text="只给负责您这件事的人看。", widget=PhoneInput)
    wish = forms.CharField(label="一句话说明想做什么", max_length=120, widget=forms.Textarea(attrs={"rows": 3}),
                           help_text="例如：想在大型厂房屋顶装光伏，需要 3 万平方米以上。")  # fmt: skip
    place = forms.ChoiceField(label="想落在哪里", required=False, choices=[("", "还没想好"), ("1", "西部新区"), ("2", "高新区")])
    channel = forms.ChoiceField(label="怎么联系的", widget=forms.RadioSelect,
                                choices=[("call", "电话，接通了"), ("try", "电话，没有接"), ("meet", "当面")])  # fmt: skip
    day = forms.DateField(label="下一步哪天办", widget=DayInput)
    paper = forms.FileField(label="材料", required=False, help_text="照片、PDF 或表格，单个不超过 20 MB。不要上传涉密材料。")
    code = forms.CharField(label="验证码", max_length=6, widget=CodeInput)
    consent = forms.BooleanField(label="同意把以上内容交给负责这件事的单位使用，随时可以撤回")


class Filter(forms.Form):
    words = forms.CharField(label="关键词", required=False)
    stage = forms.ChoiceField(label="进展", required=False, choices=[("", "全部"), *((s, s) for s in STAGES)])
    since = forms.DateField(label="从哪天起", required=False, widget=DayInput)


def thread(now: datetime) -> tuple[Said, ...]:
    at = [now - timedelta(minutes=m) for m in (300, 250, 225, 30, 12)]
    return (
        Said("passed", "您提交了申请", at[0]),
        Said("passed", "西部新区对接人员已签收", at[1]),
        Said("passed", "转给港区投资促进部：港区有多家企业有大型厂房", at[2]),
        Said("said", "您好，港区有三处标准厂房，屋顶合计约 5.2 万㎡，可安排本周现场看。您对屋顶荷载有要求吗？", at[3],
             "港区投促部 对接专员", (File("港区标准厂房屋顶情况.pdf", "#", 482_133),)),
        Said("mine", "每平方米 15 公斤以上即可，周三上午方便。", at[4]),
    )  # fmt: skip


def happenings(now: datetime) -> tuple[Happening, ...]:
    return (
        Happening(now - timedelta(days=1, hours=2), "港区接收光伏申请", "港区投促部 对接专员"),
        Happening(now - timedelta(minutes=40), "冷链申请签收到期，已告知主任", "巡查", "#a"),
        Happening(now - timedelta(minutes=6), "新区数据中心：投资方补充了用电负荷", url="#b"),
    )


LOAD = bar_chart(
    "各单位在办责任",
    [
        Bar("港区投资促进部", (Part(2, "已超时", "#1", "late"), Part(5, "将到期", "#2", "soon"), Part(18, "按时", "#3")), "#u1"),
        Bar("西部新区投资促进中心", (Part(1, "已超时", "#4", "late"), Part(2, "将到期", "#5", "soon"), Part(9, "按时", "#6"))),
        Bar("国家级经济技术开发区港口与多式联运产业园企业服务中心", (Part(4, "按时", "#7"),), "#u3"),
        Bar("高新区科技创新局", (), "#u4"),
    ],
)
BORING = step_chart(
    "累计掘进",
    [Point("12-25", 12, "12 米", "#1"), Point("12-28", 58, "58 米", "#2"), Point("12-31", 96, "96 米", "#3"),
     Point("1-2", 121, "121 米", "#4"), Point("1-4", 143, "143 米", "#5")],
    goal=150, goal_words="计划 150 米",
)  # fmt: skip


def everything(query: Mapping[str, Any]) -> dict[str, Any]:
    """The whole context of the pattern page."""
    now = timezone.now()
    wrong = Entry({"wrong-wish": "想建一座冷链分拨中心", "wrong-phone": "12", "wrong-channel": "call"}, prefix="wrong")
    wrong.add_error("phone", "号码不完整，请写手机号或带区号的电话")
    return {
        "nav": NAV, "who": WHO, "strips": STRIPS, "compact_strips": (SOON, LATE, CALM), "matters": MATTERS,
        "figures": FIGURES, "form": Entry(), "wrong": wrong, "filter": Filter(query or None), "thread": thread(now),
        "events": happenings(now), "load": LOAD, "boring": BORING, "now": now, "soon": now + timedelta(hours=30),
        "chips": (Chip("进展：联系", "#"), Chip("意向：西部新区", "#")),
        "tabs": (NavItem("全部", "#", count=42), NavItem("我的", "#", count=7, current=True), NavItem("已办结", "#")),
        "notices": ({"text": "冷链申请签收到期", "url": "#", "at": now - timedelta(minutes=25), "unread": True},
                    {"text": "港区接收了光伏申请", "url": "#", "at": now - timedelta(days=1), "unread": False}),
        "icons": ("phone clock hand check info pause clip search filter plus close home duty page stock person bell back on "
                  "again globe moon letter print calendar lock send leave more place export").split(),
        "tints": "paper sheet wash line edge ink ink-2 ink-3 sea sea-fill sea-wash late soon soon-bar done".split(),
    }  # fmt: skip
