"""The holder's licences: what he has, who used which when, its file, and the same claims for other wallets."""

from uuid import UUID

from django.db.models import Count, QuerySet

from luodi.approvals.licences.claims import claims_of
from luodi.approvals.licences.keys import signer
from luodi.approvals.models import Licence, LicenceUse, Proposal
from luodi.directory.viewer import Viewer
from luodi.signing.vc import SUBJECT, export_vc

MOST = 200


def own_licences(viewer: Viewer) -> list[Licence]:
    """Of the viewer and his companies, in force first, each with `used`, how often it stood in for a copy."""
    rows = _own(viewer).annotate(used=Count("uses")).order_by("-issued_at", "-pk")[:MOST]
    return sorted(rows, key=lambda one: one.state != Licence.State.VALID)


def own_licence(viewer: Viewer, token: UUID) -> Licence:
    """Raises Licence.DoesNotExist for what is not his or his companies'."""
    return _own(viewer).get(token=token)


def uses_of(licence: Licence) -> "QuerySet[LicenceUse]":
    beside = ("post__unit", "case__duty", "case__bundle_version", "case__duty__unit")
    return LicenceUse.objects.filter(licence=licence).select_related(*beside).order_by("-used_at")


def proposal_of(licence: Licence) -> Proposal | None:
    """The proposal it was made by, where nobody had applied for it."""
    return Proposal.objects.filter(licence=licence).select_related("basis__kind", "unit").first()


def _own(viewer: Viewer) -> "QuerySet[Licence]":
    return Licence.objects.held_by(viewer).select_related("kind", "unit", "company", "replaced_by", "item__case__duty")


def credential(licence: Licence, *, with_name: bool = True) -> str:
    """A `vc+jwt`; the holder alone asks for it, so that it may say his name in full."""
    only = [name for name in SUBJECT if with_name or name != "holder"]
    return export_vc(claims_of(licence), signer(), only=only)
