"""Labels of approvals in the reader's language: models hold the Chinese word, which is the msgid."""

from datetime import datetime
from typing import Protocol

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from luodi.ui.timewords import day_words

# Models keep the words of their choices in plain Chinese; here they are marked for translation.
MARKED = (
    (mark("上传"), mark("窗口扫描"), mark("电子证照"), mark("数据核验"), mark("前序结果")),
    (mark("未提交"), mark("待前序结果"), mark("待核"), mark("合格"), mark("不合格"), mark("容缺")),
    (
        mark("受理通知书"),
        mark("一次性补正告知书"),
        mark("不予受理决定书"),
        mark("不予许可决定书"),
        mark("准予许可决定书"),
    ),
    (mark("特别程序告知书"), mark("延期告知书"), mark("批准"), mark("不予批准")),
    (mark("窗口领取"), mark("邮寄"), mark("送证上门")),
    (mark("已寄出"), mark("运输中"), mark("派送中"), mark("已签收"), mark("退回途中"), mark("书面")),
    (mark("有效"), mark("暂停"), mark("撤销"), mark("已替换"), mark("原件"), mark("复印件"), mark("电子表单")),
)


class Named(Protocol):
    """Has its name in both languages: a row, or a frozen part of the catalogue."""

    @property
    def name(self) -> str: ...

    @property
    def name_en(self) -> str: ...


def said(label: object) -> str:
    return _(str(label)) if label else ""


def named(one: Named) -> str:
    """The name of a service, bundle, material or kind of licence in the reader's language."""
    return one.name_en if get_language() == "en" and one.name_en else one.name


def in_language(chinese: str, english: str) -> str:
    return english if get_language() == "en" and english else chinese


def days_words(days: int) -> str:
    return ngettext("%(days)s 个工作日", "%(days)s 个工作日", days) % {"days": days}


def fee_words(fen: int) -> str:
    """An amount of hundredths of a yuan: 免费, 120 元, 0.50 元."""
    if not fen:
        return _("不收费")
    yuan = f"{fen // 100:,}" if fen % 100 == 0 else f"{fen / 100:,.2f}"
    return _("%(yuan)s 元") % {"yuan": yuan}


def until_words(at: datetime) -> str:
    return _("%(day)s前") % {"day": day_words(at, timezone.now())}
