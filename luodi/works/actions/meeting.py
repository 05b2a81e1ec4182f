"""A meeting is called, decides while it sits, ends, and issues its minutes."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from luodi.directory.models import Post, Territory
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.models import Link, Visibility
from luodi.duties.reach import ask, locked
from luodi.duties.steps import expect, move, open_duty
from luodi.ledger.acts import Refused, act
from luodi.notices.actions import tell_all
from luodi.works.actions.working import add_work_step
from luodi.works.models import Meeting, Work
from luodi.works.rules import Kind, MeetingState

DECIDING = frozenset({MeetingState.PLANNED, MeetingState.HELD})


def call_meeting(
    *,
    viewer: Viewer,
    kind: str,
    title: str,
    at: Territory,
    starts: datetime,
    venue: str = "",
    present: str = "",
    chaired_by: Post | None = None,
) -> Meeting:
    """Who calls it convenes it, and owes the minutes. Raises Refused."""
    with act(viewer.code) as a:
        convener = next((post for post in viewer.posts if "meeting" in post.remit), None)
        if convener is None:
            raise Refused(_("您的岗位不召集会议。"))
        if not title.strip():
            raise Refused(_("请写会议名称。"))
        duty = open_duty(
            a,
            kind="meeting",
            opened=a.now,
            title=title.strip(),
            owner=convener,
            at=at,
            progress=MeetingState.PLANNED,
            visibility=Visibility.INTERNAL,
        )
        ask(viewer, "hold_meeting", duty)
        held = {"venue": venue.strip(), "present": present.strip(), "chaired_by": chaired_by}
        return Meeting.objects.create(duty=duty, kind=kind, at=starts, **held)


def decide_in(
    *, viewer: Viewer, number: str, title: str, owner: Post, due: date, about: str = "", words: str = ""
) -> Work:
    """A line of the meeting becomes a duty at once, while it sits or until its minutes are issued.

    `about`: number of the matter it is about. Raises Refused, Stale; Duty.DoesNotExist where the viewer may not
    see `about`.
    """
    with act(viewer.code) as a:
        meeting = _locked(viewer, number)
        whole = locked(viewer, about) if about else None
        decision = add_work_step(
            a,
            kind=Kind.DECISION,
            title=title,
            owner=owner,
            at=owner.unit.territory if owner.unit.territory.columns()["city"] else meeting.duty.city,
            due=due,
            about=whole,
            decided_in=meeting.duty,
            words=words.strip(),
        )
        move(meeting.duty, allowed=DECIDING)
        a.record(number, "decided", work=decision.duty.number)
        return decision


def end_meeting(*, viewer: Viewer, number: str, words: str = "", version: int | None = None) -> Meeting:
    """From now on the minutes are owed. `words`: what the minutes say besides the decisions. Raises Refused, Stale."""
    with act(viewer.code) as a:
        meeting = _locked(viewer, number, version=version)
        expect(meeting.duty, {MeetingState.PLANNED})
        clocks = Clocks(meeting.duty)
        clocks.start("minutes", allowances()["minutes"], at=a.now)
        clocks.settle()
        move(meeting.duty, allowed={MeetingState.PLANNED}, to=MeetingState.HELD)
        _write(meeting, words=words.strip(), ended_at=a.now)
        a.record(number, "meeting_held", clocks=clocks.log)
        return meeting


def write_minutes(*, viewer: Viewer, number: str, words: str, present: str = "", version: int | None = None) -> Meeting:
    """Until they are issued. Raises Refused, Stale."""
    with act(viewer.code) as a:
        meeting = _locked(viewer, number, version=version)
        move(meeting.duty, allowed=DECIDING)
        _write(meeting, words=words.strip(), present=present.strip() or meeting.present)
        a.record(number, "minutes_written", size=len(meeting.words))
        return meeting


def issue_minutes(*, viewer: Viewer, number: str, version: int | None = None) -> Meeting:
    """The end of the meeting's duty: everybody who owns a decision is told. Raises Refused, Stale."""
    with act(viewer.code) as a:
        meeting = _locked(viewer, number, version=version)
        decisions = decided(meeting)
        if not decisions and not meeting.words:
            raise Refused(_("纪要是空的：没有议定事项，也没有写内容。"))
        clocks = Clocks(meeting.duty)
        clocks.stop("minutes", happened_at=a.now)
        clocks.settle()
        move(meeting.duty, allowed={MeetingState.HELD}, to=MeetingState.ISSUED, closed=a.now)
        _write(meeting, issued_at=a.now)
        a.record(number, "minutes_issued", decisions=len(decisions), clocks=clocks.log)
        readers = {work.duty.owner.user for work in decisions}
        tell_all(a, readers=readers, code="minutes_issued", subject=number, key=f"minutes:{number}")
        return meeting


def call_off(*, viewer: Viewer, number: str, version: int | None = None) -> Meeting:
    """Raises Refused where something was decided already."""
    with act(viewer.code) as a:
        meeting = _locked(viewer, number, version=version)
        if decided(meeting):
            raise Refused(_("会上已经议定了事项，不能取消。请结束会议。"))
        move(meeting.duty, allowed={MeetingState.PLANNED}, to=MeetingState.CALLED_OFF, closed=a.now)
        a.record(number, "called_off")
        return meeting


def decided(meeting: Meeting) -> list[Work]:
    """In the order in which they were decided."""
    rows = Work.objects.with_duty().filter(duty__links__target=meeting.duty, duty__links__kind=Link.Kind.DECIDED_IN)
    return list(rows.order_by("pk"))


def _locked(viewer: Viewer, number: str, *, version: int | None = None) -> Meeting:
    duty = locked(viewer, number, version=version)
    meeting = Meeting.objects.get(duty=duty)
    meeting.duty = duty
    ask(viewer, "hold_meeting", duty)
    if duty.closed is not None:
        raise Refused(_("会议已经结束并印发纪要，不能再改。"))
    return meeting


def _write(meeting: Meeting, **values: object) -> None:
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=list(values))
