"""Offers at the desk: a row of the list, and the acts on one of them."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.desk.acts import Act, Data
from luodi.desk.askers import askers_of, introduced_to
from luodi.desk.forms.acts import ActForm, AtOnceForm, AttachForm
from luodi.desk.forms.matches import AnswerForm
from luodi.desk.forms.supply import GiveForm, VisibilityForm
from luodi.desk.rows import DeskRow, own_strip, url_of
from luodi.directory import reach
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty, Visibility
from luodi.duties.rules import LEADS
from luodi.supply.actions import keeping, picturing
from luodi.supply.dossier import OfferDossier
from luodi.supply.forms import PhotoForm
from luodi.supply.rules import GONE, KEPT, MOST_PHOTOS, State
from luodi.supply.words import dated_price, facts_of, gist_of, joined, kind_word, numbers_of, state_word

ASKED = LEADS["freshness"].before


def offer_row(duty: Duty, *, viewer: Viewer, now: datetime) -> DeskRow:
    """Needs `beside=("offer", …)`; costs no query."""
    offer = duty.offer
    offer.duty = duty
    mine = duty.owner_id in viewer.post_ids | viewer.substituted_post_ids
    tag, tone = standing(duty, now)
    waits = duty.closed is None and duty.next_due <= now + ASKED
    inside = "" if duty.visibility == Visibility.PUBLIC else _("内部")
    return DeskRow(
        title=duty.title,
        url=url_of(duty.number),
        number=duty.number,
        gist=joined([inside, gist_of(offer)]),
        tag=tag,
        tag_tone=tone,
        strip=own_strip(duty, viewer=viewer, now=now),
        pick=duty.number if mine and waits else "",
    )


def standing(duty: Duty, now: datetime) -> tuple[str, str]:
    """The word on the tag and its tone: what nobody confirmed is told from what can be had."""
    if duty.progress in KEPT and duty.next_due <= now:
        return _("未确认，已隐藏"), "late"
    return state_word(duty.progress), "done" if duty.closed else ""


def _confirm(d: OfferDossier, data: Data) -> str:
    keeping.confirm(viewer=d.viewer, number=d.duty.number, version=data["version"])
    return _("已确认，照常展示和匹配。")


def _reserve(d: OfferDossier, data: Data) -> str:
    keeping.reserve(viewer=d.viewer, number=d.duty.number, version=data["version"])
    return _("已预留，不再出现在目录和匹配里。")


def _reopen(d: OfferDossier, data: Data) -> str:
    keeping.reopen(viewer=d.viewer, number=d.duty.number, version=data["version"])
    return _("重新可供，照常展示和匹配。")


def _let(d: OfferDossier, data: Data) -> str:
    keeping.let(viewer=d.viewer, number=d.duty.number, version=data["version"])
    return _("已记为租售，目录和匹配里都不再出现。")


def _withdraw(d: OfferDossier, data: Data) -> str:
    keeping.withdraw(viewer=d.viewer, number=d.duty.number, version=data["version"])
    return _("已撤下。")


def _show(d: OfferDossier, data: Data) -> str:
    chosen = {"visibility": data["visibility"], "version": data["version"]}
    keeping.set_visibility(viewer=d.viewer, number=d.duty.number, **chosen)
    return _("已改好，立即生效。")


def _give(d: OfferDossier, data: Data) -> str:
    keeping.give(viewer=d.viewer, number=d.duty.number, to_post=data["to_post"], version=data["version"])
    return _("现在由%(person)s负责，期限不变。") % {"person": data["to_post"].label}


def _attach(d: OfferDossier, data: Data) -> str:
    kept = picturing.attach(viewer=d.viewer, number=d.duty.number, file=data["file"])
    return _("已添加材料“%(name)s”。") % {"name": kept.name}


def _colleagues(d: OfferDossier) -> dict[str, Any]:
    held = reach.posts(d.viewer).held(timezone.now()).filter(unit=d.duty.unit_id)
    return {"colleagues": held.exclude(role="operator").exclude(pk=d.duty.owner_id)}


def _kept(d: OfferDossier) -> bool:
    return d.duty.progress in KEPT


ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("confirmation", "tell_offer", lazy_in("按钮", "确认仍可供"), "s", "check", AtOnceForm, _confirm, _kept,
            at_once=True),
        Act("reopening", "keep_offer", lazy("重新可供"), "o", "again", AtOnceForm, _reopen,
            lambda d: d.duty.progress in GONE | {State.RESERVED}, at_once=True),
        Act("reservation", "keep_offer", lazy_in("按钮", "预留"), "r", "pause", AtOnceForm, _reserve,
            lambda d: d.duty.progress == State.OPEN, at_once=True),
        Act("letting", "keep_offer", lazy("已租售"), "l", "duty", AtOnceForm, _let, _kept, at_once=True),
        Act("withdrawal", "tell_offer", lazy_in("按钮", "撤下"), "b", "back", AtOnceForm, _withdraw, _kept,
            at_once=True),
        Act("visibility", "keep_offer", lazy("给谁看"), "v", "lock", VisibilityForm, _show,
            lambda d: d.offer.kind != "firm" and _kept(d), lambda d: {"initial": {"visibility": d.duty.visibility}}),
        Act("owner", "keep_offer", lazy("换人负责"), "p", "person", GiveForm, _give, lambda d: True, _colleagues),
        Act("paper", "keep_offer", lazy("添加材料"), "u", "clip", AttachForm, _attach, lambda d: True),
    )
}  # fmt: skip


def offered(d: OfferDossier) -> list[tuple[Act, str]]:
    """The acts this viewer has now with their addresses, what the state asks for first."""
    able = [act for act in ACTS.values() if act.is_offered(d)]
    return [(act, reverse(f"desk:offer_{act.name}", args=[d.duty.number])) for act in able]


def offer_page(
    d: OfferDossier, chosen: str = "", form: ActForm | None = None, answered: AnswerForm | None = None
) -> dict[str, Any]:
    """Of the page of an offer: `chosen` is the act whose `form` is open, `answered` a refused answer."""
    now, number = timezone.now(), d.duty.number
    tag, tone = standing(d.duty, now)
    return {
        "d": d,
        "offer": d.offer,
        "duty": d.duty,
        "here": reverse("desk:offer", args=[number]),
        "strip": own_strip(d.duty, viewer=d.viewer, now=now),
        "tag": tag,
        "tag_tone": tone,
        "kind": kind_word(d.offer.kind),
        "numbers": numbers_of(d.offer),
        # Numbers and price stand above them.
        "facts": facts_of(d.offer)[len(numbers_of(d.offer)) + 1 :],
        "price": dated_price(d.offer),
        "acts": offered(d),
        "chosen": ACTS[chosen] if chosen else None,
        "chosen_url": reverse(f"desk:offer_{chosen}", args=[number]) if chosen else "",
        "form": form,
        "blank": {"version": d.duty.version, "seen": now.isoformat()},
        "photo_form": PhotoForm() if d.may("tell_offer") and len(d.photos) < MOST_PHOTOS else None,
        "may_amend": d.may("tell_offer") and d.duty.closed is None,
        # Asked only by the templates that show them.
        "askers": lambda: askers_of(d.viewer, d.offer, now),
        "introductions": lambda: introduced_to(d, answered),
    }
