"""The calendars every installation starts with: office days of the nation, and around the clock."""

from django.db import transaction

from luodi.clock import statutory_days
from luodi.directory import calendars
from luodi.directory.models import ALWAYS, NATIONAL, OfficeHours, WorkCalendar, WorkCalendarDay

LAST_PUBLISHED_YEAR = 2026
# A site that never closes needs no notice; its last year is far enough that none of its dates is provisional.
NO_NOTICE_NEEDED = 9000
SOURCE = "国务院办公厅放假安排，据 chinesecalendar 1.11.0"


@transaction.atomic
def seed_calendars() -> int:
    """Makes what is missing; a year that has any day is left as it was edited. Returns the days added."""
    national, is_new = WorkCalendar.objects.get_or_create(
        code=NATIONAL, defaults={"name": "国家工作日历", "last_year": LAST_PUBLISHED_YEAR}
    )
    if is_new:
        OfficeHours.objects.create(calendar=national, windows="09:00-12:00 13:30-17:30", note="默认")
    always, is_new = WorkCalendar.objects.get_or_create(
        code=ALWAYS, defaults={"name": "全天候", "last_year": NO_NOTICE_NEEDED}
    )
    if is_new:
        OfficeHours.objects.create(
            calendar=always, windows="00:00-24:00", kinds="working rest holiday make_up", note="每天 24 小时"
        )
    known = set(national.days.order_by().values_list("date__year", flat=True).distinct())
    missing = [
        WorkCalendarDay(calendar=national, date=day, kind=kind, name=name, source=SOURCE)
        for day, (kind, name) in sorted(statutory_days().items())
        if day.year not in known
    ]
    WorkCalendarDay.objects.bulk_create(missing)
    calendars.forget()
    return len(missing)
