"""An edition before it is published, on the very pages that the public will read; for who may see it already."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from luodi.bulletin.models import Edition
from luodi.bulletin.public_projects import PublicAddresses, project_page, public_lines
from luodi.bulletin.reach import edition_for
from luodi.bulletin.rules import State
from luodi.bulletin.shown import edition_page, lines_page
from luodi.directory.middleware import ViewedRequest
from luodi.directory.viewer import Viewer
from luodi.portal.project_map import project_map
from luodi.portal.shell import page
from luodi.portal.views import progress


def coming(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """The whole edition as staff sees it before it is published; once it is, it lies at its public address."""

    @wraps(view)
    def shown(request: ViewedRequest, number: str, **parts: str) -> HttpResponseBase:
        if not request.viewer.is_staff:
            raise Http404
        try:
            edition = edition_for(request.viewer, number)
        except Edition.DoesNotExist as nothing:
            raise Http404 from nothing
        if edition.state == State.PUBLISHED:
            return redirect("portal:edition", number)
        if not edition.is_coming:
            raise Http404
        return view(request, edition, **parts)

    return shown


def to(edition: Edition) -> PublicAddresses:
    number = edition.number
    return PublicAddresses(
        edition=reverse("portal:edition_preview", args=[number]),
        lines=reverse("portal:preview_lines", args=[number]),
        project=lambda project: reverse("portal:preview_project", args=[number, project]),
        photo=lambda project, digest: reverse("portal:preview_photo", args=[number, project, digest]),
    )


@require_safe
@coming
def edition(request: ViewedRequest, one: Edition) -> HttpResponse:
    return page(request, "progress/edition", progress.HERE, **edition_page(one, to(one)), coming=one)


@require_safe
@coming
def lines(request: ViewedRequest, one: Edition) -> HttpResponse:
    """Those of the public: not one more for being staff."""
    context = lines_page(one, Viewer.nobody(), request.GET, to(one))
    return page(request, "progress/lines", progress.HERE, **context, coming=one)


@require_safe
@coming
def project(request: ViewedRequest, one: Edition, project: str) -> HttpResponse:
    found = public_lines(project, one)
    if not found:
        return page(request, "progress/gone", progress.HERE, 404)
    context = project_page(found, to(one))
    return page(request, "progress/project", progress.HERE, **context, map=project_map(found[0]), coming=one)


@require_safe
@coming
def photo(request: ViewedRequest, one: Edition, project: str, digest: str) -> HttpResponse:
    """Kept by nothing on its way: it is not public yet."""
    return progress.photo_of(public_lines(project, one), digest)
