"""A park's own list read in, row by row; nothing becomes an offer until asked."""

from django.db import models

from luodi.directory.models import Post, Territory
from luodi.duties.models import Duty, Visibility


class OfferSheet(models.Model):
    """A workbook as it was read. What it leaves open is said once for all of its rows: kind, place, visibility."""

    class State(models.TextChoices):
        CHECKED = "checked", "已校验"
        DONE = "done", "已导入"

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField("文件", max_length=200)
    digest = models.CharField(max_length=64)
    kind = models.CharField("类别", max_length=12, blank=True, help_text="of rows that name none")
    place = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    visibility = models.CharField("公开级别", max_length=10, choices=Visibility, default=Visibility.INTERNAL)
    # [[heading, column]]: every heading of the workbook once, with the column of an offer that it is read into.
    headings = models.JSONField(default=list)
    state = models.CharField("状态", max_length=10, choices=State, default=State.CHECKED)
    read_at = models.DateTimeField("读取时间")
    done_at = models.DateTimeField("导入时间", null=True, blank=True)

    class Meta:
        verbose_name = "供给清单"

    def __str__(self) -> str:
        return self.file_name


class OfferRow(models.Model):
    """One row of a sheet: what stood in it by heading, what that says, or what is wrong in which cell."""

    of = models.ForeignKey(OfferSheet, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField("工作表", max_length=60)
    row = models.PositiveIntegerField("行")
    cells = models.JSONField(default=dict, help_text="{heading: [address, text]}; emptied when it is imported")
    values = models.JSONField(default=dict)
    faults = models.JSONField(default=list, help_text="[{cell, code, value}]")
    key = models.CharField(max_length=64, db_index=True)
    duty = models.ForeignKey(Duty, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "清单行"
        ordering = ["of", "id"]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row}"
