"""Edits of office hours and their seasons."""

from datetime import datetime

from django.utils.translation import gettext as _

from luodi.directory import calendars
from luodi.directory.actions.calendars import raise_version
from luodi.directory.models import OfficeHours, WorkCalendar
from luodi.directory.refusals import Wrong, operators_only
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused, act


def add_hours(*, viewer: Viewer, hours: OfficeHours, now: datetime | None = None) -> OfficeHours:
    """`hours` is not saved yet; it wins over every rule before it. Raises Refused, Wrong."""
    with act(viewer.code, now=now) as adding:
        operators_only(viewer)
        check_hours(hours)
        WorkCalendar.objects.locked(hours.calendar)
        last = OfficeHours.objects.filter(calendar=hours.calendar).order_by("-rank").first()
        hours.rank = (last.rank if last else 0) + 10
        hours.save()
        raise_version(adding, hours.calendar, "office_hours_added", windows=hours.windows, rank=hours.rank)
    calendars.forget()
    return hours


def drop_hours(*, viewer: Viewer, hours: OfficeHours, now: datetime | None = None) -> None:
    """Refused for the rule that gives an ordinary working day its hours."""
    with act(viewer.code, now=now) as dropping:
        operators_only(viewer)
        WorkCalendar.objects.locked(hours.calendar)
        if hours.calendar.parent_id is None and not _always(hours.calendar, without=hours):
            raise Refused(_("这是平日的办公时间，不能删；请先添加新的平日时间。"))
        hours.delete()
        raise_version(dropping, hours.calendar, "office_hours_dropped", windows=hours.windows, rank=hours.rank)
    calendars.forget()


def check_hours(hours: OfficeHours) -> None:
    """Raises Wrong."""
    if bool(hours.season_from) != bool(hours.season_to):
        raise Wrong("season_to", _("季节要有起止两个日期。"))
    if hours.valid_from and hours.valid_to and hours.valid_to < hours.valid_from:
        raise Wrong("valid_to", _("结束要晚于开始。"))
    try:
        calendars.rule_of(hours)
    except ValueError:
        raise Wrong("windows", _("时段要写成 09:00-12:00 13:30-17:30，按先后排列，不重叠，不跨午夜。")) from None


def _always(calendar: WorkCalendar, without: OfficeHours) -> bool:
    ordinary = {"weekdays": "", "season_from": "", "valid_from": None, "valid_to": None}
    return OfficeHours.objects.filter(calendar=calendar, **ordinary).exclude(pk=without.pk).exists()
