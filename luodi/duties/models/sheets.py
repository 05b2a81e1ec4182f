"""A workbook that was read and is imported only when asked, whatever its rows become."""

from django.db import models

from luodi.directory.models import Post
from luodi.duties.models.duty import Duty


class ReadSheet(models.Model):
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
        abstract = True

    def __str__(self) -> str:
        return self.file_name


class ReadRow(models.Model):
    """Its parsed values, or what is wrong in which cell; `duty` is what it became."""

    sheet = models.CharField("工作表", max_length=60)
    row = models.PositiveIntegerField("行")
    values = models.JSONField(default=dict)
    faults = models.JSONField(default=list, help_text="[{cell, code, value}]")
    key = models.CharField(max_length=64, db_index=True)
    duty = models.ForeignKey(Duty, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row}"
