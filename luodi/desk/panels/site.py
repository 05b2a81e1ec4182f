"""What a project's page shows of its site: the forecast with its chance, each quantity, whether it stands still."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from luodi.desk.sites import said_of
from luodi.directory.viewer import Viewer
from luodi.projects.models import Project
from luodi.projects.outlookwords import standing_words
from luodi.projects.sitebook import SiteBook


def panel(viewer: Viewer, project: Project, now: datetime) -> dict[str, Any]:
    """Four queries."""
    book = SiteBook(project, localdate(now))
    one = book.completion
    return {
        "site_forecast": one,
        "site_said": standing_words(one) if one else "",
        "site_quantities": [(quantity, said_of(book, quantity)) for quantity in book.quantities],
        "site_stopped": book.open_stoppage,
    }
