"""What was said about a duty: the conversation of both sides, and the contacts an officer logs."""

from django.db import models
from django.db.models import Q

from luodi.accounts.models import User
from luodi.directory.models import Post, Unit
from luodi.duties.models import Duty


class Message(models.Model):
    """One thing said. Never edited or deleted; a correction is a new message."""

    class Side(models.TextChoices):
        INVESTOR = "investor", "投资人"
        OFFICER = "officer", "承办人"
        NOTE = "note", "内部备注"
        PARTNER = "partner", "引荐方"

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="messages")
    side = models.CharField(max_length=10, choices=Side)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    body = models.TextField("内容")
    said_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "消息"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.side}"


class Contact(models.Model):
    """A contact an officer logs. An unanswered call is an attempt and stops no clock."""

    class Channel(models.TextChoices):
        PHONE = "phone", "电话"
        MEETING = "meeting", "面谈"
        VIDEO = "video", "视频"
        EMAIL = "email", "邮件"
        IM = "im", "即时通讯"
        PAGE = "page", "平台消息"

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="contacts")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField("方式", max_length=10, choices=Channel)
    reached = models.BooleanField("接通", default=True)
    said = models.TextField("谈了什么", blank=True)
    happened_at = models.DateTimeField("发生时间")
    recorded_at = models.DateTimeField("登记时间")
    confirmed_at = models.DateTimeField("投资人确认", null=True, blank=True)
    denied_at = models.DateTimeField("投资人否认", null=True, blank=True)
    cleared_at = models.DateTimeField("核实时间", null=True, blank=True)
    cleared_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    stands = models.BooleanField("核实属实", null=True)
    finding = models.CharField("核实说明", max_length=400, blank=True)

    class Meta:
        verbose_name = "联系记录"
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["denied_at"],
                name="contact_denied",
                condition=Q(denied_at__isnull=False, cleared_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.channel}"


class ReplyTemplate(models.Model):
    """A sentence an officer often writes; a unit's own or everybody's."""

    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    title = models.CharField("名称", max_length=40)
    body = models.TextField("正文")
    active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "回复模板"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title
