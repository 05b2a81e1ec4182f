"""How the result reaches the applicant."""

from django.db import models
from django.db.models import Q

from luodi.approvals.models.item import Item
from luodi.directory.models import Post


class Delivery(models.Model):
    class Kind(models.TextChoices):
        COUNTER = "counter", "窗口领取"
        COURIER = "courier", "邮寄"
        DOOR = "door", "送证上门"
        ELECTRONIC = "electronic", "电子证照"

    class Leg(models.TextChoices):
        """How far a parcel is, in the words all couriers share."""

        SENT = "sent", "已寄出"
        MOVING = "moving", "运输中"
        NEAR = "near", "派送中"
        SIGNED = "signed", "已签收"
        BACK = "back", "退回途中"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="deliveries")
    kind = models.CharField("方式", max_length=10, choices=Kind)
    carrier = models.CharField("承运", max_length=40, blank=True)
    tracking = models.CharField("运单号", max_length=40, blank=True)
    leg = models.CharField("运送进度", max_length=6, choices=Leg, blank=True)
    leg_at = models.DateTimeField("进度时间", null=True, blank=True)
    # When the courier is asked next; empty: nobody asks.
    look_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField("寄出", null=True, blank=True)
    sent_by = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField("签收", null=True, blank=True)
    received_by = models.CharField("签收人", max_length=60, blank=True)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "送达"
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(received_at=None), name="one_open_delivery"),
            models.CheckConstraint(
                condition=~Q(kind="courier") | Q(sent_at=None) | ~Q(tracking=""), name="courier_has_a_number"
            ),
        ]
        indexes = [
            models.Index(fields=["look_at"], name="delivery_looked_for", condition=Q(look_at__isnull=False)),
            models.Index(fields=["kind", "id"], name="delivery_under_way", condition=Q(received_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind}"
