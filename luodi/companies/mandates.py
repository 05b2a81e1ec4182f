"""Mandates (授权委托): who may act for a company or a person. Steps of a larger act."""

from collections.abc import Iterable
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.accounts.models import User
from luodi.companies.models import Company, Mandate
from luodi.companies.rules import LONGEST_MANDATE
from luodi.ledger.acts import Act, Refused, Stale
from luodi.ledger.attachments import store

PAPERS = frozenset({"pdf", "jpg", "jpeg", "png"})


def grant(
    a: Act,
    *,
    by: User,
    agent: User,
    company: Company | None,
    services: Iterable[str],
    valid_from: date,
    valid_until: date,
    evidence: UploadedFile | None = None,
) -> Mandate:
    """Of a company by its member, else of the person himself; without `services` for all. Raises Refused, BadFile."""
    if company is not None and not company.memberships.open().filter(user=by).exists():
        raise Refused(_("只有这家企业的成员可以委托。"))
    if agent.pk == by.pk:
        raise Refused(_("不用委托自己。"))
    today = localdate(a.now)
    if not max(valid_from, today) <= valid_until <= valid_from + LONGEST_MANDATE:
        raise Refused(_("截止日期要在今天以后，并且不超过两年。"))
    made = Mandate.objects.create(
        company=company,
        person=None if company else by,
        agent=agent,
        services=sorted(set(services)),
        valid_from=valid_from,
        valid_until=valid_until,
        granted_by=by.code,
        granted_at=a.now,
    )
    if evidence is not None:
        made.evidence = store(evidence, subject=str(made), actor=a.actor, now=a.now, allowed=PAPERS)
        made.save(update_fields=["evidence"])
    facts = {"agent": agent.code, "company": company.pk if company else 0, "services": made.services}
    a.record(str(made), "granted", valid_from=f"{valid_from}", valid_until=f"{valid_until}", **facts)
    return made


def revoke(a: Act, mandate: Mandate) -> Mandate:
    """From this moment. Whoever calls has made sure that it is the principal's. Raises Stale."""
    if not Mandate.objects.filter(pk=mandate.pk, revoked_at=None).update(revoked_at=a.now):
        raise Stale(_("这份委托已经撤销。"))
    mandate.revoked_at = a.now
    a.record(str(mandate), "revoked", agent=mandate.agent.code)
    return mandate
