"""Edits of working days. Each raises the version of the calendar and of all that rest on it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from luodi.clock import DayKind
from luodi.directory import calendars
from luodi.directory.models import Unit, WorkCalendar, WorkCalendarDay
from luodi.directory.refusals import Wrong, operators_only
from luodi.directory.rules.notices import span_of
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Act, Refused, act


def set_day(
    *,
    viewer: Viewer,
    calendar: WorkCalendar,
    day: date,
    kind: DayKind | None,
    name: str = "",
    source: str = "",
    now: datetime | None = None,
) -> None:
    """None takes the exception out: the day is what its weekday, or the calendar above, says. Raises Refused."""
    with act(viewer.code, now=now) as setting:
        operators_only(viewer)
        if kind is not None and not source:
            raise Wrong("source", _("请写明依据，例如文件名称和文号。"))
        calendar = WorkCalendar.objects.locked(calendar)
        before = calendar.days.filter(date=day).values_list("kind", flat=True).first() or ""
        if kind is None and not before:
            raise Wrong("kind", _("这一天本来就不是例外。"))
        if kind is None:
            calendar.days.filter(date=day).delete()
        else:
            values = {"kind": kind, "name": name, "source": source}
            WorkCalendarDay.objects.update_or_create(calendar=calendar, date=day, defaults=values)
        after = kind or ""
        raise_version(setting, calendar, "calendar_day_set", day=day, before=before, after=after)
    calendars.forget()


def enter_year(
    *,
    viewer: Viewer,
    calendar: WorkCalendar,
    year: int,
    days: Mapping[date, tuple[DayKind, str]],
    source: str,
    now: datetime | None = None,
) -> None:
    """Puts a whole year's notice in place of what stood there; open deadlines are recalculated by watch.

    Years follow each other without a gap, since a gap would look like a year without holidays. Raises Refused.
    """
    with act(viewer.code, now=now) as entering:
        operators_only(viewer)
        if calendar.parent_id:
            raise Refused(_("年度放假安排录入在国家日历，下级日历只记例外。"))
        if year > calendar.last_year + 1:
            raise Wrong("year", _("请先录入 %(year)s 年。") % {"year": calendar.last_year + 1})
        if not source:
            raise Wrong("source", _("请写明依据，例如文件名称和文号。"))
        _check_days(year, days)
        calendar = WorkCalendar.objects.locked(calendar)
        first, last = span_of(year)
        if year < calendar.last_year:  # its last days of December were the next notice's to say
            last = date(year, 12, 28)
        calendar.days.filter(Q(date__range=(first, last)) | Q(date__in=list(days))).delete()
        WorkCalendarDay.objects.bulk_create(
            WorkCalendarDay(calendar=calendar, date=day, kind=kind, name=name, source=source)
            for day, (kind, name) in sorted(days.items())
        )
        WorkCalendar.objects.resting_on(calendar).filter(last_year__lt=year).update(last_year=year)
        raise_version(entering, calendar, "calendar_year_entered", year=year, days=len(days))
    calendars.forget()


def _check_days(year: int, days: Mapping[date, tuple[DayKind, str]]) -> None:
    first, last = span_of(year)
    if not any(kind is DayKind.HOLIDAY for kind, _name in days.values()):
        raise Wrong("text", _("通知里没有读到一天放假。"))
    for day in days:
        if not first <= day <= last:
            raise Wrong("text", _("%(day)s 不属于 %(year)s 年的通知。") % {"day": day, "year": year})


def give_own_calendar(*, viewer: Viewer, unit: Unit, now: datetime | None = None) -> WorkCalendar:
    """A calendar for this unit's own days and hours, resting on the one it used. Raises Refused."""
    with act(viewer.code, now=now) as giving:
        operators_only(viewer)
        if unit.calendar.code == unit.code:
            raise Refused(_("这个单位已有自己的日历。"))
        if WorkCalendar.objects.filter(code=unit.code).exists():
            raise Refused(_("代码 %(code)s 的日历已存在。") % {"code": unit.code})
        above = unit.calendar
        own = WorkCalendar.objects.create(code=unit.code, name=unit.name, parent=above, last_year=above.last_year)
        Unit.objects.filter(pk=unit.pk).update(calendar=own)
        unit.calendar = own
        giving.record(subject_of(own), "calendar_added", above=above.code)
    calendars.forget()
    return own


def raise_version(editing: Act, calendar: WorkCalendar, code: str, **facts: Any) -> None:
    """A step. One event on each calendar whose answers may change."""
    family = list(WorkCalendar.objects.resting_on(calendar).order_by("pk"))
    WorkCalendar.objects.filter(pk__in=[one.pk for one in family]).update(version=F("version") + 1)
    for one in family:
        editing.record(subject_of(one), code, origin=calendar.code, version=one.version + 1, **facts)


def subject_of(calendar: WorkCalendar) -> str:
    return f"directory:calendar:{calendar.code}"
