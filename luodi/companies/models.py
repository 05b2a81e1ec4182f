"""Firms and the people who act for them. Typing a firm's name or code grants nothing."""

from django.db import models
from django.db.models import Q

from luodi.accounts.models import User


class Company(models.Model):
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    name = models.CharField("名称", max_length=120)
    name_key = models.CharField(max_length=120, db_index=True, help_text="normalised name, luodi.text")
    brand = models.CharField("品牌", max_length=60, blank=True)
    controller = models.CharField("实际控制人", max_length=120, blank=True)
    industry = models.CharField("行业门类", max_length=4, blank=True, help_text="GB/T 4754 division")

    class Meta:
        verbose_name = "企业"

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person of a firm; invited by a member, never by typing the firm's code."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "企业成员"
        constraints = [
            models.UniqueConstraint(
                fields=["company", "user"], condition=Q(until=None), name="one_open_membership"
            )
        ]

    def __str__(self) -> str:
        return f"{self.company_id}:{self.user_id}"
