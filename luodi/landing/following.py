"""What an enquiry became: a read along the link to where a matter came from."""

from luodi.duties.models import Duty, Link
from luodi.projects.models import Project


def project_of(enquiry: Duty) -> Project | None:
    """Who may read the enquiry may know which project goes on with it, how far that is and who answers for it."""
    came = Link.objects.filter(target=enquiry, kind=Link.Kind.ORIGIN, source__kind="project").values("source")
    beside = ("duty__owner__user", "duty__owner__unit", "duty__unit")
    return Project.objects.filter(duty__in=came).select_related(*beside).first()
