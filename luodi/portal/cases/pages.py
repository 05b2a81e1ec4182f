"""Puts one filed case together for the applicant's side: what waits for him, each item, letters, who touched it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luodi.approvals.actions.appealing import APPEALABLE
from luodi.approvals.days.case import case_days
from luodi.approvals.dossier import CaseDossier, Paper
from luodi.approvals.drawing.pictures import case_graph
from luodi.approvals.folding import history
from luodi.approvals.models import (
    Appeal,
    Case,
    Decision,
    Deferral,
    Delivery,
    Item,
    ItemMaterial,
    Letter,
    Licence,
    SpecialProcedure,
    Supplement,
)
from luodi.approvals.rules import CLOSED_ITEM, PASSED, WITHDRAWABLE, CaseState, Holder, ItemState
from luodi.approvals.story import story, touched
from luodi.approvals.words import named
from luodi.directory.viewer import Viewer
from luodi.duties.strips import strip_of
from luodi.enquiries.reads import ratings_of
from luodi.portal.cases.drafts import ADDRESSES
from luodi.portal.forms import RatingForm
from luodi.ui.parts import MatterRow
from luodi.ui.strip import Strip

Given = ItemMaterial.State


@dataclass(frozen=True)
class ItemPart:
    """One item as its applicant reads it."""

    item: Item
    strip: Strip | None
    waits: list[Item]
    papers: list[tuple[Paper, ItemMaterial]]
    letters: list[Letter]
    asked: Supplement | None
    late: Supplement | None
    deferrals: list[Deferral]
    procedure: SpecialProcedure | None
    decision: Decision | None
    deliveries: list[Delivery]
    licences: list[tuple[Licence, bool]]  # and whether it lies in the reader's own wallet
    appeals: list[Appeal]

    @property
    def state(self) -> str:
        return self.item.state

    @property
    def tone(self) -> str:
        """Of its tag; a refusal is no overdue matter."""
        return "done" if self.state in PASSED else ""

    @property
    def open_appeal(self) -> Appeal | None:
        return next((one for one in self.appeals if one.decided_at is None), None)

    @property
    def on_its_way(self) -> Delivery | None:
        return next((one for one in self.deliveries if one.received_at is None and one.sent_at is not None), None)

    @property
    def may_withdraw(self) -> bool:
        return self.item.duty is not None and self.state in WITHDRAWABLE

    @property
    def may_appeal(self) -> bool:
        return self.state in APPEALABLE and self.open_appeal is None

    @property
    def to_give(self) -> list[Paper]:
        """What its applicant should hand in now: asked for again, promised, or missing while it waits for him."""
        if self.state in CLOSED_ITEM:
            return []
        asked = {row.get("material") for row in self.asked.asked} if self.asked else set()
        states = {Given.DEFERRED, Given.REJECTED} | ({Given.MISSING} if self.state == ItemState.READY else set())
        return [paper for paper, row in self.papers if paper.material.code in asked or row.state in states]

    @property
    def wants(self) -> str:
        """Why it waits for its applicant: supplement, turn, promise, rejected; nothing when it does not."""
        if self.asked:
            return "supplement"
        if self.state == ItemState.READY:
            return "turn"
        states = {row.state for _paper, row in self.papers} if self.to_give else set()
        return "promise" if Given.DEFERRED in states else "rejected" if Given.REJECTED in states else ""


def item_parts(dossier: CaseDossier, now: datetime) -> list[ItemPart]:
    return [_part(dossier, item, now) for item in dossier.items]


def _part(dossier: CaseDossier, item: Item, now: datetime) -> ItemPart:
    pk = item.pk
    notices = dossier.supplements.get(pk, [])
    open_one = notices[-1] if notices and item.state == ItemState.SUPPLEMENT else None
    procedures = dossier.procedures.get(pk, [])
    decisions = [one for one in dossier.decisions.get(pk, []) if one.round == item.round]
    return ItemPart(
        item=item,
        strip=strip_of(item.duty, viewer=dossier.viewer, now=now) if item.duty else None,
        waits=dossier.waits_for(item),
        papers=dossier.papers_of(item),
        letters=dossier.letters.get(pk, []),
        asked=open_one,
        late=notices[-1] if notices and item.cause == "late" else None,
        deferrals=dossier.deferrals.get(pk, []),
        procedure=next((one for one in procedures if one.ended_at is None), None),
        decision=decisions[-1] if decisions else None,
        deliveries=dossier.deliveries.get(pk, []),
        licences=[(one, _holds(dossier.viewer, one)) for one in dossier.licences.get(pk, [])],
        appeals=dossier.appeals.get(pk, []),
    )


def _holds(viewer: Viewer, licence: Licence) -> bool:
    return licence.company_id in viewer.company_ids if licence.company_id else licence.holder_id == viewer.user_id


def live_part(dossier: CaseDossier, now: datetime) -> dict[str, Any]:
    """The part that refreshes itself: the strip, what waits for him, the items."""
    parts = item_parts(dossier, now)
    case = dossier.case
    return {
        "dossier": dossier,
        "case": case,
        "duty": dossier.duty,
        "number": case.number,
        "title": title_of(case, dossier.items),
        "strip": strip_of(dossier.duty, viewer=dossier.viewer, now=now),
        "standing": standing_words(case, parts),
        "parts": parts,
        "waiting": [part for part in parts if part.wants],
        "graph": case_graph(dossier.items, dossier.edges, now, {i.code: f"#item-{i.code}" for i in dossier.items}),
        "mark": f"{dossier.mark}.{int(now.timestamp()) // 60}",
        "may_give": dossier.may("fill") and dossier.duty.closed is None,
        "may_act": dossier.may("withdraw_item"),
        **ADDRESSES,
    }


def whole_page(dossier: CaseDossier, now: datetime, forms: dict[str, Any]) -> dict[str, Any]:
    live = live_part(dossier, now)
    ended = case_ended(dossier.case)
    ratings = list(ratings_of(dossier.duty)) if "rated" in dossier.happened else []
    rated = any(rating.handling == dossier.duty.progress for rating in ratings)
    return {
        **live,
        "days": case_days(dossier.case, now),
        "holders": Holder.choices,
        "history": history(story(dossier)[::-1]),
        "touched": touched(dossier),
        "ratings": ratings,
        "may_rate": ended and dossier.may("rate") and not rated,
        "may_withdraw": live["may_act"] and any(part.may_withdraw for part in live["parts"]),
        "rating_form": RatingForm(),
        **forms,
    }


def case_ended(case: Case) -> bool:
    return case.duty.progress in (CaseState.FINISHED, CaseState.PARTLY_REFUSED)


def title_of(case: Case, items: list[Item]) -> str:
    return named(case.bundle_version) if case.bundle_version else named(items[0].version) if items else case.duty.title


def standing_words(case: Case, parts: list[ItemPart]) -> str:
    """Where it stands, in one sentence."""
    state = case.duty.progress
    if state == CaseState.WITHDRAWN:
        return _("已撤回，所有期限停止。")
    done = sum(part.state in PASSED for part in parts)
    said = {"all": len(parts), "done": done, "open": sum(part.state not in CLOSED_ITEM | PASSED for part in parts)}
    if state == CaseState.FINISHED:
        return _("全部办结：%(all)d 项中 %(done)d 项已批准。") % said
    if state == CaseState.PARTLY_REFUSED:
        return _("已办结：%(all)d 项中 %(done)d 项已批准，其余见下面的决定和理由。") % said
    waiting = sum(bool(part.wants) for part in parts)
    words = _("%(all)d 项中 %(done)d 项已批准，%(open)d 项在办。") % said
    if waiting:
        asks = ngettext("有 %(count)d 项等您补材料。", "有 %(count)d 项等您补材料。", waiting)
        words = f"{asks % {'count': waiting}}{words}"
    return words


def row_of(case: Case, viewer: Viewer, url: str, now: datetime) -> MatterRow:
    title = named(case.bundle_version) if case.bundle_version else case.duty.title
    return MatterRow(
        title=_("%(title)s（%(company)s）") % {"title": title, "company": case.company.name} if case.company else title,
        url=url,
        number=case.duty.number,
        tag=str(CaseState(case.duty.progress).label),
        strip=None if case.is_draft else strip_of(case.duty, viewer=viewer, now=now),
    )
