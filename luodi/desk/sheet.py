"""The enquiry list as a sheet: what the viewer may see and no more; an alias stands for a company that is kept back."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from luodi.desk.words import said, state_word
from luodi.directory.viewer import Viewer
from luodi.duties.models import FAR, Duty
from luodi.duties.reach import reads_whole
from luodi.enquiries.facts.table import BY_CODE
from luodi.enquiries.known import words_of
from luodi.enquiries.listing import EXPORT_LIMIT
from luodi.text.sheets import write_sheet

# Beside what every enquiry has; nothing here is personal.
FACTS = ("kind", "total_investment", "land_mu", "floor_area_m2", "roof_area_m2", "power_kva", "jobs", "start_by")


def enquiry_sheet(duties: Sequence[Duty], *, viewer: Viewer, now: datetime, cut: bool) -> bytes:
    headers = [
        _("受理号"), _("标题"), _("进展"), _("提交时间"), _("负责单位"), _("负责人"), _("企业或代号"), _("称呼"),
        _("电话或邮箱"), _("意向地"), _("规模"), _("行业大类"), _("来源"), _("最近时限"), _("下一步"), _("下一步日期"),
    ]  # fmt: skip
    headers += [str(BY_CODE[code].name) for code in FACTS]
    return write_sheet(pgettext("栏目", "投资申请"), headers, _rows(duties, viewer, cut))


def _rows(duties: Sequence[Duty], viewer: Viewer, cut: bool) -> Iterator[list[Any]]:
    known = words_of((duty.pk for duty in duties), FACTS)
    for duty in duties:
        facts = known.get(duty.pk, {})
        yield _row(duty, viewer) + [facts.get(code, "") for code in FACTS]
    if cut:
        yield [_("只导出了前 %(most)d 件，请加筛选条件后分批导出。") % {"most": EXPORT_LIMIT}]


def _row(duty: Duty, viewer: Viewer) -> list[Any]:
    enquiry = duty.enquiry
    enquiry.duty = duty
    open_ = enquiry.secrets_open_to(viewer) and reads_whole(viewer, duty)
    return [
        duty.number,
        duty.title,
        state_word(duty.progress),
        localtime(enquiry.submitted),
        duty.unit.name,
        duty.owner.label,
        enquiry.firm if open_ else enquiry.alias,
        enquiry.name if open_ else "",
        enquiry.contact if open_ else "",
        enquiry.wish.name if enquiry.wish else "",
        said(enquiry.get_size_band_display()) if enquiry.size_band else "",
        enquiry.industry,
        said(enquiry.get_source_display()),
        localtime(duty.next_due) if duty.next_due < FAR else "",
        enquiry.next_step if open_ else "",
        enquiry.next_step_on or "",
    ]
