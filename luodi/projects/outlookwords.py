"""What is said of a forecast: how it was computed, from what, and how far it may be trusted."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luodi.directory.models import ALWAYS
from luodi.projects.forecast.records import BIN, BLEND, CLASS, POOL, PRIOR, RATE
from luodi.projects.models import Forecast
from luodi.projects.rules import Sector, Template
from luodi.projects.sitebook import calendar_names

COIN = 0.6  # a chance below it is said to be no better than a coin's toss


def method_words(method: str) -> str:
    return {
        CLASS: _("同领域同类型项目的历史"),
        BIN: _("进展相近的已完工项目"),
        POOL: _("全部已完工项目"),
        PRIOR: _("公开发表的比值（项目库样本不足）"),
        RATE: _("现场计量的进度"),
        BLEND: _("历史项目与现场进度加权"),
    }.get(method, method)


def standing_words(one: Forecast) -> str:
    """One sentence: the chance, and whether anything was learned."""
    if one.on_time is None:
        said = _("没有计划日期，不计算按期概率。")
    elif one.on_time < COIN and one.due and one.p50 <= one.due:
        said = _("进度不落后，但按期仍接近五五开：%(chance)s。") % {"chance": chance_words(one)}
    else:
        said = _("按期概率 %(chance)s。") % {"chance": chance_words(one)}
    return said if one.is_learned else said + _("项目库里已完工的项目不足 8 个，暂用公开发表的比值，尚未学习。")


def chance_words(one: Forecast) -> str:
    return "" if one.on_time is None else f"{round(float(one.on_time) * 100)}%"


def inputs_words(one: Forecast) -> Iterator[tuple[str, str]]:
    """Everything that the forecast followed from, in the order of the computation."""
    given = one.inputs
    yield _("截至"), given["as_of"]
    yield _("项目开始"), given["started"]
    if given["reported"]:
        yield _("责任人预计（保留，不改）"), given["reported"]
    if given["due"]:
        yield _("计划日期"), given["due"]
    yield _("方法"), method_words(one.method)
    for layer in given["layers"]:
        yield _layer(layer)
    if given["pace"]:
        yield from _pace(given["pace"])
    if "share" in given:
        share = {"reference": round(100 * given["share"]), "rate": round(100 * (1 - given["share"]))}
        yield _("权重（按过去的区间得分）"), _("历史项目 %(reference)s%%，现场进度 %(rate)s%%") % share
    yield _("方法版本"), given["version"]
    yield _("输入摘要"), one.digest[:16]


def _layer(layer: dict[str, Any]) -> tuple[str, str]:
    range_ = f"{layer['p10']} / {layer['p50']} / {layer['p90']}"
    if layer["layer"] == "rate":
        return _("按现场进度"), range_
    if not layer["learned"]:
        return _("按公开发表的比值"), range_
    learned = ngettext("学自 %(n)s 个已完工项目", "学自 %(n)s 个已完工项目", layer["n"]) % {"n": layer["n"]}
    said = {"range": range_, "learned": learned + _of_class(layer["class"])}
    return _("按历史项目"), _("%(range)s（%(learned)s）") % said


def _of_class(key: str) -> str:
    sector, _slash, template = key.partition("/")
    names = [str(kind(code).label) for kind, code in ((Sector, sector), (Template, template)) if code]
    return f" · {' · '.join(names)}" if names else ""


def _pace(given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    (since, first), (until, last) = given["points"][0], given["points"][-1]
    said = {"since": since, "first": f"{first:g}", "until": until, "last": f"{last:g}", "total": f"{given['total']:g}"}
    yield _("计量"), _("%(since)s 为 %(first)s，%(until)s 为 %(last)s，总量 %(total)s") % said
    code = given["calendar"][0]
    yield _("工地日历"), _("全天候，节假日不停") if code == ALWAYS else calendar_names().get(code, code)
    for begin, end, is_open in given["still"]:
        days = (date.fromisoformat(end) - date.fromisoformat(begin)).days + 1
        spell = ngettext("%(since)s 起 %(days)s 天", "%(since)s 起 %(days)s 天", days) % {"since": begin, "days": days}
        yield _("停工"), spell + (_("，尚未复工，按次日复工推算") if is_open else "")
    zones = [" / ".join(f"{day:g}" for day in days) for days in given["zones"]]
    yield _("前方特殊段（假定天数，等可能）"), "；".join(zones) or _("未假定延误")
    runs = {"cv": given["cv_daily"], "runs": f"{given['runs']:,}", "seed": given["seed"]}
    yield _("模拟"), _("日进尺变异系数 %(cv)s（假定），%(runs)s 次，种子 %(seed)s") % runs
