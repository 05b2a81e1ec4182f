"""How the two sides are brought together: the sheet an investor was sent, and the introduction of both."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luodi.accounts.models import User
from luodi.directory.models import Post
from luodi.enquiries.models import Enquiry
from luodi.supply.models import Offer


class OfferList(models.Model):
    """What an officer sent an investor: sites, prices with their dates, tariffs. Never changed after it was sent."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="lists")
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    lines = models.JSONField("内容", help_text="what each offer said at that moment, by luodi.supply.words")
    note = models.CharField("附言", max_length=400, blank=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("发出时间")

    class Meta:
        verbose_name = "资源单"
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.token)


class Introduction(models.Model):
    """Both sides told of one another. The offer's side reads `said`, never the enquiry, until it agrees to talk."""

    class Answer(models.TextChoices):
        NONE = "", _("待答复")
        YES = "yes", _("愿意谈")
        NO = "no", _("暂不考虑")

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="introductions")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="introductions")
    said = models.CharField("给对方的介绍", max_length=400)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    introduced_at = models.DateTimeField("引荐时间")
    answer = models.CharField("答复", max_length=4, choices=Answer, blank=True, default="")
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = "引荐"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry", "offer"], condition=~Q(answer="no"), name="one_standing_introduction"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enquiry_id}:{self.offer_id}"
