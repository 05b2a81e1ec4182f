"""Of which cases the figures are, and by what they are grouped."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from luodi.approvals.models import Case, Item
from luodi.approvals.rules import CaseState

MONTH = timedelta(days=365) / 12
# grouped by -> the path from an item to what bears the figures
GROUPS = {
    "bundle": "case__bundle_version__bundle",
    "service": "version__service",
    "department": "version__service__unit",
}


@dataclass(frozen=True)
class Scope:
    """Cases filed in the last `months`, of one bundle or any, their items of one department or any."""

    now: datetime
    by: str = "bundle"
    months: int = 12
    bundle: int | None = None
    unit: int | None = None

    @property
    def since(self) -> datetime:
        return self.now - self.months * MONTH

    @property
    def group(self) -> str:
        return GROUPS[self.by]

    def where(self, prefix: str = "") -> Q:
        """For rows from which `prefix` leads to an item."""
        found = Q(**{f"{prefix}case__filed_at__gte": self.since})
        if self.by == "bundle":
            found &= Q(**{f"{prefix}case__bundle_version__isnull": False})
        if self.bundle:
            found &= Q(**{f"{prefix}case__bundle_version__bundle": self.bundle})
        if self.unit:
            found &= Q(**{f"{prefix}version__service__unit": self.unit})
        return found

    def items(self) -> "QuerySet[Item]":
        return Item.objects.included().filter(self.where())

    def cases(self) -> "QuerySet[Case]":
        """Of bundles; what the applicant took back tells of nobody's days."""
        found = Case.objects.filter(filed_at__gte=self.since, bundle_version__isnull=False)
        found = found.exclude(duty__progress=CaseState.WITHDRAWN)
        return found.filter(bundle_version__bundle=self.bundle) if self.bundle else found
