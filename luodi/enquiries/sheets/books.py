"""Workbooks to take away: the empty one to fill in, and the checked one with what is wrong beside each row."""

from django.utils.translation import gettext as _

from luodi.enquiries.industries import DIVISIONS, division_name
from luodi.enquiries.models import ImportBatch
from luodi.enquiries.sheets.columns import COLUMNS, TEMPLATE
from luodi.enquiries.sheets.words import fault_words
from luodi.text.sheets import Sheet, write_book


def template_book() -> bytes:
    """Headings only on the first sheet, so that nothing has to be deleted before it is filled in."""
    headings = [COLUMNS[name][0] for name in TEMPLATE]
    notes = [
        (_("姓名、联系方式、需求"), _("每行必填；联系方式写一个手机、座机（带区号）或邮箱")),
        (_("意向地"), _("区市或功能区的名称；没想好就留空")),
        (_("行业"), _("GB/T 4754 大类的代码或名称，见“行业大类”表；写别的会并入需求")),
        (_("投资额"), _("带单位，例如 5000万、1.2亿、3-5亿；标题写明“万元”时可只写数字")),
        (_("联系情况、联系时间"), _("已经与投资人谈过才填；填了的由导入人负责，其余按规则分派")),
    ]
    divisions = [(code, division_name(code)) for code in DIVISIONS]
    return write_book(
        [
            Sheet(_("投资申请"), headings, []),
            Sheet(_("填写说明"), [_("列"), _("怎么填")], notes),
            Sheet(_("行业大类"), [_("代码"), _("大类")], divisions),
        ]
    )


def annotated_book(batch: ImportBatch) -> bytes:
    """Every row not imported, as it was typed; the last column says what to do. It can be mended and read in again."""
    rows = [row for row in batch.rows.all() if not row.duty_id]
    used = [name for name in COLUMNS if any(name in row.values["raw"] for row in rows)]
    lines = []
    for row in rows:
        said = "；".join(f"{fault['cell'].partition('!')[2]}：{fault_words(fault)}" for fault in row.faults)
        lines.append([f"{row.sheet}!{row.row}", *(row.values["raw"].get(name, "") for name in used), said])
    headings = [_("原来的行"), *(COLUMNS[name][0] for name in used), _("要改的地方")]
    return write_book([Sheet(_("校验结果"), headings, lines)])
