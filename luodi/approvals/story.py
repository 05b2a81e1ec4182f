"""What happened to a case and its items, each ledger event in one sentence, for applicants and for officers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.approvals.dossier import CaseDossier, Touch
from luodi.approvals.models import Delivery, Item, ItemMaterial, MaterialCopy
from luodi.approvals.rules import CaseState, Procedure
from luodi.approvals.words import named, said
from luodi.directory.actors import posts_of
from luodi.directory.models import Post
from luodi.duties.strips import name_of
from luodi.ledger.models import Event


@dataclass(frozen=True)
class Line:
    """`by` says who, in words; `item` is none for what happened to the whole; `among` are those it stands for."""

    at: datetime
    sentence: str
    code: str
    recorded_at: datetime
    event: int
    by: str = ""
    item: Item | None = None
    tone: str = ""
    among: tuple["Line", ...] = ()

    @property
    def with_who(self) -> str:
        return f"{self.sentence} · {self.by}" if self.by else self.sentence

    @property
    def keyed_in_later(self) -> bool:
        return (self.recorded_at - self.at).total_seconds() > 300


# code -> (sentence, whether the applicant's side reads it too)
SENTENCES: dict[str, tuple[Any, bool]] = {
    "begun": (lazy("开始填这一件"), True),
    "answered": (lazy("修改了问答"), True),
    "filled": (lazy("填了表：%(fields)s"), True),
    "delivery_chosen": (lazy("选择%(delivery)s"), True),
    "given": (lazy("交了%(material)s（%(source)s）"), True),
    "copy_withdrawn": (lazy("撤下了一份材料"), True),
    "case_moved": (lazy("整件：%(case_state)s"), True),
    "case_extended": (lazy("整件期限延长 %(days)s 个工作日"), True),
    "filed": (lazy("申报到部门"), True),
    "unblocked": (lazy("前置事项已办好，等您补齐材料"), True),
    "material_judged": (lazy("%(material)s：%(material_state)s"), True),
    "supplement_asked": (lazy("一次性告知补正"), True),
    "supplement_given": (lazy("补正已交，重新开始受理审查"), True),
    "supplement_late": (lazy("补正逾期，不予受理"), True),
    "deemed_accepted": (lazy("五个工作日没有答复，视为受理"), True),
    "accepted": (lazy("部门受理"), True),
    "not_accepted": (lazy("不予受理"), True),
    "paused": (lazy("特别程序：%(procedure)s，期限停止计算"), True),
    "resumed": (lazy("特别程序结束，期限接着计算"), True),
    "extended": (lazy("延期 %(days)s 个工作日"), True),
    "transferred": (lazy("改由%(post)s经办"), True),
    "approved": (lazy("批准"), True),
    "refused": (lazy("不予批准"), True),
    "issued": (lazy("已发证"), True),
    "sent": (lazy("结果已寄出：%(delivery)s"), True),
    "tracked": (lazy("邮件：%(leg)s"), True),
    "delivered": (lazy("已送达"), True),
    "objected": (lazy("持证人对免申请证照提出异议"), True),
    "objection_answered": (lazy("免申请证照的异议已答复"), True),
    "deferral_breached": (lazy("容缺承诺没有兑现，事项作废"), True),
    "withdrawn": (lazy("申请人撤回"), True),
    "ended": (lazy("前置事项未获批准，一并终止"), True),
    "voided": (lazy("结果作废"), True),
    "reopened": (lazy("异议成立，重新办理"), True),
    "taken_up": (lazy("由%(post)s接着办"), True),
    "status_imported": (lazy("按上级系统的状态表登记"), True),
    "appealed": (lazy("申请人提出异议"), True),
    "appeal_dismissed": (lazy("异议不成立，已答复"), True),
    "rated": (lazy("作了评价"), True),
    "remedied": (lazy("差评整改已答复"), True),
    "given_up": (lazy("没有申报，放弃了"), True),
    "erased": (lazy("按申请人要求，删除了个人信息"), True),
    "told": (lazy("%(rung)s"), False),
    "recalculated": (lazy("工作日历更新，%(kind)s期限重新计算"), True),
}
RUNG_WORDS = {
    1: lazy("%(kind)s将到期，已提醒经办人"),
    2: lazy("%(kind)s到期未办，已告知主任"),
    3: lazy("%(kind)s仍未办，已告知市级总台"),
}
LATE = frozenset({"supplement_late", "deferral_breached"})


def story(dossier: CaseDossier, events: Iterable[Event] | None = None) -> list[Line]:
    """Oldest first; two queries beyond those of the dossier. `events` narrows it to some of the dossier's."""
    chosen = list(dossier.events if events is None else events)
    staff = dossier.viewer.is_staff or dossier.viewer.is_system
    shown = [one for one in chosen if (row := SENTENCES.get(one.code)) and (row[1] or staff)]
    names = _Names(dossier, shown)
    return [names.line(event) for event in shown]


