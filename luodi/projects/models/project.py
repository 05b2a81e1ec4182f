"""A key project: its duty says who answers for it, where it lies and until when; here is what it is.

Money is whole yuan (BigInteger): bulletins count in 万元 to four digits, and whole numbers add up on every database.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from luodi.companies.models import Company
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.ledger.models import Attachment
from luodi.projects.photos import Place, given, metres_apart
from luodi.projects.rules import Evidence as EvidenceKind
from luodi.projects.rules import Level, Light, Passed, Sector, Side, Stage, Template


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, viewer: Viewer) -> "ProjectQuerySet":
        return self.filter(duty__in=Duty.objects.visible_to(viewer).values("pk"))

    def with_duty(self) -> "ProjectQuerySet":
        """With what a row or a page says of it besides its own columns: one query, and one for clocks."""
        beside = ("owner__user", "owner__unit", "unit", "city", "district", "place")
        joined = (*(f"duty__{name}" for name in beside), "deputy__unit", "current", "sponsor")
        return self.select_related(*joined).prefetch_related("duty__deadlines")


class Project(models.Model):
    """Title, owner, unit, territory are its duty's; the duty's progress mirrors `side` or `stage`."""

    duty = models.OneToOneField(Duty, primary_key=True, on_delete=models.PROTECT, related_name="project")
    template = models.CharField("类型", max_length=16, choices=Template)
    # 投资项目统一代码
    code = models.CharField("项目代码", max_length=24, blank=True)
    import_key = models.CharField(max_length=64, blank=True, default="")
    sector = models.CharField("行业领域", max_length=16, choices=Sector, blank=True)
    industry = models.CharField("国民经济行业", max_length=4, blank=True, help_text="GB/T 4754, 2 to 4 digits")
    description = models.TextField("建设内容", blank=True)
    sponsor = models.ForeignKey(Company, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sponsor_name = models.CharField("投资主体", max_length=120, blank=True)
    builder_name = models.CharField("施工单位", max_length=120, blank=True)
    deputy = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    level = models.CharField("列入级别", max_length=10, choices=Level, blank=True)
    listed_year = models.PositiveSmallIntegerField("列入年度", null=True, blank=True)
    stage = models.CharField("阶段", max_length=16, choices=Stage)
    side = models.CharField("状态", max_length=12, choices=Side, blank=True, default="")
    side_reason = models.CharField("原因", max_length=400, blank=True)
    side_until = models.DateField("暂缓至", null=True, blank=True)
    total = models.BigIntegerField("计划总投资", null=True, blank=True, help_text="yuan")
    started_on = models.DateField("开工日期", null=True, blank=True)
    completed_on = models.DateField("竣工日期", null=True, blank=True)
    producing_on = models.DateField("投产日期", null=True, blank=True)
    in_statistics_on = models.DateField("纳统日期", null=True, blank=True)
    above_scale_on = models.DateField("升规日期", null=True, blank=True)
    address = models.CharField("建设地点", max_length=200, blank=True)
    # WGS-84
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True, blank=True)
    # A site's own calendar (24/7, seasons); empty: the unit's.
    site_calendar = models.CharField("工地日历", max_length=20, blank=True)
    # What the public may see of it is decided per project; only editions show it.
    is_public = models.BooleanField("对外公布", default=True)
    # The report that counts now and what follows from it, written by the act that accepts or corrects a report:
    # lists and sums read them, and `standing.rebuild` derives them anew from the reports.
    current = models.ForeignKey(
        "projects.Report", null=True, blank=True, on_delete=models.SET_NULL, related_name="current_of"
    )
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    year_plan = models.BigIntegerField("年度计划投资", null=True, blank=True, help_text="yuan")
    year_done = models.BigIntegerField("本年完成投资", default=0, help_text="yuan")
    invested = models.BigIntegerField("开工以来完成投资", default=0, help_text="yuan")
    arrived = models.BigIntegerField("到位资金", default=0, help_text="yuan")
    percent = models.DecimalField("形象进度", max_digits=5, decimal_places=2, null=True, blank=True)
    # The light of the rule set in force, and since when; an override stands apart.
    light = models.CharField("亮灯", max_length=6, choices=Light, default=Light.GREY)
    light_since = models.DateField(null=True, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "重点项目"
        # What a city's overview adds up, read from the index alone.
        indexes = [
            models.Index(
                fields=[
                    *("duty", "light", "light_since", "side", "level"),
                    *("year", "year_plan", "year_done", "total"),
                ],
                name="project_sums",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="project_code_once"),
            models.UniqueConstraint(fields=["import_key"], condition=~Q(import_key=""), name="project_import_once"),
            models.CheckConstraint(condition=Q(total=None) | Q(total__gte=0), name="project_total_not_negative"),
            models.CheckConstraint(
                condition=Q(completed_on=None) | Q(started_on=None) | Q(completed_on__gte=F("started_on")),
                name="project_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return str(self.duty)

    @property
    def number(self) -> str:
        return self.duty.number

    @property
    def spot(self) -> Place | None:
        return given(self.longitude, self.latitude)


class YearPlan(models.Model):
    """What is to be invested in a year, as approved; a later row of the same year replaces the earlier."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="year_plans")
    year = models.PositiveSmallIntegerField("年度")
    amount = models.BigIntegerField("计划投资", help_text="yuan")
    set_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField("确定时间")
    reason = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "年度计划"
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="year_plan_not_negative")]
        indexes = [models.Index(fields=["project", "year", "-set_at"], name="year_plan_latest")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.year}"


