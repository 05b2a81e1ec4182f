"""What an activity needs or could use: rows that the operator edits, not code."""

from django.db import models

from luodi.matching.rules import Role


class Need(models.Model):
    """One activity and one thing that helps it. Words are separated by spaces; empty conditions hold for anything."""

    activity = models.CharField("产业活动", max_length=400, help_text="words by which such a firm names itself")
    divisions = models.CharField("行业门类", max_length=80, blank=True, help_text="GB/T 4754 divisions")
    kinds = models.CharField("资源类别", max_length=80, help_text="codes of luodi.supply.rules.KINDS")
    words = models.CharField("对方的说法", max_length=400, blank=True)
    role = models.CharField("关系", max_length=10, choices=Role)
    reason = models.CharField("理由", max_length=200)
    reason_en = models.CharField("英文理由", max_length=300)
    active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "潜在需求"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.activity
