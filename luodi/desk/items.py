"""Items at the desk: a row of the list, one item with all it rests on, and the acts on it."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.approvals.actions import accepting, appealing, deciding, delivering, ending, issuing, materials
from luodi.approvals.dossier import CaseDossier, Paper, read_case
from luodi.approvals.models import Appeal, Delivery, Item, ItemMaterial, MaterialCopy
from luodi.approvals.reach import item_for
from luodi.approvals.rules import ItemState
from luodi.approvals.starting import LACKING
from luodi.approvals.story import Line, story
from luodi.approvals.words import named, said
from luodi.desk.acts import Act, Data
from luodi.desk.cases import picture_of, told_in
from luodi.desk.forms import items as forms
from luodi.desk.forms.acts import ActForm
from luodi.desk.rows import DeskRow, own_strip, plain_row
from luodi.directory import reach
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.reach import relations
from luodi.duties.rules import MAY

S = ItemState


def item_row(duty: Duty, *, viewer: Viewer, now: datetime) -> DeskRow:
    """Needs `beside=listing.ITEM_BESIDE`; costs no query."""
    item = duty.item
    bundle = item.case.bundle_version
    gist = [named(bundle) if bundle and bundle.name not in duty.title else "", held_words(item)]
    return replace(
        plain_row(duty, viewer=viewer, now=now),
        gist=" · ".join(part for part in gist if part),
        tag=str(S(item.state).label),
        tag_tone="done" if duty.closed else "",
    )


def held_words(item: Item) -> str:
    """In whose hands it is, where that is not plain from its state."""
    if item.state == S.SUPPLEMENT:
        return _("等申请人补正")
    if item.state == S.READY:
        return _("等申请人交材料")
    if item.state == S.ACCEPTED and item.deemed:
        return _("五个工作日内没有答复，视为受理")
    return ""


@dataclass(frozen=True)
class ItemDossier:
    """`of` is its whole case: what a sister item waits for, and what was given once for all."""

    of: CaseDossier
    item: Item
    held: frozenset[str]

    @property
    def viewer(self) -> Viewer:
        return self.of.viewer

    @property
    def duty(self) -> Duty:
        assert self.item.duty is not None
        return self.item.duty

    def may(self, verb: str) -> bool:
        return self.viewer.is_system or bool(self.held & MAY[verb])

    @cached_property
    def papers(self) -> list[tuple[Paper, ItemMaterial]]:
        return self.of.papers_of(self.item)

    @property
    def lacking(self) -> list[ItemMaterial]:
        return [row for _paper, row in self.papers if row.state in LACKING]

    @property
    def open_appeal(self) -> Appeal | None:
        return next((one for one in self.of.appeals[self.item.pk] if one.decided_at is None), None)

    @property
    def open_parcel(self) -> Delivery | None:
        sent = self.of.deliveries[self.item.pk]
        return next((one for one in sent if one.kind == Delivery.Kind.COURIER and one.received_at is None), None)

    @cached_property
    def lines(self) -> list[Line]:
        """Newest first."""
        own = [event for event in self.of.events if event.subject == self.duty.number]
        return story(self.of, own)[::-1]

    def changes_since(self, since: datetime) -> list[str]:
        return [line.with_who for line in self.lines if line.recorded_at >= since]


def item_dossier(viewer: Viewer, number: str) -> ItemDossier:
    """Raises Item.DoesNotExist outside the viewer's reach."""
    found = item_for(viewer, number)
    of = read_case(viewer, found.case.number)
    item = of.by_pk[found.pk]
    assert item.duty is not None
    return ItemDossier(of, item, relations(viewer, item.duty, of.duty))


def _who(d: ItemDossier, data: Data, *names: str) -> dict[str, Any]:
    """What every act takes, and those fields of the form that it names as the act does."""
    given = {name: data[name] for name in names}
    return {"viewer": d.viewer, "number": d.duty.number, "version": data["version"], **given}


def _accept(d: ItemDossier, data: Data) -> str:
    deferred = data.get("deferred", [])
    accepting.accept(deferred=deferred, promise=bool(data.get("promise")), **_who(d, data, "happened_at"))
    if deferred:
        return _("已容缺受理，补交期限已开始计时，受理通知书可以打印。")
    return _("已受理，受理通知书可以打印。")


def _supplement(d: ItemDossier, data: Data) -> str:
    reason = data.get("reason", "")
    accepting.ask_supplement(reason=reason, **_who(d, data, "asked", "days", "happened_at"))
    return _("已一次性告知补正，告知书可以打印。")


def _not_accepted(d: ItemDossier, data: Data) -> str:
    accepting.refuse_acceptance(**_who(d, data, "reasons", "right_office", "happened_at"))
    return _("已作出不予受理决定，决定书可以打印。")


