"""An officer takes an enquiry in charge: sign for, contact, write, note, set the next step."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from luodi.clock import SHANGHAI
from luodi.directory.calendars import calendar_for
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances, pauses_of
from luodi.duties.models import Duty
from luodi.duties.reach import acting_post, ask, locked
from luodi.duties.several import several
from luodi.duties.steps import move
from luodi.enquiries.actions.claiming import claim_at_contact
from luodi.enquiries.models import Enquiry, State
from luodi.enquiries.rules import (
    ATTEMPT_DAYS_TO_PAUSE,
    ATTEMPTS_TO_PAUSE,
    FOLLOW_UP_DAYS,
    FOLLOW_UP_WORKING_DAYS,
    OPEN,
    RESTING,
    UNCONTACTED,
    UNSIGNED,
)
from luodi.ledger.acts import Act, Refused, act
from luodi.notices.actions import tell
from luodi.talk.models import Contact, Message
from luodi.talk.steps import check_time, log, say

BIG = "xl"


def sign_for(*, viewer: Viewer, number: str, version: int | None = None) -> Duty:
    """The unit takes the enquiry in charge; the sign-for clock stops."""
    with act(viewer.code) as a:
        duty = locked(viewer, number, version=version)
        ask(viewer, "sign_for", duty)
        if duty.progress not in UNSIGNED:
            raise Refused(_("这件申请已经签收过了。"))
        clocks = Clocks(duty)
        sign_step(a, duty, clocks, post=acting_post(viewer, duty), at=a.now)
        clocks.settle()
        move(duty, allowed=UNSIGNED, to=State.SIGNED)
        tell_investor(a, duty, "signed", key=f"signed:{number}")
        return duty


def sign_for_several(*, viewer: Viewer, numbers: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """Numbers that were signed for, and why the others were not."""
    return several(sign_for, viewer=viewer, numbers=numbers)


def sign_step(a: Act, duty: Duty, clocks: Clocks, *, post: Post, at: datetime) -> None:
    """Step: signing, alone or as part of a call, a letter or a hand-over."""
    clocks.stop("sign_for", happened_at=at)
    a.record(duty.number, "signed", happened_at=at, post=post.pk, on_behalf_of=_owner_if_other(duty, post))


def _owner_if_other(duty: Duty, post: Post) -> str:
    return "" if post.pk == duty.owner_id else f"post:{duty.owner_id}"


def log_contact(
    *,
    viewer: Viewer,
    number: str,
    channel: str,
    said: str,
    happened_at: datetime,
    reached: bool = True,
    version: int | None = None,
) -> Contact:
    """Stops first contact by when it happened; an unanswered call is an attempt and stops nothing."""
    with act(viewer.code) as a:
        duty = locked(viewer, number, version=version)
        ask(viewer, "log_contact", duty)
        if duty.progress not in OPEN:
            raise Refused(_("这件申请已经结束，不能再登记联系。"))
        check_time(a.now, duty, happened_at)
        post = acting_post(viewer, duty)
        clocks = Clocks(duty)
        if duty.progress in UNSIGNED:
            sign_step(a, duty, clocks, post=post, at=happened_at)
        contact = log(a, duty, post=post, channel=channel, reached=reached, said=said, happened_at=happened_at)
        if reached:
            reach_step(a, duty, clocks, post=post, happened_at=happened_at)
            tell_investor(a, duty, "contacted", key=f"contacted:{contact.pk}")
        else:
            _attempt_step(a, duty, clocks)
        return contact


def reach_step(a: Act, duty: Duty, clocks: Clocks, *, post: Post, happened_at: datetime) -> None:
    """Step: a two-way contact stops first contact, starts triage and makes the claim; the caller has signed."""
    enquiry = Enquiry.objects.select_related("company", "duty").get(duty=duty)
    was = duty.progress
    clocks.resume("contact", at=a.now)
    clocks.stop("contact", happened_at=happened_at)
    clocks.stop("recontact", happened_at=happened_at)
    if was in UNCONTACTED:
        tokens = allowances()
        clocks.start("triage", tokens["triage_big" if enquiry.size_band == BIG else "triage"], at=happened_at)
    elif was in RESTING:
        clocks.start("triage", allowances()["triage"], at=happened_at)
    clocks.settle()
    to = State.ENGAGED if was == State.ENGAGED else State.CONTACTED
    move(duty, allowed=OPEN, to=to)
    claim_at_contact(a, enquiry, post=post, evidence=_("登记的联系"))


def _attempt_step(a: Act, duty: Duty, clocks: Clocks) -> None:
    """Three attempts on two days wait for the investor; the call itself has signed."""
    if duty.progress in UNSIGNED:
        clocks.settle()
        move(duty, allowed=UNSIGNED, to=State.SIGNED)
    running = clocks.open.get("contact")
    if running is None or running.held is not None:
        return
    # He answered since: three new ones are needed before the clock waits for him again.
    answered = max((pause.end for pause in pauses_of(running) if pause.end), default=running.started)
    attempts = Contact.objects.filter(duty=duty, reached=False, recorded_at__gte=answered)
    times = list(attempts.values_list("happened_at", flat=True))
    days = {time.astimezone(SHANGHAI).date() for time in times}
    if len(times) >= ATTEMPTS_TO_PAUSE and len(days) >= ATTEMPT_DAYS_TO_PAUSE:
        clocks.hold("contact", at=a.now, ground="waiting_for_investor")
        clocks.settle()
        move(duty, allowed=OPEN)
        a.record(duty.number, "held", kind="contact", ground="waiting_for_investor")
        tell_investor(a, duty, "unreachable", key=f"unreachable:{duty.number}:{duty.version}")


def write(*, viewer: Viewer, number: str, body: str) -> Message:
    """Either side writes. An officer's letter signs; the investor's answer makes it a two-way contact."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        held = ask(viewer, "write", duty)
        assert viewer.user is not None
        if duty.progress not in OPEN:
            raise Refused(_("这件申请已经结束，不能再发消息。"))
        if viewer.is_investor:
            return _investor_writes(a, duty, viewer, body)
        post = acting_post(viewer, duty)
        message = say(a, duty, side=Message.Side.OFFICER, author=viewer.user, body=body, post=post)
        if duty.progress in UNSIGNED and held:
            clocks = Clocks(duty)
            sign_step(a, duty, clocks, post=post, at=a.now)
            clocks.settle()
            move(duty, allowed=UNSIGNED, to=State.SIGNED)
        tell_investor(a, duty, "message", key=f"message:{message.pk}")
        return message


