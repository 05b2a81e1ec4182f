"""A company or a person lets somebody act for it; agents of the city do so free of charge."""

from collections.abc import Iterable
from datetime import date

from django.core.files.uploadedfile import UploadedFile

from luodi.accounts.models import User
from luodi.approvals.agents import given_mandate
from luodi.companies import mandates
from luodi.companies.models import Company, Mandate
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import act
from luodi.notices.actions import tell


def grant(
    *,
    viewer: Viewer,
    agent: User,
    company: Company | None,
    services: Iterable[str],
    valid_from: date,
    valid_until: date,
    evidence: UploadedFile | None = None,
) -> Mandate:
    """`services` are codes, none for all. Raises Refused, BadFile."""
    with act(viewer.code) as a:
        assert viewer.user is not None
        made = mandates.grant(
            a,
            by=viewer.user,
            agent=agent,
            company=company,
            services=services,
            valid_from=valid_from,
            valid_until=valid_until,
            evidence=evidence,
        )
        tell(a, reader=agent, code="mandated", subject="", key=f"mandated:{made.pk}")
        return made


def revoke(*, viewer: Viewer, mandate: int) -> Mandate:
    """What was filed stays filed; nothing more can be done with it. Raises Mandate.DoesNotExist, Stale."""
    with act(viewer.code) as a:
        one = mandates.revoke(a, given_mandate(viewer, mandate))
        tell(a, reader=one.agent, code="mandate_revoked", subject="", key=f"mandate_revoked:{one.pk}")
        return one
