"""Presets, thresholds and reasons of lights in words."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.projects.lights import Reason
from luodi.projects.reportwords import percent

PRESETS: dict[str, Any] = {
    "wuhan": lazy("武汉 2022：按完成时序进度的比例"),
    "yinchuan": lazy("银川 2025：按落后时序进度的点数，兼看开工和纳统"),
    "sanya": lazy("三亚 2022：按落后时序进度的比例"),
    "tianjin": lazy("天津 2022：与计划比，也与全市平均比"),
    "ouhai": lazy("温州瓯海 2020：按节点是否按期"),
    "jiangdong": lazy("海口江东 2020：两个黄灯即红灯"),
    "xinhuang": lazy("新晃 2015：只看当月"),
}
# What a preset asks for that no column of a project holds; said beside it.
LEFT_OUT: dict[str, Any] = {
    "yinchuan": lazy("资金迟拨的红灯没有数据来源，不计入。"),
    "tianjin": lazy("原规则评价各区；用于单个项目时，“增长”是本年有没有完成投资。债券资金一条没有数据来源，不计入。"),
    "jiangdong": lazy("落后多少亮黄灯，原文没有写，由本市设定。"),
    "ouhai": lazy("补上之后黄灯保留几天，原文没有写，由本市设定。"),
}
THRESHOLDS: dict[str, Any] = {
    "yellow": lazy("黄灯界限"),
    "red": lazy("红灯界限"),
    "start_yellow": lazy("超过计划开工几个月亮黄灯"),
    "start_red": lazy("超过计划开工几个月亮红灯"),
    "statistics_yellow": lazy("开工后几个月未纳统亮黄灯"),
    "statistics_red": lazy("开工后几个月未纳统亮红灯"),
    "made_good_days": lazy("补上之后黄灯保留几天"),
    "yellows_red": lazy("几个黄灯算红灯"),
    "nodes": lazy("节点逾期算黄灯（1 算，0 不算）"),
    "tracked": lazy("低于多少列入跟踪"),
}
BASES: dict[str, Any] = {"curve": lazy("批准的计划曲线"), "year": lazy("年度计划按月均分")}

SENTENCES: dict[str, Callable[[dict[str, Any]], str]] = {
    "paused": lambda n: _("项目暂缓，不亮灯。"),
    "missing": lambda n: _("本期截止时没有报送，灰灯。"),
    "no_report": lambda n: _("还没有审核过的报送，灰灯。"),
    "completed": lambda n: _("已竣工。"),
    "no_plan": lambda n: _("没有批准计划也没有年度计划，无法比较，灰灯。"),
    "on_plan": lambda n: (
        _("完成 %(done)s%%，时序 %(schedule)s%%，超前 %(points)s 点（对照%(basis)s）。") % _progress(n)
    ),
    "behind": lambda n: _("完成 %(done)s%%，时序 %(schedule)s%%，落后 %(points)s 点（对照%(basis)s）。") % _progress(n),
    "nothing_done": lambda n: _("本年还没有完成投资，时序 %(schedule)s%%。") % _progress(n),
    "below_mean": lambda n: (
        _("完成 %(done)s%%，达到时序，但低于全市平均 %(mean)s%%。") % (n | {"mean": percent(n["mean"])})
    ),
    "month": lambda n: _("当月完成月均计划的 %(share)s%%。") % {"share": percent(n["share"])},
    "tracked": lambda n: _("当月完成月均计划的 %(share)s%%，列入跟踪。") % {"share": percent(n["share"])},
    "nodes_late": lambda n: _("%(count)s 个节点逾期未完成。") % n,
    "made_good": lambda n: _("逾期的节点已于 %(on)s 补上。") % n,
    "nodes_kept": lambda n: _("没有逾期的节点。"),
    "not_started": lambda n: _("计划 %(planned)s 开工，已过 %(months)s 个月还没有开工。") % n,
    "not_in_statistics": lambda n: _("%(since)s 开工，还没有纳统。") % n,
    "yellows": lambda n: _("有 %(count)s 个黄灯，按规则算红灯。") % n,
}


def sentence(reason: Reason) -> str:
    return SENTENCES[reason["code"]](dict(reason))


def _progress(numbers: dict[str, Any]) -> dict[str, str]:
    shown = {name: percent(numbers[name]) for name in ("done", "schedule")}
    return {**shown, "points": percent(numbers["points"].lstrip("-")), "basis": str(BASES[numbers["basis"]])}
