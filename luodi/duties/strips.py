"""The duty strip of a duty: who, time left, how far. The same words on every list, page, print sheet and card."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from luodi.clock import Calendar
from luodi.directory.calendars import calendar_for
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Duty
from luodi.duties.rules import ASIDE, DEADLINE_NAMES, STEPS, WAITED, Rung
from luodi.ui.strip import Step, Strip, Tone
from luodi.ui.timewords import due_words, left_words

OFFICE_DAY = 420  # minutes of 09:00–12:00 and 13:30–17:30


def strip_of(duty: Duty, *, viewer: Viewer, now: datetime) -> Strip:
    """Needs `Duty.objects.for_strip()`: reads owner, unit and deadlines without a query of its own."""
    nearest = nearest_deadline(duty.deadlines.all())
    strip = Strip(
        owner_name=duty.owner.label,
        unit_name=duty.unit.name,
        phone=duty.owner.line,
        mine=duty.owner_id in viewer.post_ids,
        seal=(duty.unit.short or duty.unit.name)[:1],
        steps=steps_of(duty.kind, duty.progress),
        tone="none",
        left_text=_("没有在走的时限"),
    )
    if duty.closed is not None:
        return replace(strip, tone="done", left_text=_("已办结"), share=100)
    if nearest is None:
        return _waiting(strip, duty, now)
    if nearest.due is None:
        return replace(strip, tone="held", left_text=held_words(duty.kind), deadline_label=name_of(nearest.kind))
    return _running(strip, nearest, nearest.due, now)


def _waiting(strip: Strip, duty: Duty, now: datetime) -> Strip:
    """Nothing runs for the owner: who is waited for, and until when."""
    if (duty.kind, duty.progress) not in WAITED:
        return strip
    kind, while_it_runs, after = WAITED[duty.kind, duty.progress]
    due = next((one.due for one in duty.deadlines.all() if one.kind == kind and one.stopped is None), None)
    said = replace(strip, tone="calm", left_text=str(while_it_runs if due else after))
    return replace(said, due_text=due_words(due, now)) if due else said


def held_words(kind: str) -> str:
    """Why nothing runs, by the kind of matter."""
    if kind == "item":
        return _("特别程序，停止计时")
    return _("项目暂缓，停止计时") if kind == "project" else _("等待投资人，暂停计时")


def _running(strip: Strip, deadline: Deadline, due: datetime, now: datetime) -> Strip:
    calendar = calendar_for(deadline.calendar)
    left = calendar.remaining(now, due)
    used = calendar.elapsed(deadline.started, now)
    return replace(
        strip,
        tone=tone_of(deadline, now),
        left_text=_left_text(deadline, left, now, _day_minutes(calendar, due)),
        due_text=due_words(due, now),
        share=round(100 * used / max(used + left, 1)),
        provisional=deadline.provisional,
        deadline_label=name_of(deadline.kind),
    )


def nearest_deadline(deadlines: Iterable[Deadline]) -> Deadline | None:
    """The open deadline that falls due first; a held one only when nothing runs."""
    open_ones = [d for d in deadlines if d.stopped is None and d.kind not in ASIDE]
    running = [d for d in open_ones if d.due is not None]
    if running:
        return min(running, key=lambda d: (d.due, d.pk))
    return open_ones[0] if open_ones else None


def tone_of(deadline: Deadline, now: datetime) -> Tone:
    """Overdue is computed from the stored due; due soon is what the ladder calls yellow."""
    if deadline.is_late(now):
        return "late"
    if deadline.told >= Rung.YELLOW:
        return "soon"
    if deadline.tell_at is not None and deadline.told == Rung.NONE and deadline.tell_at <= now:
        return "soon"
    return "calm"


def _left_text(deadline: Deadline, left: int, now: datetime, day_minutes: int) -> str:
    if left == 0 and deadline.is_late(now):
        return _("已过期限")
    return left_words(left, day_minutes)


def _day_minutes(calendar: Calendar, due: datetime) -> int:
    """How long a day of this office is: 1,440 around the clock. The minute before, as a due may be midnight."""
    windows = calendar.windows(localtime(due - timedelta(minutes=1)).date())
    return sum(window.end - window.start for window in windows) or OFFICE_DAY


def name_of(kind: str) -> str:
    return str(DEADLINE_NAMES.get(kind, kind))


def steps_of(kind: str, progress: str) -> tuple[Step, ...]:
    table = STEPS.get(kind, ())
    place = next((n for n, (_label, values) in enumerate(table) if progress in values), len(table))
    return tuple(
        Step(str(label), "was" if n < place else "now" if n == place else "")
        for n, (label, _values) in enumerate(table)
    )
