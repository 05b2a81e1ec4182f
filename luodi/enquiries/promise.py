"""The sentence of the receipt: when the investor will be contacted, and why then."""

from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from luodi.clock import Allowance, Calendar, DayKind
from luodi.directory.calendars import calendar_for
from luodi.duties.models import Deadline, Duty
from luodi.ui.timewords import day_words, due_words, moment_words


def promise_words(duty: Duty, now: datetime) -> str:
    """Who calls by when; outside office hours it says when the office opens and what kind of day that is."""
    contacts = [deadline for deadline in duty.deadlines.all() if deadline.kind == "contact"]
    deadline = max(contacts, key=lambda deadline: deadline.pk, default=None)
    if deadline is None or deadline.due is None:
        return _("%(unit)s已收到您的申请。") % {"unit": duty.unit.name}
    if deadline.stopped is not None:
        return _("%(unit)s已经与您联系过。") % {"unit": duty.unit.name}
    said = {"unit": duty.unit.name, "due": due_words(deadline.due, now)}
    calendar = calendar_for(deadline.calendar)
    if calendar.is_open(now) or deadline.due < now:
        sentence = _("%(unit)s会在%(due)s与您联系。") % said
    else:
        said["opens"] = opening_words(calendar, now)
        sentence = _("%(opens)s，%(unit)s会在%(due)s与您联系。") % said
    return sentence + (_("（暂定：放假安排公布后可能调整）") if deadline.provisional else "")


def opening_words(calendar: Calendar, now: datetime) -> str:
    """现在不在办公时间，2 月 7 日 周日 09:00 开始办公（调休上班日）."""
    opens = calendar.opens(now)
    kind, _name, _official = calendar.day(localtime(opens).date())
    said = {
        "moment": moment_words(opens, now)
        if localtime(opens).date() == localtime(now).date()
        else f"{day_words(opens, now)} {localtime(opens):%H:%M}"
    }
    if kind == DayKind.MAKE_UP:
        return _("现在不在办公时间，%(moment)s 开始办公（调休上班日）") % said
    return _("现在不在办公时间，%(moment)s 开始办公") % said


def why_words(deadline: Deadline) -> list[str]:
    """Why this date: a line for each day counted or stretch skipped."""
    calendar = calendar_for(deadline.calendar)
    lines, allowance = [], Allowance.parse(deadline.token)
    counted = (
        _("%(days)s %(name)s：计 %(minutes)d 分钟") if allowance.minutes is not None else _("%(days)s %(name)s：计")
    )
    for line in calendar.explain(deadline.started, allowance):
        span = f"{line.date:%m-%d}" if line.date == line.until else f"{line.date:%m-%d}–{line.until:%m-%d}"
        said = {"days": span, "name": line.name or KIND_WORDS[line.kind](), "minutes": line.minutes}
        if line.counted:
            lines.append(counted % said)
        else:
            lines.append(_("%(days)s %(name)s：不计") % said)
    return lines


KIND_WORDS = {
    DayKind.WORKING: lambda: _("工作日"),
    DayKind.REST: lambda: _("周末"),
    DayKind.HOLIDAY: lambda: _("节假日"),
    DayKind.MAKE_UP: lambda: _("调休上班日"),
}
