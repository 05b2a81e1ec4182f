"""A licence nobody applied for (免申请): a rule over held data proposes it, an officer confirms, one may object."""

from django.db import models
from django.db.models import Q

from luodi.approvals.models.bundle import BundleVersion
from luodi.approvals.models.case import Case
from luodi.approvals.models.catalogue import ServiceVersion
from luodi.approvals.models.licence import Licence
from luodi.companies.models import Company
from luodi.directory.models import Post, Unit


class Proposal(models.Model):
    class State(models.TextChoices):
        PROPOSED = "proposed", "待确认"
        CONFIRMED = "confirmed", "已确认"
        DECLINED = "declined", "不发"
        OBJECTED = "objected", "有异议"
        UPHELD = "upheld", "异议不成立"
        WITHDRAWN = "withdrawn", "异议成立"
        STALE = "stale", "条件已变"

    # After these the same rule looks at the same licence no more.
    SETTLED = (State.CONFIRMED, State.DECLINED, State.OBJECTED, State.UPHELD, State.WITHDRAWN)

    rule = models.CharField("规则", max_length=40, help_text="approvals.proposals.rules.RULES")
    version = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT, related_name="+")
    bundle_version = models.ForeignKey(BundleVersion, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, null=True, on_delete=models.PROTECT, related_name="+")
    # The licence it follows from: the one that runs out, or the founding approval.
    basis = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="proposals")
    # [{code, ...facts}]: what was looked at, and what it said.
    reasons = models.JSONField(default=list)
    state = models.CharField("状态", max_length=9, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField("提出时间")
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField("说明", max_length=400, blank=True)
    case = models.OneToOneField(Case, null=True, on_delete=models.SET_NULL, related_name="proposal")
    licence = models.OneToOneField(Licence, null=True, on_delete=models.PROTECT, related_name="proposed_as")
    objection_until = models.DateTimeField("异议截止", null=True, blank=True)
    objection = models.CharField("异议", max_length=400, blank=True)
    objected_at = models.DateTimeField("异议时间", null=True, blank=True)
    objection_answer = models.CharField("异议答复", max_length=400, blank=True)
    objection_answered_at = models.DateTimeField("异议答复时间", null=True, blank=True)

    class Meta:
        verbose_name = "免申请"
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "basis"], condition=Q(state__in=["proposed", "confirmed"]), name="one_live_proposal"
            )
        ]
        indexes = [models.Index(fields=["unit", "state", "id"], name="proposal_of_unit")]

    def __str__(self) -> str:
        return f"{self.rule} {self.basis_id}"
