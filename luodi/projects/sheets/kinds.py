"""Stages, classes, sectors, levels and templates as books say them in words; rows that sum up. No Django."""

import re
from functools import lru_cache
from typing import NamedTuple

from luodi.projects.rules import ORDER, ROUTES, Level, Sector, Stage, Template
from luodi.text.sheets.values import EMPTY, plain

S = Stage
# The first word that stands in the text decides; the names of all stages are among them, whatever the reader's
# language.
STAGE_WORDS: tuple[tuple[str, str], ...] = (
    ("履约", S.AFTERCARE),
    ("达产", S.AT_CAPACITY),
    ("达效", S.AT_CAPACITY),
    ("试生产", S.PRODUCING),
    ("投产", S.PRODUCING),
    ("投用", S.PRODUCING),
    ("运营", S.PRODUCING),
    ("竣工", S.COMPLETED),
    ("完工", S.COMPLETED),
    ("建成", S.COMPLETED),
    ("收尾", S.BUILDING),
    ("在建", S.BUILDING),
    ("建设中", S.BUILDING),
    ("续建", S.BUILDING),
    ("未开工", S.FILED),
    ("待开工", S.PERMITTED),
    ("拟开工", S.FILED),
    ("已开工", S.STARTED),
    ("开工", S.STARTED),
    ("施工许可", S.PERMITTED),
    ("规划许可", S.PERMITTED),
    ("供地", S.SITE_READY),
    ("载体", S.SITE_READY),
    ("拿地", S.SITE_READY),
    ("前期", S.FILED),
    ("预备", S.FILED),
    ("立项", S.FILED),
    ("备案", S.FILED),
    ("核准", S.FILED),
    ("注册", S.REGISTERED),
    ("签约", S.CONTRACTED),
    ("评审", S.UNDER_REVIEW),
    ("论证", S.UNDER_REVIEW),
    ("在谈", S.IN_TALKS),
    ("洽谈", S.IN_TALKS),
    ("谋划", S.IDEA),
    ("储备", S.IDEA),
)
# 新开工 says the year in which it is to start, and no more.
NEW = ("新开工", "新建")
SECTOR_WORDS: tuple[tuple[str, str], ...] = (
    ("基础设施", Sector.INFRASTRUCTURE),
    ("交通", Sector.INFRASTRUCTURE),
    ("水利", Sector.INFRASTRUCTURE),
    ("市政", Sector.INFRASTRUCTURE),
    ("能源", Sector.INFRASTRUCTURE),
    ("旅游", Sector.TOURISM),
    ("文旅", Sector.TOURISM),
    ("文化", Sector.TOURISM),
    ("农", Sector.AGRICULTURE),
    ("渔", Sector.AGRICULTURE),
    ("牧", Sector.AGRICULTURE),
    ("乡村", Sector.AGRICULTURE),
    ("民生", Sector.LIVELIHOOD),
    ("教育", Sector.LIVELIHOOD),
    ("医疗", Sector.LIVELIHOOD),
    ("卫生", Sector.LIVELIHOOD),
    ("社会", Sector.LIVELIHOOD),
    ("住房", Sector.LIVELIHOOD),
    ("服务", Sector.SERVICES),
    ("物流", Sector.SERVICES),
    ("商贸", Sector.SERVICES),
    ("金融", Sector.SERVICES),
    ("总部", Sector.SERVICES),
    ("地产", Sector.SERVICES),
    ("房地产", Sector.SERVICES),
    ("零售", Sector.SERVICES),
    ("批发", Sector.SERVICES),
    ("工业", Sector.INDUSTRY),
    ("制造", Sector.INDUSTRY),
    ("产业", Sector.INDUSTRY),
    ("加工", Sector.INDUSTRY),
)
LEVEL_WORDS = (
    ("国", Level.NATIONAL),
    ("省", Level.PROVINCE),
    ("区", Level.COUNTY),
    ("县", Level.COUNTY),
    ("市", Level.CITY),
)
TEMPLATE_WORDS: tuple[tuple[str, str], ...] = (
    ("技改", Template.RENOVATION),
    ("技术改造", Template.RENOVATION),
    ("改造", Template.RENOVATION),
    ("租赁", Template.LEASE),
    ("租用", Template.LEASE),
    ("总部", Template.SERVICE),
    ("服务业", Template.SERVICE),
    ("基础设施", Template.INFRASTRUCTURE),
    ("专项", Template.TASK),
    ("供地", Template.LAND),
    ("工业", Template.LAND),
)
BY_SECTOR: dict[str, str] = {
    Sector.INFRASTRUCTURE: Template.INFRASTRUCTURE,
    Sector.LIVELIHOOD: Template.INFRASTRUCTURE,
    Sector.SERVICES: Template.SERVICE,
    Sector.TOURISM: Template.SERVICE,
}
WHOLE = ("合计", "总计", "共计", "总 计")
PART = ("小计",)
MOST_OF_NOTE = 2  # cells; a row without a name that fills more is a project whose name is missing
LONGEST_GROUP = 30  # characters
NOTES = ("注:", "备注:", "填表", "制表", "说明:", "审核人", "填报", "联系人", "单位负责人", "统计负责人")


class RowKind(NamedTuple):
    """`what`: project, whole, part, group or note; `said` is what a group is of."""

    what: str
    said: str = ""


def kind_of_row(texts: list[str], *, has_title: bool) -> RowKind:
    """A row of a project, a sum, a heading between rows (一、新开工项目), or a note below the table."""
    heads = [plain(text) for text in texts[:3]]
    if any(head in WHOLE or (head.startswith(WHOLE) and len(head) < 8) for head in heads):
        return RowKind("whole")
    if any(head in PART or head.endswith(PART) for head in heads):
        return RowKind("part")
    first = heads[0] if heads else ""
    if first.startswith(NOTES):
        return RowKind("note")
    if re.match(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]", first) or first in tuple("一二三四五六七八九十"):
        words = next((text for text in texts[:2] if len(plain(text)) > 2), "")
        return RowKind("group", words)
    if has_title or len(texts) > MOST_OF_NOTE:
        return RowKind("project")
    return RowKind("group", texts[0]) if len(texts) == 1 and len(texts[0]) <= LONGEST_GROUP else RowKind("note")


@lru_cache(maxsize=2048)
def _first(words: tuple[tuple[str, str], ...], text: str) -> str:
    said = plain(text)
    return next((str(code) for word, code in words if word in said), "")


def is_new(text: str) -> bool:
    return any(word in text for word in NEW)


def stage_of(text: str) -> str:
    """Empty where no stage is meant."""
    said = plain(text)
    return said if said in ORDER else _first(STAGE_WORDS, said)


def sector_of(text: str) -> str:
    return _first(SECTOR_WORDS, text)


def level_of(text: str) -> str:
    said = plain(text)
    return "" if said in EMPTY else _first(LEVEL_WORDS, said)


def template_of(text: str) -> str:
    said = plain(text)
    return said if said in Template.values else _first(TEMPLATE_WORDS, said)


def on_route(template: str, stage: str) -> str:
    """The stage itself, or the last before it that projects of this kind pass through."""
    return max((one.value for one in ROUTES[template] if ORDER[one] <= ORDER[stage]), key=ORDER.__getitem__)
