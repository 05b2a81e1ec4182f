"""Steps that start, stop, hold and reopen the deadlines of one duty, and keep its `next_due` true."""

from collections.abc import Iterable
from datetime import datetime

from luodi.clock import Allowance, Calendar
from luodi.clock import Pause as ClockPause
from luodi.directory.calendars import calendar_for
from luodi.duties.models import FAR, AllowanceRule, Deadline, Duty, Pause
from luodi.duties.rules import ASIDE, DEFAULTS, Rung, ladder


def allowances() -> dict[str, str]:
    """Kind of deadline -> allowance token in force here (one query)."""
    return DEFAULTS | {rule.kind: rule.token for rule in AllowanceRule.objects.all()}


class Clocks:
    """The open deadlines of a duty, read and locked once in an act; `settle()` writes the duty's next due.

    The duty is locked before them by whoever acts: an act that took them first would deadlock with one on the duty.
    """

    def __init__(self, duty: Duty, *, new: bool = False) -> None:
        self.duty = duty
        found: Iterable[Deadline] = ()
        if not new:
            found = Deadline.objects.filter(duty=duty, stopped=None).order_by("pk").select_for_update(no_key=True)
        self.open: dict[str, Deadline] = {d.key: d for d in found}
        self._fresh: list[Deadline] = []
        # What was done to which clock in this act, for the ledger: [verb, key, token, calendar] where one starts, else
        # [verb, key, outcome, ground or token].
        self.log: list[list[str]] = []

    def start(self, kind: str, token: str, *, at: datetime, calendar: str = "", about: str = "") -> Deadline:
        """Starts one deadline, on the calendar of the duty's unit unless another is named."""
        compiled = calendar_for(calendar or self.duty.unit.calendar.code)
        answer = compiled.due(at, Allowance.parse(token))
        deadline = Deadline(
            duty=self.duty,
            kind=kind,
            about=about,
            token=token,
            calendar=compiled.code,
            calendar_version=compiled.version,
            started=at,
            due=answer.at,
            provisional=answer.provisional,
        )
        set_next_tell(deadline, compiled)
        self.open[deadline.key] = deadline
        self._fresh.append(deadline)
        self.log.append(["start", deadline.key, token, compiled.code])
        return deadline

    def stop(self, kind: str, *, happened_at: datetime, outcome: str = "") -> Deadline | None:
        """Stops a deadline if it is open; kept or missed by `happened_at`, unless the outcome is given."""
        deadline = self.open.get(kind)
        self.stop_several([kind], happened_at=happened_at, outcome=outcome)
        return deadline

    def stop_several(self, kinds: Iterable[str], *, happened_at: datetime, outcome: str = "") -> None:
        """One statement for each outcome that there is."""
        ended: dict[str, list[int]] = {}
        for kind in kinds:
            deadline = self.open.pop(kind, None)
            if deadline is None:
                continue
            deadline.outcome = outcome or _outcome(deadline, happened_at)
            deadline.stopped, deadline.tell_at = happened_at, None
            self.log.append(["stop", kind, deadline.outcome])
            if deadline not in self._fresh:
                ended.setdefault(deadline.outcome, []).append(deadline.pk)
        for found, ids in ended.items():
            Deadline.objects.filter(pk__in=ids).update(outcome=found, stopped=happened_at, tell_at=None)

    def stop_all(self, *, happened_at: datetime, but: Iterable[str] = ()) -> None:
        """Void: what they measured is not owed any more."""
        self.stop_several(self.open.keys() - set(but), happened_at=happened_at, outcome=Deadline.Outcome.VOID)

    def judge_again(self, kind: str, *, outcome: str) -> None:
        """The last deadline of this kind, stopped already, was found to be `outcome` after all."""
        last = Deadline.objects.filter(duty=self.duty, kind=kind).exclude(stopped=None).order_by("-id").first()
        if last is not None:
            Deadline.objects.filter(pk=last.pk).update(outcome=outcome)

    def reopen_missed(self, kind: str) -> Deadline | None:
        """The last stopped deadline of this kind runs again and counts as missed until somebody clears it."""
        deadline = Deadline.objects.filter(duty=self.duty, kind=kind).exclude(stopped=None).order_by("-id").first()
        if deadline is None or kind in self.open:
            return self.open.get(kind)
        deadline.stopped, deadline.outcome, deadline.tell_at, deadline.told = (
            None,
            Deadline.Outcome.MISSED,
            None,
            Rung.CITY,
        )
        deadline.save(update_fields=["stopped", "outcome", "tell_at", "told"])
        self.open[kind] = deadline
        return deadline

    def hold(self, *kinds: str, at: datetime, ground: str) -> None:
        """Stops these clocks without ending them: a held deadline has no due and is not overdue."""
        held = [self.open[kind] for kind in kinds if kind in self.open and self.open[kind].held is None]
        for deadline in held:
            deadline.due, deadline.held, deadline.tell_at = None, at, None
            self.log.append(["hold", deadline.key, ground])
        Pause.objects.bulk_create([Pause(deadline=deadline, start=at, ground=ground) for deadline in held])
        ids = [deadline.pk for deadline in held]
        Deadline.objects.filter(pk__in=ids).update(due=None, held=at, tell_at=None)

    def resume(self, *kinds: str, at: datetime) -> None:
        held = [self.open[kind] for kind in kinds if kind in self.open and self.open[kind].held is not None]
        Pause.objects.filter(deadline__in=held, end=None).update(end=at)
        for deadline in held:
            deadline.held = None
            self.log.append(["resume", deadline.key, ""])
            apply_calendar(deadline, calendar_for(deadline.calendar))
            deadline.save(update_fields=["due", "held", "tell_at", "provisional", "calendar_version"])

    def lengthen(self, kind: str, token: str) -> None:
        """The allowance grows to `token`; what was told of the old due may be told of the new one."""
        deadline = self.open[kind]
        deadline.token, deadline.told = token, Rung.NONE
        self.log.append(["lengthen", kind, token])
        if deadline.held is None:
            apply_calendar(deadline, calendar_for(deadline.calendar))
        deadline.save(update_fields=["token", "told", "due", "tell_at", "provisional", "calendar_version"])

    def settle(self) -> None:
        """Writes the deadlines started in this act and puts the nearest due on the duty object (not saved)."""
        self.settle_all([self])

    @staticmethod
    def settle_all(clocks: "Iterable[Clocks]") -> None:
        """The same for many duties in one statement."""
        clocks = list(clocks)
        Deadline.objects.bulk_create([deadline for one in clocks for deadline in one._fresh], batch_size=500)
        for one in clocks:
            one._fresh = []
            one.duty.next_due = one.next_due()

    def next_due(self) -> datetime:
        return min((d.due for d in self.open.values() if d.due is not None and d.kind not in ASIDE), default=FAR)


