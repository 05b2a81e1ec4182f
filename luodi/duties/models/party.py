"""Everybody besides the owner who may read a duty, and how duties relate."""

from django.db import models
from django.db.models import Q

from luodi.accounts.models import User
from luodi.companies.models import Company
from luodi.directory.models import Unit
from luodi.directory.viewer import Viewer


class PartyQuerySet(models.QuerySet["Party"]):
    def of(self, viewer: Viewer) -> "PartyQuerySet | None":
        """Open parties of this viewer: in person, through his companies, through units where he handles such matters.

        None for nobody.
        """
        if viewer.user_id is None:
            return None
        scope = _in_person(viewer)
        if viewer.company_ids:
            scope |= Q(company__in=viewer.company_ids)
        for unit_ids, kinds in viewer.working_units:
            scope |= Q(unit__in=unit_ids, duty__kind__in=kinds)
        return self.filter(scope, until=None)


def _in_person(viewer: Viewer) -> Q:
    """What an officer was shown in a post he left stays behind with the post."""
    own = Q(user=viewer.user_id)
    if not viewer.is_staff:
        return own
    return own & Q(since__gte=min(post.since for post in viewer.posts)) if viewer.posts else Q(pk=None)


class Party(models.Model):
    class Role(models.TextChoices):
        INVESTOR = "investor", "投资人"
        COLLEAGUE = "colleague", "投资人同事"
        ASKED = "asked", "待接收单位"
        FINDER = "finder", "首接单位"
        ESCALATED = "escalated", "升级知会"
        RULING = "ruling", "裁定"
        AGENT = "agent", "代办"
        WINDOW = "window", "受理窗口"
        DEPUTY = "deputy", "副责任人"
        RAISER = "raiser", "提出人"

    duty = models.ForeignKey("duties.Duty", on_delete=models.CASCADE, related_name="parties")
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, null=True, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    role = models.CharField("身份", max_length=12, choices=Role)
    since = models.DateTimeField("自")
    until = models.DateTimeField("至", null=True, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = "相关方"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "duty", "role"],
                condition=Q(until=None, user__isnull=False),
                name="party_user_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "duty", "role"],
                condition=Q(until=None, unit__isnull=False),
                name="party_unit_once",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(company__isnull=False) | Q(unit__isnull=False),
                name="party_is_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.role}"


class Link(models.Model):
    class Kind(models.TextChoices):
        ORIGIN = "origin", "来源"
        MERGED = "merged", "并入"
        ABOUT = "about", "关于"
        EVIDENCE = "evidence", "依据"
        BLOCKS = "blocks", "阻碍"
        DECIDED_IN = "decided_in", "议定于"

    source = models.ForeignKey("duties.Duty", on_delete=models.CASCADE, related_name="links")
    target = models.ForeignKey("duties.Duty", on_delete=models.CASCADE, related_name="back_links")
    kind = models.CharField("关系", max_length=12, choices=Kind)

    class Meta:
        verbose_name = "关联"
        constraints = [models.UniqueConstraint(fields=["source", "target", "kind"], name="link_once")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"
