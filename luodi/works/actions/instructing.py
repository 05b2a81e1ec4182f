"""A leader's instruction (批示) on a duty of any kind: itself a duty, open until it is answered and accepted."""

from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.clock import Allowance
from luodi.directory.calendars import calendar_for
from luodi.directory.models import Post, Unit
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks
from luodi.duties.models import Duty, Party
from luodi.duties.owners import person_or_desk
from luodi.duties.reach import acting_post, ask, locked
from luodi.duties.steps import add_party, expect, move
from luodi.ledger.acts import Act, Refused, act
from luodi.notices.actions import tell
from luodi.works.actions.working import add_work_step, days_until, end_step
from luodi.works.models import Work
from luodi.works.reach import locked_work
from luodi.works.rules import REPLY_DAYS, Kind, State, Wording


def instruct(
    *,
    viewer: Viewer,
    number: str,
    wording: str,
    reply_by: date | None = None,
    unit: Unit | None = None,
    words: str = "",
) -> Work:
    """On the duty `number`. LEAD names the unit, whose head owns it; everything else is its owner's.

    Without `reply_by` the allowance of the wording counts. Raises Refused.
    """
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "instruct", duty)
        _check(duty, wording, reply_by, unit)
        given_by = acting_post(viewer, duty)
        work = add_work_step(
            a,
            kind=Kind.INSTRUCTION,
            title=_title(duty, wording, unit),
            owner=_head(unit, a) if unit is not None else duty.owner,
            at=duty.place or duty.district or duty.city,
            due=reply_by or _usual(a, duty, wording),
            clock="reply",
            about=duty,
            wording=wording,
            words=words.strip(),
            given_by=given_by,
            leading=unit,
        )
        add_party(work.duty, Party.Role.RAISER, at=a.now, user=given_by.user)
        move(duty, allowed={duty.progress})
        a.record(number, "instructed", work=work.duty.number, wording=wording, by=given_by.pk)
        return work


def _check(duty: Duty, wording: str, reply_by: date | None, unit: Unit | None) -> None:
    if duty.closed is not None:
        raise Refused(_("这件事已经办结，不能再批示。"))
    if wording == Wording.REPLY and reply_by is None:
        raise Refused(_("请选要求回复的日期。"))
    if wording == Wording.LEAD and unit is None:
        raise Refused(_("请选由哪个单位牵头。"))


def _title(duty: Duty, wording: str, unit: Unit | None) -> str:
    """Of a restricted matter only its number: an instruction is read by more people."""
    about = duty.number if duty.is_restricted else duty.title
    told = {"wording": Wording(wording).label, "about": about, "unit": unit.name if unit else ""}
    return (_("请%(unit)s牵头：%(about)s") if unit else _("%(wording)s：%(about)s")) % told


def _head(unit: Unit, a: Act) -> Post:
    beside = ("user", "unit__calendar", "unit__territory__parent__parent")
    heads = Post.objects.present(a.now).filter(unit=unit, role=Post.Role.HEAD).select_related(*beside)
    return heads.order_by("id").first() or person_or_desk(unit, a.now, kind="work")


def _usual(a: Act, duty: Duty, wording: str) -> date:
    """The day on which the allowance of this wording ends, counted in the office that has the matter."""
    calendar = calendar_for(duty.unit.calendar.code)
    return localdate(calendar.due(a.now, Allowance.parse(REPLY_DAYS[wording])).at)


def answer(*, viewer: Viewer, number: str, reply: str, version: int | None = None) -> Work:
    """Its owner answers; the reply clock stops, the instruction stays open until it is accepted. Raises Refused."""
    with act(viewer.code) as a:
        work = _locked(viewer, number, "keep_work", version)
        if not reply.strip():
            raise Refused(_("请写办理情况。"))
        clocks = Clocks(work.duty)
        clocks.stop("reply", happened_at=a.now)
        clocks.settle()
        move(work.duty, allowed={State.OPEN}, to=State.REPLIED)
        work.reply, work.replied_at, work.replied_by = reply.strip(), a.now, acting_post(viewer, work.duty)
        work.save(update_fields=["reply", "replied_at", "replied_by"])
        a.record(number, "instruction_answered", post=work.replied_by.pk, clocks=clocks.log)
        _tell_giver(a, work)
        return work


def _tell_giver(a: Act, work: Work) -> None:
    if work.given_by is not None and work.given_by.user.code != a.actor:
        number = work.duty.number
        key = f"instruction_answered:{number}:{work.duty.version}"
        tell(a, reader=work.given_by.user, code="instruction_answered", subject=number, key=key)


def accept_answer(*, viewer: Viewer, number: str, version: int | None = None) -> Work:
    """By who gave it, or by a leader or the city desk that did not answer it themselves. Raises Refused."""
    with act(viewer.code) as a:
        work = _locked(viewer, number, "judge_instruction", version)
        _refuse_own(viewer, work)
        if work.duty.progress != State.REPLIED:
            raise Refused(_("还没有答复，不能办结。"))
        end_step(a, work, to=State.DONE, result=work.reply[:400], happened_at=a.now)
        return work


def return_answer(*, viewer: Viewer, number: str, reason: str, reply_by: date, version: int | None = None) -> Work:
    """Not enough: answered again by another day. Raises Refused."""
    with act(viewer.code) as a:
        work = _locked(viewer, number, "judge_instruction", version)
        _refuse_own(viewer, work)
        if not reason.strip():
            raise Refused(_("请写清还要补充什么。"))
        expect(work.duty, {State.REPLIED})
        clocks = Clocks(work.duty)
        clocks.start("reply", days_until(a.now, reply_by), at=a.now)
        clocks.settle()
        move(work.duty, allowed={State.REPLIED}, to=State.OPEN)
        work.words = f"{work.words}\n\n{localdate(a.now).isoformat()} {reason.strip()}".strip()
        work.save(update_fields=["words"])
        a.record(number, "answer_returned", until=reply_by.isoformat(), clocks=clocks.log)
        key = f"answer_returned:{number}:{work.duty.version}"
        tell(a, reader=work.duty.owner.user, code="answer_returned", subject=number, key=key)
        return work


def _locked(viewer: Viewer, number: str, verb: str, version: int | None) -> Work:
    work = locked_work(viewer, number, verb, version=version)
    if work.kind != Kind.INSTRUCTION:
        raise Refused(_("这不是批示。"))
    return work


def _refuse_own(viewer: Viewer, work: Work) -> None:
    if work.duty.owner_id in viewer.post_ids or work.replied_by_id in viewer.post_ids:
        raise Refused(_("答复由批示人来看，您是答复的一方。"))
