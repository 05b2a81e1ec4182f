"""What an allowance means, said by an example: 周五 16:00 提交 → 周一 10:30 前签收."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.clock import SHANGHAI, Allowance, Calendar
from luodi.directory.calendars import calendar_for
from luodi.duties.rules import DEADLINE_NAMES
from luodi.ui.timewords import WEEKDAYS, day_words

FRIDAY, FOUR = 4, time(16)
A_WEEK = timedelta(days=6)
NAMES = DEADLINE_NAMES | {"triage_big": lazy("研判（5 亿元以上）"), "freshness": lazy("资源确认")}
AROUND_THE_CLOCK = frozenset({"confirm", "freshness"})
# kind -> what begins it
BEGINNINGS = {
    "sign_for": lazy_in("句中", "提交"),
    "contact": lazy_in("句中", "提交"),
    "triage": lazy("联系上"),
    "triage_big": lazy("联系上"),
    "handover": lazy("提出转办"),
    "remedy": lazy("收到差评"),
    "confirm": lazy_in("句中", "提交"),
    "freshness": lazy_in("句中", "确认"),
}


def example(kind: str, token: str, today: date) -> str:
    """Begun on the next working Friday at 16:00, by the office calendar. Raises ValueError for a bad token."""
    office = calendar_for("office")
    start = datetime.combine(_friday(office, today), FOUR, SHANGHAI)
    calendar = calendar_for("247") if kind in AROUND_THE_CLOCK else office
    due = calendar.due(start, Allowance.parse(token)).at
    said = {
        "start": _day_and_time(start, start),
        "begun": BEGINNINGS[kind],
        "due": _day_and_time(due, start),
        "done": NAMES[kind],
    }
    return _("%(start)s %(begun)s → %(due)s 前%(done)s") % said


def _friday(office: Calendar, today: date) -> date:
    friday = today + timedelta(days=(FRIDAY - today.weekday()) % 7)
    for _week in range(8):
        if office.is_working(friday):
            return friday
        friday += timedelta(days=7)
    return friday


def _day_and_time(at: datetime, start: datetime) -> str:
    at = localtime(at)
    day = str(WEEKDAYS[at.weekday()]) if at - start <= A_WEEK else day_words(at, start)
    return f"{day} {at:%H:%M}"
