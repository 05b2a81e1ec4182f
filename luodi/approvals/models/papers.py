"""One set of materials: a file once given serves every item; accepted or rejected per item."""

import uuid

from django.db import models
from django.db.models import Q

from luodi.approvals.models.case import Case
from luodi.approvals.models.catalogue import Material, Requirement
from luodi.approvals.models.item import Item
from luodi.directory.models import Post
from luodi.ledger.models import Attachment


class MaterialCopy(models.Model):
    """What was given: a file, a licence that the city holds, a datum that was checked, a sister item's output."""

    class Source(models.TextChoices):
        UPLOADED = "uploaded", "上传"
        SCANNED = "scanned", "窗口扫描"
        LICENCE = "licence", "电子证照"
        CHECK = "check", "数据核验"
        OUTPUT = "output", "前序结果"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="copies")
    # Empty: scanned and not sorted yet.
    material = models.ForeignKey(Material, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    attachment = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    licence = models.ForeignKey("approvals.Licence", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField("来源", max_length=8, choices=Source)
    given_by = models.CharField(max_length=40, help_text="how the ledger names him")
    given_at = models.DateTimeField("提交时间")
    valid_until = models.DateField("有效期至", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)

    class Meta:
        verbose_name = "材料副本"
        indexes = [models.Index(fields=["case", "material"], name="copy_of_material")]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.material_id}"


class ItemMaterial(models.Model):
    """What an item asks for, and how far that is."""

    class State(models.TextChoices):
        MISSING = "missing", "未提交"
        # Will be the result of a sister item: nobody is asked for it.
        EXPECTED = "expected", "待前序结果"
        OFFERED = "offered", "待核"
        ACCEPTED = "accepted", "合格"
        REJECTED = "rejected", "不合格"
        DEFERRED = "deferred", "容缺"

    GIVEN = (State.OFFERED, State.ACCEPTED)

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="materials")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="+")
    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="+")
    main = models.BooleanField("主要材料")
    copy = models.ForeignKey(MaterialCopy, null=True, blank=True, on_delete=models.SET_NULL, related_name="serves")
    state = models.CharField("状态", max_length=8, choices=State, default=State.MISSING)
    reason = models.CharField("理由", max_length=400, blank=True)
    judged_by = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "事项材料"
        constraints = [models.UniqueConstraint(fields=["item", "material"], name="material_once_an_item")]

    def __str__(self) -> str:
        return f"{self.item_id}:{self.material_id}"


class Letter(models.Model):
    """A paper handed to the applicant: receipt, the one supplement notice, non-acceptance, decision."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", "受理通知书"
        SUPPLEMENT = "supplement", "一次性补正告知书"
        NOT_ACCEPTED = "not_accepted", "不予受理决定书"
        REFUSAL = "refusal", "不予许可决定书"
        APPROVAL = "approval", "准予许可决定书"
        PROCEDURE = "procedure", "特别程序告知书"
        EXTENSION = "extension", "延期告知书"

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField("文书", max_length=12, choices=Kind)
    number = models.CharField("文号", max_length=60, unique=True)
    round = models.PositiveSmallIntegerField("轮次", default=1)
    # What it says, as it was said: {paragraphs, lines}. Its page shows it at once, the watch draws the PDF.
    said = models.JSONField(default=dict)
    made_at = models.DateTimeField("时间")
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(
        "文件摘要", max_length=64, blank=True, help_text="of its PDF, once the watch has drawn it"
    )

    class Meta:
        verbose_name = "文书"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "round"], condition=Q(kind="not_accepted"), name="one_non_acceptance_a_round"
            )
        ]
        indexes = [models.Index(fields=["id"], name="letter_undrawn", condition=Q(digest=""))]

    def __str__(self) -> str:
        return self.number
