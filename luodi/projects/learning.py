"""What the library teaches a forecast: its finished projects, how well they had been forecast, how wide an end must be.

Learned once and kept until another milestone is met: five thousand finished projects are read in a second or two.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import fmean
from typing import Any, NamedTuple

from django.db.models import Avg, Case, Count, Exists, F, FloatField, Max, OuterRef, Q, QuerySet, Value, When
from django.utils.timezone import localdate

from luodi.projects.forecast import Classes, Closed, Reported, Tails, Track, tails
from luodi.projects.forecast.records import BIN, BLEND, CLASS, POOL
from luodi.projects.forecast.score import Judged
from luodi.projects.models import Forecast, Milestone, MilestoneDate, Project
from luodi.projects.rules import Stage

MOST = 5_000  # finished projects learned from, the latest ones
EVERY = timedelta(days=30)  # a date in force is one report a month, however seldom its owner touched it
JUDGED = 1_000  # past blends from which their two parts are weighed


class Finished(NamedTuple):
    milestone: int
    project: int
    met_on: date


@dataclass(frozen=True)
class Learned:
    """`reference`, `rate`: mean interval scores of the two parts of past blends, in shares of a project's duration."""

    classes: Classes
    tails: Tails
    finished: int
    reference: float | None = None
    rate: float | None = None


def klass_of(project: Project) -> str:
    """What is built of what kind: sector and template."""
    return f"{project.sector}/{project.template}"


def began(project: Project) -> date:
    """A project's own start, else its entry into the library."""
    return project.started_on or localdate(project.duty.opened)


def learned() -> Learned:
    mark = _mark()
    if _kept.get("mark") != mark:
        _kept.update(mark=mark, learned=_learn())
    return _kept["learned"]


def forget() -> None:
    _kept.clear()


_kept: dict[str, Any] = {}


def _mark() -> tuple[Any, ...]:
    """Another one as soon as a milestone is met, or no longer."""
    found = _met().aggregate(count=Count("pk"), newest=Max("pk"), latest=Max("met_on"))
    return found["count"], found["newest"], found["latest"]


def _met() -> "QuerySet[Milestone]":
    return Milestone.objects.filter(met_on__isnull=False, withdrawn_at=None)


def _learn() -> Learned:
    goals = finished_goals()
    known = list(tracks(goals))
    reference, rate = _past_scores()
    return Learned(Classes.build(known), tails(_closed()), len(known), reference, rate)


def finished_goals() -> list[Finished]:
    """Of each finished project the milestone that stands for completion, else its last; the latest finishes."""
    waiting = Milestone.objects.filter(project=OuterRef("project"), met_on=None, withdrawn_at=None)
    found = _met().filter(Q(stage=Stage.COMPLETED) | ~Exists(waiting)).order_by("-met_on", "-position", "-pk")
    best: dict[int, tuple[bool, Finished]] = {}
    for pk, project, met_on, stage in found.values_list("pk", "project", "met_on", "stage")[: 4 * MOST]:
        assert met_on
        names_it = stage == Stage.COMPLETED
        if project not in best or (names_it and not best[project][0]):
            best[project] = (names_it, Finished(pk, project, met_on))
    return [goal for _named, goal in best.values()][:MOST]


def tracks(goals: Iterable[Finished]) -> Iterator[Track]:
    by_milestone = {goal.milestone: goal for goal in goals}
    given: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for milestone, at, day in _dates(by_milestone):
        given[milestone].append((localdate(at), day))
    beside = {goal.project for goal in by_milestone.values()}
    projects = {one.pk: one for one in _in_parts(Project.objects.select_related("duty"), "pk", beside)}
    for milestone, goal in by_milestone.items():
        project = projects[goal.project]
        reports = tuple(in_force(given[milestone], goal.met_on))
        yield Track(str(goal.project), klass_of(project), began(project), reports, goal.met_on)


def _dates(milestones: Iterable[int]) -> Iterator[tuple[int, datetime, date]]:
    found = MilestoneDate.objects.order_by("reported_at", "id").values_list("milestone", "reported_at", "forecast")
    yield from _in_parts(found, "milestone", milestones)


def _in_parts(rows: Any, name: str, keys: Iterable[int], size: int = 500) -> Iterator[Any]:
    wanted = sorted(keys)
    for start in range(0, len(wanted), size):
        yield from rows.filter(**{f"{name}__in": wanted[start : start + size]})


def in_force(given: Iterable[tuple[date, date]], until: date) -> Iterator[Reported]:
    """The owner's date as it stood, once a month and whenever it moved, up to the day before `until`."""
    changes = list(given)
    for place, (at, finish) in enumerate(changes):
        following = min(changes[place + 1][0] if place + 1 < len(changes) else until, until)
        while at < following:
            yield Reported(at, finish)
            at += EVERY


def _closed() -> list[Closed]:
    """Of each finished project the shares of its forecasts that it undercut and overran, in the order of finishing."""
    judged = Forecast.objects.filter(covered__isnull=False, method__in=(CLASS, BIN, POOL))
    shares = judged.values("project").annotate(
        finish=Max("actual"), early=_share(actual__lt=F("p10")), late=_share(actual__gt=F("p90"))
    )
    newest = list(shares.order_by("-finish", "-project").values_list("early", "late")[:MOST])
    return [Closed(early, late) for early, late in reversed(newest)]


def _share(**when: Any) -> Avg:
    return Avg(Case(When(**when, then=Value(1.0)), default=Value(0.0), output_field=FloatField()))


def _past_scores() -> tuple[float | None, float | None]:
    past = Forecast.objects.filter(method=BLEND, covered__isnull=False).order_by("-pk")
    scores: dict[str, list[float]] = {"reference": [], "rate": []}
    for as_of, actual, inputs in past.values_list("as_of", "actual", "inputs")[:JUDGED]:
        assert actual
        unit = max((actual - date.fromisoformat(inputs["started"])).days, 1)
        for layer in inputs["layers"]:
            ends = [date.fromisoformat(layer[name]) for name in ("p10", "p50", "p90")]
            judged = Judged.of("", as_of, (ends[0], ends[1], ends[2]), actual, unit)
            scores[layer["layer"]].append(judged.interval)
    reference, rate = (fmean(theirs) if theirs else None for theirs in scores.values())
    return reference, rate
