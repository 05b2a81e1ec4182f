"""One work as its page shows it: parts, what it is about, where it was decided, its story. Reached by the viewer."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty, Link
from luodi.duties.reach import relations
from luodi.duties.rules import MAY
from luodi.works.models import Cooperation, PlanVersion, Work
from luodi.works.reach import cooperation_for, work_for
from luodi.works.rules import POINTS, Kind
from luodi.works.story import Line, story

MOST_PARTS = 400


@dataclass(frozen=True)
class Dossier:
    """What every page of this app is made from: a duty as its viewer sees it."""

    viewer: Viewer
    duty: Duty
    held: frozenset[str]

    def may(self, verb: str) -> bool:
        return self.viewer.is_system or bool(self.held & MAY[verb])

    @cached_property
    def lines(self) -> list[Line]:
        """Newest first."""
        return story(self.duty.number)

    def changes_since(self, since: datetime) -> list[str]:
        return [line.with_who for line in self.lines if line.recorded_at >= since]


@dataclass(frozen=True)
class WorkDossier(Dossier):
    work: Work

    @cached_property
    def parts(self) -> list[Work]:
        """Direct ones, in the order in which they were written; whoever reads the whole reads them."""
        return list(self.work.parts.with_duty().order_by("pk")[:MOST_PARTS])

    @cached_property
    def points(self) -> dict[str, list[Work]]:
        """By kind, all three, empty ones too."""
        return {kind: self.of_kind(kind) for kind in POINTS}

    def of_kind(self, kind: str) -> list[Work]:
        return [part for part in self.parts if part.kind == kind]

    @cached_property
    def projects(self) -> list[Work]:
        """Works under it, each with its own parts read along."""
        return _with_parts(self.of_kind(Kind.WORK))

    @cached_property
    def _links(self) -> dict[str, list[Duty]]:
        rows = Link.objects.filter(source=self.duty).select_related("target").order_by("pk")
        seen = set(
            Duty.objects.visible_to(self.viewer).filter(back_links__source=self.duty).values_list("pk", flat=True)
        )
        found: dict[str, list[Duty]] = {}
        for row in rows:
            if row.target_id in seen:
                found.setdefault(row.kind, []).append(row.target)
        return found

    @property
    def about(self) -> list[Duty]:
        """As far as the viewer may see it."""
        return self._links.get(Link.Kind.ABOUT, [])

    @property
    def decided_in(self) -> list[Duty]:
        return self._links.get(Link.Kind.DECIDED_IN, [])

    @cached_property
    def copies(self) -> list[Work]:
        return list(self.work.copies.select_related("duty__unit", "duty__owner").order_by("pk"))

    @cached_property
    def versions(self) -> list[PlanVersion]:
        beside = ("tasks__work__duty__owner__unit", "tasks__work__duty__owner__user")
        return list(self.work.versions.select_related("made_by__unit", "approved_by__unit").prefetch_related(*beside))

    @property
    def draft(self) -> PlanVersion | None:
        return next((one for one in self.versions if one.approved_at is None), None)


def work_dossier(viewer: Viewer, number: str, kind: str = "") -> WorkDossier:
    """Of one kind where it is named. Raises Work.DoesNotExist outside the viewer's scope and for another kind."""
    work = work_for(viewer, number)
    if kind not in ("", work.kind):
        raise Work.DoesNotExist
    return WorkDossier(viewer, work.duty, relations(viewer, work.duty), work)


def about_duties(viewer: Viewer, works: list[Work]) -> dict[int, list[Duty]]:
    """What each of several works is about, as far as the viewer sees it; two queries."""
    rows = Link.objects.filter(source__in=[work.pk for work in works], kind=Link.Kind.ABOUT).order_by("pk")
    pairs = list(rows.values_list("source", "target"))
    wanted = {target for _source, target in pairs}
    seen = {duty.pk: duty for duty in Duty.objects.visible_to(viewer).filter(pk__in=wanted)}
    found: dict[int, list[Duty]] = {}
    for source, target in pairs:
        if target in seen:
            found.setdefault(source, []).append(seen[target])
    return found


def works_about(viewer: Viewer, duty: Duty) -> list[Work]:
    """Works that are about a duty, oldest first, with their parts in `below`; instructions and decisions left out."""
    links = Link.objects.filter(target=duty, kind=Link.Kind.ABOUT).values("source")
    rows = Work.objects.visible_to(viewer).filter(duty__in=links).exclude(kind__in=(Kind.INSTRUCTION, Kind.DECISION))
    return _with_parts(list(rows.with_duty().order_by("pk")))


def _with_parts(found: list[Work]) -> list[Work]:
    """The same works, the parts of each in its `below`; one query."""
    below: dict[int, list[Work]] = {work.pk: [] for work in found}
    for part in Work.objects.filter(parent__in=below).with_duty().order_by("pk") if below else ():
        below[part.parent_id or 0].append(part)
    for work in found:
        work.below = below[work.pk]
    return found


@dataclass(frozen=True)
class CooperationDossier(Dossier):
    made: Cooperation


def cooperation_dossier(viewer: Viewer, number: str) -> CooperationDossier:
    """Raises Cooperation.DoesNotExist outside the viewer's reach."""
    made = cooperation_for(viewer, number)
    return CooperationDossier(viewer, made.duty, relations(viewer, made.duty), made)
