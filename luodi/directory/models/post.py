"""People in units, who stands in for them, and who is reachable at night."""

from datetime import datetime

from django.db import models
from django.db.models import Case, F, FilteredRelation, Q, Value, When
from django.utils.translation import gettext_lazy as _

from luodi.accounts.models import User
from luodi.directory.models.unit import Unit


class PostQuerySet(models.QuerySet["Post"]):
    def held(self, at: datetime) -> "PostQuerySet":
        """Posts held by somebody at this moment."""
        return self.filter(Q(until=None) | Q(until__gt=at), since__lte=at, user__is_active=True)

    def present(self, at: datetime) -> "PostQuerySet":
        """Held posts whose person is not absent."""
        away = Absence.objects.filter(start__lte=at, end__gt=at).values("post")
        return self.held(at).exclude(pk__in=away)

    def standing_in(self, at: datetime) -> "PostQuerySet":
        """A row for each absence this post stands in for at this moment, its post in `stands_for`; else one row."""
        now = Q(substitutions__start__lte=at, substitutions__end__gt=at)
        return self.annotate(absence=FilteredRelation("substitutions", condition=now), stands_for=F("absence__post_id"))

    def on_duty(self, unit: Unit, at: datetime) -> "PostQuerySet":
        """Whom a matter of this unit may be given to now: present, heads last, operators never."""
        heads_last = Case(When(role=Post.Role.HEAD, then=Value(1)), default=Value(0))
        return self.present(at).filter(unit=unit).exclude(role=Post.Role.OPERATOR).order_by(heads_last, "id")


class Post(models.Model):
    """A person in a unit, with a role; duties are owned by posts, so that leaving one is an act."""

    class Role(models.TextChoices):
        LIAISON = "liaison", _("对接人员")
        OFFICER = "zone_officer", _("对接专员")
        HEAD = "head", _("主任")
        DISPATCHER = "city_dispatcher", _("市级调度员")
        COUNTER = "counter", _("综窗人员")
        APPROVER = "approver", _("审批人员")
        AGENT = "agent", _("帮办代办员")
        PROJECT = "project_officer", _("项目专员")
        CHECKER = "checker", _("审核人员")
        LEADER = "leader", _("分管领导")
        OPERATOR = "operator", _("平台运营")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField("角色", max_length=20, choices=Role)
    title = models.CharField("职务", max_length=40, blank=True)
    phone = models.CharField("办公电话", max_length=20, blank=True)
    remit = models.JSONField(
        "职责范围", default=list, blank=True, help_text="kinds of matter it may see in its territory"
    )
    since = models.DateTimeField("自")
    until = models.DateTimeField("至", null=True, blank=True)
    left_because = models.CharField("离岗原因", max_length=200, blank=True)
    objects = PostQuerySet.as_manager()
    stands_for: int | None  # on rows of `standing_in` only

    class Meta:
        verbose_name = "岗位"
        ordering = ["unit", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="post_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"{self.unit.name} {self.label}"

    @property
    def label(self) -> str:
        """What the public reads: the job, not more than the officer's public name."""
        return self.title or self.get_role_display()

    @property
    def line(self) -> str:
        """The phone that dials: the post's own, else the unit's."""
        return self.phone or self.unit.phone


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def meeting(self, start: datetime, end: datetime) -> "AbsenceQuerySet":
        """Absences that share a moment with [start, end)."""
        return self.filter(start__lt=end, end__gt=start)


class Absence(models.Model):
    """The substitute is asked while the owner stays visible; restricted duties stay his alone."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="absences")
    substitute = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="substitutions")
    start = models.DateTimeField("自")
    end = models.DateTimeField("至")
    reason = models.CharField("事由", max_length=60, blank=True)
    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = "缺席"
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="absence_ends_after_start"),
            models.CheckConstraint(condition=~Q(post=F("substitute")), name="nobody_substitutes_himself"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.start:%F}"


class RosterQuerySet(models.QuerySet["Roster"]):
    def meeting(self, start: datetime, end: datetime) -> "RosterQuerySet":
        """Shifts that share a moment with [start, end)."""
        return self.filter(start__lt=end, end__gt=start)

    def reachable(self, unit: Unit, at: datetime) -> "RosterQuerySet":
        return self.filter(unit=unit, start__lte=at, end__gt=at).select_related("post__user", "post__unit")


class Roster(models.Model):
    """Who is reachable outside office hours (值班). It never starts a clock."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="roster")
    post = models.ForeignKey(Post, on_delete=models.CASCADE)
    start = models.DateTimeField("自")
    end = models.DateTimeField("至")
    phone = models.CharField("值班电话", max_length=20, blank=True)
    objects = RosterQuerySet.as_manager()

    class Meta:
        verbose_name = "值班"
        constraints = [models.CheckConstraint(condition=Q(end__gt=F("start")), name="shift_ends_after_start")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.start:%F}"
