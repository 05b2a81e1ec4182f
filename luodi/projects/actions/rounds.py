"""A round is opened on its day, asks every project that owes a report, reminds, and is closed once."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks
from luodi.duties.models import FAR, Deadline, Duty
from luodi.duties.rules import ASIDE
from luodi.duties.sets import update_each
from luodi.ledger.acts import Act, Refused, Stale, act
from luodi.ledger.models import Event
from luodi.notices.actions import Telling, tell_many
from luodi.projects import standing, totals
from luodi.projects.models import Project, Report, ReportCycle, ReportRound
from luodi.projects.rounds import ask_to_keep, due_moment, period_of, reports_owed
from luodi.projects.rules import ReportState

AT_ONCE = 200  # projects of one transaction: on SQLite every other writer waits for it


def open_due_rounds(now: datetime) -> int:
    """For the watch: opens the rounds whose day has come."""
    today = localdate(now)
    cycles = ReportCycle.objects.filter(active=True, opens_day__lte=today.day).select_related("territory")
    return sum(open_round(cycle, now) is not None for cycle in cycles)


def open_round(cycle: ReportCycle, now: datetime) -> ReportRound | None:
    """The round of this month, once; None where no quarter ends in it or it is there already."""
    today = localdate(now)
    period = period_of(cycle.frequency, today)
    if not period or ReportRound.objects.filter(cycle=cycle, period=period).exists():
        return None
    as_of = today.replace(day=cycle.opens_day)
    with act("system:rounds", now=now) as a:
        wanted = {"as_of": as_of, "opened_at": now, "due": due_moment(cycle, as_of, now)}
        one, made = ReportRound.objects.get_or_create(cycle=cycle, period=period, defaults=wanted)
        if made:
            a.record(subject_of(one), "round_opened", period=period, due=one.due)
        return one if made else None


def subject_of(one: ReportRound) -> str:
    return f"round:{one.cycle_id}:{one.period}"


def ask_reports(now: datetime) -> int:
    """For the watch: the next set of projects gets the deadline of the round; returns how many."""
    waiting = ReportRound.objects.filter(asked_at=None, closed_at=None, opened_at__lte=now)
    one = waiting.select_related("cycle__territory").order_by("as_of", "pk").first()
    if one is None:
        return 0
    with act("system:rounds", now=now) as a:
        asked = Deadline.objects.filter(duty=OuterRef("pk"), kind="report", about=one.period)
        lacking = Duty.objects.filter(~Exists(asked), kind="project", pk__in=reports_owed(one).values("pk"))
        # Never waiting: an act on the duty is under way, so the next look takes it.
        taken = lacking.select_for_update(skip_locked=True, no_key=True, of=("self",))
        duties = list(taken.select_related("unit__calendar").order_by("pk")[:AT_ONCE])
        _start(a, one, duties)
        if not duties and not lacking.exists():
            ReportRound.objects.filter(pk=one.pk).update(asked_at=now)
    return len(duties)


def _start(a: Act, one: ReportRound, duties: list[Duty]) -> None:
    days = max((localdate(one.due) - localdate(a.now)).days, 1)
    before = [duty.next_due for duty in duties]
    running = [Clocks(duty, new=True) for duty in duties]
    for clocks in running:
        clocks.start("report", f"{days}d", at=a.now, about=one.period)
    Clocks.settle_all(running)
    # Only what is new was read of their clocks: the nearer of the two is next.
    nearest = [(min(was, duty.next_due), duty.pk) for was, duty in zip(before, duties, strict=True)]
    update_each(Duty, ("next_due",), nearest)
    a.record_all([a.draft(c.duty.number, "report_asked", period=one.period, clocks=c.log) for c in running])


def remind(*, viewer: Viewer, round: int, numbers: list[str]) -> int:
    """Asks the owners of these projects to report, once a day each. Returns of how many. Raises Refused."""
    one = ReportRound.objects.select_related("cycle__territory").get(pk=round)
    with act(viewer.code) as a:
        ask_to_keep(viewer, one.cycle.territory)
        open_ones = Deadline.objects.running().filter(kind="report", about=one.period)
        wanted = open_ones.filter(duty__in=Duty.objects.visible_to(viewer).filter(number__in=numbers[:AT_ONCE]))
        found = list(wanted.select_related("duty__owner__user"))
        if not found:
            raise Refused(_("没有还要催报的项目：选中的都已报送。"))
        day = localdate(a.now).isoformat()
        tell_many(a.now, [_reminder(deadline, day) for deadline in found])
        a.record_all([a.draft(deadline.duty.number, "report_reminded", period=one.period) for deadline in found])
        return len(found)


def _reminder(deadline: Deadline, day: str) -> Telling:
    duty = deadline.duty
    return Telling(
        (duty.owner.user,), "report_wanted", duty.number, f"wanted:{deadline.pk}:{day}", {"due": deadline.due}
    )


def close_round(*, viewer: Viewer, round: int) -> ReportRound:
    """No report after it; what was reported is summed up. Raises Refused, and Stale when it is closed already."""
    with act(viewer.code) as a:
        one = ReportRound.objects.select_for_update(no_key=True, of=("self",))
        found = one.select_related("cycle__territory", "closed_by__unit").get(pk=round)
        ask_to_keep(viewer, found.cycle.territory)
        if found.closed_at is not None:
            raise Stale(_("%(period)s已经截止，不能再截止一次。") % {"period": found.name}, subject=subject_of(found))
        waiting = Report.objects.filter(round=found, state=ReportState.SUBMITTED).count()
        if waiting:
            raise Refused(_("还有 %(count)d 份报送没有审核，审核完才能截止。") % {"count": waiting})
        found.closed_at, found.closed_by = a.now, next(iter(viewer.posts), None)
        found.save(update_fields=["closed_at", "closed_by"])
        totals.write(found)
        a.record(subject_of(found), "round_closed", period=found.period)
        return found


def turn_years(now: datetime) -> int:
    """For the watch: in a new year the sums of the year begin anew; the next set of projects."""
    year = localdate(now).year
    old = Project.objects.filter(year__lt=year, duty__closed=None).order_by("pk").values_list("pk", flat=True)
    ids = list(old[:AT_ONCE])
    if ids:
        with act("system:rounds", now=now):
            standing.rebuild(ids, year=year)
    return len(ids)


def settle_rounds(now: datetime) -> int:
    """For the watch: what a closed round still asked for is missed; returns how many clocks were stopped."""
    closed = ReportRound.objects.filter(closed_at__isnull=False, settled_at=None).select_related("cycle__territory")
    one = closed.order_by("as_of", "pk").first()
    if one is None:
        return 0
    with act("system:rounds", now=now) as a:
        owing = Deadline.objects.filter(kind="report", about=one.period, stopped=None)
        ours = owing.filter(duty__project__in=reports_owed(one).values("pk"))
        rows = ours.select_for_update(skip_locked=True, no_key=True, of=("self", "duty"))
        found = list(rows.select_related("duty")[:AT_ONCE])
        _miss(a, one, found)
        if not found and not ours.exists():
            ReportRound.objects.filter(pk=one.pk).update(settled_at=now)
    return len(found)


def _miss(a: Act, one: ReportRound, found: list[Deadline]) -> None:
    ids = [deadline.pk for deadline in found]
    missed = {"outcome": Deadline.Outcome.MISSED, "stopped": a.now, "tell_at": None}
    Deadline.objects.filter(pk__in=ids).update(**missed)
    duties = {deadline.duty_id: deadline.duty for deadline in found}
    nearest: dict[int, datetime] = dict.fromkeys(duties, FAR)
    for clock in Deadline.objects.running().filter(duty__in=duties):
        if clock.kind not in ASIDE and clock.due is not None:
            nearest[clock.duty_id] = min(nearest[clock.duty_id], clock.due)
    update_each(Duty, ("next_due",), [(due, pk) for pk, due in nearest.items()])
    events: list[Event] = [a.draft(duty.number, "report_missed", period=one.period) for duty in duties.values()]
    a.record_all(events)