def _investor_writes(a: Act, duty: Duty, viewer: Viewer, body: str) -> Message:
    assert viewer.user is not None
    message = say(a, duty, side=Message.Side.INVESTOR, author=viewer.user, body=body)
    letter = Message.objects.filter(duty=duty, side=Message.Side.OFFICER).order_by("id").select_related("post").first()
    clocks = Clocks(duty)
    if duty.progress in UNCONTACTED and letter is not None and letter.post is not None:
        # Two-way on the page needs no confirmation; it happened when the officer's letter that he answers was written.
        log(
            a,
            duty,
            post=letter.post,
            channel=Contact.Channel.PAGE,
            reached=True,
            said=_("平台上互通消息"),
            happened_at=letter.said_at,
        )
        reach_step(a, duty, clocks, post=letter.post, happened_at=letter.said_at)
    elif "contact" in clocks.open and clocks.open["contact"].held is not None:
        clocks.resume("contact", at=a.now)
        clocks.settle()
        move(duty, allowed=OPEN)
        a.record(duty.number, "resumed", kind="contact")
    elif duty.progress in RESTING:
        clocks.stop("recontact", happened_at=a.now)
        clocks.start("triage", allowances()["triage"], at=a.now)
        clocks.settle()
        move(duty, allowed=RESTING, to=State.CONTACTED)
        a.record(duty.number, "awake")
    tell(a, reader=duty.owner.user, code="message", subject=duty.number, key=f"message:{message.pk}")
    return message


def note(*, viewer: Viewer, number: str, body: str) -> Message:
    """An internal note: no investor reads it and it stops nothing."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "note", duty)
        assert viewer.user is not None
        return say(a, duty, side=Message.Side.NOTE, author=viewer.user, body=body, post=acting_post(viewer, duty))


def set_next_step(*, viewer: Viewer, number: str, step: str, on: date, version: int | None = None) -> Duty:
    """The next step and its date; a date is mandatory while the enquiry is followed, at most 10 working days ahead."""
    with act(viewer.code) as a:
        duty = locked(viewer, number, version=version)
        ask(viewer, "set_next_step", duty)
        if duty.progress != State.ENGAGED:
            raise Refused(_("先完成研判并选择“跟进”，再约定下一步。"))
        clocks = Clocks(duty)
        follow_step(a, duty, clocks, step=step, on=on)
        clocks.settle()
        move(duty, allowed={State.ENGAGED})
        return duty


def follow_step(a: Act, duty: Duty, clocks: Clocks, *, step: str, on: date) -> None:
    """Step: the follow-up clock runs until the end of the working day agreed on."""
    if not step.strip():
        raise Refused(_("请写下一步做什么。"))
    today = a.now.astimezone(SHANGHAI).date()
    calendar = calendar_for(duty.unit.calendar.code)
    days = (on - today).days
    if days < 0:
        raise Refused(_("下一步的日期已经过去了，请选今天或以后的日期。"))
    if days > FOLLOW_UP_DAYS or (
        sum(calendar.is_working(date.fromordinal(today.toordinal() + n)) for n in range(1, days + 1))
        > FOLLOW_UP_WORKING_DAYS
    ):
        raise Refused(_("下一步最迟在 %(days)d 个工作日之内；更久请选“培育”。") % {"days": FOLLOW_UP_WORKING_DAYS})
    clocks.stop("follow_up", happened_at=a.now)
    clocks.start("follow_up", f"{days}d", at=a.now)
    Enquiry.objects.filter(duty=duty).update(next_step=step.strip(), next_step_on=on)
    a.record(duty.number, "next_step", on=on.isoformat())


def tell_investor(a: Act, duty: Duty, code: str, *, key: str) -> None:
    """Step: the investor and, through his page, his colleagues. Nobody to tell before the contact is confirmed."""
    enquiry = Enquiry.objects.select_related("investor").get(duty=duty)
    if enquiry.investor is not None:
        tell(a, reader=enquiry.investor, code=code, subject=duty.number, key=f"{key}:investor")
