"""Who sits where: territories, units, posts, absences, and when their doors are open."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from luodi.accounts.models import User


class Territory(models.Model):
    class Level(models.TextChoices):
        CITY = "city", "市"
        DISTRICT = "district", "区市"
        PLACE = "place", "功能区/镇街"

    code = models.CharField("代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=60)
    name_en = models.CharField("英文名", max_length=80, blank=True)
    level = models.CharField("层级", max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "地域"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def columns(self) -> dict[str, "Territory | None"]:
        """The city, district and place a duty at this territory carries."""
        chain: dict[str, Territory | None] = {"city": None, "district": None, "place": None}
        step: Territory | None = self
        while step is not None:
            chain[step.level] = step
            step = step.parent
        return chain


NATIONAL = "office"  # code of the calendar that carries the State Council's notices
ALWAYS = "247"


class WorkCalendarQuerySet(models.QuerySet["WorkCalendar"]):
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
    weekdays = models.CharField(
        "星期", max_length=7, blank=True, help_text="ISO digits 1..7; empty = any working day"
    )
    kinds = models.CharField(
        "日类别", max_length=40, blank=True, help_text="day kinds that open, e.g. rest holiday"
    )
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


class Unit(models.Model):
    class Kind(models.TextChoices):
        CITY_DESK = "city_desk", "市级总台"
        DISTRICT = "district_promotion", "区市投促"
        ZONE = "zone_promotion", "功能区投促部"
        INDUSTRY = "industry_lead", "产业牵头部门"
        OFFICE = "office", "其他单位"

    code = models.CharField("代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=60)
    short = models.CharField("简称", max_length=20, blank=True)
    kind = models.CharField("类别", max_length=20, choices=Kind)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="units")
    calendar = models.ForeignKey(WorkCalendar, on_delete=models.PROTECT)
    phone = models.CharField("电话", max_length=20, blank=True)
    backdating_days = models.PositiveSmallIntegerField("可补登天数", default=3)
    active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "单位"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    def held(self, at: datetime) -> "PostQuerySet":
        """Posts held by somebody at this moment."""
        return self.filter(Q(until=None) | Q(until__gt=at), since__lte=at, user__is_active=True)

    def present(self, at: datetime) -> "PostQuerySet":
        """Held posts whose person is not absent."""
        away = Absence.objects.filter(start__lte=at, end__gt=at).values("post")
        return self.held(at).exclude(pk__in=away)


class Post(models.Model):
    """A person in a unit, with a role; duties are owned by posts, so that leaving one is an act."""

    class Role(models.TextChoices):
        LIAISON = "liaison", "对接人员"
        OFFICER = "zone_officer", "对接专员"
        HEAD = "head", "主任"
        DISPATCHER = "city_dispatcher", "市级调度员"
        OPERATOR = "operator", "平台运营"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField("角色", max_length=20, choices=Role)
    title = models.CharField("职务", max_length=40, blank=True)
    phone = models.CharField("办公电话", max_length=20, blank=True)
    remit = models.JSONField(
        "职责范围", default=list, blank=True, help_text="kinds of matter it may see in its territory"
    )
    since = models.DateTimeField("自")
    until = models.DateTimeField("至", null=True, blank=True)
    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "岗位"
        ordering = ["unit", "id"]

    def __str__(self) -> str:
        return f"{self.unit.name} {self.label}"

    @property
    def label(self) -> str:
        """What the public reads: the job, not more than the officer's public name."""
        return self.title or self.get_role_display()

    @property
    def line(self) -> str:
        """The phone that dials: the post's own, else the unit's."""
        return self.phone or self.unit.phone


class Absence(models.Model):
    """The substitute is asked while the owner stays visible; restricted duties stay his alone."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="absences")
    substitute = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="substitutions")
    start = models.DateTimeField("自")
    end = models.DateTimeField("至")
    reason = models.CharField("事由", max_length=60, blank=True)

    class Meta:
        verbose_name = "缺席"
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="absence_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(post=models.F("substitute")), name="nobody_substitutes_himself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.start:%F}"


class Roster(models.Model):
    """Who is reachable outside office hours (值班). It never starts a clock."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="roster")
    post = models.ForeignKey(Post, on_delete=models.CASCADE)
    start = models.DateTimeField("自")
    end = models.DateTimeField("至")
    phone = models.CharField("值班电话", max_length=20, blank=True)

    class Meta:
        verbose_name = "值班"

    def __str__(self) -> str:
        return f"{self.unit_id} {self.start:%F}"
