"""Labels of choices in the reader's language: models hold the Chinese word, which is the msgid."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as mark

from luodi.enquiries.models import State

# Models keep the words of their choices in plain Chinese; here they are marked for translation.
MARKED = (
    (mark("待确认"), mark("联系方式待核实"), mark("已提交"), mark("已分派"), mark("已签收"), mark("已联系")),
    (mark("跟进中"), mark("培育中"), mark("已办结"), mark("已并入"), mark("已转项目"), mark("已撤回"), mark("已休眠")),
    (mark("网上"), mark("电话"), mark("展会"), mark("上门"), mark("表格导入")),
    (mark("未定"), mark("1000 万元以下"), mark("1000 万–1 亿元"), mark("1–5 亿元"), mark("5 亿元以上")),
    (mark("面谈"), mark("视频"), mark("邮件"), mark("即时通讯"), mark("平台消息")),
    (mark("非常满意"), mark("满意"), mark("基本满意"), mark("不满意"), mark("非常不满意")),
)


def said(label: object) -> str:
    return _(str(label)) if label else ""


def choices(pairs: Iterable[tuple[str, object]]) -> list[tuple[str, "str | Promise"]]:
    return [(value, gettext_lazy(str(label))) for value, label in pairs if value]


def state_word(progress: str) -> str:
    return said(State(progress).label) if progress in State.values else progress


def readable(contact: str) -> str:
    """A mainland mobile number in its usual groups, anything else as it is kept."""
    mobile = contact.removeprefix("+86")
    if contact.startswith("+861") and len(mobile) == 11:
        return f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}"
    return contact
