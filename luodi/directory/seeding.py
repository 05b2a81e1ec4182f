"""The calendars every installation starts with: office days of the nation, around the clock, and those of sites."""

from django.db import transaction

from luodi.clock import statutory_days
from luodi.directory import calendars
from luodi.directory.models import ALWAYS, NATIONAL, OfficeHours, WorkCalendar, WorkCalendarDay

LAST_PUBLISHED_YEAR = 2026
# A site that never closes needs no notice; its last year is far enough that none of its dates is provisional.
NO_NOTICE_NEEDED = 9000
SOURCE = "国务院办公厅放假安排，据 chinesecalendar 1.11.0"


# Calendars of building sites: code, name, whether it keeps the nation's holidays, hours.
SITES: tuple[tuple[str, str, bool, dict[str, str]], ...] = (
    ("site-daily", "工地：每天开工，法定节假日停工", True, {"kinds": "working rest make_up"}),
    (
        "site-season",
        "工地：冬季停工，其余每天开工",
        False,
        {"kinds": "working rest holiday make_up", "season_from": "03-16", "season_to": "11-15"},
    ),
)


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
    for code, name, rests, hours in SITES:
        _seed_site(code, name, national if rests else None, hours)
    known = set(national.days.order_by().values_list("date__year", flat=True).distinct())
    missing = [
        WorkCalendarDay(calendar=national, date=day, kind=kind, name=name, source=SOURCE)
        for day, (kind, name) in sorted(statutory_days().items())
        if day.year not in known
    ]
    WorkCalendarDay.objects.bulk_create(missing)
    calendars.forget()
    return len(missing)


def _seed_site(code: str, name: str, above: WorkCalendar | None, hours: dict[str, str]) -> None:
    last_year = above.last_year if above else NO_NOTICE_NEEDED
    made, is_new = WorkCalendar.objects.get_or_create(
        code=code, defaults={"name": name, "parent": above, "last_year": last_year}
    )
    if is_new:
        OfficeHours.objects.create(calendar=made, windows="00:00-24:00", **hours)
