"""Who is told what. One row per reader, channel and key: the row is the outbox entry too."""

from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from luodi.accounts.models import User
from luodi.notices.rules import CODE, SENTENCES, sentence


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread_for(self, reader: User) -> "NoticeQuerySet":
        """Newest first; one index answers it."""
        return self.filter(reader=reader, channel=Notice.Channel.PAGE, read_at=None).order_by("-id")

    def to_send(self, now: datetime) -> "NoticeQuerySet":
        return self.filter(sent_at=None, next_try__lte=now).order_by("next_try")

    def sent_by_robot(self, address: str, since: datetime) -> "NoticeQuerySet":
        return self.filter(channel=Notice.Channel.ROBOT, address=address, sent_at__gt=since)

    def newest_code(self, address: str) -> str:
        """The last one-time code sent to this address while SHOW_CODES keeps it; empty in production."""
        rows = self.filter(code=CODE, address=address).exclude(secret="").order_by("-id")
        return rows.values_list("secret", flat=True).first() or ""


class Notice(models.Model):
    class Channel(models.TextChoices):
        PAGE = "page", "站内"
        EMAIL = "email", "邮件"
        SMS = "sms", "短信"
        ROBOT = "robot", "群机器人"

    # Empty for a code sent to somebody who has no account yet, or for a unit's robot.
    reader = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="notices")
    address = models.CharField(max_length=254, blank=True, help_text="cleared once sent")
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.PAGE)
    code = models.CharField("内容", max_length=40, help_text="which sentence; luodi.notices.rules.SENTENCES")
    subject = models.CharField(max_length=40, blank=True, help_text="public number it is about")
    facts = models.JSONField(
        default=dict,
        encoder=DjangoJSONEncoder,
        help_text="codes, numbers and dates for the sentence; no personal text",
    )
    secret = models.CharField(max_length=20, blank=True, help_text="a one-time code; cleared once sent")
    # Tells the same thing to the same reader once, however many watch loops run.
    key = models.CharField(max_length=120, unique=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True, blank=True, help_text="null = nothing to send (page) or given up")
    failure = models.CharField(max_length=80, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "通知"
        indexes = [
            models.Index(fields=["reader", "-id"], name="notice_unread", condition=Q(read_at=None, channel="page")),
            models.Index(fields=["next_try"], name="notice_unsent", condition=Q(sent_at=None, next_try__isnull=False)),
            models.Index(fields=["address", "sent_at"], name="notice_robot", condition=Q(channel="robot")),
            models.Index(fields=["address", "-id"], name="notice_code", condition=Q(code="code")),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def sentence(self) -> str:
        return sentence(self.code, self.subject, self.facts, timezone.now())

    @property
    def tone(self) -> str:
        return SENTENCES[self.code].tone


class Preference(models.Model):
    """Which outside channels a person wants; the page is always on."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="notice_preference")
    email = models.BooleanField("邮件", default=True)
    sms = models.BooleanField("短信", default=True)

    class Meta:
        verbose_name = "通知偏好"

    def __str__(self) -> str:
        return str(self.user_id)