class Evidence(models.Model):
    """A paper or photo that proves something about a project: a stage, a measurement, progress."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField("凭证", max_length=16, choices=EvidenceKind)
    attachment = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField("说明", max_length=400, blank=True)
    dated = models.DateField("日期")
    taken_at = models.DateTimeField("拍摄时间", null=True, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True, blank=True)
    # A photo whose place and time were read from it or given by the phone, and not far from the project; else it is
    # weaker at a gate.
    place_proven = models.BooleanField("位置已证实", default=False)
    added_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField("提交时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_because = models.CharField("撤回原因", max_length=200, blank=True)
    is_public = models.BooleanField("可公布", default=False)

    class Meta:
        verbose_name = "凭证"
        indexes = [models.Index(fields=["project", "kind"], name="evidence_kind")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.kind}"

    @property
    def spot(self) -> Place | None:
        return given(self.longitude, self.latitude)

    @property
    def place_said(self) -> str:
        """What a photo proves of its place, and why not more."""
        there = self.project.spot
        if self.place_proven:
            return _("位置已证实") if there else _("有地点和时间；项目没有标位置，无从比对")
        if there is None or self.taken_at is None or self.spot is None:
            return _("位置未证实")
        off = metres_apart(there, self.spot)
        return _("位置未证实：距项目位置 %(km)s 公里") % {"km": f"{off / 1000:,.1f}"}

    @property
    def shows_place_weakly(self) -> bool:
        """A photo of the site, or of what was measured on it, whose place is not proven. Papers show no place."""
        if self.place_proven:
            return False
        if self.kind == EvidenceKind.QUANTITIES:
            return self.attachment is not None and self.attachment.media_type.startswith("image/")
        return self.kind == EvidenceKind.SITE_PHOTO


class GateDecision(models.Model):
    """A move of stage that was asked for and decided: evidence moves a stage. Open while `outcome` is empty."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="gates")
    from_stage = models.CharField("原阶段", max_length=16, choices=Stage)
    to_stage = models.CharField("拟进阶段", max_length=16, choices=Stage)
    outcome = models.CharField("结论", max_length=8, choices=Passed, blank=True, default="")
    # [{column | evidence, met, weak, evidence_id}] as it stood at the decision
    criteria = models.JSONField("条件", default=list)
    reason = models.CharField("理由", max_length=400, blank=True)
    asked_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("申请时间", null=True, blank=True)
    decided_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    # Where it was asked for: the day its owner says; once decided, the day that counts.
    happened_on = models.DateField("发生日期")

    class Meta:
        verbose_name = "阶段决定"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["project"], condition=Q(outcome=""), name="one_open_gate")]
        indexes = [models.Index(fields=["project", "-decided_at"], name="gate_latest")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.from_stage} → {self.to_stage}"


class SavedColumns(models.Model):
    """A set of columns an officer exports, or the map of an upper level's own empty workbook (its file kept)."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    name = models.CharField("名称", max_length=40)
    columns = models.JSONField("列", default=list)
    # Upper level's workbook: digest of the file kept beside the attachments, and {sheet, header_row, map}.
    attachment = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    layout = models.JSONField("表样", default=dict, blank=True)
    made_at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = "列方案"
        constraints = [models.UniqueConstraint(fields=["post", "name"], name="columns_named_once")]

    def __str__(self) -> str:
        return self.name
