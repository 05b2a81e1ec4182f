"""Findings about a report, and the reasons of a light, as sentences."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from luodi.projects.models import Project, Report, ReportRound
from luodi.projects.plausible import Before, Finding, Told
from luodi.projects.words import money

SENTENCES: dict[str, Callable[[dict[str, Any]], str]] = {
    "nothing": lambda n: _("还没有填数：请至少填本期完成投资、形象进度或形象进度说明。"),
    "falls": lambda n: (
        _("累计数不能减少：本期填了 %(amount)s。以前报多了，请由审核人员更正以前的报送。")
        % {"amount": money(n["amount"])}
    ),
    "above_total": lambda n: (
        _("开工以来完成投资将到 %(sum)s，超过计划总投资 %(total)s。请核对单位，或先调整计划总投资。") % _amounts(n)
    ),
    "percent_falls": lambda n: (
        _("形象进度不能倒退：上次审核的是 %(before)s%%，这次填了 %(percent)s%%。上次报错了，请审核人员更正。")
        % {"before": percent(n["before"]), "percent": percent(n["percent"])}
    ),
    "percent_taken_back": lambda n: (
        _("更正使形象进度从 %(before)s%% 降到 %(percent)s%%。累计数一般不会减少，请核对。")
        % {"before": percent(n["before"]), "percent": percent(n["percent"])}
    ),
    "past": lambda n: _("下一节点的预计日期已经过去，请填今天或以后的日期。"),
    "arrived_above_total": lambda n: _("到位资金累计 %(sum)s，超过计划总投资 %(total)s，请核对。") % _amounts(n),
    "plan_above_total": lambda n: _("年度计划 %(sum)s 大于计划总投资 %(total)s，请核对。") % _amounts(n),
    "far_above_plan": lambda n: _("本年完成将到 %(sum)s，超过年度计划 %(total)s 的一倍半，请核对单位。") % _amounts(n),
    "year_above_all": lambda n: _("本年完成 %(sum)s 大于开工以来完成 %(total)s，请核对。") % _amounts(n),
    "apart": lambda n: (
        _("形象进度 %(percent)s%% 与投资完成 %(share)s%% 相差四十点以上，请核对。")
        % {"percent": percent(n["percent"]), "share": percent(n["share"])}
    ),
}


def sentence(finding: Finding) -> str:
    return SENTENCES[finding.code](dict(finding.numbers))


def _amounts(numbers: dict[str, Any]) -> dict[str, str]:
    return {name: money(numbers[name]) for name in ("sum", "total")}


def percent(value: Decimal | str | None) -> str:
    """Two decimals at the most, none where they are nothing."""
    if value is None:
        return ""
    shown = f"{Decimal(value):.2f}"
    return shown.rstrip("0").rstrip(".")


def told_of(report: Report) -> Told:
    return Told(report.invested, report.arrived, report.percent, report.words, report.next_on)


def before_of(project: Project, one: ReportRound, without: Report | None = None) -> Before:
    """The project's sums, less those of an accepted report that is judged anew."""
    same_year = project.year == one.as_of.year
    less = (without.invested or 0, without.arrived or 0) if without is not None else (0, 0)
    return Before(
        total=project.total,
        year_plan=project.year_plan if same_year else None,
        year_done=project.year_done - less[0] if same_year else 0,
        invested=project.invested - less[0],
        arrived=project.arrived - less[1],
        percent=project.percent,
    )
