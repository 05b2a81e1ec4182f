"""Workbooks to take away: the empty one to fill in, and the rows to mend with what is wrong beside each."""

from django.utils.translation import gettext as _

from luodi.projects.models import ProjectImport
from luodi.projects.sheets.columns import AMOUNTS
from luodi.projects.sheets.words import COLUMNS, column_word, fault_words, heading_word
from luodi.text.sheets import Sheet, write_book

TEMPLATE = (
    *("title", "code", "sponsor_name", "unit", "place", "address", "sector", "template", "level", "stage"),
    *("description", "total", "year_plan", "period_done", "year_done", "invested", "arrived", "percent"),
    *("planned_start", "planned_end", "started_on", "completed_on", "builder_name"),
)


def template_book() -> bytes:
    """Headings only on the first sheet, so that nothing has to be deleted before it is filled in."""
    notes = [
        (column_word("title"), _("每行必填；同一个项目再导一次就是更新")),
        (column_word("code"), _("24 位；有代码的按代码认，没有的按名称、投资主体和区市认")),
        (column_word("unit"), _("通讯录里的单位名称；留空由您的单位负责")),
        (_("金额"), _("表头写明“（万元）”或“（亿元）”就只写数字；也可以在格子里写 1.2亿")),
        (_("日期"), _("2026-09-30、2026年9月、2026年9月底、2026.9 都可以；还没到的日期算计划")),
        (
            column_word("stage"),
            _("在谈、签约、立项、开工、在建、竣工、投产，或新开工、续建、前期；入库以后由阶段决定推进"),
        ),
        (_("投资数"), _("只在新建时作为期初数；入库以后由报送和更正决定")),
    ]
    headings = [heading_word(COLUMNS[column], "（万元）" if column in AMOUNTS else "") for column in TEMPLATE]
    return write_book([Sheet(_("重点项目"), headings, []), Sheet(_("填写说明"), [_("列"), _("怎么填")], notes)])


def checked_book(book: ProjectImport) -> bytes:
    """Every faulty row as it stood, the last column says what to do. It can be mended and read in again."""
    rows = [row for row in book.rows.order_by("id") if row.faults]
    used = [heading for heading, _column in book.layout["columns"] if any(heading in row.values["raw"] for row in rows)]
    lines = []
    for row in rows:
        said = "；".join(f"{fault['cell'].partition('!')[2]}：{fault_words(fault)}" for fault in row.faults)
        cells = row.values["raw"]
        lines.append([*(cells.get(heading, ("", ""))[1] for heading in used), f"{row.sheet}!{row.row}", said])
    return write_book([Sheet(_("要改的行"), [*used, _("原来的行"), _("要改的地方")], lines)])
