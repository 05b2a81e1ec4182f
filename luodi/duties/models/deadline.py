"""Clocks of a duty. Due is stored and follows from start, allowance, calendar and pauses; what is left never is."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models import F, Q

from luodi.duties.rules import ENDING, SILENT, Rung


class AllowanceRule(models.Model):
    """How long one kind of deadline takes here; edited by the operator, or set whole by a preset."""

    kind = models.CharField("时限", max_length=20, unique=True)
    token = models.CharField("时长", max_length=10, help_text="luodi.clock.Allowance, e.g. 4wh")

    class Meta:
        verbose_name = "时限设置"

    def __str__(self) -> str:
        return f"{self.kind} {self.token}"


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def running(self) -> "DeadlineQuerySet":
        return self.filter(stopped=None, due__isnull=False)

    def ended(self, now: datetime, kinds: Iterable[str]) -> "DeadlineQuerySet":
        """Of these kinds: over, and everything said that is said before; their end is an act."""
        silent, ending = SILENT & set(kinds), ENDING & set(kinds)
        said = Q(kind__in=silent) | Q(kind__in=ending, told__gte=Rung.YELLOW)
        return self.filter(said, stopped=None, tell_at__lte=now).order_by("tell_at")

    def to_tell(self, now: datetime) -> "DeadlineQuerySet":
        """Running deadlines whose next warning or red card has come."""
        said = Q(kind__in=SILENT) | Q(kind__in=ENDING, told__gte=Rung.YELLOW)
        return self.filter(stopped=None, tell_at__lte=now).exclude(said).order_by("tell_at")


class Deadline(models.Model):
    class Outcome(models.TextChoices):
        OPEN = "", "未定"
        KEPT = "kept", "按时"
        MISSED = "missed", "超时"
        VOID = "void", "不计"

    duty = models.ForeignKey("duties.Duty", on_delete=models.CASCADE, related_name="deadlines")
    kind = models.CharField("时限", max_length=20)
    # Which of several of one kind: the material whose promise it is.
    about = models.CharField(max_length=20, blank=True, default="")
    token = models.CharField("时长", max_length=10)
    calendar = models.CharField("日历", max_length=20)
    calendar_version = models.PositiveIntegerField()
    started = models.DateTimeField("起算")
    due = models.DateTimeField("到期", null=True)
    provisional = models.BooleanField("暂定", default=False)
    held = models.DateTimeField("暂停自", null=True, blank=True)
    stopped = models.DateTimeField("停止", null=True, blank=True)
    outcome = models.CharField("结果", max_length=10, choices=Outcome, blank=True, default="")
    # The next rung of the ladder (yellow, red and head, city desk) and when to tell it; null = all told.
    tell_at = models.DateTimeField(null=True, blank=True)
    told = models.PositiveSmallIntegerField(default=0)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = "时限"
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "kind", "about"], condition=Q(stopped=None), name="one_open_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(stopped__isnull=False) | Q(due__isnull=False, held=None) | Q(due=None, held__isnull=False),
                name="open_is_running_or_held",
            ),
        ]
        indexes = [
            models.Index(fields=["tell_at"], name="deadline_tell", condition=Q(stopped=None, tell_at__isnull=False)),
            models.Index(
                fields=["calendar", "calendar_version", "id"],
                name="deadline_calendar",
                condition=Q(stopped=None, due__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.kind}"

    @property
    def key(self) -> str:
        """`kind`, or `kind:about`: one is open at a time."""
        return f"{self.kind}:{self.about}" if self.about else self.kind

    @property
    def is_running(self) -> bool:
        return self.stopped is None and self.due is not None

    def is_late(self, now: datetime) -> bool:
        """Overdue is a question, never a column."""
        return self.is_running and self.due is not None and now > self.due


class Pause(models.Model):
    """Time that does not count, with its ground; open while `end` is null."""

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="pauses")
    start = models.DateTimeField("自")
    end = models.DateTimeField("至", null=True, blank=True)
    ground = models.CharField("依据", max_length=40)

    class Meta:
        verbose_name = "暂停"
        constraints = [
            models.CheckConstraint(condition=Q(end=None) | Q(end__gte=F("start")), name="pause_ends_after_start"),
            models.UniqueConstraint(fields=["deadline"], condition=Q(end=None), name="one_open_pause"),
        ]

    def __str__(self) -> str:
        return f"{self.deadline_id} {self.ground}"
