"""A problem (堵点): raised on the spot, owned, solved with evidence, closed by the one who raised it."""

from django.db import models
from django.db.models import F, Q

from luodi.accounts.models import User
from luodi.directory.models import Post, Unit
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.projects.models.baseline import Milestone
from luodi.projects.models.project import Project
from luodi.projects.rules import Asked, Category


class ProblemQuerySet(models.QuerySet["Problem"]):
    def visible_to(self, viewer: Viewer) -> "ProblemQuerySet":
        return self.filter(duty__in=Duty.objects.visible_to(viewer).values("pk"))


class Problem(models.Model):
    """Owner, due and title are its duty's, its state is the duty's progress (rules.ProblemState)."""

    duty = models.OneToOneField(Duty, primary_key=True, on_delete=models.PROTECT, related_name="problem")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="problems")
    milestone = models.ForeignKey(Milestone, null=True, blank=True, on_delete=models.SET_NULL, related_name="problems")
    category = models.CharField("类别", max_length=12, choices=Category)
    asked = models.CharField("请求层级", max_length=12, choices=Asked)
    words = models.TextField("问题")
    # How it was raised: page, phone, voice
    channel = models.CharField("方式", max_length=8, default="page")
    raised_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    raised_post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField("提出时间")
    asks_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    plan = models.CharField("解决方案", max_length=400, blank=True)
    plan_due = models.DateField("计划解决", null=True, blank=True)
    solved_words = models.CharField("解决情况", max_length=400, blank=True)
    solved_at = models.DateTimeField("办结时间", null=True, blank=True)
    solved_by = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # raiser, or checker where the raiser left or kept silent
    confirmed_how = models.CharField("确认方式", max_length=8, blank=True)
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    reopened = models.PositiveSmallIntegerField("退回次数", default=0)
    blocks_since = models.DateField("影响自", null=True, blank=True)
    blocks_until = models.DateField("影响至", null=True, blank=True)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = "问题"
        constraints = [
            models.CheckConstraint(
                condition=Q(blocks_until=None) | Q(blocks_since=None) | Q(blocks_until__gte=F("blocks_since")),
                name="problem_blocks_forwards",
            )
        ]
        indexes = [models.Index(fields=["project", "-raised_at"], name="problem_project")]

    def __str__(self) -> str:
        return str(self.duty)

    @property
    def number(self) -> str:
        return self.duty.number
