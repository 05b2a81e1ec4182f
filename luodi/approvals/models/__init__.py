"""What the city approves, what was filed, how far each item is, and what came out of it."""

from luodi.approvals.models.bundle import Bundle, BundleVersion
from luodi.approvals.models.case import Case, Edge
from luodi.approvals.models.catalogue import Fee, LicenceKind, Material, Requirement, Service, ServiceVersion
from luodi.approvals.models.delivery import Delivery
from luodi.approvals.models.importing import StatusRow, StatusSheet
from luodi.approvals.models.item import Item, ItemQuerySet, Stay
from luodi.approvals.models.licence import Licence, LicenceQuerySet, LicenceUse
from luodi.approvals.models.papers import ItemMaterial, Letter, MaterialCopy
from luodi.approvals.models.proposal import Proposal
from luodi.approvals.models.turns import Appeal, Decision, Deferral, Extension, SpecialProcedure, Supplement

__all__ = [
    "Appeal",
    "Bundle",
    "BundleVersion",
    "Case",
    "Decision",
    "Deferral",
    "Delivery",
    "Edge",
    "Extension",
    "Fee",
    "Item",
    "ItemMaterial",
    "ItemQuerySet",
    "Letter",
    "Licence",
    "LicenceKind",
    "LicenceQuerySet",
    "LicenceUse",
    "Material",
    "MaterialCopy",
    "Proposal",
    "Requirement",
    "Service",
    "ServiceVersion",
    "SpecialProcedure",
    "StatusRow",
    "StatusSheet",
    "Stay",
    "Supplement",
]
