"""Projects and problems, reached through the viewer, and the lock every act on them takes first."""

from collections.abc import Iterable

from luodi.directory.viewer import Viewer
from luodi.duties.reach import ask, locked
from luodi.ledger.acts import Refused
from luodi.projects.models import Problem, Project
from luodi.projects.rules import ENDED
from luodi.projects.words import ended_sentence


def project_for(viewer: Viewer, number: str) -> Project:
    """Raises Project.DoesNotExist outside the viewer's scope."""
    return Project.objects.visible_to(viewer).with_duty().get(duty__number=number)


def problem_for(viewer: Viewer, number: str) -> Problem:
    """Raises Problem.DoesNotExist outside the viewer's scope."""
    beside = ("duty__owner__user", "duty__owner__unit", "duty__unit", "project__duty__unit", "milestone", "raised_by")
    return Problem.objects.visible_to(viewer).select_related(*beside).get(duty__number=number)


def locked_project(viewer: Viewer, number: str, verb: str, *, version: int | None = None) -> Project:
    """The project for a viewer who may do `verb`, its duty locked until the act ends.

    Raises Duty.DoesNotExist, Project.DoesNotExist, Refused, Stale; Refused also where the project has ended.
    """
    duty = locked(viewer, number, version=version)
    project = Project.objects.select_related("current", "deputy").get(duty=duty)
    project.duty = duty
    ask(viewer, verb, duty)
    if project.side in ENDED:
        raise Refused(ended_sentence(project))
    return project


def locked_problem(viewer: Viewer, number: str, verb: str, *, version: int | None = None) -> Problem:
    """The same for a problem; its lock is its own duty's."""
    duty = locked(viewer, number, version=version)
    problem = Problem.objects.select_related("project__duty", "milestone").get(duty=duty)
    problem.duty = duty
    ask(viewer, verb, duty)
    return problem


def progress_of(project: Project) -> str:
    """What the duty's progress mirrors."""
    return project.side or project.stage


def sums_of(viewer: Viewer, projects: Iterable[int]) -> dict[int, int]:
    """Planned total of each, in yuan, as far as he sees them; those that have none are left out."""
    rows = Project.objects.visible_to(viewer).filter(pk__in=list(projects), total__isnull=False)
    return {pk: total for pk, total in rows.values_list("pk", "total") if total is not None}
