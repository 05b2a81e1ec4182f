"""What is open on the desk of those who instruct, supervise and meet: instructions, slips, meetings. Reads only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Duty, Link
from luodi.duties.pages import Page, page
from luodi.duties.reach import relations
from luodi.works.actions.meeting import decided
from luodi.works.actions.supervising import OPEN as OPEN_SLIPS
from luodi.works.dossier import Dossier
from luodi.works.models import Meeting, Slip, Work
from luodi.works.reach import meeting_for
from luodi.works.rules import Kind, MeetingState, SlipOutcome

MOST = 200
BESIDE = ("duty__owner__user", "duty__owner__unit", "duty__unit__territory", "given_by__unit", "leading")
SLIP_BESIDE = ("duty__owner__user", "duty__owner__unit", "duty__unit__territory", "issued_by__unit")


def open_instructions(viewer: Viewer) -> "QuerySet[Any]":
    """Not yet answered and accepted, the one due first on top; `reply_due` is none while an answer is judged."""
    rows = Work.objects.visible_to(viewer).filter(kind=Kind.INSTRUCTION, duty__closed=None).select_related(*BESIDE)
    running = Deadline.objects.filter(duty=OuterRef("duty"), kind="reply", stopped=None)
    return rows.annotate(reply_due=Subquery(running.values("due")[:1])).order_by("duty__next_due", "pk")[:MOST]


def subjects_of(works: Iterable[int]) -> dict[int, Duty]:
    """What each work is about. Whoever reads an instruction reads what it is about by title and number only."""
    rows = Link.objects.filter(source__in=list(works), kind=Link.Kind.ABOUT).select_related("target").order_by("pk")
    return {row.source_id: row.target for row in rows}


def on_duty(viewer: Viewer, duty: Duty) -> list[Work]:
    """Instructions on one matter, newest first."""
    links = Link.objects.filter(target=duty, kind=Link.Kind.ABOUT).values("source")
    rows = Work.objects.visible_to(viewer).filter(duty__in=links, kind=Kind.INSTRUCTION).select_related(*BESIDE)
    return list(rows.prefetch_related("duty__deadlines").order_by("-pk")[:MOST])


def slips_seen(viewer: Viewer, outcome: str = "open") -> "QuerySet[Slip]":
    """On matters that he sees; `outcome`: "open" or one of SlipOutcome. Newest first."""
    rows = Slip.objects.filter(duty__in=Duty.objects.visible_to(viewer).values("pk")).select_related(*SLIP_BESIDE)
    wanted = Q(outcome__in=OPEN_SLIPS) if outcome == "open" else Q(outcome=outcome)
    return rows.filter(wanted).prefetch_related("duty__deadlines").order_by("-pk")[:MOST]


def slips_of(duty: Duty) -> list[Slip]:
    """The newest first."""
    beside = ("issued_by__unit", "signed_by__unit", "replied_by__unit", "judged_by__unit")
    return list(Slip.objects.filter(duty=duty).select_related(*beside).order_by("-ordinal"))


@dataclass(frozen=True)
class SlipDossier(Dossier):
    """All slips of one matter of any kind, the newest first."""

    @cached_property
    def slips(self) -> list[Slip]:
        return slips_of(self.duty)

    @property
    def standing(self) -> Slip | None:
        return next((one for one in self.slips if one.outcome in OPEN_SLIPS), None)

    @property
    def answerable(self) -> bool:
        return self.standing is not None and self.standing.outcome == SlipOutcome.OPEN

    @cached_property
    def instructions(self) -> list[Work]:
        return on_duty(self.viewer, self.duty)


def slip_dossier(viewer: Viewer, number: str) -> SlipDossier:
    """Raises Duty.DoesNotExist outside the viewer's reach."""
    duty = Duty.objects.visible_to(viewer).for_strip().get(number=number)
    return SlipDossier(viewer, duty, relations(viewer, duty))


@dataclass(frozen=True)
class MeetingDossier(Dossier):
    meeting: Meeting

    @property
    def deciding(self) -> bool:
        return self.duty.closed is None and self.may("hold_meeting")

    @cached_property
    def decisions(self) -> list[Work]:
        return decided(self.meeting)


def meeting_dossier(viewer: Viewer, number: str) -> MeetingDossier:
    """Raises Meeting.DoesNotExist outside the viewer's reach."""
    meeting = meeting_for(viewer, number)
    return MeetingDossier(viewer, meeting.duty, relations(viewer, meeting.duty), meeting)


def found_meetings(viewer: Viewer, asked: Mapping[str, Any], *, after: str = "") -> Page:
    """Those whose minutes are not issued yet, or the others, newest first."""
    state, kind = asked.get("state", ""), asked.get("kind", "")
    where = Q(kind="meeting")
    if state in (MeetingState.PLANNED, MeetingState.HELD):
        where &= Q(progress=state)
    if kind:
        where &= Q(meeting__kind=kind)
    closed = state in (MeetingState.ISSUED, MeetingState.CALLED_OFF)
    if closed:
        where &= Q(progress=state)
    return page(viewer, where=where, after=after, closed=closed, beside=("meeting",))


def decisions_counted(duties: Iterable[Duty]) -> dict[int, int]:
    """Meeting -> how many decisions; one query."""
    rows = Link.objects.filter(target__in=list(duties), kind=Link.Kind.DECIDED_IN).order_by().values_list("target")
    return dict(rows.annotate(Count("pk")))
