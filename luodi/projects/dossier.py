"""One project as its page shows it, reached through the viewer."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import QuerySet

from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.reach import relations
from luodi.duties.rules import MAY
from luodi.projects.criteria import Criterion, criteria, standing_evidence
from luodi.projects.curves import MilestoneState, milestone_state
from luodi.projects.models import Baseline, Evidence, GateDecision, Milestone, Project
from luodi.projects.reach import project_for
from luodi.projects.rules import ENDED, ORDER, ROUTES, BaselineState, Stage, Template, next_stage
from luodi.projects.story import Line, story


@dataclass(frozen=True)
class Dated:
    """A milestone of the plan with its three dates; `days` is how much later than planned its owner expects it."""

    milestone: Milestone
    planned: date | None
    state: MilestoneState

    @property
    def days(self) -> int:
        date_now = self.milestone.met_on or self.milestone.forecast
        return (date_now - self.planned).days if date_now and self.planned else 0


@dataclass(frozen=True)
class ProjectDossier:
    project: Project
    viewer: Viewer
    held: frozenset[str]
    today: date

    @property
    def duty(self) -> Duty:
        return self.project.duty

    def may(self, verb: str) -> bool:
        return bool(self.held & MAY[verb])

    @property
    def ended(self) -> bool:
        return self.project.side in ENDED

    @cached_property
    def evidence(self) -> list[Evidence]:
        return standing_evidence(self.project)

    @property
    def next(self) -> str | None:
        return next_stage(self.project.template, self.project.stage)

    @cached_property
    def criteria(self) -> list[Criterion]:
        """Of the next stage; empty at the end of the route."""
        return criteria(self.project, self.next, self.evidence) if self.next else []

    @property
    def missing(self) -> list[Criterion]:
        return [line for line in self.criteria if not line.met]

    @property
    def earlier(self) -> list[Stage]:
        """Stages to which it may go back."""
        route = ROUTES[Template(self.project.template)]
        return [stage for stage in route if ORDER[stage] < ORDER[self.project.stage]]

    @property
    def later(self) -> list[Stage]:
        """Stages of its works and after that are still to come."""
        route = ROUTES[Template(self.project.template)]
        return [stage for stage in route if ORDER[stage] > max(ORDER[self.project.stage], ORDER[Stage.PERMITTED])]

    @cached_property
    def gates(self) -> list[GateDecision]:
        """Newest first; one that waits for its decision is among them."""
        beside = ("asked_by__unit", "asked_by__user", "decided_by__unit", "decided_by__user")
        return list(self.project.gates.select_related(*beside).order_by("-id"))

    @property
    def asked(self) -> GateDecision | None:
        return next((gate for gate in self.gates if not gate.outcome), None)

    @cached_property
    def baselines(self) -> list[Baseline]:
        """Newest first, each with its lines."""
        beside = ("proposed_by__user", "approved_by__user")
        rows = self.project.baselines.select_related(*beside).prefetch_related("dates__milestone")
        return list(rows.order_by("-version"))

    @property
    def baseline(self) -> Baseline | None:
        return next((one for one in self.baselines if one.state == BaselineState.ACTIVE), None)

    @property
    def proposed(self) -> Baseline | None:
        return next((one for one in self.baselines if one.state == BaselineState.PROPOSED), None)

    @cached_property
    def milestones(self) -> list[Dated]:
        """Of the plan in force, in its order."""
        active = self.baseline
        planned = {row.milestone_id: row.planned for row in active.dates.all()} if active else {}
        rows = self.project.milestones.filter(withdrawn_at=None).select_related("owner__user")
        return [
            Dated(row, planned.get(row.pk), milestone_state(planned.get(row.pk), row.forecast, row.met_on, self.today))
            for row in rows
        ]

    @cached_property
    def lines(self) -> list[Line]:
        return story(self.project)

    def changes_since(self, since: datetime) -> list[str]:
        return [line.with_who for line in story(self.project, since)]


def project_dossier(viewer: Viewer, number: str, today: date) -> ProjectDossier:
    """Raises Project.DoesNotExist outside the viewer's reach."""
    project = project_for(viewer, number)
    return ProjectDossier(project, viewer, relations(viewer, project.duty), today)


def unmet(dossier: ProjectDossier) -> "QuerySet[Milestone]":
    """What may still be given another date."""
    return dossier.project.milestones.filter(withdrawn_at=None, met_on=None)
