"""Whom a problem is asked of at each level, and who may judge it where the one who raised it does not. Reads only."""

from datetime import datetime

from luodi.directory.models import Post, Unit
from luodi.directory.models.post import PostQuerySet
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Duty
from luodi.duties.owners import city_desk, person_on_duty
from luodi.projects.models import Problem
from luodi.projects.rules import Asked

KIND = "problem"


def level_above(asked: str) -> Asked:
    """The top is above itself."""
    levels = list(Asked)
    return levels[min(levels.index(Asked(asked)) + 1, len(levels) - 1)]


def owner_at(asked: str, duty: Duty, unit: Unit | None, now: datetime) -> Post:
    """`duty` is the project's or the problem's own; `unit` the department asked, else the duty's own.

    Where a level has nobody the next one is asked, and at last the city desk.
    """
    levels = list(Asked)[list(Asked).index(Asked(asked)) :]
    for level in levels:
        found = _at_level(level, duty, unit or duty.unit, now)
        if found is not None:
            return found
    return person_on_duty(city_desk(), now, kind=KIND)


def _at_level(level: Asked, duty: Duty, unit: Unit, now: datetime) -> Post | None:
    if level == Asked.SPECIALIST:
        return _specialist(duty, unit, now)
    if level == Asked.UNIT:
        return _handling(unit, now, head=True)
    return _leader(duty, now, top=level == Asked.TOP)


def _specialist(duty: Duty, unit: Unit, now: datetime) -> Post | None:
    """Who answers for the project already, where he is one of the unit and there; else a specialist of the unit."""
    own = _here(now).filter(pk=duty.owner_id, unit=unit).first()
    return own or _handling(unit, now, head=False)


def _handling(unit: Unit, now: datetime, *, head: bool) -> Post | None:
    posts = [post for post in _here(now).filter(unit=unit) if KIND in post.remit]
    wanted = [post for post in posts if (post.role == Post.Role.HEAD) == head and post.role not in JUDGING]
    return next((post for post in wanted if post.role == Post.Role.PROJECT), wanted[0] if wanted else None)


# They check and instruct; solving is not theirs unless they are asked by their level.
JUDGING = (Post.Role.CHECKER, Post.Role.LEADER, Post.Role.OPERATOR)


def _leader(duty: Duty, now: datetime, *, top: bool) -> Post | None:
    """The nearest leader above the matter, or for `top` the one whose territory is widest."""
    width = {pk: place for place, pk in enumerate((duty.place_id, duty.district_id, duty.city_id)) if pk}
    leaders = [post for post in _here(now).filter(role=Post.Role.LEADER) if KIND in post.remit]
    around = [(_width(post, width), post.pk, post) for post in leaders]
    fitting = sorted((rank, pk, post) for rank, pk, post in around if rank is not None)
    if not fitting:
        return None
    widest = max(rank for rank, _pk, _post in fitting)
    return next(post for rank, _pk, post in fitting if not top or rank == widest)


def _width(post: Post, width: dict[int, int]) -> int | None:
    """0 for the place itself, then district, city, and a circle that has the city; None where it lies elsewhere."""
    territory = post.unit.territory
    if territory.level == territory.Level.CIRCLE:
        return 3 if territory.children.filter(pk__in=width).exists() else None
    return width.get(territory.pk)


def _here(now: datetime) -> PostQuerySet:
    beside = ("user", "unit__calendar", "unit__territory__parent__parent")
    return Post.objects.present(now).select_related(*beside).order_by("id")


def raiser_is_there(problem: Problem, now: datetime) -> bool:
    """Not once he has left the post from which he raised it."""
    if problem.raised_by_id is None or problem.raised_post_id is None:
        return False
    return Post.objects.held(now).filter(pk=problem.raised_post_id, user=problem.raised_by_id).exists()


def is_raiser(viewer: Viewer, problem: Problem, now: datetime) -> bool:
    """Whether it is his to close, also after five silent days."""
    himself = viewer.user_id is not None and viewer.user_id == problem.raised_by_id
    return himself and raiser_is_there(problem, now)


def waits_for_raiser(problem: Problem, now: datetime) -> bool:
    """Whether the five working days of who raised it are still running; he is there."""
    running = Deadline.objects.filter(duty=problem.duty, kind="confirmation", stopped=None).exists()
    return running and raiser_is_there(problem, now)


def checkers_outside(duty: Duty, now: datetime) -> list[Post]:
    """Checkers of the matter's city outside the unit that handles it; the city desk where there are none."""
    around = {duty.city_id, duty.district_id, duty.place_id}
    held = Post.objects.held(now).exclude(unit=duty.unit_id).select_related("user", "unit__territory").order_by("id")
    found = [post for post in held.filter(role=Post.Role.CHECKER) if KIND in post.remit and _covers(post, around)]
    return found or list(held.filter(unit=city_desk()).exclude(role=Post.Role.OPERATOR))


def _covers(post: Post, around: set[int | None]) -> bool:
    territory = post.unit.territory
    if territory.level == territory.Level.CIRCLE:
        return territory.children.filter(pk__in=[pk for pk in around if pk]).exists()
    return territory.pk in around
