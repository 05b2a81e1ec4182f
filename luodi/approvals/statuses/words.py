"""What is wrong in a cell of a status list, and what to do."""

from typing import Any

from django.utils.translation import gettext_lazy as lazy

FAULTS: dict[str, Any] = {
    "number": lazy("本部门没有这个编号的办件，请核对编号。"),
    "which_item": lazy("这一件里本部门有几个事项，请写事项名称或编码，或者写事项编号。"),
    "word": lazy("不认识这个状态，可以用的见下方词表。"),
    "order": lazy("接不上前一步：现在的状态不能直接到这一步，请先补前面的行。"),
    "time": lazy("看不懂这个时间，请写成 2026-03-01 09:30。"),
    "future": lazy("时间还没有到，请核对。"),
    "too_old": lazy("超过可以补登的天数，请运营人员在单位设置里放宽。"),
    "reason": lazy("这一步要写理由或补正内容。"),
    "remedies": lazy("不予批准要写救济途径。"),
    "notice": lazy("特别程序要写告知文书号。"),
    "days": lazy("请写天数，例如 15。"),
    "procedure": lazy("请写这个事项允许的特别程序种类，例如 听证。"),
}


def fault_words(code: str) -> str:
    return str(FAULTS[code])
