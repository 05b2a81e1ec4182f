"""Rounds of dispatch: who reports when, what was reported, checked and corrected since."""

from django.db import models
from django.db.models import Q

from luodi.directory.models import Post, Territory
from luodi.projects.models.project import Evidence, Project
from luodi.projects.rules import Confidence, Frequency, Light, ReportState
from luodi.ui.timewords import period_words


class ReportCycle(models.Model):
    """A cadence: opens on one day of the month, due on another at half past five of a working day."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", verbose_name="范围")
    name = models.CharField("名称", max_length=60)
    frequency = models.CharField("频次", max_length=10, choices=Frequency)
    # Levels of list that report in it; empty: every one that no other cycle of the place names.
    levels = models.JSONField("列入级别", default=list, blank=True)
    opens_day = models.PositiveSmallIntegerField("开启日", default=20)
    due_day = models.PositiveSmallIntegerField("截止日", default=25)
    # How many of a hundred accepted reports are checked on site.
    sample_percent = models.PositiveSmallIntegerField("抽查比例", default=5)
    active = models.BooleanField("启用", default=True)
    # Of figures that were there before the first round: an import writes it, nobody reports in it.
    is_opening = models.BooleanField("期初", default=False)

    class Meta:
        verbose_name = "调度周期"
        constraints = [
            models.UniqueConstraint(fields=["territory"], condition=Q(is_opening=True), name="one_opening_cycle"),
            models.CheckConstraint(condition=Q(opens_day__gte=1, opens_day__lte=28), name="cycle_opens_in_month"),
            models.CheckConstraint(condition=Q(due_day__gte=1, due_day__lte=28), name="cycle_due_in_month"),
        ]

    def __str__(self) -> str:
        return self.name


class ReportRound(models.Model):
    cycle = models.ForeignKey(ReportCycle, on_delete=models.PROTECT, related_name="rounds")
    period = models.CharField("期", max_length=7, help_text="2026-10, or 2026-Q3")
    # Figures are as of this day; months begin the day after the last one's.
    as_of = models.DateField("数据截至")
    opened_at = models.DateTimeField("开启时间")
    due = models.DateTimeField("截止时间")
    closed_at = models.DateTimeField("截止办结", null=True, blank=True)
    closed_by = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # The watch has asked every project that owes a report; it has stopped the clocks of a closed round.
    asked_at = models.DateTimeField("通知完毕", null=True, blank=True)
    settled_at = models.DateTimeField("清理完毕", null=True, blank=True)

    class Meta:
        verbose_name = "报送期"
        ordering = ["-as_of"]
        constraints = [models.UniqueConstraint(fields=["cycle", "period"], name="round_once")]
        indexes = [
            models.Index(fields=["as_of"], name="round_to_ask", condition=Q(asked_at=None)),
            models.Index(fields=["as_of"], name="round_open", condition=Q(closed_at=None)),
            models.Index(fields=["as_of"], name="round_to_settle", condition=Q(settled_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.period}"

    @property
    def name(self) -> str:
        return period_words(self.period)


class ReportQuerySet(models.QuerySet["Report"]):
    def counting(self) -> "ReportQuerySet":
        """Accepted and not corrected since."""
        return self.filter(state=ReportState.ACCEPTED)


class Report(models.Model):
    """What one project reports in one round: at most five new values. Figures are of the period; sums are derived."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reports")
    round = models.ForeignKey(ReportRound, on_delete=models.PROTECT, related_name="reports")
    version = models.PositiveSmallIntegerField("版本", default=1)
    state = models.CharField("状态", max_length=10, choices=ReportState, default=ReportState.DRAFT)
    # The five: invested and arrived in the period (yuan), visible progress in percent and in words, the next date.
    invested = models.BigIntegerField("本期完成投资", null=True, blank=True, help_text="yuan")
    arrived = models.BigIntegerField("本期到位资金", null=True, blank=True, help_text="yuan")
    percent = models.DecimalField("形象进度", max_digits=5, decimal_places=2, null=True, blank=True)
    words = models.CharField("形象进度说明", max_length=400, blank=True)
    next_on = models.DateField("下一节点预计", null=True, blank=True)
    next_milestone = models.ForeignKey(
        "projects.Milestone", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    unchanged = models.BooleanField("无变化", default=False)
    claim = models.CharField("自评", max_length=6, choices=Light, blank=True)
    photo = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    filled_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField("报送时间", null=True, blank=True)
    checked_by = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField("审核时间", null=True, blank=True)
    confidence = models.CharField("交付把握", max_length=8, choices=Confidence, blank=True)
    returned_because = models.CharField("退回原因", max_length=400, blank=True)
    # Drawn for a visit on site; what the visit found.
    sampled = models.BooleanField("抽查", default=False)
    found = models.CharField("核查结果", max_length=400, blank=True)
    found_at = models.DateTimeField("核查时间", null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "报送"
        constraints = [
            models.UniqueConstraint(fields=["project", "round", "version"], name="report_version_once"),
            models.UniqueConstraint(
                fields=["project", "round"], condition=~Q(state="superseded"), name="one_standing_report"
            ),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__gte=0, percent__lte=100), name="report_percent_bounds"
            ),
        ]
        # The sum of a round that is still open is read from the index alone.
        indexes = [models.Index(fields=["round", "state", "project", "invested"], name="report_round_state")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.round_id} v{self.version}"


class Changed(models.Model):
    """What stood in a field, what stands there now, why, and who changed it."""

    field = models.CharField("字段", max_length=20)
    old = models.CharField("原值", max_length=400, blank=True)
    new = models.CharField("新值", max_length=400, blank=True)
    reason = models.CharField("理由", max_length=400)
    made_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("更正时间")

    class Meta:
        abstract = True
        ordering = ["id"]


class Correction(Changed):
    """The one way to change an accepted report: field, old, new, reason, who. The new version is `report`."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="corrections")
    corrected = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="corrected_by")

    class Meta(Changed.Meta):
        verbose_name = "更正"

    def __str__(self) -> str:
        return f"{self.report_id} {self.field}"


class RoundTotal(models.Model):
    """Sums of a closed round for one district (null: the city's own), so that a trend reads sixty rows, not millions.

    Written when a round is closed and again by a correction; `totals.rebuild` derives it anew.
    """

    round = models.ForeignKey(ReportRound, on_delete=models.CASCADE, related_name="totals")
    city = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    district = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    projects = models.PositiveIntegerField("项目数")
    reported = models.PositiveIntegerField("已报送")
    invested = models.BigIntegerField("完成投资", help_text="yuan")

    class Meta:
        verbose_name = "期合计"
        constraints = [
            models.UniqueConstraint(fields=["round", "city", "district"], name="total_once"),
            models.UniqueConstraint(fields=["round", "city"], condition=Q(district=None), name="city_total_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.district_id}"
