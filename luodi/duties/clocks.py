"""Steps that start, stop, hold and reopen the deadlines of one duty, and keep its `next_due` true."""

from collections.abc import Iterable
from datetime import datetime

from luodi.clock import Allowance, Calendar
from luodi.clock import Pause as ClockPause
from luodi.directory.calendars import calendar_for
from luodi.duties.models import FAR, AllowanceRule, Deadline, Duty, Pause
from luodi.duties.rules import DEFAULTS, SILENT, Rung, ladder


def allowances() -> dict[str, str]:
    """Kind of deadline -> allowance token in force here (one query)."""
    return DEFAULTS | {rule.kind: rule.token for rule in AllowanceRule.objects.all()}


class Clocks:
    """The open deadlines of a duty, read once in an act; `settle()` writes the duty's next due."""

    def __init__(self, duty: Duty, *, new: bool = False) -> None:
        self.duty = duty
        found: Iterable[Deadline] = () if new else Deadline.objects.filter(duty=duty, stopped=None)
        self.open: dict[str, Deadline] = {d.kind: d for d in found}
        self._fresh: list[Deadline] = []

    def start(self, kind: str, token: str, *, at: datetime, calendar: str = "") -> Deadline:
        """Starts one deadline, on the calendar of the duty's unit unless another is named."""
        compiled = calendar_for(calendar or self.duty.unit.calendar.code)
        answer = compiled.due(at, Allowance.parse(token))
        deadline = Deadline(
            duty=self.duty,
            kind=kind,
            token=token,
            calendar=compiled.code,
            calendar_version=compiled.version,
            started=at,
            due=answer.at,
            provisional=answer.provisional,
        )
        set_next_tell(deadline, compiled)
        self.open[kind] = deadline
        self._fresh.append(deadline)
        return deadline

    def stop(self, kind: str, *, happened_at: datetime, outcome: str = "") -> Deadline | None:
        """Stops a deadline if it is open; kept or missed by `happened_at`, unless the outcome is given."""
        deadline = self.open.pop(kind, None)
        if deadline is None:
            return None
        missed = deadline.outcome == Deadline.Outcome.MISSED or (
            deadline.due is not None and happened_at > deadline.due
        )
        deadline.outcome = outcome or (Deadline.Outcome.MISSED if missed else Deadline.Outcome.KEPT)
        deadline.stopped = happened_at
        deadline.tell_at = None
        if deadline in self._fresh:
            return deadline
        deadline.save(update_fields=["outcome", "stopped", "tell_at"])
        return deadline

    def stop_all(self, *, happened_at: datetime, but: Iterable[str] = ()) -> None:
        """Void: what they measured is not owed any more."""
        for kind in self.open.keys() - set(but):
            self.stop(kind, happened_at=happened_at, outcome=Deadline.Outcome.VOID)

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

    def hold(self, kind: str, *, at: datetime, ground: str) -> None:
        """Stops the clock without ending it: a held deadline has no due and is not overdue."""
        deadline = self.open.get(kind)
        if deadline is None or deadline.held is not None:
            return
        Pause.objects.create(deadline=deadline, start=at, ground=ground)
        deadline.due, deadline.held, deadline.tell_at = None, at, None
        deadline.save(update_fields=["due", "held", "tell_at"])

    def resume(self, kind: str, *, at: datetime) -> None:
        deadline = self.open.get(kind)
        if deadline is None or deadline.held is None:
            return
        Pause.objects.filter(deadline=deadline, end=None).update(end=at)
        deadline.held = None
        calendar = calendar_for(deadline.calendar)
        apply_calendar(deadline, calendar)
        deadline.save(update_fields=["due", "held", "tell_at", "provisional", "calendar_version"])

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
        return min((d.due for d in self.open.values() if d.due is not None and d.kind not in SILENT), default=FAR)


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
