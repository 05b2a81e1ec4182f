"""The department's register of what it issued, and what it may give without an application."""

from datetime import datetime

from django.db.models import Q, QuerySet

from luodi.approvals.actions.licensing import HANDLING
from luodi.approvals.licences.numbers import normalised
from luodi.approvals.models import Licence, Proposal
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline
from luodi.ledger.models import Event

MOST = 50  # rows of a page
BESIDE = ("kind", "unit", "replaced_by", "replaces", "item__duty", "item__case__duty")
PROPOSAL_WITH = (
    "version__service",
    "unit",
    "company",
    "basis__kind",
    "basis__company",
    "licence",
    "case__duty",
    "post",
)


def handling_units(viewer: Viewer) -> list[int]:
    """Departments in which the viewer handles items."""
    return [post.unit_id for post in viewer.posts if post.role in HANDLING and "item" in post.remit]


def licences(viewer: Viewer, said: str = "", after: int = 0) -> tuple[list[Licence], int]:
    """A page of what his departments issued, newest first, by number or a part of the holder's name; and the next
    `after`, 0 on the last page."""
    rows = Licence.objects.filter(unit__in=handling_units(viewer)).select_related("kind", "unit").order_by("-pk")
    if said.strip():
        number = normalised(said)
        rows = rows.filter(number=number) if number else rows.filter(holder_name__contains=said.strip())
    if after:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: MOST + 1])
    return found[:MOST], found[MOST - 1].pk if len(found) > MOST else 0


def licence_for(viewer: Viewer, number: str) -> Licence:
    """Raises Licence.DoesNotExist outside his departments."""
    return Licence.objects.filter(unit__in=handling_units(viewer)).select_related(*BESIDE).get(number=number)


def history(licence: Licence) -> "QuerySet[Event]":
    return Event.objects.filter(subject=f"licence:{licence.number}").order_by("id")


def proposals(viewer: Viewer) -> list[Proposal]:
    """What waits for his departments: objections first, then what may be confirmed; then what was lately answered."""
    rows = _proposals(viewer)
    waiting = Q(state__in=(Proposal.State.PROPOSED, Proposal.State.OBJECTED))
    open_ones = list(rows.filter(waiting).order_by("proposed_at", "pk")[:100])
    lately = list(rows.exclude(waiting).order_by("-answered_at", "-pk")[:MOST])
    return sorted(open_ones, key=lambda one: one.state != Proposal.State.OBJECTED) + lately


def proposal_for(viewer: Viewer, pk: int) -> Proposal:
    """Raises Proposal.DoesNotExist outside his departments."""
    return _proposals(viewer).get(pk=pk)


def proposals_waiting(viewer: Viewer) -> int:
    waiting = (Proposal.State.PROPOSED, Proposal.State.OBJECTED)
    return Proposal.objects.filter(unit__in=handling_units(viewer), state__in=waiting).count()


def objection_due(proposal: Proposal) -> datetime | None:
    """Until when an objection has to be answered."""
    if proposal.case_id is None:
        return None
    running = Deadline.objects.running().filter(duty__item__case=proposal.case_id, kind="appeal")
    return running.values_list("due", flat=True).first()


def _proposals(viewer: Viewer) -> "QuerySet[Proposal]":
    return Proposal.objects.filter(unit__in=handling_units(viewer)).select_related(*PROPOSAL_WITH)