class _Names:
    """What the events name, read at once."""

    def __init__(self, dossier: CaseDossier, events: list[Event]) -> None:
        self.dossier = dossier
        self.actors = posts_of({event.actor for event in events})
        told = {event.facts["post"] for event in events if isinstance(event.facts.get("post"), int)}
        known = {post.pk: post for post in self.actors.values()}
        missing = told - known.keys()
        more = Post.objects.filter(pk__in=missing).select_related("unit") if missing else ()
        self.posts = known | {post.pk: post for post in more}
        self.items = {item.duty.number: item for item in dossier.items if item.duty}
        self.materials = {row.material.code: row.material for row in dossier.asked}

    def line(self, event: Event) -> Line:
        facts = event.facts
        sentence = str(SENTENCES[event.code][0]) % self._facts(event, facts)
        tone = "late" if event.code in LATE or facts.get("rung", 0) >= 2 else ""
        by = who_words(self.dossier, event.actor, self.posts.get(facts.get("post", 0)) or self.actors.get(event.actor))
        item = self.items.get(event.subject)
        return Line(event.happened_at, sentence, event.code, event.recorded_at, event.pk, by, item, tone)

    def _facts(self, event: Event, facts: dict[str, Any]) -> dict[str, str]:
        material = self.materials.get(facts.get("material", ""))
        return {
            "fields": _("%(count)d 栏") % {"count": len(facts.get("fields", ()))},
            "delivery": _label(Delivery.Kind, facts.get("kind")),
            "leg": _label(Delivery.Leg, facts.get("leg")),
            "source": _label(MaterialCopy.Source, facts.get("source")),
            "material": named(material) if material else _("一份材料"),
            "material_state": _label(ItemMaterial.State, facts.get("state")),
            "case_state": _label(CaseState, facts.get("state")),
            "procedure": _label(Procedure, facts.get("ground")),
            "post": str(self.posts.get(facts.get("post", 0), "")),
            "days": str(facts.get("days", "")),
            "kind": name_of(facts.get("kind", "")),
            "rung": str(RUNG_WORDS.get(facts.get("rung", 0), "")) % {"kind": name_of(facts.get("kind", ""))},
        }


def _label(choices: Any, value: Any) -> str:
    return said(choices(value).label) if value in choices.values else ""


def who_words(dossier: CaseDossier, actor: str, post: Post | None) -> str:
    """Who it was: a post of the city, one of the applicant's side, or the system itself, which is nobody."""
    case = dossier.case
    if actor == dossier.viewer.code:
        return _("您") if not dossier.viewer.is_staff else str(post or _("您"))
    if post is not None:
        return f"{post.unit.name} {post.label}"
    if not actor.startswith("user:"):
        return ""
    if case.applicant is not None and actor == case.applicant.code:
        return _("申请人")
    if case.mandate is not None and actor == f"user:{case.mandate.agent_id}":
        return _("代办人")
    return _("申请人的同事")


def touched(dossier: CaseDossier) -> list[tuple[str, Touch]]:
    """Who touched it, each in words."""
    return [(who_words(dossier, touch.actor, touch.post), touch) for touch in dossier.touches]
