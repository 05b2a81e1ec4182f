"""What becomes of a contacted enquiry: follow, nurture, unsuitable, duplicate; rest and waking; withdrawal."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from luodi.clock import SHANGHAI
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.handing import drop
from luodi.duties.models import Deadline, Duty, Link
from luodi.duties.reach import ask, locked
from luodi.duties.steps import link, move
from luodi.enquiries.actions.handling import follow_step, tell_investor
from luodi.enquiries.actions.knowing import fact_step
from luodi.enquiries.facts.merging import Told
from luodi.enquiries.facts.table import BY_CODE, Field, missing
from luodi.enquiries.known import known_of
from luodi.enquiries.models import Enquiry, State
from luodi.enquiries.rules import ATTEMPTS_TO_PAUSE, CLOSING_REASONS, NURTURE_DAYS, OPEN, TRIAGED
from luodi.ledger.acts import Act, Refused, act
from luodi.notices.actions import tell
from luodi.talk.models import Contact

# Owed to the investor also when the matter itself has ended.
AFTERWARDS = frozenset({"remedy"})


def _begin(viewer: Viewer, number: str, version: int | None) -> tuple[Duty, Clocks]:
    duty = locked(viewer, number, version=version)
    ask(viewer, "triage", duty)
    if duty.progress not in TRIAGED:
        raise Refused(_("先与投资人联系上，再做研判。"))
    return duty, Clocks(duty)


class Lacking(Refused):
    """Hard facts are missing for the step; `fields` are their codes."""

    def __init__(self, fields: list[Field]) -> None:
        names = "、".join(str(field.name) for field in fields)
        super().__init__(_("跟进之前还差：%(fields)s。请补上；对方还没定的，写“还没定”。") % {"fields": names})
        self.fields = [field.code for field in fields]


def follow(
    *,
    viewer: Viewer,
    number: str,
    step: str,
    on: date,
    facts: Told | None = None,
    version: int | None = None,
) -> Duty:
    """`facts` are filled in on the way. Raises Lacking while a hard one is missing."""
    with act(viewer.code) as a:
        duty, clocks = _begin(viewer, number, version)
        _ask_for_facts(a, viewer, duty, facts or {})
        _leave_rest(a, clocks)
        follow_step(a, duty, clocks, step=step, on=on)
        clocks.settle()
        move(duty, allowed=TRIAGED, to=State.ENGAGED)
        a.record(duty.number, "engaged")
        tell_investor(a, duty, "engaged", key=f"engaged:{duty.number}:{duty.version}")
        return duty


def _ask_for_facts(a: Act, viewer: Viewer, duty: Duty, facts: Told) -> None:
    enquiry = Enquiry.objects.select_related("duty").get(duty=duty)
    for code, told in facts.items():
        if told is not None:
            fact_step(a, viewer, enquiry, BY_CODE[code], *told)
    if duty.progress == State.ENGAGED:
        return
    enquiry.refresh_from_db()
    lacking = [field for field in missing(known_of(enquiry)) if field.hard]
    if lacking:
        raise Lacking(lacking)


def nurture(*, viewer: Viewer, number: str, until: date, version: int | None = None) -> Duty:
    """Rests until a date; the watch wakes it then."""
    with act(viewer.code) as a:
        duty, clocks = _begin(viewer, number, version)
        days = (until - a.now.astimezone(SHANGHAI).date()).days
        if days < 1:
            raise Refused(_("培育要选一个以后的日期。"))
        if days > NURTURE_DAYS:
            raise Refused(_("培育最多两年，到期可以再延。请选近一些的日期。"))
        _leave_rest(a, clocks)
        clocks.stop("follow_up", happened_at=a.now)
        clocks.start("recontact", f"{days}d", at=a.now)
        clocks.settle()
        move(duty, allowed=TRIAGED, to=State.NURTURE)
        Enquiry.objects.filter(duty=duty).update(next_step=_("再次联系"), next_step_on=until)
        a.record(duty.number, "nurtured", until=until.isoformat())
        tell_investor(a, duty, "nurtured", key=f"nurtured:{duty.number}:{duty.version}")
        return duty


def _leave_rest(a: Act, clocks: Clocks) -> None:
    clocks.stop("triage", happened_at=a.now)
    clocks.stop("recontact", happened_at=a.now)


def close_unsuitable(*, viewer: Viewer, number: str, reason: str, reply: str, version: int | None = None) -> Duty:
    """Cannot close without a reply that the investor can read."""
    with act(viewer.code) as a:
        duty, clocks = _begin(viewer, number, version)
        if reason not in CLOSING_REASONS:
            raise Refused(_("请选一个办结原因。"))
        if not reply.strip():
            raise Refused(_("请写给投资人的答复，说明原因；有更合适的去处请写明。"))
        clocks.stop("triage", happened_at=a.now)
        _end(a, duty, clocks, State.CLOSED, allowed=TRIAGED)
        Enquiry.objects.filter(duty=duty).update(closing_reason=reason, closing_reply=reply.strip())
        a.record(duty.number, "closed", reason=reason)
        tell_investor(a, duty, "closed", key=f"closed:{duty.number}")
        return duty


def merge(*, viewer: Viewer, number: str, into: str, version: int | None = None) -> Duty:
    """A duplicate of another that the viewer may see; events and credit stay on both."""
    with act(viewer.code) as a:
        duty, clocks = _begin(viewer, number, version)
        others = Duty.objects.visible_to(viewer).filter(kind="enquiry", progress__in=OPEN).exclude(pk=duty.pk)
        target = others.filter(number=into).first()
        if target is None:
            raise Refused(_("找不到在办的 %(number)s，请核对要并入的那一件。") % {"number": into})
        clocks.stop("triage", happened_at=a.now)
        link(duty, target, Link.Kind.MERGED)
        _end(a, duty, clocks, State.MERGED, allowed=TRIAGED)
        a.record(duty.number, "merged", into=target.number)
        a.record(target.number, "merged_from", source=duty.number)
        tell_investor(a, duty, "merged", key=f"merged:{duty.number}")
        return duty


def convert_step(a: Act, viewer: Viewer, number: str, *, version: int | None = None) -> Enquiry:
    """Step: an enquiry that is followed up becomes something else, whose story goes on there. Raises Refused, Stale."""
    duty, clocks = _begin(viewer, number, version)
    if duty.progress != State.ENGAGED:
        raise Refused(_("先研判为“跟进”，再转为项目。"))
    clocks.stop("follow_up", happened_at=a.now)
    _end(a, duty, clocks, State.CONVERTED, allowed=frozenset({State.ENGAGED}))
    a.record(number, "converted")
    tell_investor(a, duty, "converted", key=f"converted:{number}")
    return Enquiry.objects.select_related("duty__district", "duty__place", "duty__city", "company").get(duty=duty)


def rest(*, viewer: Viewer, number: str, version: int | None = None) -> Duty:
    """Dormant after three unanswered attempts; the investor's next message wakes it."""
    with act(viewer.code) as a:
        duty, clocks = _begin(viewer, number, version)
        last_reached = (
            Contact.objects.filter(duty=duty, reached=True).order_by("-id").values_list("id", flat=True).first()
        )
        attempts = Contact.objects.filter(duty=duty, reached=False, id__gt=last_reached or 0).count()
        if attempts < ATTEMPTS_TO_PAUSE:
            raise Refused(_("三次联系不上才能转为休眠，现在登记了 %(count)d 次。") % {"count": attempts})
        clocks.stop_all(happened_at=a.now, but={"handover", *AFTERWARDS})
        clocks.settle()
        move(duty, allowed=TRIAGED, to=State.DORMANT)
        a.record(duty.number, "dormant")
        tell_investor(a, duty, "unreachable", key=f"dormant:{duty.number}:{duty.version}")
        return duty


