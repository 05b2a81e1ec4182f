"""Review and decision: special procedures stop the clock, one extension lengthens it, a decision ends it."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from luodi.approvals.letters import letter
from luodi.approvals.models import Case, Decision, Extension, Item, Letter, SpecialProcedure
from luodi.approvals.reach import locked_case
from luodi.approvals.rules import EXTENSION_DAYS, JOINT_EXTENSION_DAYS, TERMS, ItemState
from luodi.approvals.steps import close, expect, locked_item, tell_applicant, turn
from luodi.approvals.timing import moment
from luodi.clock import Allowance
from luodi.directory.calendars import calendar_for
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.models import Deadline
from luodi.duties.papers import attach_step
from luodi.duties.reach import acting_post
from luodi.duties.steps import give_to, move, owner_values
from luodi.ledger.acts import Refused, act
from luodi.notices.actions import tell

REVIEW = ("statutory", "decision")


def pause(
    *,
    viewer: Viewer,
    number: str,
    kind: str,
    notice_number: str,
    expected_days: int,
    document: UploadedFile | None = None,
    happened_at: datetime | None = None,
    version: int | None = None,
) -> SpecialProcedure:
    """A special procedure of a kind the service allows: both clocks of the item stop, nobody else's.

    Raises Refused without a written notice, for another kind, or beyond its cap; Stale; BadFile.
    """
    with act(viewer.code) as a:
        item = locked_item(a, viewer, number, "decide", version=version)
        assert item.duty is not None
        expect(item, ItemState.ACCEPTED)
        caps = {row["kind"]: row["cap_days"] for row in item.version.special}
        if kind not in caps:
            raise Refused(_("这个事项不允许这种特别程序。"))
        if not notice_number.strip():
            raise Refused(_("请填告知申请人的文书号：没有书面告知不能停表。"))
        if caps[kind] and not 0 < expected_days <= caps[kind]:
            raise Refused(_("这种特别程序最长 %(days)d 个工作日。") % {"days": caps[kind]})
        at, post = moment(a, item, happened_at), acting_post(viewer, item.duty)
        clocks = Clocks(item.duty)
        clocks.hold(*REVIEW, at=at, ground=kind)
        event = turn(a, item, "paused", clocks=clocks, happened_at=at, post=post, ground=kind)
        kept = attach_step(a, item.duty, document) if document else None
        calendar = calendar_for(item.duty.unit.calendar.code)
        made = SpecialProcedure.objects.create(
            item=item,
            kind=kind,
            notice_number=notice_number.strip(),
            document=kept,
            expected_days=expected_days,
            expected_end=calendar.due(at, Allowance.parse(f"{expected_days}wd")).at,
            post=post,
            happened_at=at,
            recorded_at=a.now,
        )
        letter(
            item, Letter.Kind.PROCEDURE, at=at, post=post, procedure=kind, notice=made.notice_number, days=expected_days
        )
        close(a, item.case, [event])
        tell_applicant(a, item, "item_paused")
        return made


def resume(*, viewer: Viewer, number: str, happened_at: datetime | None = None, version: int | None = None) -> Item:
    """The special procedure has ended: the clocks run on with what is left."""
    with act(viewer.code) as a:
        item = locked_item(a, viewer, number, "decide", version=version)
        assert item.duty is not None
        expect(item, ItemState.PAUSED)
        at, post = moment(a, item, happened_at), acting_post(viewer, item.duty)
        clocks = Clocks(item.duty)
        clocks.resume(*REVIEW, at=at)
        event = turn(a, item, "resumed", clocks=clocks, happened_at=at, post=post)
        SpecialProcedure.objects.filter(item=item, ended_at=None).update(ended_at=at, ended_recorded_at=a.now)
        close(a, item.case, [event])
        tell_applicant(a, item, "item_resumed")
        return item


def extend(*, viewer: Viewer, number: str, reason: str, version: int | None = None) -> Extension:
    """Ten working days more, once, by the head, before the clock has run out (行政许可法 Art. 42)."""
    with act(viewer.code) as a:
        item = locked_item(a, viewer, number, "extend", version=version)
        assert item.duty is not None
        expect(item, ItemState.ACCEPTED)
        clocks = Clocks(item.duty)
        _may_extend(reason, Extension.objects.filter(item=item, round=item.round).exists(), clocks, REVIEW, a.now)
        for kind in REVIEW:
            if kind in clocks.open:
                clocks.lengthen(kind, _longer(clocks.open[kind], EXTENSION_DAYS))
        clocks.settle()
        move(item.duty, allowed={ItemState.ACCEPTED})
        post = acting_post(viewer, item.duty)
        made = Extension.objects.create(
            item=item,
            round=item.round,
            days=EXTENSION_DAYS,
            reason=reason.strip(),
            post=post,
            happened_at=a.now,
            recorded_at=a.now,
        )
        letter(item, Letter.Kind.EXTENSION, at=a.now, post=post, reason=made.reason, days=EXTENSION_DAYS)
        a.record(number, "extended", days=EXTENSION_DAYS, clocks=clocks.log, post=post.pk)
        tell_applicant(a, item, "item_extended")
        return made


def extend_case(*, viewer: Viewer, number: str, reason: str) -> Case:
    """Fifteen working days more for the whole, once, before its joint clock has run out."""
    with act(viewer.code) as a:
        case = locked_case(a, viewer, number, "extend")
        clocks = Clocks(case.duty)
        running = clocks.open.get("joint")
        grown = running is not None and running.token != _joint_token(case)
        _may_extend(reason, grown, clocks, ("joint",), a.now)
        clocks.lengthen("joint", _longer(clocks.open["joint"], JOINT_EXTENSION_DAYS))
        clocks.settle()
        move(case.duty, allowed={case.duty.progress})
        a.record(number, "case_extended", days=JOINT_EXTENSION_DAYS, clocks=clocks.log)
        if case.applicant is not None:
            tell(a, reader=case.applicant, code="case_extended", subject=number, key=f"extended:{number}")
        return case


def transfer(*, viewer: Viewer, number: str, to_post: Post, version: int | None = None) -> Item:
    """To a colleague of the department: the owner changes, no clock does. Raises Refused."""
    with act(viewer.code) as a:
        item = locked_item(a, viewer, number, "transfer", version=version)
        assert item.duty is not None
        duty = item.duty
        if to_post.unit_id != duty.unit_id or not Post.objects.held(a.now).filter(pk=to_post.pk).exists():
            raise Refused(_("只能交给本单位在岗的人。"))
        if to_post.pk == duty.owner_id:
            raise Refused(_("这一项已经由他负责。"))
        give_to(duty, to_post)
        move(duty, allowed={item.state}, **owner_values(duty))
        a.record(number, "transferred", post=to_post.pk)
        tell(a, reader=to_post.user, code="given", subject=number, key=f"given:{number}:{duty.version}")
        return item


def approve(
    *,
    viewer: Viewer,
    number: str,
    reasons: str = "",
    happened_at: datetime | None = None,
    version: int | None = None,
) -> Decision:
    """The review clocks end, the ten working days to issue begin, and what waited for the result is unblocked."""
    with act(viewer.code) as a:
        item = locked_item(a, viewer, number, "decide", version=version)
        assert item.duty is not None
        expect(item, ItemState.ACCEPTED)
        at, post = moment(a, item, happened_at), acting_post(viewer, item.duty)
        clocks = Clocks(item.duty)
        clocks.stop_several([kind for kind in clocks.open if kind in REVIEW], happened_at=at)
        clocks.start("issue", TERMS["issue"], at=at)
        event = turn(a, item, "approved", clocks=clocks, happened_at=at, post=post, columns={"decided_at": at})
        made = _decided(item, Decision.Outcome.APPROVED, post, at, a.now, reasons=reasons.strip())
        close(a, item.case, [event])
        tell_applicant(a, item, "item_approved")
        return made


def refuse(
    *,
    viewer: Viewer,
    number: str,
    reasons: str,
    remedies: str,
    happened_at: datetime | None = None,
    version: int | None = None,
) -> Decision:
    """Refused with reasons and with how one may object; dependants follow their edges. Raises Refused without both."""
    with act(viewer.code) as a:
        item = locked_item(a, viewer, number, "decide", version=version)
        assert item.duty is not None
        expect(item, ItemState.ACCEPTED)
        if not reasons.strip() or not remedies.strip():
            raise Refused(_("不予批准要写明理由，并告知申请复议、提起诉讼的途径和期限。"))
        at, post = moment(a, item, happened_at), acting_post(viewer, item.duty)
        clocks = Clocks(item.duty)
        clocks.stop_several([kind for kind in clocks.open if kind in REVIEW], happened_at=at)
        clocks.stop_all(happened_at=at)
        event = turn(a, item, "refused", clocks=clocks, happened_at=at, post=post, columns={"decided_at": at})
        made = _decided(
            item, Decision.Outcome.REFUSED, post, at, a.now, reasons=reasons.strip(), remedies=remedies.strip()
        )
        letter(item, Letter.Kind.REFUSAL, at=at, post=post, reasons=made.reasons, remedies=made.remedies)
        close(a, item.case, [event])
        tell_applicant(a, item, "item_refused")
        return made


def _may_extend(reason: str, done: bool, clocks: Clocks, kinds: tuple[str, ...], now: datetime) -> None:
    running = [clocks.open[kind] for kind in kinds if kind in clocks.open]
    if not reason.strip():
        raise Refused(_("请写延期的理由，申请人会看到。"))
    if done:
        raise Refused(_("已经延过一次，不能再延。"))
    if not running:
        raise Refused(_("没有在走的时限。"))
    if any(deadline.is_late(now) for deadline in running):
        raise Refused(_("时限已过，不能再延期：延期要在到期之前批准。"))


def _longer(deadline: Deadline, days: int) -> str:
    return f"{Allowance.parse(deadline.token).amount + days}wd"


def _joint_token(case: Case) -> str:
    limit = (case.bundle_version.definition.get("limit") or {}) if case.bundle_version else {}
    return f"{limit['days']}wd" if limit.get("days") else allowances()["joint"]


def _decided(item: Item, outcome: str, post: Post, at: datetime, now: datetime, **words: str) -> Decision:
    return Decision.objects.create(
        item=item, round=item.round, outcome=outcome, post=post, happened_at=at, recorded_at=now, **words
    )
