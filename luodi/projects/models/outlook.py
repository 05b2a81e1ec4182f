"""Forecasts as issued and scored, lights by versioned rule sets, and what overrides them."""

from django.db import models
from django.db.models import Q

from luodi.directory.models import Post, Territory
from luodi.projects.models.baseline import Milestone, Quantity
from luodi.projects.models.project import Project
from luodi.projects.rules import Light


class Forecast(models.Model):
    """A forecast as it was issued, with its inputs; scored when the truth is known and never changed."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="forecasts")
    milestone = models.ForeignKey(Milestone, null=True, blank=True, on_delete=models.CASCADE, related_name="forecasts")
    quantity = models.ForeignKey(Quantity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    as_of = models.DateField("截至")
    issued_at = models.DateTimeField("作出时间")
    method = models.CharField("方法", max_length=20)
    version = models.CharField("方法版本", max_length=12)
    klass = models.CharField("参照组", max_length=40, blank=True)
    # Finished projects in the class; below the bound of the method the published prior speaks.
    learned_from = models.PositiveIntegerField("样本数", default=0)
    is_learned = models.BooleanField("已学习", default=False)
    reported = models.DateField("责任人日期", null=True, blank=True)
    due = models.DateField("计划日期", null=True, blank=True)
    p10 = models.DateField("P10")
    p50 = models.DateField("P50")
    p90 = models.DateField("P90")
    on_time = models.DecimalField("按期概率", max_digits=4, decimal_places=3, null=True, blank=True)
    inputs = models.JSONField("输入", default=dict)
    digest = models.CharField(max_length=64)
    # The newest of its project and milestone.
    is_current = models.BooleanField(default=True)
    actual = models.DateField("实际", null=True, blank=True)
    covered = models.BooleanField("在区间内", null=True, blank=True)
    pinball = models.FloatField("分位损失", null=True, blank=True)
    interval_score = models.FloatField("区间得分", null=True, blank=True)
    bias_days = models.IntegerField("偏差天数", null=True, blank=True)

    class Meta:
        verbose_name = "预测"
        indexes = [
            models.Index(fields=["project", "-issued_at"], name="forecast_latest"),
            models.Index(fields=["project", "on_time"], name="forecast_now", condition=Q(is_current=True)),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.p50}"


class LightRules(models.Model):
    """A rule set as it stood: preset, thresholds, from when; never edited, a new version replaces it."""

    city = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    preset = models.CharField("预设", max_length=20)
    version = models.PositiveSmallIntegerField("版本")
    values = models.JSONField("阈值", default=dict)
    effective = models.DateField("生效日期")
    set_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField("设定时间")
    reason = models.CharField("理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "亮灯规则"
        constraints = [models.UniqueConstraint(fields=["city", "version"], name="light_rules_once")]

    def __str__(self) -> str:
        return f"{self.preset} v{self.version}"


class LightReading(models.Model):
    """A light that a rule set gave, kept where it changed; `reasons` are codes and numbers."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="lights")
    rules = models.ForeignKey(LightRules, on_delete=models.PROTECT, related_name="+")
    light = models.CharField("亮灯", max_length=6, choices=Light)
    was = models.CharField("原灯", max_length=6, choices=Light, blank=True)
    on = models.DateField("日期")
    reasons = models.JSONField("依据", default=list)

    class Meta:
        verbose_name = "亮灯记录"
        indexes = [models.Index(fields=["project", "-on"], name="light_latest")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.light}"


class LightOverride(models.Model):
    """A light set by hand, with its reason and its end; the rule's light stays visible beside it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="overrides")
    light = models.CharField("亮灯", max_length=6, choices=Light)
    reason = models.CharField("理由", max_length=400)
    since = models.DateTimeField("自")
    until = models.DateField("至")
    set_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = "人工定灯"
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(ended_at=None), name="one_open_override")
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.light}"
