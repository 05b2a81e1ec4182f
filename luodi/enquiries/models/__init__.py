"""What investors submit, who it is routed to, and who talked first."""

from luodi.enquiries.models.claim import Claim
from luodi.enquiries.models.enquiry import Enquiry, EnquiryQuerySet
from luodi.enquiries.models.fact import Example, Fact, FactQuerySet
from luodi.enquiries.models.importing import ImportBatch, ImportRow
from luodi.enquiries.models.intake import Intake
from luodi.enquiries.models.routing import RoutingRule, SavedFilter
from luodi.enquiries.rules import State

__all__ = [
    "Claim",
    "Enquiry",
    "EnquiryQuerySet",
    "Example",
    "Fact",
    "FactQuerySet",
    "ImportBatch",
    "ImportRow",
    "Intake",
    "RoutingRule",
    "SavedFilter",
    "State",
]
