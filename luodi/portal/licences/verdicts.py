"""What a stranger reads of a licence he asked about: is it good, whose is it, what to compare."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.approvals.licences.verification import Finding
from luodi.approvals.licences.words import STANDINGS, term
from luodi.approvals.models import Letter, Licence
from luodi.approvals.words import named

Words = str | Promise

# State -> what it is called (of those that are no standing of a licence) and what follows from it.
SAYINGS: dict[str, tuple[Words, Words]] = {
    "valid": ("", lazy("请把下面的编号和持证人与手里的证照逐字核对：不一样，就不是这张证照。")),
    "not_yet": ("", lazy("有效期还没有开始。")),
    "expired": ("", lazy("这张证照是真的，但已经过期，请持证人出示新的。")),
    "suspended": ("", lazy("发证机关暂停了这张证照，暂停期间不能使用。")),
    "revoked": ("", lazy("发证机关撤销了这张证照，不能再使用。")),
    "replaced": ("", lazy("这张已经作废，请持证人出示新证。")),
    "unknown": (lazy("查不到"), lazy("登记里没有这一张。请核对编号；编号无误的，请勿采信。")),
    "forged": (lazy("二维码不可信"), lazy("它不是由本市发证机关签发的，或者被改动过。请勿采信。")),
    "mismatch": (lazy("对不上"), lazy("编号和持证人代码的后四位不是同一张证照的。")),
    "altered": (lazy("文件被改动过"), lazy("签章之后有人改了内容。请勿采信。")),
    "added": (lazy("文件后面被添加了内容"), lazy("签章之后有人追加了内容，请勿采信。")),
    "unsigned": (lazy("没有电子签章"), lazy("没有签章，例如打印后再扫描的。请扫上面的二维码，或输入编号。")),
    "other_authority": (lazy("不是本市签发的"), lazy("签章来自别的机构，这里不能证明它。")),
    "unreadable": (lazy("读不了这份文件"), lazy("请上传发证机关给的 PDF 原件，不超过 5 MB。")),
}


@dataclass(frozen=True)
class Verdict:
    """`rows` are label and value; `number` and `holder` stand large, to be compared with the paper."""

    state: str
    tone: str
    title: Words
    sentence: Words
    kind: str = ""
    number: str = ""
    holder: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    test: bool = False
    successor: str = ""


def verdict_of(found: Finding) -> Verdict:
    title, sentence = SAYINGS[found.state]
    said: dict[str, Any] = {
        "state": found.state,
        "tone": "good" if found.state == "valid" else "warn",
        "title": title or STANDINGS[found.state][0],
        "sentence": sentence,
        "test": found.test,
    }
    if found.letter is not None:
        return Verdict(**said, **_letter(found.letter))
    if found.licence is not None:
        said |= _licence(found.licence) | {"holder": found.holder, "successor": found.successor}
    return Verdict(**said)


def _letter(one: Letter) -> dict[str, Any]:
    assert one.item.duty is not None
    rows = ((_("出具机关"), one.item.duty.unit.name), (_("日期"), _day(localdate(one.made_at))))
    return {"kind": _(one.get_kind_display()), "number": one.number, "rows": rows}


def _licence(one: Licence) -> dict[str, Any]:
    rows = (
        (_("发证机关"), one.unit.name),
        (_("发证日期"), _day(localdate(one.issued_at))),
        (_("有效期"), term(one.valid_from, one.valid_until)),
    )
    return {"kind": named(one.kind), "number": one.number, "rows": rows}


def _day(day: date) -> str:
    return f"{day:%Y-%m-%d}"
