"""What an enquiry became, and where a project came from: reads along the link between the two."""

from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty, Link
from luodi.projects.models import Project


def project_of(enquiry: Duty) -> Project | None:
    """Who may read the enquiry may know which project goes on with it, how far that is and who answers for it."""
    came = Link.objects.filter(target=enquiry, kind=Link.Kind.ORIGIN, source__kind="project").values("source")
    beside = ("duty__owner__user", "duty__owner__unit", "duty__unit")
    return Project.objects.filter(duty__in=came).select_related(*beside).first()


def origin_of(viewer: Viewer, project: Duty) -> Duty | None:
    """The matter a project goes on with; for who may not read that, there is none."""
    came = Link.objects.filter(source=project, kind=Link.Kind.ORIGIN).values("target")
    return Duty.objects.visible_to(viewer).filter(pk__in=came).first()
