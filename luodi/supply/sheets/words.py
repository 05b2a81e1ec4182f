"""What is wrong in a cell, and what to do; what a column is called where it is chosen by hand."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.supply.columns import LABELS, wrong_words
from luodi.supply.rules import Wrongness
from luodi.supply.sheets.columns import CHOICES
from luodi.ui.bookwords import written

FAULTS: dict[str, Any] = {
    "number": lazy("看不懂这个数，请写成 12000 或 1.2万。"),
    "unit": lazy("单位与这一列对不上，请核对。"),
    "no_unit": lazy("请写明单位，例如 18元/㎡/月、15万元/亩；也可以写在表头里。"),
    "date": lazy("看不懂这个日期，请写成 2026-03-01。"),
    "coordinate": lazy("看不懂这个坐标，请写成 120.35,36.12。"),
    "no_title": lazy("缺少名称，请写清是哪一处。"),
    "no_kind": lazy("看不出是哪一类资源，请加一列“类别”，或在导入时统一选一类。"),
    "place_unknown": lazy("没有这个地方，请写区市或功能区的名称，或者留空。"),
    "place_several": lazy("有几个地方都叫这个名称，请写全。"),
}
# Columns of a list that are none of an offer.
MORE: dict[str, Any] = {
    "title": lazy("名称"),
    "kind": lazy("类别"),
    "park": lazy("所属园区"),
    "building": lazy("楼栋或编号"),
    "floor": lazy("楼层"),
    "place": lazy("所在地"),
    "pair": lazy("经纬度（一格）"),
    "state": lazy("租售状态"),
}


def fault_words(fault: dict[str, Any]) -> str:
    if fault["code"] in FAULTS:
        return str(FAULTS[fault["code"]])
    return wrong_words(Wrongness(fault["column"], fault["code"], fault["low"], fault["high"]))


def column_word(column: str) -> str:
    return str(MORE.get(column) or LABELS[column])


def heading_word(column: str) -> str:
    """Of a workbook to fill in."""
    return written(MORE.get(column) or LABELS[column])


def column_choices() -> list[tuple[str, str]]:
    """What a heading may be read into; empty: it is left out."""
    return [("", _("不导入")), *((column, column_word(column)) for column in CHOICES)]
