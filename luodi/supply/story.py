"""What happened to an offer, each ledger event in one sentence."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.directory.models import Post
from luodi.ledger.models import Event
from luodi.supply.columns import LABELS
from luodi.supply.models import Offer

SENTENCES: dict[str, Any] = {
    "opened": lazy("登记入库，由%(post)s负责"),
    "described": lazy("企业介绍了自己"),
    "amended": lazy("改了%(columns)s"),
    "confirmed": lazy("确认仍可供"),
    "reserved": lazy("预留"),
    "reopened": lazy("重新可供"),
    "let": lazy("租售"),
    "withdrawn": lazy("撤下"),
    "visibility_set": lazy("改为%(visibility)s"),
    "owner_changed": lazy("交给%(post)s负责"),
    "post_left": lazy("原负责人离岗，改由%(post)s负责"),
    "attached": lazy("添加了材料"),
    "photo_added": lazy("添加了照片"),
    "photo_removed": lazy("删去一张照片"),
    "introduced": lazy("介绍给一位投资人"),
    "introduction_answered": lazy("答复了介绍"),
    "told": lazy("%(rung)s"),
}
RUNGS = {1: lazy("快到确认期限，已提醒负责人"), 2: lazy("到期没有确认，不再展示")}
SHOWN = {"public": lazy_in("句中", "公开"), "internal": lazy_in("句中", "内部")}


@dataclass(frozen=True)
class Line:
    """`who` is a post's name, never a person's private one; empty for the system."""

    at: datetime
    sentence: str
    who: str
    recorded_at: datetime
    code: str


def story(offer: Offer, since: datetime | None = None) -> list[Line]:
    """Newest first, in two queries; what was recorded before `since` is left out."""
    events = Event.objects.filter(subject=offer.duty.number).order_by("-id")
    rows = list(events.filter(recorded_at__gte=since) if since else events)
    names, actors = _named(rows)
    return [
        Line(event.happened_at, _sentence(event, names), actors.get(event.actor, ""), event.recorded_at, event.code)
        for event in rows
        if event.code in SENTENCES
    ]


def _sentence(event: Event, names: dict[int, str]) -> str:
    facts = event.facts
    said = {
        "post": names.get(facts.get("post", 0), ""),
        "columns": _("、").join(str(LABELS.get(name, name)) for name in facts.get("columns", ())),
        "visibility": str(SHOWN.get(facts.get("visibility", ""), "")),
        "rung": str(RUNGS.get(facts.get("rung", 0), "")),
    }
    return str(SENTENCES[event.code]) % said


def _named(events: list[Event]) -> tuple[dict[int, str], dict[str, str]]:
    """Posts of the facts by their key, and actors: officers by their post, all others as the company's side."""
    posts = {event.facts["post"] for event in events if isinstance(event.facts.get("post"), int)}
    users = {int(event.actor.removeprefix("user:")) for event in events if event.actor.startswith("user:")}
    found = list(Post.objects.filter(Q(pk__in=posts) | Q(user__in=users)).order_by("since"))
    firms = {f"user:{pk}": _("企业") for pk in users}
    return {post.pk: post.label for post in found}, firms | {f"user:{post.user_id}": post.label for post in found}