def _outcome(deadline: Deadline, happened_at: datetime) -> str:
    late = deadline.due is not None and happened_at > deadline.due
    return Deadline.Outcome.MISSED if late or deadline.outcome == Deadline.Outcome.MISSED else Deadline.Outcome.KEPT


def pauses_of(deadline: Deadline) -> tuple[ClockPause, ...]:
    if deadline.pk is None:
        return ()
    return tuple(ClockPause(p.start, p.end) for p in deadline.pauses.order_by("start"))


def apply_calendar(deadline: Deadline, calendar: Calendar) -> None:
    """Due follows from start, allowance, calendar and pauses: computed anew on this version of the calendar."""
    answer = calendar.due(deadline.started, Allowance.parse(deadline.token), pauses_of(deadline))
    deadline.due, deadline.provisional = answer.at, answer.provisional
    deadline.calendar_version = calendar.version
    set_next_tell(deadline, calendar)


def set_next_tell(deadline: Deadline, calendar: Calendar) -> None:
    """The next rung above the one already told."""
    if deadline.due is None:
        deadline.tell_at = None
        return
    rungs = ladder(deadline.kind, deadline.token, deadline.started, deadline.due, calendar, pauses_of(deadline))
    deadline.tell_at = next((tell.at for tell in rungs if tell.rung > deadline.told), None)
