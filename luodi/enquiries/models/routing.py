"""Rules that choose the unit of a new enquiry, and the filters an officer keeps."""

from django.db import models

from luodi.accounts.models import User
from luodi.directory.models import Territory, Unit


class RoutingRule(models.Model):
    """First match by rank wins; empty conditions match anything. No match: territory, industry lead, city desk."""

    rank = models.PositiveSmallIntegerField("次序", default=10)
    name = models.CharField("名称", max_length=60)
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    industries = models.CharField(
        "行业门类", max_length=120, blank=True, help_text="GB/T 4754 divisions, spaces between"
    )
    words = models.CharField("关键词", max_length=120, blank=True, help_text="any of these, spaces between")
    size_bands = models.CharField("规模", max_length=20, blank=True, help_text="s m l xl, spaces between")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField("自", null=True, blank=True)
    valid_to = models.DateField("至", null=True, blank=True)
    active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "分派规则"
        ordering = ["rank", "id"]

    def __str__(self) -> str:
        return self.name


class SavedFilter(models.Model):
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField("名称", max_length=40)
    query = models.CharField(max_length=400, help_text="query string of the enquiry list")

    class Meta:
        verbose_name = "常用筛选"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="one_filter_per_name")]

    def __str__(self) -> str:
        return self.name
