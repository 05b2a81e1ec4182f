"""What nobody is asked for: licences the city holds, data it can check."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet

from luodi.approvals.models import Case, Licence, Material
from luodi.companies.models import Company
from luodi.text.credit_codes import is_uscc

# `data_check` of the paper that the one form of a case is itself: filled in once, never given again as a file.
CASE_FORM = "case-form"

# Code of a check -> whether what the city holds of the company answers it.
CHECKS: dict[str, Callable[[Company], bool]] = {
    "company-registered": lambda company: bool(company.uscc) and is_uscc(company.uscc),
}


def held_licences(case: Case, day: date) -> "QuerySet[Licence]":
    """Licences in force of the case's company, else of its applicant; the newest of a kind last."""
    held = Licence.objects.in_force(day).select_related("kind").order_by("issued_at", "pk")
    if case.company_id:
        return held.filter(company=case.company_id)
    return held.filter(holder=case.applicant_id, company=None) if case.applicant_id else held.none()


def checked(material: Material, company: Company | None) -> bool:
    check = CHECKS.get(material.data_check)
    return company is not None and check is not None and check(company)
