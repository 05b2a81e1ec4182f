"""Instructions and supervision slips at the desk: their pages and the acts on them."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.desk.acts import Act, Data
from luodi.desk.dispatch import wording_words
from luodi.desk.forms import meetings as forms
from luodi.desk.forms.acts import ActForm
from luodi.desk.rows import own_strip, url_of
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.works.actions import instructing, supervising
from luodi.works.dossier import WorkDossier
from luodi.works.models import Slip, Work
from luodi.works.open import SlipDossier
from luodi.works.rules import SlipOutcome, State


def _who(d: WorkDossier, data: Data, *names: str) -> dict[str, Any]:
    given = {name: data[name] for name in names}
    return {"viewer": d.viewer, "number": d.duty.number, "version": data["version"], **given}


def _answer(d: WorkDossier, data: Data) -> str:
    instructing.answer(**_who(d, data, "reply"))
    return _("答复已送批示人。")


def _accept(d: WorkDossier, data: Data) -> str:
    instructing.accept_answer(**_who(d, data))
    return _("批示已办结。")


def _return(d: WorkDossier, data: Data) -> str:
    instructing.return_answer(**_who(d, data, "reason", "reply_by"))
    return _("已请对方补充。")


def _judges(d: WorkDossier) -> bool:
    return d.duty.progress == State.REPLIED and d.duty.owner_id not in d.viewer.post_ids


INSTRUCTION_ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("acceptance", "judge_instruction", lazy("认可，办结"), "s", "check", forms.NothingForm, _accept, _judges,
            at_once=True),
        Act("return", "judge_instruction", lazy("请补充"), "b", "back", forms.AgainForm, _return, _judges),
        Act("answer", "keep_work", lazy_in("按钮", "答复"), "a", "send", forms.AnswerForm, _answer,
            lambda d: d.duty.progress == State.OPEN),
    )
}  # fmt: skip


def instruction_page(d: WorkDossier, chosen: str = "", form: ActForm | None = None) -> dict[str, Any]:
    work, number = d.work, d.duty.number
    offered = [act for act in INSTRUCTION_ACTS.values() if act.is_offered(d)]
    return {
        "work": work,
        "wording": wording_words(work),
        "about": [(one, url_of(one.number)) for one in d.about],
        "state": State(d.duty.progress).label,
        **_common(d, "instruction", number),
        "acts": [(act, reverse(f"desk:instruction_{act.name}", args=[number])) for act in offered],
        "chosen": INSTRUCTION_ACTS[chosen] if chosen else None,
        "chosen_url": reverse(f"desk:instruction_{chosen}", args=[number]) if chosen else "",
        "form": form,
    }


def _common(d: WorkDossier | SlipDossier, name: str, number: str) -> dict[str, Any]:
    now = timezone.now()
    return {
        "d": d,
        "duty": d.duty,
        "here": reverse(f"desk:{name}", args=[number]),
        "strip": own_strip(d.duty, viewer=d.viewer, now=now),
        "blank": {"version": d.duty.version, "seen": now.isoformat()},
        "stream": d.lines,
    }


def _ordinal(d: SlipDossier) -> dict[str, Any]:
    assert d.standing is not None
    return {"viewer": d.viewer, "number": d.duty.number, "ordinal": d.standing.ordinal}


def _issue(d: SlipDossier, data: Data) -> str:
    told = {name: data[name] for name in ("order", "days", "version")}
    supervising.slip(viewer=d.viewer, number=d.duty.number, **told)
    return _("督办单已签发。")


def _sign(d: SlipDossier, data: Data) -> str:
    supervising.sign_slip(**_ordinal(d))
    return _("督办单已签收，请按期回复。")


def _reply(d: SlipDossier, data: Data) -> str:
    supervising.reply_slip(reply=data["reply"], **_ordinal(d))
    return _("已回复，等督办的一方处理。")


def _judge(d: SlipDossier, data: Data) -> str:
    told = {name: data[name] for name in ("outcome", "order", "days")}
    one = supervising.judge_slip(**_ordinal(d), **told)
    return _("已%(outcome)s。") % {"outcome": SlipOutcome(one.outcome).label if one.outcome else _("再次督办")}


SLIP_ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("signature", "answer_slip", lazy_in("按钮", "签收"), "s", "check", forms.NothingForm, _sign,
            lambda d: d.answerable and d.standing.signed_at is None, at_once=True),
        Act("reply", "answer_slip", lazy("回复"), "a", "send", forms.AnswerForm, _reply, lambda d: d.answerable),
        Act("judgement", "supervise", lazy("处理"), "j", "check", forms.JudgeSlipForm, _judge,
            lambda d: d.standing is not None),
        Act("issuing", "supervise", lazy("签发督办单"), "n", "page", forms.SlipForm, _issue,
            lambda d: d.duty.closed is None and d.standing is None),
    )
}  # fmt: skip


def slip_page(d: SlipDossier, chosen: str = "", form: ActForm | None = None) -> dict[str, Any]:
    """Slips and instructions on one matter of any kind."""
    number = d.duty.number
    offered = [act for act in SLIP_ACTS.values() if act.is_offered(d)]
    return {
        "slips": d.slips,
        "instructions": instruction_lines(d.instructions),
        "matter_url": url_of(number),
        "may_instruct": d.duty.closed is None and d.may("instruct"),
        **_common(d, "slip", number),
        "acts": [(act, reverse(f"desk:slip_{act.name}", args=[number])) for act in offered],
        "chosen": SLIP_ACTS[chosen] if chosen else None,
        "chosen_url": reverse(f"desk:slip_{chosen}", args=[number]) if chosen else "",
        "form": form,
    }


def instruction_lines(works: list[Work]) -> list[dict[str, Any]]:
    return [
        {
            "work": work,
            "wording": wording_words(work),
            "url": reverse("desk:instruction", args=[work.duty.number]),
            "state": State(work.duty.progress).label,
        }
        for work in works
    ]


def slip_rows(slips: list[Slip], *, viewer: Viewer, now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "slip": slip,
            "url": reverse("desk:slip", args=[slip.duty.number]),
            "strip": own_strip(slip.duty, viewer=viewer, now=now),
            "due": _due(slip.duty, slip),
        }
        for slip in slips
    ]


def _due(duty: Duty, slip: Slip) -> datetime | None:
    return next((d.due for d in duty.deadlines.all() if d.key == f"slip:{slip.ordinal}" and d.is_running), None)
