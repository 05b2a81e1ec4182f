"""Instructions that a leader gives with one tap: what needs neither a unit nor words of his own."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from luodi.clock import Calendar
from luodi.directory.calendars import calendar_for
from luodi.directory.viewer import Viewer
from luodi.works.rules import Wording

FRIDAY = 4
NOON = 12  # from this hour on nobody is asked to answer on the same day


@dataclass(frozen=True, slots=True)
class Tap:
    wording: str
    label: str
    reply_by: date | None = None


def taps_of(viewer: Viewer, now: datetime) -> list[Tap]:
    """The day is one of the leader's own office."""
    taps = [Tap(wording.value, str(wording.label)) for wording in (Wording.ACT, Wording.PROPOSE)]
    if viewer.posts:
        by = before_friday(calendar_for(viewer.posts[0].unit.calendar.code), localtime(now))
        taps.append(Tap(Wording.REPLY.value, _("周五前回复"), by))
    return taps


def before_friday(calendar: Calendar, at: datetime) -> date:
    """This week's Friday, or the last working day before it; next week's where that leaves no time to answer."""
    friday = at.date() + timedelta(days=FRIDAY - at.weekday())
    while True:
        day = calendar.days_before(friday, 0)
        if day > at.date() or (day == at.date() and at.hour < NOON):
            return day
        friday += timedelta(days=7)
