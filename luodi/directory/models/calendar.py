"""When doors are open: working days, and the hours of a day."""

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luodi.clock import DayKind

WEEKDAY_WORDS = (
    gettext_lazy("周一"),
    gettext_lazy("周二"),
    gettext_lazy("周三"),
    gettext_lazy("周四"),
    gettext_lazy("周五"),
    gettext_lazy("周六"),
    gettext_lazy("周日"),
)
KIND_WORDS = {
    DayKind.WORKING: gettext_lazy("工作日"),
    DayKind.REST: gettext_lazy("休息日"),
    DayKind.HOLIDAY: gettext_lazy("放假"),
    DayKind.MAKE_UP: gettext_lazy("调休上班"),
}

NATIONAL = "office"  # code of the calendar that carries the State Council's notices
ALWAYS = "247"


class WorkCalendarQuerySet(models.QuerySet["WorkCalendar"]):
    def locked(self, calendar: "WorkCalendar") -> "WorkCalendar":
        """The row as it is now, held until the act ends: edits of one calendar follow each other."""
        return self.select_for_update(no_key=True).get(pk=calendar.pk)

    def with_units(self) -> "WorkCalendarQuerySet":
        """Each with `users`, the number of units in use whose clocks run by it."""
        return self.annotate(users=Count("unit", filter=Q(unit__active=True)))

    def resting_on(self, calendar: "WorkCalendar") -> "WorkCalendarQuerySet":
        """This calendar and every one whose chain passes through it: an edit changes all their answers."""
        parents = dict(self.values_list("id", "parent_id"))
        family = {calendar.pk}
        while grown := {pk for pk, parent in parents.items() if parent in family} - family:
            family |= grown
        return self.filter(pk__in=family)


class WorkCalendar(models.Model):
    """Working days of a nation, city or unit; `version` rises with every edit of days or hours."""

    code = models.CharField("代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=60)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    last_year = models.PositiveSmallIntegerField("已公布至", help_text="last year whose notice is entered")
    version = models.PositiveIntegerField("版本", default=1)
    objects = WorkCalendarQuerySet.as_manager()

    class Meta:
        verbose_name = "工作日历"

    def __str__(self) -> str:
        return self.name


class WorkCalendarDay(models.Model):
    calendar = models.ForeignKey(WorkCalendar, on_delete=models.CASCADE, related_name="days")
    date = models.DateField("日期")
    kind = models.CharField("类别", max_length=10, help_text="luodi.clock.DayKind")
    name = models.CharField("名称", max_length=40, blank=True)
    source = models.CharField("依据", max_length=120, blank=True)

    class Meta:
        verbose_name = "工作日历日"
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["calendar", "date"], name="one_kind_per_day")]

    def __str__(self) -> str:
        return f"{self.date} {self.kind}"


class OfficeHours(models.Model):
    """One rule of opening windows; the last matching rule (by `rank`) of a calendar wins."""

    calendar = models.ForeignKey(WorkCalendar, on_delete=models.CASCADE, related_name="hours")
    rank = models.PositiveSmallIntegerField("次序", default=10)
    windows = models.CharField("时段", max_length=120, help_text="09:00-12:00 13:30-17:30")
    weekdays = models.CharField("星期", max_length=7, blank=True, help_text="ISO digits 1..7; empty = any working day")
    kinds = models.CharField("日类别", max_length=40, blank=True, help_text="day kinds that open, e.g. rest holiday")
    season_from = models.CharField("季节自", max_length=5, blank=True, help_text="MM-DD")
    season_to = models.CharField("季节至", max_length=5, blank=True, help_text="MM-DD")
    valid_from = models.DateField("自", null=True, blank=True)
    valid_to = models.DateField("至", null=True, blank=True)
    note = models.CharField("说明", max_length=60, blank=True)

    class Meta:
        verbose_name = "办公时间"
        ordering = ["calendar", "rank", "id"]

    def __str__(self) -> str:
        return self.windows

    @property
    def when(self) -> str:
        """The days it is for, in words."""
        days = [str(WEEKDAY_WORDS[int(digit) - 1]) for digit in self.weekdays]
        days += [str(KIND_WORDS[DayKind(kind)]) for kind in self.kinds.split()]
        said = ["、".join(days) or _("每个工作日")]
        if self.season_from:
            season = {"first": self.season_from, "last": self.season_to}
            said.append(_("每年 %(first)s 至 %(last)s") % season)
        if self.valid_from:
            said.append(_("%(day)s 起") % {"day": self.valid_from})
        if self.valid_to:
            said.append(_("到 %(day)s 为止") % {"day": self.valid_to})
        return "；".join(said)
