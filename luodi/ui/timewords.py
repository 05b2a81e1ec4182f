"""Working time and moments in words. Pure: the caller passes minutes, a moment and `now`."""

from datetime import date, datetime

from django.utils.dateformat import format as date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

WEEKDAYS = (
    gettext_lazy("周一"),
    gettext_lazy("周二"),
    gettext_lazy("周三"),
    gettext_lazy("周四"),
    gettext_lazy("周五"),
    gettext_lazy("周六"),
    gettext_lazy("周日"),
)


MANY_DAYS = 15  # from so many on nobody counts the hours


def span_words(minutes: int, day_minutes: int = 420) -> str:
    """A span of working minutes, rounded down: 25 分钟, 1 小时 05 分, 2 天 3 小时, 90 天."""
    days, rest = divmod(minutes, day_minutes)
    hours, odd = divmod(rest, 60)
    if hours and 0 < days < MANY_DAYS:
        return _("%(days)s 天 %(hours)s 小时") % {"days": days, "hours": hours}
    if days:
        return ngettext("%(days)s 天", "%(days)s 天", days) % {"days": days}
    if hours and odd:
        return _("%(hours)s 小时 %(minutes)02d 分") % {"hours": hours, "minutes": odd}
    if hours:
        return ngettext("%(hours)s 小时", "%(hours)s 小时", hours) % {"hours": hours}
    return _("%(minutes)s 分钟") % {"minutes": odd}


def left_words(minutes: int, day_minutes: int = 420) -> str:
    """Signed working minutes: what is left, or by how much it is over. A day has `day_minutes` of them."""
    if minutes == 0:
        return _("此刻到期")
    said = {"span": span_words(abs(minutes), day_minutes)}
    return _("剩 %(span)s") % said if minutes > 0 else _("超 %(span)s") % said


def moment_words(at: datetime, now: datetime) -> str:
    """When something happened or will: 13:58, 昨天 13:58, 1 月 4 日 周一 13:58, with the year when it differs."""
    at, now = localtime(at), localtime(now)
    clock = {"time": at.strftime("%H:%M")}
    apart = (at.date() - now.date()).days
    if apart == 0:
        return clock["time"]
    if apart == 1:
        return _("明天 %(time)s") % clock
    if apart == -1:
        return _("昨天 %(time)s") % clock
    return f"{day_words(at, now)} {clock['time']}"


def day_words(at: datetime, now: datetime) -> str:
    """The day with its weekday: 1 月 6 日 周三; the year is said only where it is not the present one."""
    at, now = localtime(at), localtime(now)
    return short_day(at.date(), with_year=at.year != now.year)


def short_day(day: date, with_year: bool = False) -> str:
    """1 月 6 日 周三"""
    # Translators: date patterns, letters as in Django's `date` filter.
    pattern = _("Y 年 n 月 j 日") if with_year else _("n 月 j 日")
    said = {"day": date_format(day, pattern), "weekday": WEEKDAYS[day.weekday()]}
    return _("%(day)s %(weekday)s") % said


def due_words(due: datetime, now: datetime) -> str:
    """Until when: 今天 15:10 前, 1 月 6 日 周三 17:30 前; once past: 应于 13:40."""
    moment = moment_words(due, now)
    if due < now:
        return _("应于 %(moment)s") % {"moment": moment}
    if localtime(due).date() == localtime(now).date():
        return _("今天 %(time)s 前") % {"time": moment}
    return _("%(moment)s 前") % {"moment": moment}


def period_words(period: str) -> str:
    """2021, 2021-Q3 and 2021-09, of goals and of report rounds, as they are said; empty stays empty."""
    year, _dash, part = period.partition("-")
    if not part:
        return _("%(year)s 年") % {"year": year} if year else ""
    if part.startswith("Q"):
        return _("%(year)s 年第 %(quarter)s 季度") % {"year": year, "quarter": part[1:]}
    return _("%(year)s 年 %(month)s 月") % {"year": year, "month": part.removeprefix("0")}
