"""What is said of an edition in more than one place: names and definitions of its figures, its columns, its notes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.bulletin.compiling import AREA, CLASS, SECTOR, Figure
from luodi.bulletin.models import Edition
from luodi.projects.rules import Sector, Stage
from luodi.projects.words import money

Words = str | Promise


@dataclass(frozen=True)
class Meaning:
    """A figure's name and definition; of a rate also what stands above and below the line."""

    name: Words
    definition: Words
    above: Words = ""
    below: Words = ""


MEANINGS: dict[str, Meaning] = {
    "projects": Meaning(lazy("项目数"), lazy("本期应报送的重点项目，含不对外公布的。")),
    "total": Meaning(lazy("计划总投资"), lazy("各项目计划总投资之和；没有填报的不计。")),
    "reported": Meaning(
        lazy("报送率"), lazy("本期有已审核报送的项目，占应报送项目。"), lazy("已报送项目"), lazy("应报送项目")
    ),
    "late": Meaning(lazy("迟报项目"), lazy("在截止时间之后才报送的项目，数字照计，标“迟报”。")),
    "missing": Meaning(lazy("未报项目"), lazy("本期没有已审核报送的项目；累计数停在上一次报送，标灰色。")),
    "active": Meaning(
        lazy("开工率"),
        lazy("已开工（含续建、竣工）的项目，占全部在册项目，不是占年内计划开工的项目。"),
        lazy("已开工项目"),
        lazy("在册项目"),
    ),
    "period_invested": Meaning(lazy("本期完成投资"), lazy("各项目本期报送的完成投资之和。")),
    "year_done": Meaning(lazy("本年完成投资"), lazy("各项目年初以来各期已审核报送的完成投资之和。")),
    "invested": Meaning(lazy("开工以来完成投资"), lazy("各项目开工以来各期已审核报送的完成投资之和。")),
    "completion": Meaning(
        lazy("年度投资完成率"),
        lazy("有年度计划的项目：本年完成投资除以年度计划投资；没有年度计划的不进分子也不进分母。"),
        lazy("本年完成投资"),
        lazy("年度计划投资"),
    ),
    "ahead": Meaning(
        lazy("超时序进度"),
        lazy("年度投资完成率减去已过月份占全年的百分比；负数是滞后。"),
        lazy("本年完成投资"),
        lazy("年度计划投资"),
    ),
    "change": Meaning(
        lazy("同比增长"),
        lazy("本年完成投资比上年同期通报公布的数增加的百分比。"),
        lazy("增加额"),
        lazy("上年同期"),
    ),
    "started": Meaning(
        lazy("计划开工项目开工率"),
        lazy("批准计划中年内应开工的项目，已经开工的占多少。"),
        lazy("已开工"),
        lazy("年内计划开工"),
    ),
}
CLASS_NAMES: dict[str, Words] = {
    "new": lazy("新开工"),
    "continued": lazy("续建"),
    "preparatory": lazy("前期"),
    "finished": lazy("竣工"),
}
GROUP_NAMES: dict[str, Words] = {AREA: lazy("分地区"), SECTOR: lazy("分行业"), CLASS: lazy("分类别")}
COLUMN_NAMES: dict[str, Words] = {
    "title": lazy("项目名称"),
    "unit": lazy("责任单位"),
    "stage": lazy("阶段"),
    "total": lazy("计划总投资"),
    "year_plan": lazy("年度计划投资"),
    "period_invested": lazy("本期完成投资"),
    "year_done": lazy("本年完成投资"),
    "invested": lazy("开工以来完成投资"),
    "percent": lazy("形象进度"),
    "words": lazy("形象进度说明"),
    "planned": lazy("按批准计划应为"),
    "slip": lazy("相差"),
}
# Of one project, as MEANINGS are of all.
COLUMN_MEANINGS: dict[str, Words] = {
    "total": lazy("项目库里登记的计划总投资。"),
    "year_plan": lazy("本年度确定的计划投资；年中调整过的，以最近一次为准。"),
    "period_invested": lazy("本期报送、经另一人审核的完成投资；未报的空着。"),
    "year_done": lazy("年初以来各期已审核报送的完成投资之和。"),
    "invested": lazy("开工以来各期已审核报送的完成投资之和。"),
    "percent": lazy("本期报送、经另一人审核的整体完成百分比；未报的空着。"),
    "planned": lazy("批准计划的进度曲线在数据截至日应完成的百分比。"),
    "slip": lazy("现在预计或实际完成的日期，减去批准计划的日期。"),
}
MONEY = frozenset({"total", "year_plan", "period_invested", "year_done", "invested"})


