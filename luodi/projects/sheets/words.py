"""What is wrong or only noted in a cell, what a column is called, what a change says: in the reader's language."""

from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.projects.rules import Level, Sector, Stage
from luodi.projects.sheets.columns import AMOUNTS, CHOICES
from luodi.projects.words import money
from luodi.ui.bookwords import written

FAULTS: dict[str, Any] = {
    "no_title": lazy("缺少项目名称。"),
    "too_long": lazy("太长了，最多 %(limit)s 个字。"),
    "number": lazy("看不懂这个金额，请写成 12000 或 1.2亿。"),
    "no_unit": lazy("请写明单位：表头写“（万元）”，或格子里写 1.2亿。"),
    "date": lazy("看不懂这个日期，请写成 2026-09-30、2026年9月 或 2026年9月底。"),
    "code": lazy("项目代码应为 24 位，例如 2026-370211-36-03-000001。"),
    "place_unknown": lazy("没有这个地方，请写区市或功能区的名称，或者留空。"),
    "place_several": lazy("有几个地方都叫这个名称，请加一列“所属城市”或写全。"),
    "unit_unknown": lazy("通讯录里没有这个单位，请写单位全称，或者把这一列设为不导入。"),
    "unit_empty": lazy("这个单位没有负责重点项目的岗位，请先由运营人员设岗。"),
    "not_yours": lazy("只能登记由本单位负责的项目，请由对方导入。"),
    "plan_over": lazy("年度计划投资大于计划总投资，请核对金额和单位。"),
    "done_over": lazy("本年完成投资大于计划总投资，请核对金额和单位。"),
    "invested_over": lazy("累计完成投资大于计划总投资，请核对金额和单位。"),
    "period_over": lazy("本期完成投资大于本年完成投资。"),
    "year_over": lazy("本年完成投资大于累计完成投资。"),
    "not_the_sum": lazy("累计完成投资不等于上年底累计加本年完成。"),
    "ends_first": lazy("早于开工日期 %(begins)s，请核对。"),
    "below_invested": lazy("计划总投资小于库里的已完成投资，请核对金额和单位。"),
    "elsewhere": lazy("库里已有这个项目，但不在您的范围内。"),
    "not_kept": lazy("库里已有这个项目（%(number)s），不由您的岗位维护。"),
    "ended": lazy("%(number)s 已不在办，不再更新；需要时请先恢复项目。"),
}
NOTES: dict[str, Any] = {
    "twin": lazy("与 %(of)s 是同一个项目，只读第一行。"),
    "owner_unknown": lazy("通讯录里没有对上这个人，先由%(owner)s负责。"),
    "word_unknown": lazy("不认识这个词，留空。"),
    "by_report": lazy("已入库项目的投资数由报送和更正决定，这里不改。"),
    "by_gate": lazy("阶段由阶段决定推进（现在是%(stage)s），这里不改。"),
}
COLUMNS: dict[str, Any] = {
    "title": lazy("项目名称"),
    "code": lazy("项目代码"),
    "city": lazy("所属城市"),
    "place": lazy("所属区市"),
    "address": lazy("建设地点"),
    "unit": lazy("责任单位"),
    "owner": lazy("责任人"),
    "sponsor_name": lazy("投资主体"),
    "builder_name": lazy("施工单位"),
    "sector": lazy("行业领域"),
    "industry": lazy("国民经济行业"),
    "template": lazy("项目类型"),
    "level": lazy("列入级别"),
    "listed_year": lazy("列入年度"),
    "class": lazy("新开工、续建或前期"),
    "stage": lazy("阶段"),
    "description": lazy("建设内容"),
    "total": lazy("计划总投资"),
    "year_plan": lazy("年度计划投资"),
    "before": lazy("上年底累计完成投资"),
    "period_done": lazy("本期完成投资"),
    "year_done": lazy("本年完成投资"),
    "invested": lazy("开工以来完成投资"),
    "arrived": lazy("到位资金"),
    "percent": lazy("形象进度"),
    "span": lazy("建设起止年限"),
    "planned_start": lazy("计划开工时间"),
    "planned_end": lazy("计划竣工时间"),
    "planned_producing": lazy("计划投产时间"),
    "started_on": lazy("开工日期"),
    "completed_on": lazy("竣工日期"),
    "producing_on": lazy("投产日期"),
    "in_statistics_on": lazy("纳统日期"),
    "above_scale_on": lazy("升规日期"),
}
CHANGED = {"planned_started": "planned_start", "planned_completed": "planned_end"}
LABELS: dict[str, Any] = {"sector": Sector, "level": Level}


def fault_words(fault: dict[str, Any]) -> str:
    return str(FAULTS[fault["code"]]) % fault


def note_words(note: dict[str, Any]) -> str:
    said = note | {"stage": Stage(note["stage"]).label} if "stage" in note else note
    return str(NOTES[note["code"]]) % said


def column_word(column: str) -> str:
    return str(COLUMNS[CHANGED.get(column, column)])


def heading_word(label: str | Promise, unit: str = "") -> str:
    """Of a column of a workbook; `unit` such as （万元）."""
    said, bracket, own = written(label).partition("（")
    return said + unit + bracket + own


def column_choices() -> list[tuple[str, str]]:
    """What a heading may be read into; empty: it is left out."""
    return [("", _("不导入")), *((column, column_word(column)) for column in CHOICES)]


def value_words(column: str, value: Any) -> str:
    """A value of a change as it is read: money in 亿 and 万, codes as words."""
    if value in (None, ""):
        return _("空")
    if column in AMOUNTS:
        return money(value)
    if column in LABELS:
        return str(LABELS[column](value).label)
    return value.isoformat() if isinstance(value, date) else str(value)
