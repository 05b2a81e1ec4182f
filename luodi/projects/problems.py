"""Problems as pages show them: the list, one problem with its story, those of a project. Reads only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as lazy

from luodi.directory.actors import posts_of
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.pages import Page, due, mine, page, those, viewer_arms
from luodi.duties.papers import papers
from luodi.duties.reach import relations
from luodi.duties.rules import MAY
from luodi.duties.strips import name_of
from luodi.ledger.models import Attachment, Event
from luodi.projects.asking import is_raiser, waits_for_raiser
from luodi.projects.models import Milestone, Problem, Project
from luodi.projects.reach import problem_for
from luodi.projects.rules import Asked, ProblemState
from luodi.projects.story import Line
from luodi.text.public_numbers import normalise_number

BESIDE = ("problem__project__duty", "problem__milestone")
OPEN = (ProblemState.RAISED, ProblemState.ACCEPTED)


def found_problems(viewer: Viewer, asked: Mapping[str, Any], *, now: datetime, after: str = "") -> Page:
    """Due soonest first; closed ones newest first."""
    state = asked.get("state", "")
    where = Q(kind="problem") & due(asked.get("due", ""), now)
    if state and state != ProblemState.CLOSED:
        where &= Q(progress=state)
    which = Q(category=asked["category"]) if asked.get("category") else Q()
    if asked.get("level"):
        which &= Q(asked=asked["level"])
    if typed := asked.get("q"):
        number = normalise_number(typed)
        which &= Q(project__duty__number=number) | Q(duty__number=number) if number else _named(typed)
    arms = mine(viewer) if asked.get("scope") == "mine" else viewer_arms(viewer)
    where &= those(Problem.objects.all(), which)
    return page(viewer, where=where, after=after, arms=arms, closed=state == ProblemState.CLOSED, beside=BESIDE)


def _named(typed: str) -> Q:
    return Q(duty__title__icontains=typed) | Q(project__duty__title__icontains=typed)


def blockable(project: Project) -> "QuerySet[Milestone]":
    """Milestones that a problem may hold up."""
    return project.milestones.filter(withdrawn_at=None, met_on=None)


def raisable(viewer: Viewer, said: str = "") -> "QuerySet[Duty]":
    """Open projects that he sees, by a part of the name or the number; his own first."""
    rows = Duty.objects.visible_to(viewer).open().filter(kind="project").select_related("unit")
    if said:
        rows = rows.filter(Q(title__icontains=said) | Q(number=normalise_number(said) or said))
    own = Case(
        When(owner__in=viewer.post_ids, then=Value(0)), When(unit__in=viewer.unit_ids, then=Value(1)), default=Value(2)
    )
    return rows.annotate(nearness=own).order_by("nearness", "title", "pk")[:30]


def problems_of(viewer: Viewer, project: Project) -> list[Problem]:
    """Open ones first, newest first."""
    beside = ("duty__owner__user", "duty__owner__unit", "duty__unit", "milestone")
    rows = Problem.objects.visible_to(viewer).filter(project=project).select_related(*beside)
    found = rows.prefetch_related("duty__deadlines").order_by("-raised_at", "-pk")[:50]
    return sorted(found, key=lambda problem: problem.duty.closed is not None)


SENTENCES: dict[str, Any] = {
    "opened": lazy("提出问题，交给%(post)s"),
    "attached": lazy("附了照片或文件"),
    "problem_accepted": lazy("已受理，计划 %(due)s 前解决"),
    "problem_passed_up": lazy("本级解决不了，请%(level)s协调：%(post)s"),
    "problem_proved": lazy("附了解决的凭证"),
    "problem_solved": lazy("办好了，等提出人确认"),
    "problem_unconfirmed": lazy("提出人五个工作日没有确认，改由审核人员核实"),
    "problem_reopened": lazy("没有解决，上报%(level)s：%(post)s"),
    "problem_closed": lazy("确认解决"),
    "instructed": lazy("领导作了批示，见 %(work)s"),
    "slip_issued": lazy("签发了第 %(ordinal)s 张督办单"),
    "slip_replied": lazy("回复了督办单"),
    "owner_changed": lazy("改由%(post)s负责"),
    "post_left": lazy("原负责人离岗，改由%(post)s负责"),
    "told": lazy("%(kind)s的时限已提醒"),
}


def lines_of(number: str) -> list[Line]:
    """Newest first."""
    events = list(Event.objects.filter(subject=number, code__in=SENTENCES).newest_first())
    actors = posts_of({event.actor for event in events})
    posts = _posts(event.facts.get("post") for event in events)
    return [_line(event, actors, posts) for event in events]


def _posts(ids: Iterable[object]) -> dict[int, str]:
    wanted = {pk for pk in ids if isinstance(pk, int)}
    return {post.pk: str(post) for post in Post.objects.filter(pk__in=wanted).select_related("unit")} if wanted else {}


def _line(event: Event, actors: Mapping[str, Post], posts: Mapping[int, str]) -> Line:
    facts = {name: str(value) for name, value in event.facts.items()}
    told = facts | {
        "post": posts.get(event.facts.get("post", 0), ""),
        "level": str(Asked(facts["asked"]).label) if facts.get("asked") in Asked.values else "",
        "kind": name_of(facts.get("kind", "")),
        "due": facts.get("due", ""),
    }
    by = actors.get(event.actor)
    tone = "late" if event.code == "told" and event.facts.get("rung", 0) >= 2 else ""
    sentence = str(SENTENCES[event.code]) % told
    return Line(event.happened_at, sentence, str(by or ""), event.recorded_at, event.code, tone)


@dataclass(frozen=True)
class ProblemDossier:
    viewer: Viewer
    problem: Problem
    held: frozenset[str]
    now: datetime

    @property
    def duty(self) -> Duty:
        return self.problem.duty

    def may(self, verb: str) -> bool:
        return self.viewer.is_system or bool(self.held & MAY[verb])

    @property
    def unsolved(self) -> bool:
        return self.duty.progress in OPEN

    @cached_property
    def waits(self) -> bool:
        """For who raised it; else a checker outside the handling unit may judge it."""
        return waits_for_raiser(self.problem, self.now)

    @property
    def may_judge(self) -> bool:
        if self.duty.progress != ProblemState.SOLVED or not self.may("confirm_problem"):
            return False
        if is_raiser(self.viewer, self.problem, self.now):
            return True
        return not self.waits and self.viewer.post_in(self.duty.unit_id) is None

    @cached_property
    def papers(self) -> list[Attachment]:
        return list(papers(self.duty))

    @cached_property
    def lines(self) -> list[Line]:
        return lines_of(self.duty.number)

    def changes_since(self, since: datetime) -> list[str]:
        return [line.with_who for line in self.lines if line.recorded_at >= since]


def problem_dossier(viewer: Viewer, number: str, now: datetime) -> ProblemDossier:
    """Raises Problem.DoesNotExist outside the viewer's reach."""
    problem = problem_for(viewer, number)
    return ProblemDossier(viewer, problem, relations(viewer, problem.duty), now)
