"""An enquiry that is followed up becomes a key project: its story goes on there, by the link to where it came from."""

from decimal import Decimal
from typing import Any

from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.enquiries.actions.triaging import convert_step
from luodi.enquiries.known import facts_of
from luodi.enquiries.models import Enquiry
from luodi.ledger.acts import act
from luodi.projects.actions.library import add_step
from luodi.projects.models import Project
from luodi.projects.rules import Stage


def convert(
    *, viewer: Viewer, number: str, owner: Post, template: str, title: str, version: int | None = None
) -> Project:
    """The enquiry `number` ends as a project in talks, owned by `owner`; what is known of it is not typed again.

    Raises Refused, Stale.
    """
    with act(viewer.code) as a:
        enquiry = convert_step(a, viewer, number, version=version)
        places = enquiry.duty.place or enquiry.duty.district or enquiry.duty.city
        project = add_step(
            a,
            viewer,
            owner=owner,
            at=places,
            title=title.strip() or enquiry.duty.title,
            template=template,
            values=_known(enquiry),
            origin=enquiry.duty,
        )
        a.record(project.number, "converted_from", enquiry=number)
        return project


def _known(enquiry: Enquiry) -> dict[str, Any]:
    """Exact amounts only: a span of figures is no total."""
    said: dict[str, Any] = {"stage": Stage.IN_TALKS, "sponsor": enquiry.company, "sponsor_name": enquiry.firm}
    for fact in facts_of(enquiry):
        if fact.field == "total_investment" and (yuan := _yuan(fact.value)) is not None:
            said["total"] = yuan
    if enquiry.industry:
        said["industry"] = enquiry.industry
    return said


def _yuan(value: Any) -> int | None:
    exact = isinstance(value, dict) and value.get("currency") == "CNY" and "amount" in value
    return int(Decimal(str(value["amount"]))) if exact else None