def _pause(d: ItemDossier, data: Data) -> str:
    told = ("kind", "notice_number", "expected_days", "document", "happened_at")
    deciding.pause(**_who(d, data, *told))
    return _("已进入特别程序，本事项停止计时；其他事项照走。")


def _resume(d: ItemDossier, data: Data) -> str:
    deciding.resume(**_who(d, data, "happened_at"))
    return _("特别程序结束，接着计时。")


def _extend(d: ItemDossier, data: Data) -> str:
    deciding.extend(**_who(d, data, "reason"))
    return _("已延长 10 个工作日，申请人会收到告知书。")


def _transfer(d: ItemDossier, data: Data) -> str:
    deciding.transfer(**_who(d, data, "to_post"))
    return _("现在由%(person)s负责，时限不变。") % {"person": data["to_post"].label}


def _approve(d: ItemDossier, data: Data) -> str:
    deciding.approve(**_who(d, data, "reasons", "happened_at"))
    return _("已批准；等它的事项已经放行。")


def _refuse(d: ItemDossier, data: Data) -> str:
    deciding.refuse(**_who(d, data, "reasons", "remedies", "happened_at"))
    return _("已作出不予批准的决定，决定书可以打印。")


def _issue(d: ItemDossier, data: Data) -> str:
    made = issuing.issue(**_who(d, data, "happened_at"))
    if made is None:
        return _("已办结，可以送达结果。")
    return _("已发证 %(number)s，电子证照几秒后可以看到。") % {"number": made.number}


def _send(d: ItemDossier, data: Data) -> str:
    issuing.send(**_who(d, data, "kind", "carrier", "tracking", "happened_at"))
    return _("送达方式已登记，申请人能看到。")


def _receive(d: ItemDossier, data: Data) -> str:
    issuing.receive(**_who(d, data, "received_by", "happened_at"))
    return _("已签收，这个事项办完了。")


def _track(d: ItemDossier, data: Data) -> str:
    parcel = delivering.track(viewer=d.viewer, number=d.duty.number, leg=data["leg"], at=data["happened_at"])
    if parcel.received_at:
        return _("已签收，这个事项办完了。")
    return _("运送进度已登记，申请人能看到。")


def _void(d: ItemDossier, data: Data) -> str:
    ending.void(**_who(d, data, "reason"))
    return _("已作废，证照同时撤销。")


def _answer_appeal(d: ItemDossier, data: Data) -> str:
    appealing.answer_appeal(viewer=d.viewer, number=d.duty.number, granted=data["granted"], answer=data["answer"])
    return _("异议已答复申请人。")


def judge_material(d: ItemDossier, data: Data) -> str:
    told = {name: data[name] for name in ("material", "good", "reason")}
    row = materials.judge(viewer=d.viewer, number=d.duty.number, **told)
    verdict = _("合格") if row.state == ItemMaterial.State.ACCEPTED else _("不合格")
    return _("“%(material)s”已判为%(verdict)s。") % {"material": row.material.name, "verdict": verdict}


def _deferrable(d: ItemDossier) -> dict[str, Any]:
    tolerant = d.item.version.tolerance
    rows = [row for row in d.lacking if not row.main and row.requirement.deferral_days]
    return {"deferrable": rows if tolerant else []}


def _asked(d: ItemDossier) -> dict[str, Any]:
    rows = [row for _paper, row in d.papers if row.state != ItemMaterial.State.EXPECTED]
    return {"rows": rows, "again": bool(d.of.supplements[d.item.pk])}


def _special(d: ItemDossier) -> dict[str, Any]:
    return {"special": d.item.version.special}


def _colleagues(d: ItemDossier) -> dict[str, Any]:
    held = reach.posts(d.viewer).held(timezone.now()).filter(unit=d.duty.unit_id)
    return {"colleagues": held.exclude(role=Post.Role.OPERATOR).exclude(pk=d.duty.owner_id)}


def _in(*states: str) -> Any:
    return lambda d: d.item.state in states


