"""The bulletin as an official paper: heading line, issue, paragraphs, tables, copies to. Word and PDF draw the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.bulletin.canonical import printed_errata
from luodi.bulletin.compiling import AREA, CLASS, SECTOR, Figure
from luodi.bulletin.models import Edition, EditionLine, LineCorrection
from luodi.bulletin.words import (
    COLUMN_NAMES,
    GROUP_NAMES,
    MEANINGS,
    areas_of,
    cell_words,
    day_words,
    issue_words,
    key_name,
    pace_words,
    value_words,
    written_words,
)

MOST_ROWS = 300  # projects printed one by one; more of them stand in the workbook


@dataclass(frozen=True)
class Table:
    caption: str
    columns: list[str]
    rows: list[list[str]]
    widths: list[int]  # shares of the width


@dataclass
class Section:
    title: str
    paragraphs: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


@dataclass(frozen=True)
class Paper:
    """`heading` is the red line on top, `copies` the units that get one."""

    heading: str
    issue: str
    sender: str
    dated: str
    title: str
    sections: list[Section]
    copies: str
    printed: str


def paper_of(edition: Edition) -> Paper:
    lines = list(EditionLine.objects.filter(edition=edition).order_by("position"))
    areas = areas_of([line.values for line in lines])
    sender = edition.prepared_by.unit.name
    dated = day_words(localdate(edition.published_at).isoformat()) if edition.published_at else ""
    return Paper(
        heading=_("重点项目建设情况通报"),
        issue=issue_words(edition),
        sender=sender,
        dated=dated,
        title=edition.title,
        sections=_numbered([*_figures(edition, areas), *_reporting(edition, lines), *_changes(edition), *_all(lines)]),
        copies=_("抄送：%(place)s各区市人民政府，市直有关部门，各项目责任单位。") % {"place": edition.territory.name},
        printed=_("%(unit)s　%(day)s印发") % {"unit": sender, "day": dated},
    )


NUMERALS = "一二三四五六七八九十"


def _numbered(sections: list[Section]) -> list[Section]:
    for place, section in enumerate(sections):
        section.title = _("%(numeral)s、%(title)s") % {"numeral": NUMERALS[place], "title": section.title}
    return sections


def _figures(edition: Edition, areas: Mapping[str, str]) -> list[Section]:
    whole = {one["code"]: one for one in edition.figures if not one["group"]}
    said = {name: value_words(one) for name, one in whole.items()} | {"day": day_words(edition.as_of.isoformat())}
    words = [
        _(
            "截至%(day)s，应报送重点项目 %(projects)s 个，计划总投资 %(total)s；已开工占在册项目的 %(active)s。"
            "本期完成投资 %(period_invested)s，本年累计完成 %(year_done)s。"
        )
        % said
    ]
    if whole["completion"]["value"] is not None:
        pace = pace_words(Decimal(whole["ahead"]["value"]))
        words.append(_("年度投资完成率 %(completion)s，%(pace)s。") % (said | {"pace": pace}))
    if "change" in whole:
        words.append(_("同比增长 %(change)s。") % said)
    groups = [_group_table(edition.figures, group, areas) for group in (AREA, CLASS, SECTOR)]
    tables = [table for table in groups if len(table.rows) > 1]
    found = [Section(_("总体情况"), ["".join(words)]), Section(_("分类情况"), [], tables)]
    return [section for section in found if section.paragraphs or section.tables]


def _group_table(figures: list[Figure], group: str, areas: Mapping[str, str]) -> Table:
    rows: dict[str, dict[str, str]] = {}
    for one in figures:
        if one["group"] == group:
            rows.setdefault(one["key"], {})[one["code"]] = value_words(one)
    codes = ("projects", "active", "year_done", "completion")
    names = [str(MEANINGS[code].name) for code in codes]
    cells = [[key_name(group, key, areas), *(said[code] for code in codes)] for key, said in rows.items()]
    caption = str(GROUP_NAMES[group])
    return Table(caption, [caption.removeprefix("分"), *names], cells, [3, 2, 2, 3, 3])


def _reporting(edition: Edition, lines: list[EditionLine]) -> list[Section]:
    """Who did not report, and who was late; what is not public is only counted."""
    found = []
    for words, wanted in (
        (_("未报送"), [line for line in lines if line.missing]),
        (_("迟报"), [line for line in lines if line.late]),
    ):
        if wanted:
            names = [line.values["title"] for line in wanted if line.is_public][:20]
            said = {"words": words, "count": len(wanted), "names": "、".join(names)}
            found.append(_("%(words)s %(count)d 个：%(names)s。") % said if names else f"{words} {len(wanted)}。")
    return [Section(_("报送情况"), found)] if found else []


def _changes(edition: Edition) -> list[Section]:
    corrected = LineCorrection.objects.filter(line__edition=edition, line__is_public=True).select_related("line")
    rows = [_change(one, one.line, _("本期预览更正")) for one in corrected]
    rows += [_change(one, one.line, one.edition.title) for one in printed_errata(edition)]
    if not rows:
        return []
    columns = [_("出处"), _("项目"), _("项目栏"), _("原为"), _("应为"), _("理由")]
    return [Section(_("更正与勘误"), [], [Table("", columns, rows, [3, 3, 2, 2, 2, 3])])]


def _change(one: Any, line: EditionLine | None, where: str) -> list[str]:
    name = str(COLUMN_NAMES.get(one.field, one.field))
    title = line.values["title"] if line else ""
    return [where, title, name, written_words(one.field, one.old), written_words(one.field, one.new), one.reason]


def _all(lines: list[EditionLine]) -> list[Section]:
    public = [line for line in lines if line.is_public]
    if len(public) > MOST_ROWS:
        words = _("共 %(count)d 个，逐项数字见随本期公布的表格（Excel）。") % {"count": len(public)}
        return [Section(_("项目进展"), [words])]
    names = ("title", "unit", "stage", "year_plan", "year_done", "percent")
    columns = [str(COLUMN_NAMES[name]) for name in names] + [_("报送")]
    rows = [[*(cell_words(name, line.values.get(name)) for name in names), mark_of(line)] for line in public]
    return [Section(_("项目进展"), [], [Table("", columns, rows, [5, 4, 2, 3, 3, 2, 2])])] if rows else []


def mark_of(line: EditionLine) -> str:
    return _("未报") if line.missing else _("迟报") if line.late else _("按时")
