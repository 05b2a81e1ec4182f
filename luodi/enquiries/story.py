"""What happened to an enquiry, each ledger event in one sentence, for the investor or for officers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.directory.models import Post, Unit
from luodi.directory.viewer import Viewer
from luodi.duties.models import Handover
from luodi.duties.strips import name_of
from luodi.enquiries.facts.table import BY_CODE
from luodi.enquiries.models import Enquiry
from luodi.enquiries.rules import CLOSING_REASONS
from luodi.ledger.models import Event
from luodi.talk.models import Contact
from luodi.ui.timewords import moment_words


@dataclass(frozen=True)
class Line:
    """`late_note` says when something that happened earlier was keyed in; `tone` is "" or "late"."""

    at: datetime
    sentence: str
    code: str
    recorded_at: datetime
    detail: str = ""
    tone: str = ""
    contact: Contact | None = None  # of the events that log, confirm, deny or clear one

    @property
    def keyed_in_later(self) -> bool:
        return (self.recorded_at - self.at).total_seconds() > 300


# code -> (sentence, whether the investor reads it too). Names in sentences are posts and units, never persons' secrets.
SENTENCES: dict[str, tuple[Any, bool]] = {
    "opened": (lazy("投资人提交了申请"), True),
    "assigned": (lazy("分派给%(unit)s"), True),
    "unconfirmed": (lazy("15 分钟内没有确认联系方式，由%(unit)s接手"), True),
    "contact_confirmed": (lazy("联系方式已确认"), True),
    "contact_changed": (lazy("投资人更换了电话或邮箱"), True),
    "erased": (lazy("按投资人要求，删除了个人信息"), True),
    "adopted": (lazy("投资人登录后认领了这件申请"), True),
    "entered": (lazy("%(post)s代录了这件申请"), True),
    "signed": (lazy("%(post)s签收"), True),
    "handover_proposed": (lazy("转给%(unit)s：%(reason)s"), True),
    "handover_accepted": (lazy("%(post)s接收，现在由他负责"), True),
    "handover_returned": (lazy("%(unit)s退回：%(answer)s"), True),
    "handover_escalated": (lazy("转办由市级总台裁定"), True),
    "handover_ruled": (lazy("市级总台裁定：%(answer)s"), True),
    "owner_changed": (lazy("负责人改为%(post)s"), True),
    "post_left": (lazy("原负责人离岗，改由%(post)s负责"), True),
    "contacted": (lazy("%(channel)s联系"), True),
    "attempted": (lazy("%(channel)s联系，未接通"), True),
    "contact_affirmed": (lazy("投资人确认了这次联系"), True),
    "contact_denied": (lazy("投资人说没有人联系过他"), True),
    "denial_cleared": (lazy("主任核实了联系情况"), True),
    "held": (lazy("等待投资人，首次联系暂停计时"), True),
    "resumed": (lazy("恢复计时"), True),
    "engaged": (lazy("研判为跟进"), True),
    "nurtured": (lazy("培育至%(until)s"), True),
    "awake": (lazy("重新开始办理"), True),
    "dormant": (lazy("多次联系不上，转为休眠"), True),
    "closed": (lazy("办结：%(closing)s"), True),
    "converted": (lazy("转为项目"), True),
    "merged": (lazy("并入 %(into)s"), True),
    "merged_from": (lazy("%(source)s 并入本件"), False),
    "withdrawn": (lazy("投资人撤回"), True),
    "fact_told": (lazy("投资人补充了%(field)s"), True),
    "fact_set": (lazy("%(post)s填写了%(field)s"), True),
    "fact_dropped": (lazy("去掉了%(field)s"), True),
    "facts_kept": (lazy("从材料里读出了更多情况"), True),
    "fact_put_off": (lazy("投资人以后再说%(field)s"), False),
    "next_step": (lazy("约定下一步：%(on)s"), True),
    "judged": (lazy("%(post)s判断了一处资源"), False),
    "list_sent": (lazy("%(post)s发出资源单"), True),
    "told": (lazy("%(rung)s"), False),
    "recalculated": (lazy("工作日历更新，%(kind)s期限由 %(old)s 改为 %(new)s"), True),
    "claimed": (lazy("%(unit)s登记首谈"), False),
    "clash": (lazy("首谈登记撞单，请市级总台裁定"), False),
    "clash_ruled": (lazy("撞单裁定：分成 %(share)s%%"), False),
    "claim_warned": (lazy("首谈登记 60 天没有进展"), False),
    "claim_expired": (lazy("首谈登记失效"), False),
    "attached": (lazy("添加了材料"), True),
    "invited": (lazy("邀请了本企业同事"), True),
    "colleague_joined": (lazy("投资人的同事加入"), True),
    "rated": (lazy("投资人作了评价"), True),
    "remedied": (lazy("差评整改已答复"), True),
    "instructed": (lazy("领导作了批示"), False),
    "slip_issued": (lazy("签发了督办单"), False),
    "slip_replied": (lazy("回复了督办单"), False),
}
# The same events as the investor himself reads them.
OWN_SENTENCES = {
    "opened": lazy("您提交了申请"),
    "contact_changed": lazy("您更换了电话或邮箱"),
    "adopted": lazy("您登录后，这件申请归到您的账号下"),
    "contact_affirmed": lazy("您确认了这次联系"),
    "contact_denied": lazy("您说没有人联系过您，主任正在核实"),
    "held": lazy("等您回复，首次联系暂停计时"),
    "fact_told": lazy("您补充了%(field)s"),
    "withdrawn": lazy("您撤回了申请"),
    "invited": lazy("您邀请了本企业同事"),
    "colleague_joined": lazy("您的同事已加入"),
    "rated": lazy("您作了评价"),
}
RUNG_WORDS = {
    1: lazy("%(kind)s将到期，已提醒负责人"),
    2: lazy("%(kind)s到期未办，已告知主任"),
    3: lazy("%(kind)s仍未办，已告知市级总台"),
}
LATE_CODES = frozenset({"contact_denied"})


def in_order(at: datetime, recorded_at: datetime) -> tuple[datetime, datetime]:
    """Sorts by the minute, to which contacts are typed; within one minute by what was put on record first."""
    return at.replace(second=0, microsecond=0), recorded_at


def story(enquiry: Enquiry, *, viewer: Viewer) -> list[Line]:
    """Oldest first, in at most five queries. An investor reads only what concerns him."""
    events = list(Event.objects.filter(subject=enquiry.duty.number).order_by("id"))
    names = _Names(enquiry, events)
    lines = []
    for event in events:
        if event.facts.get("verdict") == "introduced":  # the conversation says it, with whom
            continue
        sentence, public = SENTENCES.get(event.code, ("", False))
        if not viewer.is_staff:
            sentence = OWN_SENTENCES.get(event.code, sentence)
        if sentence and (public or viewer.is_staff):
            lines.append(names.line(event, str(sentence)))
    return lines


class _Names:
    """The posts, units, hand-overs and contacts that the events name, read at once."""

    def __init__(self, enquiry: Enquiry, events: Iterable[Event]) -> None:
        facts = [event.facts for event in events]
        named = {key for fact in facts for key in fact}
        posts = {f["post"] for f in facts if isinstance(f.get("post"), int)}
        self.posts = {p.pk: p for p in Post.objects.filter(pk__in=posts).select_related("unit")}
        asked = Handover.objects.filter(duty=enquiry.duty_id).select_related("to_unit")
        self.handovers = {h.pk: h for h in asked} if "handover" in named else {}
        logged = Contact.objects.filter(duty=enquiry.duty_id).select_related("post__unit")
        self.contacts = {c.pk: c for c in logged} if "contact" in named else {}
        spoken = [e.facts for e in events if "%(unit)s" in str(SENTENCES.get(e.code, ("",))[0])]
        self.units = self._unit_names({f[key] for f in spoken for key in ("to", "unit") if f.get(key)})

    def _unit_names(self, codes: set[str]) -> dict[str, str]:
        known = [post.unit for post in self.posts.values()] + [h.to_unit for h in self.handovers.values()]
        names = {unit.code: unit.name for unit in known}
        missing = codes - names.keys()
        return names | (dict(Unit.objects.filter(code__in=missing).values_list("code", "name")) if missing else {})

    def line(self, event: Event, sentence: str) -> Line:
        facts = event.facts
        handover = self.handovers.get(facts.get("handover"))
        contact = self.contacts.get(facts.get("contact"))
        said = {
            "unit": self.units.get(facts.get("to") or facts.get("unit"), ""),
            "post": str(self.posts.get(facts.get("post"), "")),
            "field": str(BY_CODE[facts["field"]].name) if facts.get("field") in BY_CODE else "",
            "reason": handover.reason if handover else "",
            "answer": handover.answer if handover else "",
            "channel": Contact.Channel(facts["channel"]).label if facts.get("channel") else "",
            "closing": CLOSING_REASONS.get(facts.get("reason", ""), ""),
            "rung": str(RUNG_WORDS.get(facts.get("rung", 0), "")) % {"kind": name_of(facts.get("kind", ""))},
            "kind": name_of(facts.get("kind", "")),
            **{key: _short(facts.get(key)) for key in ("until", "on", "into", "source", "share", "old", "new")},
        }
        detail = contact.said if contact and event.code == "contacted" else ""
        if contact and event.code == "denial_cleared":
            detail = contact.finding
        tone = "late" if event.code in LATE_CODES or facts.get("rung", 0) >= 2 else ""
        return Line(event.happened_at, sentence % said, event.code, event.recorded_at, detail, tone, contact)


def _short(value: Any) -> str:
    """A day or an instant of the facts in words; anything else as it is."""
    text = value if isinstance(value, str) else ""
    day = parse_date(text) if len(text) == 10 else None
    if day is not None:
        return _("%(month)d 月 %(day)d 日") % {"month": day.month, "day": day.day}
    at = parse_datetime(text) if len(text) > 10 else None
    if at is not None:
        return moment_words(at, timezone.now())
    return "" if value is None else str(value)