def _may_extend(d: ItemDossier) -> bool:
    done = any(one.round == d.item.round for one in d.of.extensions[d.item.pk])
    return d.item.state == S.ACCEPTED and not done


ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("acceptance", "accept_item", lazy_in("按钮", "受理"), "s", "check", forms.AcceptItemForm, _accept,
            _in(S.FILED), _deferrable),
        Act("approval", "decide", lazy_in("按钮", "批准"), "y", "check", forms.ApproveForm, _approve, _in(S.ACCEPTED)),
        Act("issuing", "issue", lazy("发证"), "i", "check", forms.HappenedForm, _issue, _in(S.APPROVED)),
        Act("receipt", "receive", lazy_in("按钮", "签收"), "r", "check", forms.ReceiveForm, _receive, _in(S.ISSUED)),
        Act("sending", "deliver", lazy("寄出"), "g", "send", forms.SendForm, _send, _in(S.ISSUED)),
        Act("tracking", "deliver", lazy("运送进度"), "w", "on", forms.TrackForm, _track,
            lambda d: d.item.state == S.ISSUED and d.open_parcel is not None),
        Act("resumption", "decide", lazy("特别程序结束"), "e", "again", forms.HappenedForm, _resume, _in(S.PAUSED)),
        Act("appeal", "answer_appeal", lazy("答复异议"), "a", "send", forms.AnswerAppealForm, _answer_appeal,
            lambda d: d.open_appeal is not None),
        Act("supplement", "accept_item", lazy_in("按钮", "一次性告知补正"), "b", "page", forms.SupplementForm,
            _supplement, _in(S.FILED), _asked),
        Act("pause", "decide", lazy("特别程序"), "t", "pause", forms.PauseForm, _pause,
            lambda d: d.item.state == S.ACCEPTED and bool(d.item.version.special), _special),
        Act("extension", "extend", lazy("延期"), "d", "calendar", forms.ExtendForm, _extend, _may_extend),
        Act("refusal", "decide", lazy_in("按钮", "不予批准"), "f", "close", forms.RefuseForm, _refuse, _in(S.ACCEPTED)),
        Act("non_acceptance", "accept_item", lazy_in("按钮", "不予受理"), "n", "close", forms.NotAcceptedForm,
            _not_accepted, _in(S.FILED)),
        Act("owner", "transfer", lazy("换人承办"), "p", "person", forms.TransferForm, _transfer,
            lambda d: d.duty.closed is None, _colleagues),
        Act("voiding", "extend", lazy("作废"), "z", "close", forms.VoidForm, _void,
            _in(S.APPROVED, S.ISSUED, S.DELIVERED)),
    )
}  # fmt: skip


def offered(d: ItemDossier) -> list[tuple[Act, str]]:
    """The acts this viewer has now with their addresses, what the state asks for first."""
    able = [act for act in ACTS.values() if act.is_offered(d)]
    return [(act, reverse(f"desk:item_{act.name}", args=[d.duty.number])) for act in able]


@dataclass(frozen=True, slots=True)
class Judged:
    """A material of the item on its page: `key` judges it good, where it may be judged."""

    paper: Paper
    row: ItemMaterial
    word: str
    source: str
    tone: str
    judgeable: bool
    key: str


TONES = {"accepted": "done", "rejected": "soon", "deferred": "soon", "expected": "none"}


def _source(paper: Paper, copy: MaterialCopy) -> str:
    return _("就是下面的表单") if paper.form and not copy.attachment_id else said(copy.get_source_display())


def judged(d: ItemDossier) -> list[Judged]:
    open_ = d.may("judge_material") and d.item.state in (S.FILED, S.SUPPLEMENT, S.ACCEPTED, S.PAUSED, S.APPROVED)
    found = []
    for place, (paper, row) in enumerate(d.papers, start=1):
        copy = row.copy
        found.append(
            Judged(
                paper=paper,
                row=row,
                word=said(row.get_state_display()),
                source=_source(paper, copy) if copy else "",
                tone=TONES.get(row.state, ""),
                judgeable=open_ and copy is not None and row.state != ItemMaterial.State.ACCEPTED,
                key=str(place) if place <= 9 else "",
            )
        )
    return found


def item_page(d: ItemDossier, chosen: str = "", form: ActForm | None = None) -> dict[str, Any]:
    """Of the page of an item: `chosen` is the act whose `form` is open."""
    now, number, pk = timezone.now(), d.duty.number, d.item.pk
    of = d.of
    return {
        "d": d,
        "item": d.item,
        "case": of.case,
        "version": d.item.version,
        "duty": d.duty,
        "here": reverse("desk:item", args=[number]),
        "strip": own_strip(d.duty, viewer=d.viewer, now=now),
        "state": S(d.item.state).label,
        "told": told_in(of),
        "graph": picture_of(of, now),
        "phrases": forms.PHRASES,
        "held": held_words(d.item),
        "waits_for": of.waits_for(d.item),
        "sisters": of.items,
        "materials": judged(d),
        "letters": of.letters[pk],
        "supplements": of.supplements[pk],
        "deferrals": of.deferrals[pk],
        "decisions": of.decisions[pk],
        "procedures": of.procedures[pk],
        "extensions": of.extensions[pk],
        "appeals": of.appeals[pk],
        "licences": of.licences[pk],
        "deliveries": of.deliveries[pk],
        "stream": d.lines,
        "acts": offered(d),
        "chosen": ACTS[chosen] if chosen else None,
        "chosen_url": reverse(f"desk:item_{chosen}", args=[number]) if chosen else "",
        "form": form,
        "blank": {"version": d.duty.version, "seen": now.isoformat()},
    }
