"""A person's own filings, what was decided on them and the licences he holds, for the copy of his personal data."""

from typing import Any

from django.db.models import Q

from luodi.accounts.models import User
from luodi.approvals.models import Appeal, Case, Decision, Delivery, Item, Letter, Licence, LicenceUse, MaterialCopy

CASE = "item__case__duty__number"
COLUMNS = (
    "duty__number",
    "duty__progress",
    "bundle_version__name",
    "company__name",
    "channel",
    "answers",
    "form",
    "delivery",
    "query_code",
    "begun_at",
    "filed_at",
    "finished_at",
)
LICENCE = ("number", "kind__name", "unit__name", "holder_name", "holder_code", "fields", "state", "issued_at")


def own_rows(user: User) -> dict[str, Any]:
    """Of the cases he applied in, for himself or a company."""
    cases = Case.objects.filter(applicant=user)
    by_item, by_case = {"item__case__in": cases}, {"case__in": cases}
    items = Item.objects.included().filter(**by_case).order_by("pk")
    copies = MaterialCopy.objects.filter(**by_case).order_by("pk")
    letters = Letter.objects.filter(**by_item).order_by("pk")
    decisions = Decision.objects.filter(**by_item).order_by("pk")
    appeals = Appeal.objects.filter(**by_item).order_by("pk")
    deliveries = Delivery.objects.filter(**by_item).order_by("pk")
    held = Licence.objects.filter(Q(holder=user) | Q(**by_item)).order_by("pk")
    uses = LicenceUse.objects.filter(Q(consent_by=user.code) | Q(**by_case)).order_by("pk")
    return {
        "cases": list(cases.order_by("pk").values(*COLUMNS)),
        "case_items": list(
            items.values(
                "case__duty__number", "duty__number", "version__name", "state", "filed_at", "accepted_at", "decided_at"
            )
        ),
        "case_materials": list(
            copies.values(
                *("case__duty__number", "material__name", "source", "attachment__name", "licence__number"),
                *("given_at", "withdrawn_at"),
            )
        ),
        "case_letters": list(letters.values(CASE, "item__version__name", "kind", "number", "said", "made_at")),
        "case_decisions": list(
            decisions.values(CASE, "item__version__name", "outcome", "reasons", "remedies", "happened_at")
        ),
        "case_appeals": list(appeals.values(CASE, "words", "happened_at", "granted", "answer", "decided_at")),
        "case_deliveries": list(
            deliveries.values(CASE, "kind", "carrier", "tracking", "sent_at", "received_at", "received_by")
        ),
        "licences": list(held.values(*LICENCE, "valid_from", "valid_until")),
        "licence_uses": list(uses.values("licence__number", "case__duty__number", "consent_how", "consent_at")),
    }
