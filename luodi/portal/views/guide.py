"""The public guide: a search, one service, one bundle. Each page is there as data too, with `?format=json`."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from luodi.approvals.guidance import guide_on
from luodi.approvals.models import BundleVersion, ServiceVersion
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused
from luodi.portal.guide import open_data
from luodi.portal.guide.bundles import ASKED, BundlePage
from luodi.portal.guide.finding import HERE, Search
from luodi.portal.guide.services import ServicePage
from luodi.portal.shell import page


@login_not_required
@require_safe
def guide(request: ViewedRequest) -> HttpResponse:
    found = guide_on(localdate())
    search = Search.of(found, request.GET)
    if wants_data(request):
        return as_data(open_data.listed_rows(list(search.found.bundles), list(search.found.services)))
    return page(request, "guide/home", HERE, search=search, empty=not (found.bundles or found.services))


@login_not_required
@require_safe
def service(request: ViewedRequest, code: str) -> HttpResponse:
    try:
        one = ServicePage.on(code, localdate())
    except ServiceVersion.DoesNotExist:
        return page(request, "guide/gone", HERE, 404)
    if wants_data(request):
        return as_data(open_data.service_data(one))
    return page(request, "guide/service", HERE, one=one)


@login_not_required
@require_safe
def bundle(request: ViewedRequest, code: str) -> HttpResponse:
    """For the answers in the address, without them for the most that can come together."""
    try:
        one = BundlePage.on(code, localdate(), request.GET)
    except (BundleVersion.DoesNotExist, Refused):
        return page(request, "guide/gone", HERE, 404)
    if wants_data(request):
        return as_data(open_data.bundle_data(one))
    said = request.GET.urlencode() if ASKED in request.GET else ""
    return page(request, "guide/bundle", HERE, one=one, said=said)


def wants_data(request: ViewedRequest) -> bool:
    return request.GET.get(open_data.FORMAT) == open_data.JSON


def as_data(said: dict) -> JsonResponse:
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})
