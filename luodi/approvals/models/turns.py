"""What happened to an item, one row an act, each with its author, when it happened and when it was recorded."""

from django.db import models
from django.db.models import F, Q

from luodi.approvals.models.item import Item
from luodi.approvals.models.papers import ItemMaterial
from luodi.approvals.rules import Procedure
from luodi.directory.models import Post
from luodi.ledger.models import Attachment


class Done(models.Model):
    """Who did it, when it happened and when it was keyed in."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="%(class)ss")
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="经办")
    happened_at = models.DateTimeField("发生时间")
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.item_id} {self.happened_at:%F}"


class Supplement(Done):
    """The one notice of what is missing (一次性告知); a second in a round needs a reason and a head."""

    round = models.PositiveSmallIntegerField("次数", default=1)
    # [{material: code, words}]
    asked = models.JSONField("要求")
    reason = models.CharField("再次补正的理由", max_length=400, blank=True)
    until = models.DateTimeField("补正期限")
    answered_at = models.DateTimeField("补正时间", null=True, blank=True)

    class Meta:
        verbose_name = "补正"
        constraints = [models.UniqueConstraint(fields=["item", "round"], name="one_supplement_a_round")]


class Deferral(Done):
    """Tolerance acceptance (容缺受理) of one secondary material on a signed promise."""

    item_material = models.ForeignKey(ItemMaterial, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField("补交期限")
    promised_by = models.CharField(max_length=40, help_text="how the ledger names the signer of the promise")
    kept_at = models.DateTimeField("补交时间", null=True, blank=True)
    breached_at = models.DateTimeField("失约时间", null=True, blank=True)

    class Meta:
        verbose_name = "容缺"
        constraints = [
            models.UniqueConstraint(fields=["item_material"], condition=Q(kept_at=None), name="one_open_deferral")
        ]


class SpecialProcedure(Done):
    """Time that is not counted: with its ground, told to the applicant in writing."""

    kind = models.CharField("种类", max_length=10, choices=Procedure)
    notice_number = models.CharField("告知文书号", max_length=60)
    document = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    expected_days = models.PositiveSmallIntegerField("预计工作日")
    expected_end = models.DateTimeField("预计结束")
    ended_at = models.DateTimeField("结束", null=True, blank=True)
    ended_recorded_at = models.DateTimeField("结束登记", null=True, blank=True)

    class Meta:
        verbose_name = "特别程序"
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(ended_at=None), name="one_open_procedure"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("happened_at")), name="procedure_ends_after_start"
            ),
        ]


class Extension(Done):
    """Once an item and round, before expiry, by the head of the department."""

    round = models.PositiveSmallIntegerField("轮次", default=1)
    days = models.PositiveSmallIntegerField("延长工作日")
    reason = models.CharField("理由", max_length=400)

    class Meta:
        verbose_name = "延期"
        constraints = [models.UniqueConstraint(fields=["item", "round"], name="one_extension_a_round")]


class Decision(Done):
    class Outcome(models.TextChoices):
        APPROVED = "approved", "批准"
        REFUSED = "refused", "不予批准"

    round = models.PositiveSmallIntegerField("轮次", default=1)
    outcome = models.CharField("结论", max_length=8, choices=Outcome)
    reasons = models.TextField("理由", blank=True)
    # How and within what time one may object; required for a refusal.
    remedies = models.TextField("救济途径", blank=True)

    class Meta:
        verbose_name = "决定"
        constraints = [
            models.UniqueConstraint(fields=["item", "round"], name="one_decision_a_round"),
            models.CheckConstraint(
                condition=Q(outcome="approved") | ~Q(reasons="") & ~Q(remedies=""), name="refusal_says_why"
            ),
        ]


class Appeal(Done):
    """The applicant objects; granted, it has the item handled in a new round."""

    words = models.TextField("理由")
    decided_at = models.DateTimeField("答复时间", null=True, blank=True)
    granted = models.BooleanField("支持", null=True, blank=True)
    answer = models.TextField("答复", blank=True)

    class Meta:
        verbose_name = "异议"
        constraints = [models.UniqueConstraint(fields=["item"], condition=Q(decided_at=None), name="one_open_appeal")]
