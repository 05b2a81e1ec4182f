"""Workbooks to take away: the list of offers, the empty one to fill in, the checked one with what is wrong."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty, Visibility
from luodi.duties.reach import reads_whole
from luodi.supply.columns import LABELS
from luodi.supply.listing import EXPORT_LIMIT
from luodi.supply.models import OfferRow, OfferSheet
from luodi.supply.rules import COLUMNS, Pollution, PriceUnit
from luodi.supply.sheets.words import fault_words, heading_word
from luodi.supply.words import kind_word, state_word
from luodi.text.sheets import Sheet, write_book, write_sheet

TEMPLATE = (
    *("title", "kind", "place", "address", "area_m2", "smallest_m2", "land_mu", "ceiling_m", "floor_load_t_m2"),
    *("crane_t", "power_kva", "price", "available_from", "pair", "holder", "contact_name", "contact"),
    *("industries", "tags", "state", "description"),
)
PERSONAL = frozenset({"contact_name", "contact"})


def offers_book(duties: Sequence[Duty], *, viewer: Viewer, cut: bool) -> bytes:
    """What the viewer may see; the contact of an offer only where it is near to him."""
    headings = [
        _("编号"),
        LABELS["kind"],
        LABELS["title"],
        _("状态"),
        _("给谁看"),
        _("负责单位"),
        _("负责人"),
        _("所在地"),
    ]
    headings += [str(LABELS[name]) for name in COLUMNS]
    return write_sheet(_("供给资源"), [str(one) for one in headings], _rows(duties, viewer, cut))


def template_book() -> bytes:
    """Headings only on the first sheet, so that nothing has to be deleted before it is filled in."""
    notes = [
        (_("名称"), _("每行必填；没有名称的，写园区和楼栋也可以")),
        (_("类别"), _("土地、厂房、仓库、办公、屋顶、实验室、园区、基金……；全表一类的可以不写，导入时统一选")),
        (_("面积、用地"), _("写数字和单位：1.2万㎡、30亩；标题写明单位的可以只写数字")),
        (_("价格"), _("写数字和计价：18元/㎡/月、15万元/亩；标题写明的可以只写数字；没定的写面议")),
        (_("经纬度（一格）"), _("例如 120.35,36.12")),
        (_("租售状态"), _("已租、已售的行不会导入")),
    ]
    headings = [heading_word(column) for column in TEMPLATE]
    return write_book([Sheet(_("供给资源"), headings, []), Sheet(_("填写说明"), [_("列"), _("怎么填")], notes)])


def checked_book(sheet: OfferSheet) -> bytes:
    """Every faulty row as it stood, the last column says what to do. It can be mended and read in again."""
    rows = [row for row in OfferRow.objects.filter(of=sheet, duty=None) if row.faults]
    used = [heading for heading, _column in sheet.headings if any(heading in row.cells for row in rows)]
    lines = []
    for row in rows:
        said = "；".join(f"{fault['cell'].partition('!')[2]}：{fault_words(fault)}" for fault in row.faults)
        lines.append([*(row.cells.get(heading, ("", ""))[1] for heading in used), f"{row.sheet}!{row.row}", said])
    return write_book([Sheet(_("要改的行"), [*used, _("原来的行"), _("要改的地方")], lines)])


def _rows(duties: Sequence[Duty], viewer: Viewer, cut: bool) -> Iterator[list[Any]]:
    for duty in duties:
        yield _row(duty, viewer)
    if cut:
        yield [_("只导出了前 %(most)d 条，请加筛选条件后分批导出。") % {"most": EXPORT_LIMIT}]


def _row(duty: Duty, viewer: Viewer) -> list[Any]:
    offer, near = duty.offer, reads_whole(viewer, duty)
    place = duty.place or duty.district
    said = [
        duty.number,
        kind_word(offer.kind),
        duty.title,
        state_word(duty.progress),
        _("公开") if duty.visibility == Visibility.PUBLIC else _("内部"),
        duty.unit.name,
        duty.owner.label,
        place.name if place else "",
    ]
    return said + [_value(offer, name) if near or name not in PERSONAL else "" for name in COLUMNS]


def _value(offer: Any, name: str) -> Any:
    value = getattr(offer, name)
    if name == "price_unit":
        return _(str(PriceUnit(value).label)) if value else ""
    if name == "pollution":
        return _(str(Pollution(value).label)) if value else ""
    return "" if value is None else value
