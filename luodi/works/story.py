"""What happened to a work, a meeting or a cooperation, each ledger event in one sentence."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.directory.actors import posts_of
from luodi.directory.models import Post, Unit
from luodi.duties.strips import name_of
from luodi.ledger.models import Event


@dataclass(frozen=True)
class Line:
    """`by` says who, in words; empty for the system."""

    at: datetime
    sentence: str
    recorded_at: datetime
    by: str = ""
    tone: str = ""

    @property
    def with_who(self) -> str:
        return f"{self.sentence} · {self.by}" if self.by else self.sentence

    @property
    def keyed_in_later(self) -> bool:
        return (self.recorded_at - self.at).total_seconds() > 300


SENTENCES: dict[str, Any] = {
    "opened": lazy("交给%(post)s负责"),
    "reached": lazy("完成数登记为 %(reached)s，目标 %(target)s"),
    "done": lazy("办结"),
    "dropped": lazy_in("经过", "取消"),
    "split": lazy("分解出 %(count)s 项"),
    "effect_told": lazy("登记了成效"),
    "copied": lazy("%(unit)s复制了这项举措"),
    "owner_changed": lazy("改由%(post)s负责"),
    "post_left": lazy("原负责人离岗，改由%(post)s负责"),
    "plan_drafted": lazy("起草 %(word)s 版，共 %(tasks)s 项任务"),
    "plan_approved": lazy("批准 %(word)s 版"),
    "instructed": lazy("领导作了批示，见 %(work)s"),
    "instruction_answered": lazy("答复了批示"),
    "answer_accepted": lazy("答复已认可"),
    "answer_returned": lazy("答复被退回，请再办"),
    "decided": lazy("议定一项，见 %(work)s"),
    "meeting_held": lazy("会议已召开"),
    "minutes_written": lazy("写了纪要"),
    "minutes_issued": lazy("印发纪要，议定 %(decisions)s 项"),
    "called_off": lazy("会议取消"),
    "slip_issued": lazy("签发了督办单"),
    "slip_signed": lazy("签收了督办单"),
    "slip_replied": lazy("回复了督办单"),
    "slip_judged": lazy("处理了督办回复"),
    "step_done": lazy("完成一步"),
    "ended": lazy("终止"),
    "told": lazy("%(rung)s"),
    "recalculated": lazy("工作日历更新，%(kind)s期限重新计算"),
}
RUNGS = {
    1: lazy("%(kind)s将到期，已提醒负责人"),
    2: lazy("%(kind)s到期未办，已告知主任"),
    3: lazy("%(kind)s仍未办，已告知市级总台"),
}


def story(number: str) -> list[Line]:
    """What happened last at the top; four queries at most."""
    events = list(Event.objects.filter(subject=number, code__in=SENTENCES).newest_first())
    names = _Names(events)
    return [names.line(event) for event in events]


class _Names:
    """What the events name, read at once."""

    def __init__(self, events: list[Event]) -> None:
        self.actors = posts_of({event.actor for event in events})
        known = {post.pk: post for post in self.actors.values()}
        told = {event.facts["post"] for event in events if isinstance(event.facts.get("post"), int)} - known.keys()
        more = Post.objects.filter(pk__in=told).select_related("unit", "user") if told else ()
        self.posts = known | {post.pk: post for post in more}
        codes = {event.facts["by"] for event in events if event.code == "copied"}
        self.units = dict(Unit.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}

    def line(self, event: Event) -> Line:
        facts = event.facts
        rung, kind = facts.get("rung", 0), name_of(str(facts.get("kind", "")))
        said = {name: str(value) for name, value in facts.items()} | {
            "post": str(self.posts.get(facts.get("post", 0), "")),
            "unit": self.units.get(str(facts.get("by", "")), ""),
            "kind": kind,
            "rung": str(RUNGS.get(rung, "")) % {"kind": kind},
        }
        by = self.actors.get(event.actor)
        return Line(
            event.happened_at,
            str(SENTENCES[event.code]) % said,
            event.recorded_at,
            f"{by.unit.name} {by.label}" if by else "",
            "late" if rung >= 2 else "",
        )
