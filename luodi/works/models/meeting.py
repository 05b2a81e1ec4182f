"""A meeting whose decisions become duties while it sits; a supervision slip on any duty."""

from django.db import models
from django.db.models import Q

from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.works.rules import MeetingKind, SlipOutcome


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, viewer: Viewer) -> "MeetingQuerySet":
        return self.filter(duty__in=Duty.objects.visible_to(viewer).values("pk"))


class Meeting(models.Model):
    """Its convener owns it and owes the minutes. Decisions are works linked DECIDED_IN its duty."""

    duty = models.OneToOneField(Duty, primary_key=True, on_delete=models.PROTECT, related_name="meeting")
    kind = models.CharField("类别", max_length=12, choices=MeetingKind)
    at = models.DateTimeField("时间")
    venue = models.CharField("地点", max_length=120, blank=True)
    present = models.TextField("参会单位", blank=True)
    chaired_by = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words = models.TextField("纪要", blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    issued_at = models.DateTimeField("印发时间", null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "会议"
        indexes = [models.Index(fields=["-at"], name="meeting_newest")]

    def __str__(self) -> str:
        return str(self.duty)

    @property
    def number(self) -> str:
        return self.duty.number


class Slip(models.Model):
    """A supervision slip (督办单): an order on a duty with a reply date; the second notice is the next row."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="slips")
    ordinal = models.PositiveSmallIntegerField("第几次")
    order = models.CharField("督办要求", max_length=400)
    issued_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField("签发时间")
    signed_by = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField("签收时间", null=True, blank=True)
    reply = models.TextField("回复", blank=True)
    replied_by = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    replied_at = models.DateTimeField("回复时间", null=True, blank=True)
    outcome = models.CharField("结果", max_length=10, choices=SlipOutcome, blank=True, default="")
    judged_by = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField("处理时间", null=True, blank=True)

    class Meta:
        verbose_name = "督办单"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "ordinal"], name="slip_ordinal_once"),
            models.UniqueConstraint(fields=["duty"], condition=Q(outcome__in=["", "replied"]), name="one_open_slip"),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.ordinal}"
