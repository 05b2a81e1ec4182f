"""The bulletin as a workbook: figures with their definitions, then the edition's public lines."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.bulletin.drawing.paper import mark_of
from luodi.bulletin.models import Edition, EditionLine
from luodi.bulletin.words import CLASS_NAMES, COLUMN_NAMES, GROUP_NAMES, MEANINGS, areas_of, cell_words, key_name
from luodi.projects.rules import WAN, Sector
from luodi.text.sheets import Sheet, write_book

UNITS = {"yuan": lazy("元"), "percent": "%", "points": lazy("个百分点"), "count": lazy("个")}
SUMS = ("total", "year_plan", "period_invested", "year_done", "invested")


def drawn(edition: Edition) -> bytes:
    lines = list(EditionLine.objects.filter(edition=edition).order_by("position"))
    return write_book([_figures(edition, lines), _lines(lines)])


def _figures(edition: Edition, lines: list[EditionLine]) -> Sheet:
    areas = areas_of([line.values for line in lines])
    headers = [
        _("分组"),
        _("指标"),
        _("数值"),
        _("单位"),
        _("分子"),
        _("分母"),
        _("口径"),
        _("数据截至"),
        _("所据行号"),
    ]

    def rows() -> Iterator[Sequence[Any]]:
        for one in edition.figures:
            meaning = MEANINGS[one["code"]]
            group = f"{GROUP_NAMES[one['group']]}：{key_name(one['group'], one['key'], areas)}" if one["group"] else ""
            value = None if one["value"] is None else float(one["value"])
            parts = (one["numerator"], one["denominator"])
            said = (group, str(meaning.name), value, str(UNITS[one["unit"]]), *parts, str(meaning.definition))
            yield (*said, edition.as_of, one["lines"])

    return Sheet(_("指标"), headers, rows())


def _lines(lines: list[EditionLine]) -> Sheet:
    """Amounts in 万元, as officials keep them; the JSON has whole yuan."""
    sums = [_("%(name)s（万元）") % {"name": COLUMN_NAMES[name]} for name in SUMS]
    headers = [
        _("行号"),
        _("项目编号"),
        _("项目名称"),
        _("地区"),
        _("责任单位"),
        _("行业"),
        _("类别"),
        _("阶段"),
        *sums,
    ]
    headers += [_("形象进度（%）"), _("计划进度（%）"), _("形象进度说明"), _("报送")]

    def rows() -> Iterator[Sequence[Any]]:
        for line in lines:
            if line.is_public:
                yield _row(line)

    return Sheet(_("项目"), headers, rows())


def _row(line: EditionLine) -> Sequence[Any]:
    v = line.values
    sector = str(Sector(v["sector"]).label) if v["sector"] else ""
    kind = str(CLASS_NAMES[v["class"]])
    head = (line.position, line.number, v["title"], v["district"] or v["city"], v["unit"], sector, kind)
    amounts = (None if v[name] is None else v[name] / WAN for name in SUMS)
    shares = (None if v[name] is None else float(v[name]) for name in ("percent", "planned"))
    return (*head, cell_words("stage", v["stage"]), *amounts, *shares, v["words"], mark_of(line))
