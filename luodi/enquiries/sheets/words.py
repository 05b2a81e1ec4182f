"""What is wrong in a cell, and what to do, in the reader's language."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luodi.accounts.investor_sign_in import FAULTS as CONTACT_FAULTS
from luodi.text.contacts import Fault

FAULTS: dict[str, str | Promise] = {
    "no_name": _("缺少姓名，请填写怎么称呼。"),
    "no_sentence": _("缺少需求，请写一句想做什么。"),
    "too_long": _("太长了，最多 %(limit)s 个字。"),
    "place_unknown": _("没有这个地方，请写区市或功能区的名称，或者留空。"),
    "place_several": _("有几个地方都叫这个名称，请写全，例如加上区市。"),
    "no_unit": _("请写明单位，例如 5000万 或 1.2亿。"),
    "uscc": _("统一社会信用代码的校验位不对，请对照执照再输一遍，或者留空。"),
    "no_said": _("写了联系时间，请也写谈了什么；没有联系过就清空时间。"),
    "when_unread": _("看不懂这个时间，请写成 2026-03-01 14:30。"),
    "when_future": _("联系时间还没有到，请核对。"),
    "when_old": _("最多补登 %(limit)s 天以内的联系。请清空联系时间和联系情况，把谈过的内容写进需求。"),
    "open_already": _("这个联系方式已有一件在办的申请，没有再导入。"),
}
CONTACT = "contact_"


def fault_words(fault: dict[str, Any]) -> str:
    code = fault["code"]
    if code.startswith(CONTACT):
        return str(CONTACT_FAULTS[Fault(code.removeprefix(CONTACT))])
    return str(FAULTS[code]) % fault
