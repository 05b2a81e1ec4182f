"""The reminder that next year's holidays are missing."""

from datetime import date

from django.utils.translation import gettext as _

from luodi.directory.models import NATIONAL, WorkCalendar
from luodi.directory.viewer import Viewer

NAG_MONTH = 11  # the notice appears about November


def nag_for(viewer: Viewer, today: date) -> str | None:
    """For those who can enter the notice, or whose promises to investors hang on it."""
    return calendar_nag(today) if viewer.is_operator or viewer.is_city_desk else None


def calendar_nag(today: date) -> str | None:
    """One sentence for the operator and the city desk, from 1 November until the notice is entered. One query."""
    last_year = WorkCalendar.objects.filter(code=NATIONAL).values_list("last_year", flat=True).first()
    needed = today.year + (today.month >= NAG_MONTH)
    if last_year is None or last_year >= needed:
        return None
    told = {"year": last_year + 1, "last": last_year}
    return _("%(year)s 年的放假安排还没有录入：%(last)s 年 12 月 28 日以后的到期都是暂定。录入后会自动重算。") % told
