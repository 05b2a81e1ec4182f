"""A work (重点工作) and its points and goals; a campaign plan as a versioned document whose tasks are works."""

from django.db import models
from django.db.models import Q

from luodi.directory.models import Post, Unit
from luodi.directory.reach import cities
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.works.rules import Became, Kind, MayCopy, Wording


class WorkQuerySet(models.QuerySet["Work"]):
    def visible_to(self, viewer: Viewer) -> "WorkQuerySet":
        return self.filter(duty__in=Duty.objects.visible_to(viewer).values("pk"))

    def reached_by(self, viewer: Viewer) -> "WorkQuerySet":
        """What is broken down is read as one: the whole and the parts beside and below what he sees, to two levels."""
        seen = Work.objects.visible_to(viewer).order_by()
        wholes = seen.exclude(parent=None).values("parent")
        above = Q(pk__in=wholes) | Q(pk__in=seen.exclude(parent__parent=None).values("parent__parent"))
        below = Q(parent__in=seen.values("pk")) | Q(parent__parent__in=seen.values("pk")) | Q(parent__in=wholes)
        return self.filter(Q(pk__in=seen.values("pk")) | above | below)

    def measures_for(self, viewer: Viewer) -> "WorkQuerySet":
        """Innovation measures that he sees, and those whose owners show them to his city or to everybody."""
        if not viewer.is_staff:
            return self.none()
        seen = Q(duty__in=Duty.objects.visible_to(viewer).values("pk"))
        near = Q(facts__may_copy=MayCopy.CITY, duty__city__in=cities(viewer).values("pk"))
        return self.filter(seen | near | Q(facts__may_copy=MayCopy.ALL), kind=Kind.MEASURE)

    def with_duty(self) -> "WorkQuerySet":
        beside = ("duty__owner__user", "duty__owner__unit", "duty__unit", "duty__district", "duty__place")
        return self.select_related(*beside).prefetch_related("duty__deadlines")


class Work(models.Model):
    """Owner, due, title are its duty's; what it is about (a project, any matter) is a link ABOUT of the duty."""

    duty = models.OneToOneField(Duty, primary_key=True, on_delete=models.PROTECT, related_name="work")
    kind = models.CharField("类别", max_length=12, choices=Kind)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    words = models.TextField("内容", blank=True)
    # "2021" or "2021-Q1"
    period = models.CharField("年度或季度", max_length=7, blank=True)
    # A goal is counted: help 1 company to list, hold 1 joint start.
    target = models.DecimalField("目标数", max_digits=14, decimal_places=2, null=True, blank=True)
    unit_word = models.CharField("单位", max_length=12, blank=True)
    reached = models.DecimalField("已完成数", max_digits=14, decimal_places=2, default=0)
    result = models.CharField("结果", max_length=400, blank=True)
    done_at = models.DateTimeField("完成时间", null=True, blank=True)
    # A measure: {what, where, effect, may_copy}; a campaign: {partners, on, effect, counted, counted_unit}
    facts = models.JSONField("要素", default=dict, blank=True)
    # The measure this one was copied from.
    copied_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies")
    # An instruction (批示): in which words, by whom; the unit asked to lead.
    wording = models.CharField("批示", max_length=8, choices=Wording, blank=True)
    given_by = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    leading = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reply = models.TextField("答复", blank=True)
    replied_at = models.DateTimeField("答复时间", null=True, blank=True)
    replied_by = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = WorkQuerySet.as_manager()
    below: list["Work"]  # on rows of a dossier only

    class Meta:
        verbose_name = "重点工作"
        constraints = [
            models.CheckConstraint(condition=Q(target=None) | Q(target__gt=0), name="work_target_is_something"),
            models.CheckConstraint(condition=~Q(parent=models.F("duty")), name="work_is_not_its_own_part"),
        ]
        indexes = [models.Index(fields=["kind", "period"], name="work_kind_period")]

    def __str__(self) -> str:
        return str(self.duty)

    @property
    def number(self) -> str:
        return self.duty.number


class PlanVersion(models.Model):
    """A campaign plan as it stood: 3.0 shows what became of 2.0's tasks."""

    plan = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="versions")
    number = models.CharField("版本", max_length=10)
    words = models.TextField("正文", blank=True)
    made_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("拟定时间")
    approved_by = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)

    class Meta:
        verbose_name = "方案版本"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once"),
            models.UniqueConstraint(fields=["plan"], condition=Q(approved_at=None), name="one_plan_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"


class PlanTask(models.Model):
    """A task of one version; `was` is the task of the version before that it carries on."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="tasks")
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="tasks")
    position = models.PositiveSmallIntegerField("次序", default=0)
    was = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next")
    became = models.CharField("去向", max_length=8, choices=Became, blank=True, default="")
    because = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "方案任务"
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "work"], name="task_once")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.work_id}"
