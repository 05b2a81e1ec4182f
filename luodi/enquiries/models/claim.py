"""Who talked to a company first (首谈登记), and how a clash between units was ruled."""

from django.db import models

from luodi.directory.models import Post, Unit
from luodi.duties.models import Duty


class Claim(models.Model):
    class State(models.TextChoices):
        VALID = "valid", "有效"
        CLASH = "clash", "撞单"
        RULED = "ruled", "已裁定"
        WARNED = "warned", "即将失效"
        EXPIRED = "expired", "已失效"

    class Share(models.TextChoices):
        NONE = "", "无"
        HOST = "host", "落地单位"
        FINDER = "finder", "首谈单位"

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="claims")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="claims")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField("登记时间")
    evidence = models.CharField("依据", max_length=200, blank=True)
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True, db_index=True)
    name_key = models.CharField(max_length=120, blank=True, db_index=True)
    brand = models.CharField("品牌", max_length=60, blank=True, db_index=True)
    controller = models.CharField("实际控制人", max_length=120, blank=True, db_index=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.VALID)
    progress_at = models.DateTimeField("最近进展")
    expires_at = models.DateTimeField("保护期至")
    # Claims of one clash carry the id of the earliest of them.
    clash_with = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="rivals")
    clash_key = models.CharField("相同项", max_length=20, blank=True)
    ruled_role = models.CharField("裁定身份", max_length=10, choices=Share, blank=True, default="")
    share = models.PositiveSmallIntegerField("分成", null=True, help_text="per cent of credit")
    ruling = models.CharField("裁定理由", max_length=400, blank=True)
    ruled_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    ruled_at = models.DateTimeField("裁定时间", null=True, blank=True)

    class Meta:
        verbose_name = "首谈登记"
        ordering = ["claimed_at", "id"]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.state}"