def wake(deadline_id: int, now: datetime) -> None:
    """Expiry of a nurture date: back to the officer, with a triage clock."""
    system = Viewer.system("wake")
    deadline = Deadline.objects.select_related("duty").get(pk=deadline_id)
    with act(system.code, now=now) as a:
        duty = locked(system, deadline.duty.number)
        clocks = Clocks(duty)
        if clocks.stop("recontact", happened_at=a.now, outcome=Deadline.Outcome.KEPT) is None:
            return
        clocks.start("triage", allowances()["triage"], at=a.now)
        clocks.settle()
        move(duty, allowed={State.NURTURE}, to=State.CONTACTED)
        a.record(duty.number, "awake")
        tell(a, reader=duty.owner.user, code="awake", subject=duty.number, key=f"awake:{deadline_id}")


def withdraw(*, viewer: Viewer, number: str) -> Duty:
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "withdraw", duty)
        _end(a, duty, Clocks(duty), State.WITHDRAWN, allowed=OPEN)
        a.record(duty.number, "withdrawn")
        tell(a, reader=duty.owner.user, code="withdrawn", subject=duty.number, key=f"withdrawn:{number}")
        return duty


def _end(a: Act, duty: Duty, clocks: Clocks, state: str, *, allowed: frozenset[str]) -> None:
    clocks.stop_all(happened_at=a.now, but=AFTERWARDS)
    drop(a, duty)
    clocks.settle()
    move(duty, allowed=allowed, to=state, closed=a.now)
