"""What a project's milestones wait for in approvals, and what could be applied for: reads."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from luodi.approvals.bundle.definition import Definition
from luodi.approvals.bundle.graph import included
from luodi.approvals.definitions import offered
from luodi.approvals.drafting import clean_answers, unanswered
from luodi.approvals.models import Item, ServiceVersion
from luodi.approvals.rules import ItemState
from luodi.directory.calendars import unit_calendar
from luodi.landing.backplan import BUNDLE, Step, Term, steps
from luodi.ledger.acts import Refused
from luodi.projects.models import Milestone, Project


@dataclass(frozen=True)
class Proposal:
    """What a building needs until it opens; `steps` is empty while a question is open."""

    definition: Definition
    answers: dict[str, list[str]]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Waiting:
    """A milestone and the item that it waits for; `item` is None while the case is a draft or does not hold it."""

    milestone: Milestone
    item: Item | None
    state: str
    late: bool


def proposal(project: Project, end: date, said: dict[str, Any]) -> Proposal | None:
    """None where the bundle is not published here."""
    today = timezone.localdate()
    try:
        _version, definition, versions = offered(BUNDLE, today)
    except Refused:
        return None
    answers = clean_answers(definition, said)
    if unanswered(definition, answers):
        return Proposal(definition, answers, ())
    items, edges = included(definition, answers)
    terms = [_term(item.code, versions[item.service]) for item in items if item.service in versions]
    calendar = unit_calendar(project.duty.unit)
    return Proposal(definition, answers, tuple(steps(end, terms, edges, calendar, today)))


def _term(code: str, version: ServiceVersion) -> Term:
    special = sum(procedure.get("cap_days") or 0 for procedure in version.special)
    return Term(code, version.name, version.promised_days or 0, special)


def waits_of(project: Project, now: datetime) -> list[Waiting]:
    """The project's milestones that wait for a service, soonest to apply first; two queries.

    Who may read the project may know how far each is, and no more of the case.
    """
    milestones = list(
        project.milestones.filter(withdrawn_at=None)
        .exclude(service="")
        .select_related("waits_for")
        .order_by("apply_by")
    )
    cases = {one.waits_for_id for one in milestones if one.waits_for_id}
    rows = Item.objects.filter(case__duty__in=cases).select_related("duty__unit")
    items = {(row.case.duty_id, row.code): row for row in rows.select_related("case")} if cases else {}
    return [_waiting(one, items.get((one.waits_for_id or 0, one.service)), now) for one in milestones]


def _waiting(milestone: Milestone, item: Item | None, now: datetime) -> Waiting:
    day = timezone.localdate(now)
    filed = item is not None and item.duty is not None
    passed = milestone.apply_by is not None and milestone.apply_by < day
    late = (passed and not filed) or bool(item and item.duty and item.duty.next_due < now)
    state = str(ItemState(item.state).label) if item is not None else ""
    return Waiting(milestone, item, state, late and milestone.met_on is None)
