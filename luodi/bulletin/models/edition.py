"""An edition (通报): what was published, line by line, and the errata since. Once published it never changes."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from luodi.bulletin.rules import State
from luodi.directory.models import Post, Territory
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.projects.models import Correction, Project, Report, ReportRound
from luodi.projects.models.report import Changed


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, viewer: Viewer) -> "EditionQuerySet":
        """What is being prepared is seen through its duty, a preview by whoever sees one of its projects; what is
        published, by everybody."""
        seen = Q(state=State.PUBLISHED)
        if viewer.is_staff or viewer.is_system:
            seen |= Q(duty__in=Duty.objects.visible_to(viewer).values("pk"))
            own = EditionLine.objects.filter(
                edition=OuterRef("pk"), project__in=Project.objects.visible_to(viewer).values("pk")
            )
            seen |= Q(Exists(own), state=State.PREVIEW)
        return self.filter(seen)

    def published(self) -> "EditionQuerySet":
        return self.filter(state=State.PUBLISHED)

    def with_duty(self) -> "EditionQuerySet":
        """With what a page or a row says of it besides its own columns."""
        beside = ("round__cycle", "territory", "prepared_by__unit", "approved_by__unit", "duty__owner__unit")
        return self.select_related(*beside, "duty__unit__calendar", "duty__city")


class Edition(models.Model):
    """One round's edition of a city or circle; once published the database refuses to change it.

    `figures`: [{code, group, key, unit, value, numerator, denominator, lines}], where `lines` are the positions of
    the edition's own lines that the number was computed from, as ranges: "1-5,8".
    """

    duty = models.OneToOneField(Duty, primary_key=True, on_delete=models.PROTECT, related_name="edition")
    round = models.ForeignKey(ReportRound, on_delete=models.PROTECT, related_name="editions")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    # The year's running number, given when it is published: 2026 年第 10 期.
    year = models.PositiveSmallIntegerField("年度")
    issue = models.PositiveSmallIntegerField("期号", null=True, blank=True)
    title = models.CharField("标题", max_length=120)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PREPARED)
    as_of = models.DateField("数据截至")
    figures = models.JSONField("数字", default=list)
    notes = models.JSONField("编者提示", default=list, help_text="sums that do not add up, hidden denominators")
    redaction = models.JSONField("公布规则", default=dict, help_text="{version, columns, places}")
    prepared_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField("编制时间")
    # Lines computed so far, shown while the background works.
    done = models.PositiveIntegerField("已编制", default=0)
    of = models.PositiveIntegerField("共", default=0)
    built_at = models.DateTimeField("编制完成", null=True, blank=True)
    previewed_at = models.DateTimeField("预览时间", null=True, blank=True)
    window_ends = models.DateTimeField("更正截止", null=True, blank=True)
    approved_by = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField("公布时间", null=True, blank=True)
    # SHA-256 of its JSON, whatever digest the installation uses elsewhere: anybody has a tool for it.
    checksum = models.CharField("校验和", max_length=64, blank=True)
    ranking = models.JSONField("排名", null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "通报"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "territory"], condition=~Q(state="called_off"), name="one_edition_per_round"
            ),
            models.UniqueConstraint(
                fields=["territory", "year", "issue"], condition=Q(issue__isnull=False), name="issue_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        return self.duty.number

    @property
    def is_coming(self) -> bool:
        """Every line of it is there, and it is to be published still."""
        return self.built_at is not None and self.state in (State.PREPARED, State.PREVIEW)


class EditionLine(models.Model):
    """A project as an edition shows it; `values` hold all columns, `is_public` says whether the public reads it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField("次序")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="lines")
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="lines")
    number = models.CharField("项目编号", max_length=40)
    values = models.JSONField("内容", default=dict)
    # Late: its report came after the round was due.
    late = models.BooleanField("迟报", default=False)
    missing = models.BooleanField("未报", default=False)
    is_public = models.BooleanField("公布", default=True)

    class Meta:
        verbose_name = "通报行"
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="line_place_once"),
            models.UniqueConstraint(fields=["edition", "project"], name="line_project_once"),
        ]
        indexes = [models.Index(fields=["project", "-edition"], name="line_newest")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.position}"


class EditionFile(models.Model):
    """What was drawn of a published edition, kept by its digest beside the attachments; `kind` is its format."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField("格式", max_length=8)
    digest = models.CharField("摘要", max_length=64)
    size = models.PositiveIntegerField("大小", help_text="bytes")

    class Meta:
        verbose_name = "通报文件"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["edition", "kind"], name="edition_file_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.kind}"


class LineCorrection(Changed):
    """What was corrected of a line before it was published: old and new are both kept."""

    line = models.ForeignKey(EditionLine, on_delete=models.CASCADE, related_name="corrections")

    class Meta(Changed.Meta):
        verbose_name = "预览更正"

    def __str__(self) -> str:
        return f"{self.line_id} {self.field}"


class Erratum(Changed):
    """A published figure that was wrong; it stands in the next edition, and on the page of the one that it corrects."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="errata")
    line = models.ForeignKey(EditionLine, null=True, blank=True, on_delete=models.PROTECT, related_name="errata")
    # The correction of the report from which it follows, where one was made.
    correction = models.ForeignKey(Correction, null=True, blank=True, on_delete=models.PROTECT, related_name="errata")
    printed_in = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="printed_errata"
    )

    class Meta(Changed.Meta):
        verbose_name = "勘误"
        constraints = [models.UniqueConstraint(fields=["edition", "correction"], name="erratum_of_correction_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.field}"


class RankingLeave(models.Model):
    """Who turned rankings on, by which document; off by default. A reason lets one be published sooner."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    authority = models.CharField("批准机关", max_length=120)
    document = models.CharField("文号", max_length=60)
    sooner_because = models.CharField("提前理由", max_length=400, blank=True)
    min_group = models.PositiveSmallIntegerField("最少单位数", default=5)
    excluded = models.JSONField("不参评", default=list, help_text="[{territory, reason}]")
    given_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField("开启时间")
    ended_at = models.DateTimeField("关闭时间", null=True, blank=True)

    class Meta:
        verbose_name = "排名许可"
        constraints = [
            models.UniqueConstraint(fields=["territory"], condition=Q(ended_at=None), name="one_open_ranking_leave")
        ]

    def __str__(self) -> str:
        return self.document