def meanings(columns: Iterable[str]) -> list[tuple[str, str]]:
    """Name and definition of each."""
    return [(str(COLUMN_NAMES[name]), str(COLUMN_MEANINGS[name])) for name in columns]


def value_words(figure: Mapping[str, Any]) -> str:
    """As it is printed, with its unit; a dash for what has no denominator."""
    value, unit = figure["value"], figure["unit"]
    if value is None:
        return "—"
    if unit == "yuan":
        return money(int(value))
    if unit == "percent":
        return f"{value}%"
    if unit == "points":
        return _("%(points)s 个百分点") % {"points": value if value.startswith("-") else f"+{value}"}
    return f"{int(value):,}"


def parts_words(figure: Figure) -> str:
    """Numerator and denominator of a rate; empty for a plain sum."""
    if figure["numerator"] is None:
        return ""
    meaning = MEANINGS[figure["code"]]
    of_money = figure["code"] in ("completion", "ahead", "change")
    above, below = (money(figure[name]) if of_money else f"{figure[name]:,}" for name in ("numerator", "denominator"))
    return f"{meaning.above} {above} / {meaning.below} {below}"


def cell_words(column: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if column in MONEY:
        return money(int(value))
    if column == "percent":
        return f"{value}%"
    return str(Stage(value).label) if column == "stage" and value in Stage.values else str(value)


def written_words(column: str, text: str) -> str:
    """Of a correction, where every value is kept as text."""
    return cell_words(column, int(text) if column in MONEY and text.lstrip("-").isdecimal() else text) or "—"


def key_name(group: str, key: str, areas: Mapping[str, str]) -> str:
    """`areas`: code of a place to its name, from the lines themselves."""
    if group == SECTOR:
        return str(Sector(key).label) if key in Sector.values else _("未分行业")
    if group == CLASS:
        return str(CLASS_NAMES.get(key, key))
    return areas.get(key, key)


def areas_of(lines: list[Mapping[str, Any]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for values in lines:
        for place in ("district", "city"):
            names.setdefault(values.get(f"{place}_code") or "", values.get(place) or "")
    return names


def note_words(note: Mapping[str, Any]) -> str:
    said = {"count": note["count"], "amount": money(abs(note["amount"]))}
    return str(NOTES[note["code"]]) % said


NOTES: dict[str, Words] = {
    "missing": lazy("%(count)s 个项目未报送，公布时标灰色，累计数停在上一次。"),
    "late": lazy("%(count)s 个项目迟报，公布时注明。"),
    "hidden_denominator": lazy(
        "%(count)s 个项目没有年度计划，它们完成的 %(amount)s 不在完成率里；请补计划，或在正文里写明口径。"
    ),
    "no_sector": lazy("%(count)s 个项目没有填行业，分行业合计与总数对得上，但单列“未分行业”。"),
    "over_total": lazy("%(count)s 个项目完成投资大于计划总投资，请核对。"),
    "over_plan": lazy("%(count)s 个项目年度计划大于计划总投资，请核对。"),
    "fell": lazy("%(count)s 个项目的累计投资比上期公布的少，请核对并准备说明。"),
    "lone_hidden": lazy("%(count)s 个不对外公布的项目是所在地区或行业的唯一一个，分组数字会透露它；请考虑公布或说明。"),
    "sum_gap": lazy("各行合计与本期截止时的合计相差 %(amount)s，请核对是否有截止后的更正。"),
}
PRESSING = frozenset({"lone_hidden", "hidden_denominator", "sum_gap", "fell", "over_total", "over_plan"})


def issue_words(edition: Edition) -> str:
    if edition.issue is None:
        return ""
    return _("%(year)s 年第 %(issue)s 期") % {"year": edition.year, "issue": edition.issue}


def day_words(iso: str | None) -> str:
    """2026 年 3 月 5 日 in the official way."""
    if not iso:
        return ""
    day = date.fromisoformat(iso[:10])
    return _("%(year)s年%(month)s月%(day)s日") % {"year": day.year, "month": day.month, "day": day.day}


def pace_words(points: Decimal) -> str:
    """Of percentage points against the elapsed share of the year."""
    if points < 0:
        return _("落后时间进度 %(points)s 个百分点") % {"points": -points}
    return _("快于时间进度 %(points)s 个百分点") % {"points": points}


def apart_words(values: Mapping[str, Any]) -> str:
    """Visible progress against the approved curve; empty where either is not known."""
    if values.get("percent") is None or values.get("planned") is None:
        return ""
    apart = Decimal(values["percent"]) - Decimal(values["planned"])
    if apart < 0:
        return _("落后 %(points)s 个百分点") % {"points": -apart}
    return _("快 %(points)s 个百分点") % {"points": apart} if apart else _("与计划一致")
