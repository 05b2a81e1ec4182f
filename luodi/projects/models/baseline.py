"""The approved plan (基线), milestones with the history of their dates, quantities measured on site."""

from django.db import models
from django.db.models import F, Q

from luodi.directory.models import Post
from luodi.duties.models import Duty
from luodi.projects.models.project import Evidence, Project
from luodi.projects.rules import BaselineState, Kind, Stage


class Baseline(models.Model):
    """Versioned and never edited: a new one needs a reason and an approver, and the old one stays visible."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="baselines")
    version = models.PositiveSmallIntegerField("版本")
    state = models.CharField("状态", max_length=10, choices=BaselineState, default=BaselineState.PROPOSED)
    reason = models.CharField("理由", max_length=400, blank=True)
    proposed_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("提出时间")
    approved_by = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)
    answer = models.CharField("意见", max_length=400, blank=True)
    effective = models.DateField("生效日期")
    # Planned share of the whole: [["2026-01-01", 0], ["2026-06-30", 35.5], ["2026-12-31", 100]], rising.
    curve = models.JSONField("计划曲线", default=list)

    class Meta:
        verbose_name = "批准计划"
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["project", "version"], name="baseline_version_once"),
            models.UniqueConstraint(fields=["project"], condition=Q(state="active"), name="one_active_baseline"),
            models.UniqueConstraint(fields=["project"], condition=Q(state="proposed"), name="one_proposed_baseline"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} v{self.version}"


class Milestone(models.Model):
    """`forecast` is the owner's date, kept and shown; each change of it is a row of MilestoneDate."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    # The stage that it stands for, where it does: its date moves the published stage dates.
    stage = models.CharField("对应阶段", max_length=16, choices=Stage, blank=True)
    name = models.CharField("节点", max_length=60)
    weight = models.DecimalField("权重", max_digits=5, decimal_places=2, default=1)
    position = models.PositiveSmallIntegerField("次序", default=0)
    owner = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    after = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="before")
    forecast = models.DateField("预计完成", null=True, blank=True)
    met_on = models.DateField("实际完成", null=True, blank=True)
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # What it needs of an authority or a utility (the code of a service), the last day to apply for that, and the
    # matter in which it was applied for.
    service = models.CharField("所需事项", max_length=40, blank=True)
    apply_by = models.DateField("最迟申请", null=True, blank=True)
    waits_for = models.ForeignKey(
        Duty, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="办理件"
    )
    withdrawn_at = models.DateTimeField("取消时间", null=True, blank=True)

    class Meta:
        verbose_name = "节点"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class PlannedDate(models.Model):
    """A line of a baseline: when it wants a milestone met, what the milestone weighs, who answers, what comes before.

    What the active baseline says of weight, owner and predecessors stands on the milestone as well.
    """

    baseline = models.ForeignKey(Baseline, on_delete=models.CASCADE, related_name="dates")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="planned")
    planned = models.DateField("计划完成")
    weight = models.DecimalField("权重", max_digits=5, decimal_places=2, default=1)
    owner = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    after = models.JSONField("前置节点", default=list, blank=True)  # keys of milestones

    class Meta:
        verbose_name = "计划日期"
        ordering = ["planned", "id"]
        constraints = [models.UniqueConstraint(fields=["baseline", "milestone"], name="planned_once")]

    def __str__(self) -> str:
        return f"{self.milestone_id} {self.planned}"


class MilestoneDate(models.Model):
    """A date the owner gave, kept for ever: what forecasts learn from, and what the dispatch sheet shows moved."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="dates")
    forecast = models.DateField("预计完成")
    was = models.DateField("原预计", null=True, blank=True)
    reason = models.CharField("原因", max_length=200, blank=True)
    reported_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField("报告时间")
    report = models.ForeignKey(
        "projects.Report", null=True, blank=True, on_delete=models.SET_NULL, related_name="moved"
    )

    class Meta:
        verbose_name = "节点日期"
        ordering = ["id"]
        indexes = [models.Index(fields=["milestone", "reported_at"], name="milestone_reported")]

    def __str__(self) -> str:
        return f"{self.milestone_id} {self.forecast}"


class Quantity(models.Model):
    """What is counted on a site: metres bored, floors, tonnes. Zones: [{name, from, to, days: [0, 1, 2]}]."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="quantities")
    milestone = models.ForeignKey(Milestone, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField("工程量", max_length=60)
    unit = models.CharField("单位", max_length=12)
    total = models.DecimalField("总量", max_digits=14, decimal_places=3)
    kind = models.CharField("计法", max_length=12, choices=Kind, default=Kind.CUMULATIVE)
    starts_on = models.DateField("计划开始", null=True, blank=True)
    ends_on = models.DateField("计划完成", null=True, blank=True)
    # Linear works are drawn as a strip; zones are stretches where a delay is assumed.
    is_linear = models.BooleanField("线性工程", default=False)
    zones = models.JSONField("特殊段", default=list, blank=True)
    calendar = models.CharField("工地日历", max_length=20, blank=True)
    withdrawn_at = models.DateTimeField("取消时间", null=True, blank=True)

    class Meta:
        verbose_name = "工程量"
        constraints = [models.CheckConstraint(condition=Q(total__gt=0), name="quantity_is_something")]

    def __str__(self) -> str:
        return self.name


class Measurement(models.Model):
    """Value of a quantity at a moment; a correction is a new row that supersedes the old one."""

    class Source(models.TextChoices):
        SITE = "site", "现场"
        REPORT = "report", "报送"
        IMPORT = "import", "导入"

    quantity = models.ForeignKey(Quantity, on_delete=models.CASCADE, related_name="measurements")
    value = models.DecimalField("数值", max_digits=14, decimal_places=3)
    as_of = models.DateTimeField("截至")
    source = models.CharField("来源", max_length=8, choices=Source)
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    measured_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("登记时间")
    verified_by = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField("核实时间", null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    reason = models.CharField("更正原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "计量"
        ordering = ["as_of", "id"]
        indexes = [models.Index(fields=["quantity", "as_of"], name="measured_at")]

    def __str__(self) -> str:
        return f"{self.quantity_id} {self.value}"


class Stoppage(models.Model):
    """Days on which a site stood still, with the reason; open while `until` is null."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="stoppages")
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    reason = models.CharField("原因", max_length=200)
    recorded_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "停工"
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="stoppage_ends_after"),
            models.UniqueConstraint(fields=["project"], condition=Q(until=None), name="one_open_stoppage"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.since}"
