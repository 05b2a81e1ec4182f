"""The library as a table, in whatever columns an officer keeps: labels, values, rows read in pieces."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.directory.viewer import Viewer
from luodi.projects.listing import CLASSES, chosen
from luodi.projects.models import Milestone, Project
from luodi.projects.rules import ORDER, UNDER_WAY, WAN, Level, Light, Sector, Side, Stage, Template
from luodi.projects.sheets.words import COLUMNS as WORDS
from luodi.projects.sheets.words import heading_word
from luodi.text.sheets import Sheet, write_book, write_lines
from luodi.ui.bookwords import written

AT_ONCE = 500  # projects read at a time
MOST = 20_000  # rows of one workbook; a CSV file has no end
UNIT_WORDS = {"money": "（万元）", "percent": "（%）"}
BESIDE = ("owner__user", "owner__unit", "unit", "city", "district", "place")


@dataclass(frozen=True)
class Row:
    """A project with what its columns ask for beside it. `dates`: stage -> the owner's date."""

    place: int
    project: Project
    dates: Mapping[str, date]


@dataclass(frozen=True)
class Column:
    """`kind`: text, money (whole yuan), date, percent, number."""

    code: str
    label: "str | Promise"
    kind: str
    value: Callable[[Row], Any]


def _label(choices: Any, name: str) -> Callable[[Row], str]:
    def said(row: Row) -> str:
        value = getattr(row.project, name)
        return written(choices(value).label) if value else ""

    return said


def _own(name: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row.project, name)


def _reported(name: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row.project.current, name) if row.project.current else None


def _planned(stage: str) -> Callable[[Row], Any]:
    return lambda row: row.dates.get(stage)


def _place(row: Row) -> str:
    duty = row.project.duty
    return str(duty.place or duty.district or duty.city)


def _share(row: Row) -> Decimal | None:
    """Of the year plan, in percent."""
    plan = row.project.year_plan
    return Decimal(row.project.year_done * 100) / plan if plan else None


def _class(row: Row) -> str:
    """As bulletins class it this year."""
    project = row.project
    if project.stage in UNDER_WAY:
        new = project.started_on is not None and project.started_on.year >= localdate().year
        return written(CLASSES["new" if new else "continued"])
    return written(CLASSES["preparatory" if ORDER[project.stage] < ORDER[Stage.STARTED] else "finished"])


def _column(code: str, kind: str, value: Callable[[Row], Any], label: "str | Promise | None" = None) -> Column:
    return Column(code, label or WORDS[code], kind, value)


COLUMNS: dict[str, Column] = {
    column.code: column
    for column in (
        _column("serial", "number", lambda row: row.place, lazy("序号")),
        _column("number", "text", lambda row: row.project.duty.number, lazy("编号")),
        _column("title", "text", lambda row: row.project.duty.title),
        _column("code", "text", _own("code")),
        _column("city", "text", lambda row: str(row.project.duty.city)),
        _column("district", "text", lambda row: str(row.project.duty.district or ""), lazy("区市")),
        _column("place", "text", _place, lazy("所在地")),
        _column("address", "text", _own("address")),
        _column("unit", "text", lambda row: row.project.duty.unit.name),
        _column("owner", "text", lambda row: row.project.duty.owner.label),
        _column("sponsor_name", "text", _own("sponsor_name")),
        _column("builder_name", "text", _own("builder_name")),
        _column("template", "text", _label(Template, "template")),
        _column("sector", "text", _label(Sector, "sector")),
        _column("industry", "text", _own("industry")),
        _column("level", "text", _label(Level, "level")),
        _column("listed_year", "number", _own("listed_year")),
        _column("stage", "text", _label(Stage, "stage")),
        _column("class", "text", _class, lazy("项目性质")),
        _column("side", "text", _label(Side, "side"), lazy("状态")),
        _column("description", "text", _own("description")),
        _column("total", "money", _own("total")),
        _column("year_plan", "money", _own("year_plan")),
        _column("period_done", "money", _reported("invested")),
        _column("year_done", "money", _own("year_done")),
        _column("share", "percent", _share, lazy("年度完成率")),
        _column("invested", "money", _own("invested")),
        _column("arrived", "money", _own("arrived")),
        _column("percent", "percent", _own("percent")),
        _column("words", "text", lambda row: _reported("words")(row) or "", lazy("形象进度说明")),
        _column("light", "text", _label(Light, "light"), lazy("亮灯")),
        _column("planned_start", "date", _planned(Stage.STARTED)),
        _column("planned_end", "date", _planned(Stage.COMPLETED)),
        _column("planned_producing", "date", _planned(Stage.PRODUCING)),
        _column("started_on", "date", _own("started_on")),
        _column("completed_on", "date", _own("completed_on")),
        _column("producing_on", "date", _own("producing_on")),
        _column("in_statistics_on", "date", _own("in_statistics_on")),
        _column("above_scale_on", "date", _own("above_scale_on")),
    )
}
USUAL = (
    *("serial", "number", "title", "code", "place", "unit", "owner", "sponsor_name", "sector", "level", "stage"),
    *("total", "year_plan", "year_done", "share", "invested", "percent", "words", "light", "started_on", "planned_end"),
)


