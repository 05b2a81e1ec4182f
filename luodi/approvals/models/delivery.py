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

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="deliveries")
    kind = models.CharField("方式", max_length=10, choices=Kind)
    carrier = models.CharField("承运", max_length=40, blank=True)
    tracking = models.CharField("运单号", max_length=40, blank=True)
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

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind}"
