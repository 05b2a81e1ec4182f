"""The acts an officer has on an enquiry: name, key, form, when it is offered, and what carries it out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.desk.forms import acts as forms
from luodi.directory import reach
from luodi.directory.models import Post, Unit
from luodi.duties.models import Handover
from luodi.duties.receiving import receivers
from luodi.enquiries.actions.answering import clear_denial
from luodi.enquiries.actions.attaching import attach
from luodi.enquiries.actions.handling import log_contact, note, set_next_step, sign_for, write
from luodi.enquiries.actions.triaging import close_unsuitable, follow, merge, nurture, rest
from luodi.enquiries.dossier import Dossier
from luodi.enquiries.fact_forms import PREFIX
from luodi.enquiries.models import State
from luodi.enquiries.rules import ATTEMPTS_TO_PAUSE, OPEN, TRIAGED, UNSIGNED
from luodi.landing.actions import handovers
from luodi.landing.actions.converting import convert
from luodi.ratings.actions import remedy

Data = dict[str, Any]


class Permitting(Protocol):
    """What a page shows of a matter of any kind: who looks may do some things and others not."""

    def may(self, verb: str) -> bool: ...


@dataclass(frozen=True)
class Act:
    """`run` returns the sentence that says what was done; `verb` is the row of the table of permissions."""

    name: str
    verb: str
    label: Any
    key: str
    icon: str
    form: type[forms.ActForm]
    run: Callable[[Any, Data], str]
    when: Callable[[Any], bool] = lambda d: d.duty.progress in OPEN
    extra: Callable[[Any], dict[str, Any]] = lambda d: {}
    # Nothing to fill in: the button itself does it.
    at_once: bool = False

    def is_offered(self, d: Permitting) -> bool:
        return d.may(self.verb) and self.when(d)


def _unit(d: Dossier, data: Data) -> Unit:
    return reach.units(d.viewer).receiving().get(pk=int(data["to_unit"]))


def _held_here(d: Dossier) -> QuerySet[Post]:
    """The people of the unit in charge, operators aside."""
    held = reach.posts(d.viewer).held(timezone.now())
    return held.filter(unit=d.duty.unit_id).exclude(role=Post.Role.OPERATOR)


def _sign(d: Dossier, data: Data) -> str:
    sign_for(viewer=d.viewer, number=d.duty.number, version=data["version"])
    return _("已签收，投资人会看到由谁负责。")


def _contact(d: Dossier, data: Data) -> str:
    talked = {name: data[name] for name in ("channel", "said", "happened_at", "reached", "version")}
    log_contact(viewer=d.viewer, number=d.duty.number, **talked)
    if data["reached"] and d.duty.progress == State.ENGAGED:
        return _("联系已登记，投资人能看到并确认。")
    if data["reached"]:
        return _("联系已登记，投资人能看到并确认。接下来请研判。")
    return _("已记一次尝试；没有联系上，首次联系的时限照走。")


def _write(d: Dossier, data: Data) -> str:
    write(viewer=d.viewer, number=d.duty.number, body=data["body"])
    return _("已发给投资人。")


def _note(d: Dossier, data: Data) -> str:
    note(viewer=d.viewer, number=d.duty.number, body=data["body"])
    return _("备注已记下，投资人看不到。")


def _hand_over(d: Dossier, data: Data) -> str:
    unit = _unit(d, data)
    words = {"reason": data["reason"], "expected": data["expected"], "version": data["version"]}
    made = handovers.hand_over(viewer=d.viewer, number=d.duty.number, to_unit=unit, **words)
    if made.state == Handover.State.PROPOSED:
        return _("已请%(unit)s接收。对方接收之前仍由您负责，时限不变。") % {"unit": unit.name}
    return _("这是第三次转办，已交市级总台裁定。裁定之前仍由您负责。")


def _accept(d: Dossier, data: Data) -> str:
    handovers.accept(viewer=d.viewer, number=d.duty.number)
    return _("已接收，现在由您负责。投资人已收到您的姓名和电话。")


def _return(d: Dossier, data: Data) -> str:
    handovers.return_(viewer=d.viewer, number=d.duty.number, reason=data["reason"])
    return _("已退回转办方。")


def _rule(d: Dossier, data: Data) -> str:
    to = _unit(d, data) if data["to_unit"] else None
    handovers.rule(viewer=d.viewer, number=d.duty.number, to_unit=to, reason=data["reason"])
    return _("裁定已通知双方。")


def _triage(d: Dossier, data: Data) -> str:
    who = {"viewer": d.viewer, "number": d.duty.number, "version": data["version"]}
    verdict = data["verdict"]
    if verdict == "follow":
        follow(step=data["step"], on=data["on"], facts=_told(data), **who)
    elif verdict == "nurture":
        nurture(until=data["until"], **who)
    elif verdict == "unsuitable":
        close_unsuitable(reason=data["reason"], reply=data["reply"], **who)
    else:
        merge(into=data["into"].strip().upper(), **who)
    return _("研判已记下，投资人已收到通知。")


def _told(data: Data) -> Data:
    """Facts filled in on the way to following."""
    return {name.removeprefix(PREFIX): told for name, told in data.items() if name.startswith(PREFIX) and told}


def _next_step(d: Dossier, data: Data) -> str:
    when = {"step": data["step"], "on": data["on"], "version": data["version"]}
    set_next_step(viewer=d.viewer, number=d.duty.number, **when)
    return _("下一步已约定。")


def _rest(d: Dossier, data: Data) -> str:
    rest(viewer=d.viewer, number=d.duty.number, version=data["version"])
    return _("已转为休眠，投资人再来消息会自动唤醒。")


def _attach(d: Dossier, data: Data) -> str:
    kept = attach(viewer=d.viewer, number=d.duty.number, file=data["file"])
    return _("已添加材料“%(name)s”。") % {"name": kept.name}


def _finding(d: Dossier, data: Data) -> str:
    assert d.denied is not None
    found = {"contact_id": d.denied.pk, "stands": data["stands"], "finding": data["finding"]}
    clear_denial(viewer=d.viewer, number=d.duty.number, **found)
    return _("核实结果已告知投资人和经办人。")


def _remedy(d: Dossier, data: Data) -> str:
    remedy(viewer=d.viewer, number=d.duty.number, done=data["done"])
    return _("整改情况已答复评价人。")


def _convert(d: Dossier, data: Data) -> str:
    told = {"owner": data["to_post"], "template": data["template"], "title": data["title"], "version": data["version"]}
    project = convert(viewer=d.viewer, number=d.duty.number, **told)
    return _("已转为项目 %(number)s，由%(owner)s负责。") % {"number": project.number, "owner": project.duty.owner.label}


def _take_over(d: Dossier, data: Data) -> str:
    post = _held_here(d).get(pk=int(data["to_post"]))
    handovers.take_over(viewer=d.viewer, number=d.duty.number, to_post=post, reason="")
    return _("现在由%(person)s负责，时限不变。") % {"person": post.label}


def asked_here(d: Dossier) -> bool:
    asked = d.open_handover
    return asked is not None and asked.state == Handover.State.PROPOSED and asked.to_unit_id in d.viewer.unit_ids


def _escalated(d: Dossier) -> bool:
    return d.open_handover is not None and d.open_handover.state == Handover.State.ESCALATED


def _may_rest(d: Dossier) -> bool:
    reached = max((c.pk for c in d.contacts if c.reached), default=0)
    attempts = sum(1 for c in d.contacts if not c.reached and c.pk > reached)
    return d.duty.progress in TRIAGED - {State.DORMANT} and attempts >= ATTEMPTS_TO_PAUSE


def _lacking(d: Dossier) -> dict[str, Any]:
    return {"lacking": d.lacking if d.duty.progress != State.ENGAGED else []}


def _units(d: Dossier) -> dict[str, Any]:
    return {"receivers": receivers(timezone.now(), without=[d.duty.unit_id]), "near": d.duty.district_id}


def _ruling(d: Dossier) -> dict[str, Any]:
    asked = d.open_handover
    assert asked is not None
    return _units(d) | {"sender": asked.from_post.unit.name, "asked": asked.to_unit_id}


def _project_owners(d: Dossier) -> dict[str, Any]:
    """Who pushes projects in the same city, those of the unit in charge first."""
    held = reach.posts(d.viewer).held(timezone.now())
    around = d.duty.district_id or d.duty.city_id
    here = Q(unit__territory__in=[around, d.duty.city_id]) | Q(unit__territory__parent=around)
    pushing = held.filter(here, role__in=[Post.Role.PROJECT, Post.Role.HEAD]).select_related("unit", "user")
    near = Case(When(unit=d.duty.unit_id, then=Value(0)), default=Value(1))
    return {"owners": pushing.order_by(near, "unit", "pk"), "title": d.duty.title}


def _colleagues(d: Dossier) -> dict[str, Any]:
    others = _held_here(d).exclude(pk=d.duty.owner_id)
    return {"colleagues": [(str(p.pk), p.label) for p in others]}


ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("acceptance", "accept", lazy("接收"), "a", "check", forms.AtOnceForm, _accept, asked_here, at_once=True),
        Act("ruling", "rule", lazy("裁定"), "r", "check", forms.RuleForm, _rule, _escalated, _ruling),
        Act("finding", "clear_denial", lazy("核实联系"), "f", "check", forms.FindingForm, _finding,
            lambda d: d.denied is not None),
        Act("signature", "sign_for", lazy_in("按钮", "签收"), "s", "check", forms.AtOnceForm, _sign,
            lambda d: d.duty.progress in UNSIGNED, at_once=True),
        Act("contact", "log_contact", lazy("登记联系"), "c", "phone", forms.ContactForm, _contact),
        Act("verdict", "triage", lazy("研判"), "v", "duty", forms.TriageForm, _triage,
            lambda d: d.duty.progress in TRIAGED, _lacking),
        Act("next_step", "set_next_step", lazy("约下一步"), "t", "calendar", forms.NextStepForm, _next_step,
            lambda d: d.duty.progress == State.ENGAGED),
        Act("conversion", "triage", lazy_in("按钮", "转为项目"), "j", "duty", forms.ConvertForm, _convert,
            lambda d: d.duty.progress == State.ENGAGED, _project_owners),
        Act("remedy", "remedy", lazy("答复差评"), "m", "again", forms.RemedyForm, _remedy,
            lambda d: d.unremedied is not None),
        Act("message", "write", lazy("写信"), "w", "send", forms.WriteForm, _write),
        Act("handover", "hand_over", lazy("转办"), "h", "hand", forms.HandOverForm, _hand_over,
            lambda d: d.duty.progress in OPEN and d.open_handover is None, _units),
        Act("return", "return", lazy_in("按钮", "退回"), "b", "back", forms.ReturnForm, _return, asked_here),
        Act("note", "note", lazy("内部备注"), "n", "page", forms.NoteForm, _note, lambda d: True),
        Act("attachment", "attach", lazy("添加材料"), "u", "clip", forms.AttachForm, _attach,
            lambda d: d.open and d.duty.progress in OPEN),
        Act("owner", "hand_over", lazy("换人负责"), "p", "person", forms.TakeOverForm, _take_over,
            lambda d: "head" in d.held and d.duty.progress in OPEN, _colleagues),
        Act("rest", "triage", lazy("转为休眠"), "z", "pause", forms.AtOnceForm, _rest, _may_rest, at_once=True),
    )
}  # fmt: skip

# What the state asks for next, most pressing first; the first one offered is the big button.
PRESSING = {
    State.ENGAGED: ("next_step",),
    State.CONTACTED: ("verdict",),
}
ALWAYS_FIRST = ("acceptance", "ruling", "finding", "signature")


def offered(d: Dossier) -> list[Act]:
    """Every act this viewer has now, the one the state asks for first."""
    able = [act for act in ACTS.values() if act.is_offered(d)]
    first = (*ALWAYS_FIRST, *PRESSING.get(State(d.duty.progress), ("contact",)))
    return sorted(able, key=lambda act: first.index(act.name) if act.name in first else len(first))
