"""A status list of an upper level's system, read in by case number."""

from django.db import models

from luodi.duties.models import ReadRow, ReadSheet


class StatusSheet(ReadSheet):
    class Meta:
        verbose_name = "办件状态表"


class StatusRow(ReadRow):
    """`values`: {number, item, word, happened_at}; `faults` as everywhere."""

    of = models.ForeignKey(StatusSheet, on_delete=models.CASCADE, related_name="rows")

    class Meta:
        verbose_name = "办件状态行"
        ordering = ["of", "id"]
