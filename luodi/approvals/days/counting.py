"""Stays get their working minutes, by the watch, in sets."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localtime

from luodi.approvals.models import Stay
from luodi.clock import SHANGHAI, Calendar
from luodi.directory.calendars import calendar_for
from luodi.duties.sets import update_each

SET = 500
OFFICE_DAY = 420  # minutes, where a calendar knows no working day
YEAR = timedelta(days=365)


def count_stays(now: datetime) -> int:
    """The oldest that are not counted yet, on the calendar of the unit that has the item; returns how many."""
    rows = list(
        Stay.objects.filter(working_minutes=None)
        .order_by("pk")
        .values_list("pk", "since", "until", "item__duty__unit__calendar__code")[:SET]
    )
    counted = [(max(0, calendar_for(code).elapsed(since, until)), pk) for pk, since, until, code in rows]
    with transaction.atomic():
        return update_each(Stay, ("working_minutes",), counted, empty=("working_minutes",))


def day_minutes(calendar: Calendar, now: datetime) -> float:
    """How long a working day of this calendar was on average in the year before this one."""
    year = localtime(now).year
    first, last = (datetime(one, 1, 1, tzinfo=SHANGHAI) for one in (year - 1, year))
    days = calendar.working_days(year - 1)
    return calendar.elapsed(first, last) / days if days else OFFICE_DAY


def days_between(calendar: Calendar, since: datetime, until: datetime) -> int:
    """Whole working days as the law counts them: the day after `since` is the first."""
    return max(0, calendar.remaining_days(since, until))
