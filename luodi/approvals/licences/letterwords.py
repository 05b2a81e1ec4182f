"""What each letter says, in the words of its kind: the page and the PDF read the same."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from luodi.approvals.models import Letter
from luodi.approvals.rules import Procedure

LETTER_PAGE = "portal:letter"  # says that the letter is genuine


@dataclass(frozen=True)
class Words:
    """`items` are numbered; `closing` comes after them."""

    paragraphs: tuple[str, ...]
    items: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()


def words_of(letter: Letter) -> Words:
    said = letter.said
    about = {"number": letter.item.case.duty.number, "service": letter.item.version.name}
    return TELLERS[Letter.Kind(letter.kind)](said, about, letter)


def paper_of(letter: Letter) -> dict[str, Any]:
    """The data of the template `letter` (luodi.signing.paper)."""
    duty, words = letter.item.duty, words_of(letter)
    assert duty is not None
    case = letter.item.case
    holder = case.company.name if case.company else (case.applicant.name if case.applicant else "")
    return {
        "title": _(Letter.Kind(letter.kind).label),
        "authority": duty.unit.name,
        "unit": duty.unit.name,
        "number": letter.number,
        "addressee": holder,
        "paragraphs": list(words.paragraphs),
        "items": list(words.items),
        "closing": list(words.closing),
        "date": localdate(letter.made_at),
        "qr": f"{settings.PUBLIC_URL}{reverse(LETTER_PAGE, args=[letter.token])}",
    }


def _receipt(said: dict[str, Any], about: dict[str, str], letter: Letter) -> Words:
    deemed = _("您申请的“%(service)s”（%(number)s）期满未告知补正，自收到申请之日起视为受理。")
    taken = _("您申请的“%(service)s”（%(number)s）材料齐全、符合形式，现予受理。")
    late = tuple(said.get("deferred", ()))
    sourced = _("自受理之日起 %(days)s 个工作日内作出决定。")
    example = _("自受理之日起 %(days)s 个工作日内作出决定（示例：时限没有注明出处）。")
    term = sourced if letter.item.version.promised_source else example
    promised = (term % said,) if said.get("days") is not None else ()
    deferred = (_("以下材料容缺受理，请按承诺的期限补交；补齐之后才能发证，逾期未补的，依承诺终止办理："),)
    return Words(((deemed if said.get("deemed") else taken) % about, *promised, *(deferred if late else ())), late)


def _supplement(said: dict[str, Any], about: dict[str, str], letter: Letter) -> Words:
    until = localtime(datetime.fromisoformat(said["until"]))
    items = tuple("：".join(part for part in (row["name"], row["words"]) if part) for row in said["asked"])
    asked = _("您申请的“%(service)s”（%(number)s）需要补正。以下是需要补正的全部内容，一次告知：") % about
    close = _("请在 %(day)s 前补正；逾期未补正的，不予受理，已交的材料不必再交。") % {"day": f"{until:%Y-%m-%d %H:%M}"}
    return Words((asked,), items, (close,))


def _not_accepted(said: dict[str, Any], about: dict[str, str], letter: Letter) -> Words:
    refused = _("您申请的“%(service)s”（%(number)s），经审查不予受理。") % about
    late = (_("理由：补正期限内没有收到补正材料。"),) if said.get("late") else ()
    why = (_("理由：%(reasons)s") % said,) if said.get("reasons") else ()
    office = (_("这件事请向%(right_office)s提出。") % said,) if said.get("right_office") else ()
    return Words((refused, *late, *why, *office), closing=(_remedies(),))


def _refusal(said: dict[str, Any], about: dict[str, str], letter: Letter) -> Words:
    refused = _("您申请的“%(service)s”（%(number)s），经审查决定不予许可。") % about
    return Words((refused, _("理由：%(reasons)s") % said), closing=(said["remedies"],))


def _approval(said: dict[str, Any], about: dict[str, str], letter: Letter) -> Words:
    granted = _("您申请的“%(service)s”（%(number)s），经审查符合条件，准予办理。") % about
    result = (_("办理结果：%(result)s。") % said,) if said.get("result") else ()
    return Words((granted, *result))


def _procedure(said: dict[str, Any], about: dict[str, str], letter: Letter) -> Words:
    facts = about | {"kind": Procedure(said["procedure"]).label, "notice": said["notice"], "days": said["days"]}
    told = _("您申请的“%(service)s”（%(number)s）需要%(kind)s（文书号 %(notice)s），预计 %(days)s 个工作日。") % facts
    return Words((told, _("所需时间不计算在办理期限内。")))


def _extension(said: dict[str, Any], about: dict[str, str], letter: Letter) -> Words:
    longer = _("您申请的“%(service)s”（%(number)s），经本机关负责人批准，办理期限延长 %(days)s 个工作日。")
    return Words((longer % (about | {"days": said["days"]}), _("理由：%(reason)s") % said))


def _remedies() -> str:
    return _("对本决定不服的，可以依法申请行政复议，或者向人民法院提起行政诉讼。")


TELLERS = {
    Letter.Kind.RECEIPT: _receipt,
    Letter.Kind.SUPPLEMENT: _supplement,
    Letter.Kind.NOT_ACCEPTED: _not_accepted,
    Letter.Kind.REFUSAL: _refusal,
    Letter.Kind.APPROVAL: _approval,
    Letter.Kind.PROCEDURE: _procedure,
    Letter.Kind.EXTENSION: _extension,
}
