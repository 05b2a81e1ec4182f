"""Steps of a hand-over: proposed, accepted, returned, escalated, ruled. The investor's deadlines run on."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from luodi.clock import Allowance
from luodi.directory.calendars import calendar_for
from luodi.directory.models import Post, Unit
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.models import Duty, Handover, Party
from luodi.duties.rules import SILENT
from luodi.duties.steps import add_party, end_party, give_to, owner_values
from luodi.ledger.acts import Act, Refused, Stale

# A third hop goes to the city desk (promotion, section 5.2).
HOPS_WITHOUT_RULING = 2


def propose(
    act: Act, duty: Duty, clocks: Clocks, *, sender: Post, receiver: Post, reason: str, expected: str, ruled: bool
) -> Handover:
    """Asks a unit to take the duty; one that is `ruled` waits for no answer. Raises Refused while one is open."""
    if Handover.objects.filter(duty=duty, state__in=Handover.OPEN).exists():
        raise Refused(_("这件事已在转办中，等对方答复或由市级总台裁定后才能再转。"))
    if receiver.unit_id == duty.unit_id:
        raise Refused(_("这件事已经在%(unit)s，不需要转办。") % {"unit": receiver.unit.name})
    hops = Handover.objects.filter(duty=duty, state=Handover.State.DONE).count()
    handover = Handover.objects.create(
        duty=duty,
        from_post=sender,
        to_unit=receiver.unit,
        to_post=receiver,
        reason=reason,
        expected=expected,
        proposed_at=act.now,
    )
    add_party(duty, Party.Role.ASKED, at=act.now, unit=receiver.unit)
    act.record(duty.number, "handover_proposed", handover=handover.pk, to=receiver.unit.code, hop=hops + 1)
    if not ruled:
        _start_answer_clock(act, duty, clocks, receiver.unit)
    return handover


def needs_ruling(duty: Duty) -> bool:
    return Handover.objects.filter(duty=duty, state=Handover.State.DONE).count() >= HOPS_WITHOUT_RULING


def _start_answer_clock(act: Act, duty: Duty, clocks: Clocks, receiver: Unit) -> None:
    """4 working hours, or half of what is left of the investor's nearest deadline, whichever is sooner."""
    calendar = calendar_for(receiver.calendar.code)
    token = allowances()["handover"]
    nearest = min((d.due for k, d in clocks.open.items() if d.due and k not in SILENT), default=None)
    if nearest is not None:
        half = max(calendar.elapsed(act.now, nearest), 0) // 2
        minutes = Allowance.parse(token).minutes
        if minutes is None or half < minutes:
            token = f"{half}wm"
    clocks.start("handover", token, at=act.now, calendar=receiver.calendar.code)


def answer(
    handover: Handover, *, to: str, at: datetime, by: Post | None, words: str = "", allowed: tuple[str, ...]
) -> None:
    """Guarded: of two officers in the same second one wins, the other reads a sentence."""
    calendar = calendar_for(handover.to_unit.calendar.code)
    minutes = calendar.elapsed(handover.proposed_at, at)
    done = Handover.objects.filter(pk=handover.pk, state__in=allowed).update(
        state=to, answered_at=at, answered_by=by, answer=words, working_minutes=minutes
    )
    if not done:
        raise Stale(_("这次转办已经有人答复了。"), subject=handover.duty.number)
    handover.state, handover.answered_at, handover.answered_by = to, at, by


def complete(act: Act, handover: Handover, duty: Duty, clocks: Clocks, *, owner: Post) -> dict[str, Any]:
    """The receiver becomes owner, the finder keeps his share and a view; returns the columns to write."""
    clocks.stop("handover", happened_at=act.now, outcome="kept")
    end_party(duty, Party.Role.ASKED, at=act.now)
    end_party(duty, Party.Role.RULING, at=act.now)
    add_party(duty, Party.Role.FINDER, at=act.now, unit=handover.from_post.unit)
    give_to(duty, owner)
    return owner_values(duty)


def keep(act: Act, duty: Duty, clocks: Clocks) -> None:
    """The duty stays with the sender; nobody is asked any more."""
    clocks.stop("handover", happened_at=act.now, outcome="kept")
    end_party(duty, Party.Role.ASKED, at=act.now)
    end_party(duty, Party.Role.RULING, at=act.now)


def drop(act: Act, duty: Duty) -> None:
    """The duty ended: nobody is asked to take it any more."""
    asked = Handover.objects.filter(duty=duty, state__in=Handover.OPEN)
    if asked.update(state=Handover.State.RETURNED, answered_at=act.now):
        end_party(duty, Party.Role.ASKED, at=act.now)


def may_return(handover: Handover) -> bool:
    """A unit returns a duty once; the second time it accepts or the city desk rules."""
    earlier = Handover.objects.filter(duty=handover.duty_id, to_unit=handover.to_unit_id, state=Handover.State.RETURNED)
    return handover.state == Handover.State.PROPOSED and not earlier.exists()


def escalate(act: Act, handover: Handover, duty: Duty, clocks: Clocks, *, desk: Unit) -> bool:
    """The city desk sees it first. False when it was answered meanwhile."""
    done = Handover.objects.filter(pk=handover.pk, state=Handover.State.PROPOSED).update(
        state=Handover.State.ESCALATED, escalated_at=act.now
    )
    if not done:
        return False
    handover.state = Handover.State.ESCALATED
    clocks.stop("handover", happened_at=act.now, outcome="missed")
    add_party(duty, Party.Role.RULING, at=act.now, unit=desk)
    act.record(duty.number, "handover_escalated", handover=handover.pk)
    return True
