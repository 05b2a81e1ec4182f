"""What cities do together: agreements, alliances, zones, policies copied, events; each with an owner and a date."""

from django.db import models
from django.db.models import Q

from luodi.directory.models import Territory
from luodi.directory.reach import cities
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.works.rules import CooperationKind


class CooperationQuerySet(models.QuerySet["Cooperation"]):
    def visible_to(self, viewer: Viewer) -> "CooperationQuerySet":
        """Of his places, and all in which a city of his takes part."""
        joined = Cooperation.cities.through.objects.filter(territory__in=cities(viewer, "cooperation").values("pk"))
        seen = Duty.objects.visible_to(viewer).values("pk")
        return self.filter(Q(duty__in=seen) | Q(pk__in=joined.values("cooperation")))


class Cooperation(models.Model):
    """The next step is a deadline of its duty. Cities are territories; partners outside the system are words."""

    duty = models.OneToOneField(Duty, primary_key=True, on_delete=models.PROTECT, related_name="cooperation")
    kind = models.CharField("类别", max_length=10, choices=CooperationKind)
    cities = models.ManyToManyField(Territory, related_name="+", verbose_name="合作城市")
    partners = models.CharField("其他参与方", max_length=200, blank=True)
    words = models.TextField("内容", blank=True)
    signed_on = models.DateField("签署日期", null=True, blank=True)
    until = models.DateField("有效期至", null=True, blank=True)
    next_step = models.CharField("下一步", max_length=200, blank=True)
    next_on = models.DateField("下一步日期", null=True, blank=True)
    # A policy copied: from where, adapted how.
    copied_from = models.CharField("复制自", max_length=120, blank=True)
    adapted = models.CharField("如何调整", max_length=400, blank=True)
    result = models.CharField("成效", max_length=400, blank=True)
    counted = models.PositiveIntegerField("计数", null=True, blank=True)
    counted_unit = models.CharField("计数单位", max_length=20, blank=True)

    objects = CooperationQuerySet.as_manager()

    class Meta:
        verbose_name = "城市合作"

    def __str__(self) -> str:
        return str(self.duty)

    @property
    def number(self) -> str:
        return self.duty.number
