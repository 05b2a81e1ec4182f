"""The context of the pattern page: every component in every state."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.utils import timezone

from luodi.ui.charts import Bar, Part, Point, bar_chart, step_chart
from luodi.ui.forms import CodeInput, DayInput, PhoneInput
from luodi.ui.parts import Chip, File, Happening, NavItem, Said
from luodi.ui.sample_rows import CALM, FIGURES, LATE, MATTERS, NAV, SOON, STAGES, STRIPS, WHO

TINTS = (
    *("paper", "sheet", "wash", "line", "edge", "ink", "ink-2", "ink-3"),
    *("sea", "sea-fill", "sea-wash", "late", "soon", "soon-bar", "done"),
)
SPRITE = Path(__file__).parent / "static" / "ui" / "icons.svg"


def icon_names() -> list[str]:
    return re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text("utf-8"))


class Entry(forms.Form):
    """Each kind of field once."""

    name = forms.CharField(label="您的称呼", max_length=30)
    phone = forms.CharField(label="电话", help_text="只给负责您这件事的人看。", widget=PhoneInput)
    wish = forms.CharField(
        label="一句话说明想做什么",
        max_length=120,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如：想在大型厂房屋顶装光伏，需要 3 万平方米以上。",
    )
    place = forms.ChoiceField(
        label="想落在哪里",
        required=False,
        choices=[("", "还没想好"), ("1", "西部新区"), ("2", "高新区")],
    )
    channel = forms.ChoiceField(
        label="怎么联系的",
        widget=forms.RadioSelect,
        choices=[("call", "电话，接通了"), ("try", "电话，没有接"), ("meet", "当面")],
    )
    day = forms.DateField(label="下一步哪天办", widget=DayInput)
    paper = forms.FileField(
        label="材料",
        required=False,
        help_text="照片、PDF 或表格，单个不超过 20 MB。不要上传涉密材料。",
    )
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
        Said(
            "said",
            "您好，港区有三处标准厂房，屋顶合计约 5.2 万㎡，可安排本周现场看。您对屋顶荷载有要求吗？",
            at[3],
            "港区投促部 对接专员",
            (File("港区标准厂房屋顶情况.pdf", "#", 482_133),),
        ),
        Said("mine", "每平方米 15 公斤以上即可，周三上午方便。", at[4]),
    )


def happenings(now: datetime) -> tuple[Happening, ...]:
    return (
        Happening(now - timedelta(days=1, hours=2), "港区接收光伏申请", "港区投促部 对接专员"),
        Happening(now - timedelta(minutes=40), "冷链申请签收到期，已告知主任", "巡查", "#a"),
        Happening(now - timedelta(minutes=6), "新区数据中心：投资方补充了用电负荷", url="#b"),
    )


LOAD = bar_chart(
    "各单位在办责任",
    [
        Bar(
            "港区投资促进部",
            (Part(2, "已超时", "#1", "late"), Part(5, "将到期", "#2", "soon"), Part(18, "按时", "#3")),
            "#u1",
        ),
        Bar(
            "西部新区投资促进中心",
            (Part(1, "已超时", "#4", "late"), Part(2, "将到期", "#5", "soon"), Part(9, "按时", "#6")),
        ),
        Bar("国家级经济技术开发区港口与多式联运产业园企业服务中心", (Part(4, "按时", "#7"),), "#u3"),
        Bar("高新区科技创新局", (), "#u4"),
    ],
)
BORING = step_chart(
    "累计掘进",
    [
        Point("12-25", 12, "12 米", "#1"),
        Point("12-28", 58, "58 米", "#2"),
        Point("12-31", 96, "96 米", "#3"),
        Point("1-2", 121, "121 米", "#4"),
        Point("1-4", 143, "143 米", "#5"),
    ],
    goal=150,
    goal_words="计划 150 米",
)


def everything(query: Mapping[str, Any]) -> dict[str, Any]:
    """The whole context of the pattern page."""
    now = timezone.now()
    wrong = Entry({"wrong-wish": "想建一座冷链分拨中心", "wrong-phone": "12", "wrong-channel": "call"}, prefix="wrong")
    wrong.add_error("phone", "号码不完整，请写手机号或带区号的电话")
    return {
        "nav": NAV,
        "who": WHO,
        "strips": STRIPS,
        "compact_strips": (SOON, LATE, CALM),
        "matters": MATTERS,
        "figures": FIGURES,
        "form": Entry(),
        "wrong": wrong,
        "filter": Filter(query or None),
        "thread": thread(now),
        "events": happenings(now),
        "load": LOAD,
        "boring": BORING,
        "now": now,
        "soon": now + timedelta(hours=30),
        "chips": (Chip("进展：联系", "#"), Chip("意向：西部新区", "#")),
        "tabs": (NavItem("全部", "#", count=42), NavItem("我的", "#", count=7, current=True), NavItem("已办结", "#")),
        "notices": (
            {"text": "冷链申请签收到期", "url": "#", "at": now - timedelta(minutes=25), "unread": True},
            {"text": "港区接收了光伏申请", "url": "#", "at": now - timedelta(days=1), "unread": False},
        ),
        "icons": icon_names(),
        "tints": TINTS,
    }
