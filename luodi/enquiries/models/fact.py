"""What is known of an enquiry, value by value, and what people corrected in the reading."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from luodi.enquiries.facts.table import BY_CODE, Field
from luodi.enquiries.facts.words import shown
from luodi.enquiries.models.enquiry import Enquiry


class FactQuerySet(models.QuerySet["Fact"]):
    def known(self) -> dict[str, Any]:
        """Value of each field. For the facts of one enquiry."""
        return dict(self.values_list("field", "value"))


class Fact(models.Model):
    """One value of one field; `value` and `field` are those of luodi.enquiries.facts.table."""

    class Source(models.TextChoices):
        READ = "read", _("读出")
        TYPED = "typed", _("投资人填写")
        CORRECTED = "corrected", _("投资人更正")
        OFFICER = "officer", _("经办人填写")

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="facts")
    field = models.CharField("项目", max_length=24)
    value = models.JSONField("内容")
    bound = models.CharField("界限", max_length=8, blank=True, help_text="least, most, more, near or about")
    source = models.CharField("来源", max_length=10, choices=Source)
    spans = models.JSONField(default=list, help_text="[[start, end]] in the sentence; empty where it does not say it")
    by = models.CharField("填写人", max_length=40, help_text="code of the actor")
    at = models.DateTimeField("填写时间")

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = "已知情况"
        constraints = [models.UniqueConstraint(fields=["enquiry", "field"], name="one_fact_per_field")]

    def __str__(self) -> str:
        return f"{self.enquiry_id} {self.field}"

    @property
    def row(self) -> Field:
        return BY_CODE[self.field]

    @property
    def words(self) -> str:
        """In the reader's language."""
        return shown(self.field, self.value, self.bound)


class Example(models.Model):
    """Something the reader got wrong: kept to measure and mend it, never with a person's name or contact.

    `was` and `now` are values of the table; null says that nothing was read, or that nothing should have been.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="examples")
    field = models.CharField("项目", max_length=24)
    text = models.TextField("上下文", help_text="the words around, contacts and names left out")
    received = models.DateField("收到日期")
    was = models.JSONField("读到", null=True)
    now = models.JSONField("应为", null=True)
    at = models.DateTimeField("更正时间")

    class Meta:
        verbose_name = "更正样例"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.field} {self.pk}"
