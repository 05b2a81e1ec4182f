"""Acceptance (受理): within five working days, by silence otherwise; one notice of everything that is missing."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from luodi.approvals.deferrals import defer, write_promises
from luodi.approvals.letters import letter
from luodi.approvals.models import Item, ItemMaterial, Letter, Supplement
from luodi.approvals.rules import TERMS, ItemState
from luodi.approvals.starting import LACKING
from luodi.approvals.steps import ITEM_WITH, close, expect, locked_item, start_review, tell_applicant, turn
from luodi.approvals.timing import moment
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.models import Deadline
from luodi.duties.reach import acting_post, relations
from luodi.ledger.acts import Act, Refused, act
from luodi.ledger.models import Event


def accept(
    *,
    viewer: Viewer,
    number: str,
    deferred: Iterable[str] = (),
    promise: bool = False,
    happened_at: datetime | None = None,
    version: int | None = None,
) -> Item:
    """Taken on; `deferred` are codes of secondary materials that come later on the applicant's signed promise.

    Raises Refused when a main material is missing, or a deferral is not allowed or not promised.
    """
    with act(viewer.code) as a:
        item = locked_item(a, viewer, number, "accept_item", version=version)
        assert item.duty is not None
        _window_may(viewer, item)
        expect(item, ItemState.FILED)
        at, post = moment(a, item, happened_at), acting_post(viewer, item.duty)
        clocks = Clocks(item.duty)
        codes = frozenset(deferred)
        rows = _to_defer(item, codes)
        if codes and not promise:
            raise Refused(_("容缺受理要有申请人签署的承诺，请先确认已签。"))
        signer = item.case.applicant.code if item.case.applicant else "paper"
        promises = defer(a, item, rows, clocks, post=post, at=at, signer=signer)
        event = _take_on(item, "accepted", clocks, a=a, at=at, post=post)
        if promises:
            write_promises(promises)
            event.facts["deferred"] = sorted(codes)
        late = sorted(row.material.name for row in rows)
        letter(item, Letter.Kind.RECEIPT, at=at, post=post, deferred=late, days=item.version.promised_days)
        close(a, item.case, [event])
        tell_applicant(a, item, "item_accepted")
        return item


def ask_supplement(
    *,
    viewer: Viewer,
    number: str,
    asked: Iterable[Mapping[str, str]],
    days: int | None = None,
    reason: str = "",
    happened_at: datetime | None = None,
    version: int | None = None,
) -> Supplement:
    """The one notice: rows {material, words}, with everything that is missing. Ends the acceptance clock.

    A second one needs a reason and the head (行政许可法 Art. 32 knows one only). Raises Refused, Stale.
    """
    with act(viewer.code) as a:
        item = locked_item(a, viewer, number, "accept_item", version=version)
        assert item.duty is not None
        _window_may(viewer, item)
        expect(item, ItemState.FILED)
        listed = _listed(item, asked)
        before = Supplement.objects.filter(item=item).count()
        if before and not (reason.strip() and "head" in relations(viewer, item.duty)):
            raise Refused(_("已经一次性告知过补正。再次补正要由主任办理并写明理由。"))
        at, post = moment(a, item, happened_at), acting_post(viewer, item.duty)
        clocks = Clocks(item.duty)
        clocks.stop("acceptance", happened_at=at)
        due = clocks.start("supplement", f"{days}wd" if days else allowances()["supplement"], at=at).due
        assert due is not None
        event = turn(a, item, "supplement_asked", clocks=clocks, happened_at=at, post=post)
        made = Supplement.objects.create(
            item=item,
            round=before + 1,
            asked=listed,
            reason=reason.strip(),
            until=due,
            post=post,
            happened_at=at,
            recorded_at=a.now,
        )
        letter(item, Letter.Kind.SUPPLEMENT, at=at, post=post, asked=listed, until=due.isoformat())
        close(a, item.case, [event])
        tell_applicant(a, item, "supplement_asked")
        return made


def give_supplement(*, viewer: Viewer, number: str, version: int | None = None) -> Item:
    """The applicant has answered the notice: the department has its full five days again.

    Raises Refused when it is too late, or a main material is still missing.
    """
    with act(viewer.code) as a:
        item = locked_item(a, viewer, number, "file", version=version)
        assert item.duty is not None
        if item.state == ItemState.NOT_ACCEPTED and item.cause == "late":
            raise Refused(_("补正期限已过，这一项已经不予受理。请重新申报，交过的材料不用再交。"))
        expect(item, ItemState.SUPPLEMENT)
        names = [row.material.name for row in _missing(item) if row.main]
        if names:
            raise Refused(_("还缺：%(what)s。") % {"what": "、".join(names)})
        clocks = Clocks(item.duty)
        clocks.stop("supplement", happened_at=a.now)
        clocks.start("acceptance", TERMS["acceptance"], at=a.now)
        event = turn(a, item, "supplement_given", clocks=clocks)
        Supplement.objects.filter(item=item, answered_at=None).update(answered_at=a.now)
        close(a, item.case, [event])
        return item


def refuse_acceptance(
    *,
    viewer: Viewer,
    number: str,
    reasons: str,
    right_office: str = "",
    happened_at: datetime | None = None,
    version: int | None = None,
) -> Item:
    """Not needed, not ours, or forbidden: the reasons are told, and the right office where there is one."""
    with act(viewer.code) as a:
        item = locked_item(a, viewer, number, "accept_item", version=version)
        assert item.duty is not None
        _window_may(viewer, item)
        expect(item, ItemState.FILED)
        if not reasons.strip():
            raise Refused(_("请写明不予受理的理由。"))
        at, post = moment(a, item, happened_at), acting_post(viewer, item.duty)
        clocks = Clocks(item.duty)
        clocks.stop_several(list(clocks.open), happened_at=at)
        event = turn(a, item, "not_accepted", clocks=clocks, happened_at=at, post=post, columns={"cause": "refused"})
        said = {"reasons": reasons.strip(), "right_office": right_office.strip()}
        letter(item, Letter.Kind.NOT_ACCEPTED, at=at, post=post, **said)
        close(a, item.case, [event])
        tell_applicant(a, item, "item_not_accepted")
        return item


def deem_accepted(deadline_pk: int, now: datetime) -> None:
    """Five working days passed without a word: accepted, dated back to the day of receipt (行政许可法 Art. 32)."""
    with act("system:watch", now=now) as a:
        item, _deadline = _of_deadline(deadline_pk)
        if item is None or item.state != ItemState.FILED:
            return
        assert item.duty is not None
        clocks = Clocks(item.duty)
        event = _take_on(item, "deemed_accepted", clocks, a=a, at=item.filed_at or a.now, post=None)
        letter(item, Letter.Kind.RECEIPT, at=a.now, post=None, deemed=True, days=item.version.promised_days)
        close(a, item.case, [event])
        tell_applicant(a, item, "item_accepted")


def end_late_supplement(deadline_pk: int, now: datetime) -> None:
    """The supplement did not come in time: not accepted, and what was given stays for a new filing."""
    with act("system:watch", now=now) as a:
        item, deadline = _of_deadline(deadline_pk)
        if item is None or item.state != ItemState.SUPPLEMENT:
            return
        assert item.duty is not None
        clocks = Clocks(item.duty)
        clocks.stop_several(list(clocks.open), happened_at=a.now)
        event = turn(a, item, "supplement_late", clocks=clocks, columns={"cause": "late"})
        letter(item, Letter.Kind.NOT_ACCEPTED, at=a.now, post=None, late=f"{deadline.due or a.now:%Y-%m-%d}")
        close(a, item.case, [event])
        tell_applicant(a, item, "item_not_accepted")


def _take_on(item: Item, code: str, clocks: Clocks, *, a: Act, at: datetime, post: Post | None) -> Event:
    """Step: the acceptance clock ends, the statutory and the promised one start."""
    clocks.stop("acceptance", happened_at=a.now if code == "deemed_accepted" else at)
    start_review(item, clocks, at)
    columns = {"accepted_at": at, "deemed": code == "deemed_accepted"}
    return turn(a, item, code, clocks=clocks, happened_at=at, post=post, columns=columns)


def _window_may(viewer: Viewer, item: Item) -> None:
    """A general window takes in only what its department has given to it."""
    assert item.duty is not None
    ours = item.duty.unit_id in viewer.unit_ids or item.duty.owner_id in viewer.substituted_post_ids
    if not ours and not viewer.is_system and not item.version.one_window:
        raise Refused(_("这个事项由%(unit)s自己受理，综合窗口不能代收。") % {"unit": item.duty.unit.name})


def _missing(item: Item) -> list[ItemMaterial]:
    rows = ItemMaterial.objects.filter(item=item, state__in=LACKING)
    return list(rows.select_related("material", "requirement"))


def _to_defer(item: Item, codes: frozenset[str]) -> list[ItemMaterial]:
    """The rows named. Raises Refused for a main material that is missing, and for a code of one that is there."""
    missing = _missing(item)
    main = sorted(row.material.name for row in missing if row.main and row.material.code not in codes)
    if main:
        raise Refused(_("主要材料还缺：%(what)s。请一次性告知补正。") % {"what": "、".join(main)})
    if codes - {row.material.code for row in missing}:
        raise Refused(_("已经提交的材料不用容缺。"))
    return [row for row in missing if row.material.code in codes]


def _listed(item: Item, asked: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    codes = dict(ItemMaterial.objects.filter(item=item).values_list("material__code", "material__name"))
    listed = [
        {"material": row.get("material", ""), "name": codes.get(row.get("material", ""), ""), "words": words}
        for row in asked
        if (words := row.get("words", "").strip()) or row.get("material")
    ]
    if not listed:
        raise Refused(_("请一次列明要补正的全部内容。"))
    return listed


def _of_deadline(deadline_pk: int) -> tuple[Item | None, Deadline]:
    deadline = Deadline.objects.get(pk=deadline_pk)
    rows = Item.objects.under_lock().select_related(*ITEM_WITH)
    item = rows.filter(duty=deadline.duty_id).first() if deadline.stopped is None else None
    return item, deadline
