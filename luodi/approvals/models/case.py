"""A filing (办件): one form, one set of materials, many items. Its duty is the lead department's."""

from django.db import models
from django.db.models import F, Q

from luodi.accounts.models import User
from luodi.approvals.models.bundle import BundleVersion
from luodi.approvals.rules import CaseState, Channel, EdgeKind, OnRefusal
from luodi.companies.models import Company, Mandate
from luodi.directory.models import Post
from luodi.duties.models import Duty


class Case(models.Model):
    duty = models.OneToOneField(Duty, on_delete=models.CASCADE, related_name="case")
    bundle_version = models.ForeignKey(
        BundleVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="cases", verbose_name="一件事"
    )
    applicant = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="申请人")
    company = models.ForeignKey(Company, null=True, on_delete=models.PROTECT, related_name="cases", verbose_name="企业")
    mandate = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    # The agent (帮办代办员) who files for the applicant: his post says team (unit) and park (its territory).
    agent = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="agent_cases")
    # The counter post that began it, when it began at a window.
    begun_by = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="begun_cases")
    channel = models.CharField("渠道", max_length=1, choices=Channel, default=Channel.WEB)
    answers = models.JSONField("问答", default=dict, blank=True)
    form = models.JSONField("表单", default=dict, blank=True)
    delivery = models.JSONField("送达", default=dict, blank=True, help_text="{kind, name, phone, address}")
    query_code = models.CharField("查询码", max_length=6)
    begun_at = models.DateTimeField("开始填报")
    filed_at = models.DateTimeField("申报时间", null=True, blank=True)
    finished_at = models.DateTimeField("办结时间", null=True, blank=True)
    # Working days of the largest path and of the sum, as promised when it was filed.
    promised_days = models.PositiveSmallIntegerField("承诺天数", null=True, blank=True)
    series_days = models.PositiveSmallIntegerField("串联天数", null=True, blank=True)

    class Meta:
        verbose_name = "办件"
        indexes = [
            models.Index(fields=["applicant", "-begun_at"], name="case_applicant"),
            models.Index(fields=["agent", "-filed_at"], name="case_agent", condition=Q(agent__isnull=False)),
            models.Index(fields=["bundle_version", "filed_at"], name="case_bundle"),
        ]

    def __str__(self) -> str:
        return str(self.duty)

    @property
    def number(self) -> str:
        return self.duty.number

    @property
    def is_draft(self) -> bool:
        return self.duty.progress == CaseState.DRAFT


class Edge(models.Model):
    """A pinned copy of an edge of the definition, between two items of one case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="edges")
    prerequisite = models.ForeignKey("approvals.Item", on_delete=models.CASCADE, related_name="unlocks")
    dependant = models.ForeignKey("approvals.Item", on_delete=models.CASCADE, related_name="waits_for")
    kind = models.CharField("关系", max_length=10, choices=EdgeKind)
    on_refusal = models.CharField("前置未批准时", max_length=8, choices=OnRefusal, default=OnRefusal.BLOCK)

    class Meta:
        verbose_name = "前置关系"
        constraints = [
            models.UniqueConstraint(fields=["prerequisite", "dependant", "kind"], name="edge_once"),
            models.CheckConstraint(condition=~Q(prerequisite=F("dependant")), name="edge_joins_two"),
        ]

    def __str__(self) -> str:
        return f"{self.prerequisite_id} → {self.dependant_id}"
