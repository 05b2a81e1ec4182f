"""A park's own list read in, row by row; nothing becomes an offer until asked."""

from django.db import models

from luodi.directory.models import Post
from luodi.duties.models import Duty


class OfferSheet(models.Model):
    class State(models.TextChoices):
        CHECKED = "checked", "已校验"
        DONE = "done", "已导入"

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField("文件", max_length=200)
    digest = models.CharField(max_length=64)
    state = models.CharField("状态", max_length=10, choices=State, default=State.CHECKED)
    read_at = models.DateTimeField("读取时间")
    done_at = models.DateTimeField("导入时间", null=True, blank=True)

    class Meta:
        verbose_name = "供给清单"

    def __str__(self) -> str:
        return self.file_name


class OfferRow(models.Model):
    """One row of a sheet: its parsed values, or what is wrong in which cell."""

    of = models.ForeignKey(OfferSheet, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField("工作表", max_length=60)
    row = models.PositiveIntegerField("行")
    values = models.JSONField(default=dict)
    faults = models.JSONField(default=list, help_text="[{cell, code, value}]")
    key = models.CharField(max_length=64, db_index=True)
    duty = models.ForeignKey(Duty, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "清单行"
        ordering = ["of", "id"]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row}"
