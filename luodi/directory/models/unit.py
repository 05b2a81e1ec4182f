"""Departments, offices and zones that take matters in charge."""

from datetime import datetime

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from luodi.directory.models.calendar import WorkCalendar
from luodi.directory.models.territory import Territory


class UnitQuerySet(models.QuerySet["Unit"]):
    def receiving(self) -> "UnitQuerySet":
        """Units that may be given an enquiry."""
        return self.filter(active=True).exclude(kind=Unit.Kind.OFFICE)

    def for_territory(self, territory: Territory) -> "Unit | None":
        """Who receives a wish for this territory by default; None where only the city desk is left.

        The district's promotion unit comes first also for a wish at a zone, and hands on from there; the
        zone's own unit receives only where its district has none.
        """
        chain = {place.pk: place for place in territory.columns().values() if place}
        kinds = (Unit.Kind.DISTRICT, Unit.Kind.ZONE)
        units = self.receiving().filter(territory__in=chain, kind__in=kinds).order_by("id")
        return min(units, key=lambda unit: kinds.index(unit.kind), default=None)

    def named(self, said: str) -> "UnitQuerySet":
        """By a part of the name or the beginning of the code; all when nothing is said."""
        return self.filter(Q(name__contains=said) | Q(code__startswith=said)) if said else self

    def with_held_posts(self, at: datetime) -> "UnitQuerySet":
        """Each with `held`, how many posts are held at this moment."""
        held = Q(posts__until=None) | Q(posts__until__gt=at)
        return self.annotate(held=Count("posts", filter=held & Q(posts__since__lte=at)))

    def city_desk(self) -> "Unit":
        """The floor: no matter is without an owner. Raises Unit.DoesNotExist where there is none."""
        return self.filter(kind=Unit.Kind.CITY_DESK, active=True).order_by("id")[:1].get()


class Unit(models.Model):
    class Kind(models.TextChoices):
        CITY_DESK = "city_desk", _("市级总台")
        DISTRICT = "district_promotion", _("区市投促")
        ZONE = "zone_promotion", _("功能区投促部")
        INDUSTRY = "industry_lead", _("产业牵头部门")
        OFFICE = "office", _("其他单位")

    code = models.CharField("代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=60)
    short = models.CharField("简称", max_length=20, blank=True)
    kind = models.CharField("类别", max_length=20, choices=Kind)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="units")
    calendar = models.ForeignKey(WorkCalendar, on_delete=models.PROTECT)
    phone = models.CharField("电话", max_length=20, blank=True)
    backdating_days = models.PositiveSmallIntegerField("可补登天数", default=3)
    active = models.BooleanField("启用", default=True)
    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "单位"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
