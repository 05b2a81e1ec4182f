"""What an offer's columns are called in the reader's language, and sentences on what is wrong in one."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.directory.refusals import Wrong
from luodi.supply.rules import KINDS, Wrongness, wrongness
from luodi.ui.numberwords import plain

LABELS: dict[str, Any] = {
    "kind": lazy("类别"),
    "title": lazy("名称"),
    "description": lazy_in("资源", "说明"),
    "holder": lazy("权属单位"),
    "contact_name": lazy("联系人"),
    "contact": lazy("联系电话或邮箱"),
    "address": lazy("地址"),
    "longitude": lazy("经度"),
    "latitude": lazy("纬度"),
    "industries": lazy("适合行业"),
    "tags": lazy("特点"),
    "pollution": lazy("可容纳工业类别"),
    "area_m2": lazy("面积（㎡）"),
    "smallest_m2": lazy("最小可分割（㎡）"),
    "land_mu": lazy("用地（亩）"),
    "ceiling_m": lazy("层高（米）"),
    "floor_load_t_m2": lazy("地面荷载（吨/㎡）"),
    "crane_t": lazy("行车（吨）"),
    "power_kva": lazy("供电（kVA）"),
    "roof_load_kg_m2": lazy("屋面可加荷载（kg/㎡）"),
    "tariff_yuan_kwh": lazy("电价（元/度）"),
    "temperature_c": lazy("库温（℃）"),
    "plot_ratio": lazy("容积率"),
    "term_years": lazy("年限"),
    "investment_per_mu": lazy("亩均投资要求（万元）"),
    "tax_per_mu": lazy("亩均税收要求（万元）"),
    "amount_yuan": lazy("金额（元）"),
    "amount": lazy("数量"),
    "price": lazy("价格"),
    "price_unit": lazy("计价"),
    "price_words": lazy("价格说明"),
    "price_on": lazy("报价日期"),
    "available_from": lazy("可用自"),
    "available_until": lazy("可用至"),
    "evidence": lazy("依据"),
}


def wrong_words(found: Wrongness) -> str:
    said = {"label": str(LABELS[found.column]), "low": plain(found.low), "high": plain(found.high)}
    if found.code == "too_long":
        return _("最多 %(high)s 个字。") % said
    if found.code == "half":
        return _("经度和纬度要一起填。")
    if found.code == "order":
        return _("起止或大小颠倒了，请核对。")
    if found.code == "price_bounds":
        return _("按所选计价，价格应在 %(low)s 到 %(high)s 之间，请核对单位。") % said
    return _("%(label)s应在 %(low)s 到 %(high)s 之间，请核对单位。") % said


def check(kind: str, title: str, values: Mapping[str, Any]) -> None:
    """Raises Wrong with the column that the sentence belongs to."""
    if kind not in KINDS:
        raise Wrong("kind", _("没有这个类别。"))
    if not title.strip():
        raise Wrong("title", _("请写名称，一句话说清是什么。"))
    for found in wrongness(values)[:1]:
        raise Wrong(found.column, wrong_words(found))
