"""Published progress of key projects. Nobody signs in here; editions are all that these pages read."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from luodi.bulletin.drawing.files import TYPES, file_bytes, file_name, files_of
from luodi.bulletin.models import Edition, EditionLine
from luodi.bulletin.photographs import photo_bytes, still_shown
from luodi.bulletin.public_projects import PublicAddresses, project_page, public_lines
from luodi.bulletin.published import edition_file, published_edition, published_editions
from luodi.bulletin.shown import edition_page, lines_page
from luodi.directory.middleware import ViewedRequest
from luodi.portal.project_map import project_map
from luodi.portal.shell import page

HERE = "portal:editions"


def to(edition: Edition) -> PublicAddresses:
    return PublicAddresses(
        edition=reverse("portal:edition", args=[edition.number]),
        lines=reverse("portal:edition_lines", args=[edition.number]),
        project=lambda number: reverse("portal:public_project", args=[number]),
        photo=lambda number, digest: reverse("portal:project_photo", args=[number, digest]),
    )


@login_not_required
@require_safe
def editions(request: ViewedRequest) -> HttpResponse:
    rows, newest = published_editions(request.GET.get("year", ""))
    context = {**edition_page(newest, to(newest)), "edition": newest} if newest else {}
    return page(request, "progress/editions", HERE, rows=rows, newest=newest, **context)


@login_not_required
@require_safe
def edition(request: ViewedRequest, number: str) -> HttpResponse:
    try:
        one = published_edition(number)
    except Edition.DoesNotExist:
        return page(request, "progress/gone", HERE, 404)
    return page(request, "progress/edition", HERE, **edition_page(one, to(one)), files=files_of(one))


@login_not_required
@require_safe
def lines(request: ViewedRequest, number: str) -> HttpResponse:
    try:
        one = published_edition(number)
    except Edition.DoesNotExist:
        return page(request, "progress/gone", HERE, 404)
    return page(request, "progress/lines", HERE, **lines_page(one, request.viewer, request.GET, to(one)))


@login_not_required
@require_safe
def file(request: ViewedRequest, number: str, kind: str) -> HttpResponseBase:
    found = edition_file(number, kind)
    if found is None:
        raise Http404
    try:
        data = file_bytes(found)
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = HttpResponse(data, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{file_name(found, number)}"'
    return response


@login_not_required
@require_safe
def project(request: ViewedRequest, number: str) -> HttpResponse:
    found = public_lines(number)
    if not found:
        return page(request, "progress/gone", HERE, 404)
    return page(
        request, "progress/project", HERE, **project_page(found, to(found[0].edition)), map=project_map(found[0])
    )


@login_not_required
@require_safe
def photo(request: ViewedRequest, number: str, digest: str) -> HttpResponseBase:
    response = photo_of(public_lines(number), digest)
    response["Cache-Control"] = "no-cache"
    return response


def photo_of(found: list[EditionLine], digest: str) -> HttpResponse:
    """Of the newest of them. Raises Http404 where it is none of its photographs, or none any more."""
    if not found or digest not in {one["digest"] for one in still_shown(found[0])}:
        raise Http404
    try:
        return HttpResponse(photo_bytes(digest), content_type="image/jpeg")
    except FileNotFoundError as gone:
        raise Http404 from gone
