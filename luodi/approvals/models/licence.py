"""An e-licence (电子证照): a signed PDF with a signed code, whose state anybody can verify."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from luodi.accounts.models import User
from luodi.approvals.models.case import Case
from luodi.approvals.models.catalogue import LicenceKind
from luodi.approvals.models.item import Item
from luodi.companies.models import Company
from luodi.directory.models import Post, Unit
from luodi.directory.viewer import Viewer


class LicenceQuerySet(models.QuerySet["Licence"]):
    def held_by(self, viewer: Viewer) -> "LicenceQuerySet":
        """The wallet: of this person, and of the companies he is a member of."""
        if viewer.user_id is None or viewer.is_staff:
            return self.none()
        return self.filter(Q(holder=viewer.user_id, company=None) | Q(company__in=viewer.company_ids))

    def in_force(self, day: date) -> "LicenceQuerySet":
        return self.filter(state=Licence.State.VALID).filter(Q(valid_until=None) | Q(valid_until__gte=day))


class Licence(models.Model):
    class State(models.TextChoices):
        VALID = "valid", "有效"
        SUSPENDED = "suspended", "暂停"
        REVOKED = "revoked", "撤销"
        REPLACED = "replaced", "已替换"

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField("证照编号", max_length=60, unique=True)
    kind = models.ForeignKey(LicenceKind, on_delete=models.PROTECT, related_name="licences")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="licences", verbose_name="发证机关")
    company = models.ForeignKey(Company, null=True, blank=True, on_delete=models.PROTECT, related_name="licences")
    holder = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="licences")
    holder_name = models.CharField("持证人", max_length=120)
    holder_code = models.CharField("持证人代码", max_length=18, blank=True)
    # [[label, value]] as printed
    fields = models.JSONField("登载内容", default=list)
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="licences")
    state = models.CharField("状态", max_length=9, choices=State, default=State.VALID)
    state_reason = models.CharField("事由", max_length=200, blank=True)
    issued_at = models.DateTimeField("发证时间")
    valid_from = models.DateField("有效期自")
    valid_until = models.DateField("有效期至", null=True, blank=True)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    # Empty until the watch has drawn and signed it, a moment after it was issued.
    code = models.TextField("二维码内容", blank=True, help_text="what the printed code says (luodi.signing.qr)")
    digest = models.CharField("文件摘要", max_length=64, blank=True, help_text="of the signed PDF in the file store")
    detached = models.CharField("SM2 签名", max_length=200, blank=True, help_text="of the signed PDF, hexadecimal")
    signed_by = models.CharField("签章", max_length=120, blank=True)
    test_authority = models.BooleanField("样例", default=False)

    objects = LicenceQuerySet.as_manager()

    class Meta:
        verbose_name = "证照"
        indexes = [
            models.Index(fields=["company", "kind"], name="licence_company_kind"),
            models.Index(fields=["id"], name="licence_undrawn", condition=Q(digest="")),
            # What falls due for renewal, looked for by a rule.
            models.Index(fields=["kind", "valid_until"], name="licence_expiry", condition=Q(state="valid")),
        ]

    def __str__(self) -> str:
        return self.number

    def is_expired(self, day: date) -> bool:
        return self.valid_until is not None and self.valid_until < day


class LicenceUse(models.Model):
    """A licence the city holds, used instead of asking for a copy; with the holder's consent."""

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="uses")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="licence_uses")
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    consent_by = models.CharField("同意人", max_length=40, help_text="how the ledger names him")
    consent_how = models.CharField("同意方式", max_length=10, choices=[("page", "网上"), ("signed", "书面")])
    consent_at = models.DateTimeField("同意时间")
    used_at = models.DateTimeField("使用时间")

    class Meta:
        verbose_name = "证照使用"
        constraints = [models.UniqueConstraint(fields=["licence", "case"], name="licence_used_once_a_case")]

    def __str__(self) -> str:
        return f"{self.licence_id} {self.case_id}"