def known(columns: Iterable[str]) -> list[str]:
    """Those of these columns that there are, each once; the usual ones where none is left."""
    return list(dict.fromkeys(code for code in columns if code in COLUMNS)) or list(USUAL)


def rows(viewer: Viewer, asked: Mapping[str, Any], now: datetime, most: int | None = None) -> Iterator[Row]:
    """What a list so filtered holds, in the order in which projects entered; a few queries for each piece."""
    keys = list(chosen(viewer, asked, now).values_list("pk", flat=True).distinct()[:most])
    place = 0
    for start in range(0, len(keys), AT_ONCE):
        for row in _piece(keys[start : start + AT_ONCE], place):
            place = row.place
            yield row


def _piece(keys: list[int], place: int) -> Iterator[Row]:
    beside = (*(f"duty__{name}" for name in BESIDE), "current")
    projects = Project.objects.filter(pk__in=keys).select_related(*beside).order_by("pk")
    dates: dict[int, dict[str, date]] = {}
    owners = Milestone.objects.filter(project__in=keys, withdrawn_at=None, forecast__isnull=False).exclude(stage="")
    for pk, stage, forecast in owners.values_list("project_id", "stage", "forecast"):
        if forecast is not None:
            dates.setdefault(pk, {})[stage] = forecast
    for number, project in enumerate(projects, start=place + 1):
        yield Row(number, project, dates.get(project.pk, {}))


def headings(columns: Sequence[str]) -> list[str]:
    return [heading_word(COLUMNS[code].label, UNIT_WORDS.get(COLUMNS[code].kind, "")) for code in columns]


def values(columns: Sequence[str], row: Row) -> list[Any]:
    """Money in 万元, whose four decimals are whole yuan; percent to two."""
    found = [COLUMNS[code].value(row) for code in columns]
    return [_printed(COLUMNS[code].kind, value) for code, value in zip(columns, found, strict=True)]


def _printed(kind: str, value: Any) -> Any:
    if value is None:
        return ""
    if kind == "money":
        return Decimal(value) / WAN
    return round(Decimal(value), 2) if kind == "percent" else value


def workbook(viewer: Viewer, columns: Sequence[str], asked: Mapping[str, Any], now: datetime) -> bytes:
    found = rows(viewer, asked, now, MOST + 1)
    return write_book([Sheet(_("重点项目"), headings(columns), _cut(columns, found))])


def _cut(columns: Sequence[str], found: Iterable[Row]) -> Iterator[list[Any]]:
    for row in found:
        if row.place > MOST:
            yield [_("只导出了前 %(most)d 个，请加筛选条件，或改用 CSV。") % {"most": MOST}]
            return
        yield values(columns, row)


def lines(viewer: Viewer, columns: Sequence[str], asked: Mapping[str, Any], now: datetime) -> Iterator[str]:
    """A CSV file, line by line."""
    return write_lines(headings(columns), (values(columns, row) for row in rows(viewer, asked, now)))
