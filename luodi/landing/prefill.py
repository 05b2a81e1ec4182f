"""What need not be typed into the one form: what the city knows of the company, its people, its enquiry and its site.

Codes are those of `prefill` in a bundle's fields: company.*, person.*, enquiry.*, offer.*, project.*.
"""

from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from luodi.accounts.models import User
from luodi.approvals.filling import Known
from luodi.companies.models import Company
from luodi.directory.viewer import Viewer
from luodi.duties.models import Link
from luodi.enquiries.industries import division_name
from luodi.enquiries.known import facts_of
from luodi.enquiries.models import Enquiry
from luodi.projects.models import Project
from luodi.supply.models import Offer

FIGURES = ("roof_area_m2", "land_mu", "floor_area_m2", "power_kva", "jobs")
DAYS = ("start_by", "produce_by")
SUMS = ("total_investment", "fixed_investment")


def known_for(viewer: Viewer, *, applicant: User | None, company: Company | None) -> dict[str, Known]:
    """At most five queries; everything is reached through the viewer, or is the company's own."""
    found: dict[str, Known] = {}
    if company is not None:
        found |= _company(company) | _project(company)
    if applicant is not None:
        found |= _person(applicant)
        enquiry = _newest(viewer, applicant, company)
        if enquiry is not None:
            found |= _enquiry(enquiry) | _offer(viewer, enquiry)
    return {code: known for code, known in found.items() if known.value}


def _company(company: Company) -> dict[str, Known]:
    source = _("企业登记信息")
    industry = division_name(company.industry) if company.industry else ""
    said = {"name": company.name, "uscc": company.uscc, "industry": industry}
    return {f"company.{code}": Known(value, source) for code, value in said.items()}


def _project(company: Company) -> dict[str, Known]:
    """The key project that the company invests in; of several the newest."""
    project = Project.objects.filter(sponsor=company).select_related("duty").order_by("-duty_id").first()
    if project is None:
        return {}
    source = _("重点项目 %(number)s") % {"number": project.number}
    said = {"name": project.duty.title, "code": project.code, "address": project.address}
    return {f"project.{code}": Known(value, source) for code, value in said.items()} | {
        "project.builder": Known(project.builder_name, source)
    }


def _person(person: User) -> dict[str, Known]:
    source = _("您的账号")
    phone = person.phone.removeprefix("+86")
    said = {"name": person.name, "phone": phone, "email": person.email}
    return {f"person.{code}": Known(value, source) for code, value in said.items()}


def _newest(viewer: Viewer, applicant: User, company: Company | None) -> Enquiry | None:
    """His last enquiry; of the same company where there is one."""
    rows = Enquiry.objects.visible_to(viewer).filter(investor=applicant).select_related("duty").order_by("-submitted")
    seen = list(rows[:10])
    same = (one for one in seen if company is not None and one.company_id == company.pk)
    return next(same, seen[0] if seen else None)


def _enquiry(enquiry: Enquiry) -> dict[str, Known]:
    """Exact values only: a span of figures or a month is no answer to a form."""
    source = _("投资申请 %(number)s") % {"number": enquiry.duty.number}
    said = {"company_name": enquiry.firm}
    for fact in facts_of(enquiry):
        said[fact.field] = _exact(fact.field, fact.value)
    said["industry"] = said.pop("industry_division", "")
    return {f"enquiry.{code}": Known(value, source) for code, value in said.items()}


def _exact(code: str, value: Any) -> str:
    if code in FIGURES and isinstance(value, int | float):
        return f"{value:g}" if value < 1e6 else f"{value:.0f}"
    if code in SUMS and isinstance(value, dict) and value.get("currency") == "CNY" and "amount" in value:
        return f"{float(value['amount']):.0f}"
    if code in DAYS and isinstance(value, str) and len(value) == 10:
        return value if parse_date(value) else ""
    if code == "industry_division" and isinstance(value, list) and value:
        return division_name(value[0])
    return ""


def _offer(viewer: Viewer, enquiry: Enquiry) -> dict[str, Known]:
    """The place he asked about, or was introduced to first."""
    about = Link.objects.filter(source=enquiry.duty_id, kind=Link.Kind.ABOUT).order_by("id").values("target")
    offer = Offer.objects.visible_to(viewer).filter(duty__in=about).select_related("duty").order_by("pk").first()
    if offer is None:
        return {}
    source = _("资源 %(number)s") % {"number": offer.duty.number}
    area = f"{offer.area_m2:g}" if offer.area_m2 else ""
    said = {"address": offer.address, "name": offer.duty.title, "area_m2": area}
    return {f"offer.{code}": Known(value, source) for code, value in said.items()}
