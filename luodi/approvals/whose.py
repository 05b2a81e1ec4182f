"""For whom an applicant may begin a case: himself, one of his companies, somebody whose mandate he holds."""

from dataclasses import dataclass
from datetime import date

from luodi.accounts.models import User
from luodi.companies.models import Company, Mandate
from luodi.directory.viewer import Viewer


@dataclass(frozen=True)
class Principal:
    """`code` is what a form sends back: me, company:<id> or mandate:<id>."""

    code: str
    name: str
    applicant: User | None = None
    company: Company | None = None
    mandate: Mandate | None = None


def principals_of(viewer: Viewer, day: date) -> list[Principal]:
    """Two queries. His own companies first; nobody for a member of staff, who begins at his desk."""
    if viewer.user is None or not viewer.is_investor:
        return []
    firms = Company.objects.filter(pk__in=viewer.company_ids).order_by("name")
    found = [Principal(f"firm:{one.pk}", one.name, viewer.user, one) for one in firms]
    found.append(Principal("me", viewer.user.name or viewer.user.contact, viewer.user))
    held = Mandate.objects.in_force(day).filter(agent=viewer.user).select_related("company", "person").order_by("pk")
    for one in held:
        name = one.company.name if one.company else str(one.person)
        found.append(Principal(f"mandate:{one.pk}", name, one.person, one.company, one))
    return found
