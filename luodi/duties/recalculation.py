"""After an edit of a calendar: open, running deadlines of its older versions are computed anew, few at a time.

Computing happens before the transaction and writing is a comparison with what was read, so that the one writer
SQLite allows is held for milliseconds, and a deadline that was stopped or held meanwhile is never revived.
"""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from luodi.clock import Allowance, Calendar, Pause
from luodi.directory.calendars import calendar_for
from luodi.directory.models import WorkCalendar
from luodi.duties.models import FAR, Deadline, Duty
from luodi.duties.rules import ASIDE, SILENT, ladder
from luodi.duties.sets import pauses_by_deadline, update_each
from luodi.ledger.acts import Act, act
from luodi.notices.actions import Telling, tell_many

FEWEST, AT_ONCE = 20, 200  # deadlines of one transaction
HOLD = 0.2  # seconds that a transaction should take at the most: on SQLite every other writer waits for it
REST = 0.05  # seconds between two transactions, at the least; else as long as the last one took

COLUMNS = ("due", "provisional", "calendar_version", "tell_at")
SEEN = ("id", "due", "calendar_version", "told")  # what must still be so; a held one has no due

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Move:
    """What one deadline becomes. `was` is the due that was read."""

    deadline: Deadline
    was: datetime
    due: datetime
    provisional: bool
    version: int
    tell_at: datetime | None

    @property
    def moves(self) -> bool:
        return self.due != self.was


class Pace:
    """How many deadlines this machine writes within HOLD just now: a slow disk or a busy one gets smaller sets."""

    def __init__(self) -> None:
        self.size = AT_ONCE

    def took(self, seconds: float, count: int) -> None:
        fitting = int(count * HOLD / max(seconds, 0.001))
        self.size = max(FEWEST, min(AT_ONCE, fitting, 2 * self.size))


pace = Pace()


def recalculate(now: datetime, limit: int = AT_ONCE) -> int:
    """Computes at most `limit` stale deadlines anew, then rests; returns how many were looked at."""
    moves = _plan(min(limit, pace.size))
    if not moves:
        return 0
    began = time.monotonic()
    with act("system:recalculation", now=now) as a:
        _write(a, moves)
    took = time.monotonic() - began
    pace.took(took, len(moves))
    time.sleep(max(took, REST))
    return len(moves)


def pending(calendar_codes: Iterable[str]) -> set[str]:
    """Those of these calendars that still have deadlines of an older version: the page says "recalculating"."""
    return set(_stale_calendars().filter(code__in=list(calendar_codes)).values_list("code", flat=True))


def _stale_calendars() -> QuerySet[WorkCalendar]:
    older = Deadline.objects.running().filter(calendar=OuterRef("code"), calendar_version__lt=OuterRef("version"))
    return WorkCalendar.objects.filter(Exists(older)).order_by("code")


def _plan(limit: int) -> list[Move]:
    found = _stale_calendars().first()
    if found is None:
        return []
    calendar = calendar_for(found.code)
    stale = Deadline.objects.running().filter(calendar=found.code, calendar_version__lt=calendar.version)
    deadlines = list(stale.order_by("calendar_version", "id")[:limit])
    pauses = pauses_by_deadline(deadline.pk for deadline in deadlines)
    return [_anew(deadline, calendar, pauses.get(deadline.pk, ())) for deadline in deadlines]


def _anew(deadline: Deadline, calendar: Calendar, pauses: tuple[Pause, ...]) -> Move:
    assert deadline.due is not None
    try:
        due, provisional, tell_at = _answer(deadline, calendar, pauses)
    except Exception:  # it keeps its due, and does not stand in the way of all that follow
        logger.error("deadline %s cannot be recalculated", deadline.pk, exc_info=True)
        due, provisional, tell_at = deadline.due, deadline.provisional, deadline.tell_at
    return Move(deadline, deadline.due, due, provisional, calendar.version, tell_at)


def _answer(
    deadline: Deadline, calendar: Calendar, pauses: tuple[Pause, ...]
) -> tuple[datetime, bool, datetime | None]:
    answer = calendar.due(deadline.started, Allowance.parse(deadline.token), pauses)
    if deadline.tell_at is None:
        return answer.at, answer.provisional, None
    rungs = ladder(deadline.kind, deadline.token, deadline.started, answer.at, calendar, pauses)
    tell_at = next((tell.at for tell in rungs if tell.rung > deadline.told), None)
    return answer.at, answer.provisional, tell_at


def _write(a: Act, moves: list[Move]) -> None:
    moves = _unchanged(_free(moves))
    update_each(Deadline, COLUMNS, map(_values, moves), where=SEEN, empty=("stopped",))
    done = [move for move in moves if move.moves]
    if done:
        duty_ids = {move.deadline.duty_id for move in done}
        _settle(duty_ids)
        _say(a, Duty.objects.select_related("owner__user").in_bulk(duty_ids), done)


def _free(moves: list[Move]) -> list[Move]:
    """Without those whose duty is under an act: their turn comes with the next set."""
    duty_ids = {move.deadline.duty_id for move in moves}
    rows = Duty.objects.filter(pk__in=duty_ids).order_by("pk").select_for_update(skip_locked=True, no_key=True)
    free = set(rows.values_list("pk", flat=True))
    return [move for move in moves if move.deadline.duty_id in free]


def _unchanged(moves: list[Move]) -> list[Move]:
    """Those that nobody stopped, held or moved between reading and locking, nor is about to. Never waiting here, it
    can be in nobody's way."""
    rows = Deadline.objects.running().filter(pk__in=[move.deadline.pk for move in moves])
    now_there = set(rows.select_for_update(skip_locked=True, no_key=True).values_list(*SEEN))
    return [move for move in moves if _values(move)[len(COLUMNS) :] in now_there]


def _values(move: Move) -> tuple[object, ...]:
    seen = move.deadline
    after = (move.due, move.provisional, move.version, move.tell_at)
    return *after, seen.pk, move.was, seen.calendar_version, seen.told


def _settle(duty_ids: set[int]) -> None:
    """The nearest due of each duty, from what its open deadlines are now."""
    nearest = dict.fromkeys(duty_ids, FAR)
    running = Deadline.objects.running().filter(duty__in=nearest).exclude(kind__in=ASIDE)
    for duty_id, due in running.values_list("duty_id", "due"):
        nearest[duty_id] = min(nearest[duty_id], due or FAR)
    update_each(Duty, ("next_due",), [(due, duty_id) for duty_id, due in nearest.items()])


def _say(a: Act, duties: dict[int, Duty], done: list[Move]) -> None:
    tellings, events = [], []
    for move in done:
        duty, deadline = duties[move.deadline.duty_id], move.deadline
        events.append(a.draft(duty.number, "recalculated", kind=deadline.kind, old=move.was, new=move.due))
        if deadline.kind not in SILENT:
            key = f"recalculated:{deadline.pk}:{move.version}"
            facts = {"was": move.was, "due": move.due}
            tellings.append(Telling((duty.owner.user,), "recalculated", duty.number, key, facts))
    a.record_all(events)
    tell_many(a.now, tellings)
