"""Companies and the people who act for them. Typing a company's name or code grants nothing."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q

from luodi.accounts.models import User
from luodi.companies.rules import INVITATION_LIFE
from luodi.ledger.models import Attachment


class Company(models.Model):
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    name = models.CharField("名称", max_length=120)
    name_key = models.CharField(max_length=120, db_index=True, help_text="normalised name, luodi.text")
    brand = models.CharField("品牌", max_length=60, blank=True)
    controller = models.CharField("实际控制人", max_length=120, blank=True)
    industry = models.CharField("行业门类", max_length=4, blank=True, help_text="GB/T 4754 division")

    class Meta:
        verbose_name = "企业"
        constraints = [models.UniqueConstraint(fields=["uscc"], condition=~Q(uscc=""), name="one_company_per_uscc")]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def open(self) -> "MembershipQuerySet":
        return self.filter(until=None)


class Membership(models.Model):
    """A person of a company; invited by a member, never by typing the company's code."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "企业成员"
        constraints = [
            models.UniqueConstraint(fields=["company", "user"], condition=Q(until=None), name="one_open_membership")
        ]

    def __str__(self) -> str:
        return f"{self.company_id}:{self.user_id}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open_for(self, contact: str, at: datetime) -> "InvitationQuerySet":
        """Not yet accepted and not too old."""
        return self.filter(contact=contact, accepted_at=None, made_at__gt=at - INVITATION_LIFE)


class Invitation(models.Model):
    """Asks a colleague, by contact, into a company or beside one enquiry; accepted when that contact signs in."""

    company = models.ForeignKey(Company, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations")
    subject = models.CharField("受理号", max_length=40, blank=True, help_text="public number of one matter")
    contact = models.CharField("电话或邮箱", max_length=254, db_index=True)
    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations_sent")
    made_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations_accepted"
    )
    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "邀请"
        constraints = [
            models.CheckConstraint(
                condition=Q(company__isnull=False) | ~Q(subject=""), name="invitation_leads_somewhere"
            ),
            models.UniqueConstraint(
                fields=["subject", "contact"],
                condition=Q(accepted_at=None) & ~Q(subject=""),
                name="one_open_invitation_per_subject",
            ),
        ]

    def __str__(self) -> str:
        return self.subject or f"company:{self.company_id}"


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self, day: date) -> "MandateQuerySet":
        return self.filter(revoked_at=None, valid_from__lte=day, valid_until__gte=day)


class Mandate(models.Model):
    """Who may act for a company or a person, for which services, from when until when (授权委托)."""

    company = models.ForeignKey(Company, null=True, blank=True, on_delete=models.CASCADE, related_name="mandates")
    person = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="mandates_given")
    agent = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mandates")
    services = models.JSONField("事项", default=list, blank=True, help_text="codes; empty: every service")
    valid_from = models.DateField("自")
    valid_until = models.DateField("至")
    evidence = models.ForeignKey(
        Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="委托书"
    )
    granted_by = models.CharField(max_length=40, help_text="how the ledger names him")
    granted_at = models.DateTimeField("授权时间")
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True)
    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "授权委托"
        constraints = [
            models.CheckConstraint(
                condition=Q(company__isnull=False, person=None) | Q(company=None, person__isnull=False),
                name="mandate_has_one_principal",
            ),
            models.CheckConstraint(condition=Q(valid_until__gte=models.F("valid_from")), name="mandate_ends_later"),
        ]
        indexes = [models.Index(fields=["agent", "valid_until"], name="mandate_of_agent")]

    def __str__(self) -> str:
        return f"mandate:{self.pk}"

    def holds(self, day: date, services: frozenset[str]) -> bool:
        """In force on this day, and for all of these service codes."""
        if self.revoked_at is not None or not self.valid_from <= day <= self.valid_until:
            return False
        return not self.services or services <= set(self.services)
