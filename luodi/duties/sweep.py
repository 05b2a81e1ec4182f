"""The watch's look at the clocks: who must be told that time is short or over, and whose expiry is an act."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from luodi.directory.calendars import calendar_for
from luodi.duties.audience import Audience
from luodi.duties.models import Deadline, Duty, Party
from luodi.duties.rules import GATHERED, WARNINGS, Rung, Tell, code_of, ladder
from luodi.duties.sets import Pauses, pauses_by_deadline, update_each
from luodi.ledger.acts import Act, act
from luodi.notices.actions import Telling, tell_many

# Kind of deadline -> the act that its expiry calls, with the id of the deadline and the moment.
Expiries = Mapping[str, Callable[[int, datetime], object]]

AT_ONCE = 200  # deadlines of one transaction: on SQLite every other writer waits for it
ACTS_AT_ONCE = 50
FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(hours=1)

logger = logging.getLogger(__name__)


@dataclass
class Found:
    """A deadline whose moment has come: the rungs to tell now, and the next one."""

    deadline: Deadline
    rungs: list[Tell]
    following: Tell | None
    told: int


def tell_due(now: datetime, expiries: Expiries, limit: int = AT_ONCE) -> int:
    """Tells what is due and calls the acts of what has expired; returns how many deadlines were looked at.

    Any number of processes may do so at the same moment: each rung is told once. A crash loses nothing: what was
    not committed is still due.
    """
    return _tell(now, limit) + _expire(now, expiries, min(limit, ACTS_AT_ONCE))


def _tell(now: datetime, limit: int) -> int:
    due = Deadline.objects.to_tell(now)
    if not due.exists():
        return 0
    with act("system:watch", now=now) as a:
        # With its duty, and never waiting: an act on the duty is under way, so the next look takes it.
        taken = due.select_for_update(skip_locked=True, no_key=True, of=("self", "duty"))
        deadlines = list(taken.select_related("duty__owner__user")[:limit])
        pauses = pauses_by_deadline(deadline.pk for deadline in deadlines)
        found = [_look(deadline, pauses, now) for deadline in deadlines]
        _say(a, [item for item in found if item.rungs])
        update_each(
            Deadline,
            ("told", "tell_at"),
            [(item.told, item.following and item.following.at, item.deadline.pk) for item in found],
        )
    return len(deadlines)


def _look(deadline: Deadline, pauses: Pauses, now: datetime) -> Found:
    try:
        rungs = _rungs(deadline, pauses)
    except Exception:  # one row that cannot be computed must not silence the others
        logger.error("deadline %s cannot be told", deadline.pk, exc_info=True)
        return Found(deadline, [], Tell(Rung(deadline.told), now + LONGEST_REST), deadline.told)
    waiting = [tell for tell in rungs if tell.rung > deadline.told]
    reached = [tell for tell in waiting if tell.at <= now and tell.rung != Rung.EXPIRED]
    following = next((tell for tell in waiting if tell not in reached), None)
    told = max((tell.rung for tell in reached), default=deadline.told)
    return Found(deadline, _worth_telling(reached), following, told)


def _rungs(deadline: Deadline, pauses: Pauses) -> tuple[Tell, ...]:
    assert deadline.due is not None
    calendar = calendar_for(deadline.calendar)
    own = pauses.get(deadline.pk, ())
    return ladder(deadline.kind, deadline.token, deadline.started, deadline.due, calendar, own)


def _worth_telling(reached: list[Tell]) -> list[Tell]:
    """After a stop of the watch: nobody needs the warning of what is over by now."""
    if len(reached) > 1:
        return [tell for tell in reached if tell.rung not in WARNINGS] or reached[-1:]
    return reached


def _say(a: Act, found: list[Found]) -> None:
    audience = Audience((item.deadline.duty for item in found), a.now)
    tellings, parties, events = [], [], []
    for item in found:
        duty = item.deadline.duty
        for tell in item.rungs:
            readers = audience.of(duty, tell.rung, item.deadline.kind)
            tellings.append(_telling(item.deadline, duty, tell, readers))
            parties += audience.new_parties(duty, readers)
            events.append(
                a.draft(duty.number, "told", kind=item.deadline.kind, rung=int(tell.rung), due=item.deadline.due)
            )
    Party.objects.bulk_create(parties, ignore_conflicts=True)
    tell_many(a.now, tellings)
    a.record_all(events)


def _telling(deadline: Deadline, duty: Duty, tell: Tell, readers: tuple) -> Telling:
    code = code_of(deadline.kind, tell.rung)
    return Telling(readers, code, duty.number, _key(deadline, duty, code), {"due": deadline.due})


def _key(deadline: Deadline, duty: Duty, code: str) -> str:
    """Of three hundred halls that fall due on one day their owner is told once."""
    if deadline.kind in GATHERED:
        return f"{code}:{duty.owner_id}:{deadline.due:%Y%m%d}"
    return f"{code}:{deadline.pk}"


def _expire(now: datetime, expiries: Expiries, limit: int) -> int:
    over = Deadline.objects.ended(now, expiries)
    rows = list(over.values_list("pk", "kind", "tell_at", "due")[:limit])
    for pk, kind, tell_at, due in rows:
        # Taken by moving the moment on: whoever fails or dies is followed by another try, each rest as long as
        # the act is late by then.
        again = now + min(max(now - (due or now), FIRST_REST), LONGEST_REST)
        if Deadline.objects.filter(pk=pk, tell_at=tell_at, stopped=None).update(tell_at=again):
            _call(expiries[kind], kind, pk, now)
    return len(rows)


def _call(expire: Callable[[int, datetime], object], kind: str, pk: int, now: datetime) -> None:
    try:
        expire(pk, now)
    except Exception:  # one act that fails must not hold up the clocks of others
        logger.error("expiry %s of deadline %s failed", kind, pk, exc_info=True)
