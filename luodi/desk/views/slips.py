"""Supervision slips: the list of open ones, all of one matter, one on paper."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk.forms.meetings import SlipFilterForm
from luodi.desk.supervision import SLIP_ACTS, slip_page, slip_rows
from luodi.desk.views.acting import act_on
from luodi.desk.views.answers import for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.works.open import slip_dossier, slips_seen

PAGE = "desk/meetings/slip.html"


@for_staff
@require_safe
def slips(request: ViewedRequest) -> HttpResponse:
    viewer, form = request.viewer, SlipFilterForm(request.GET)
    found = list(slips_seen(viewer, form.asked().get("state", "open")))
    context = {"form": form, "rows": slip_rows(found, viewer=viewer, now=timezone.now())}
    return render(request, "desk/meetings/slips.html", context)


@for_staff
@require_safe
def one(request: ViewedRequest, number: str) -> HttpResponse:
    return render(request, PAGE, slip_page(slip_dossier(request.viewer, number)))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ViewedRequest, number: str, name: str) -> HttpResponse:
    here = reverse("desk:slip", args=[number])
    return act_on(request, lambda: slip_dossier(request.viewer, number), SLIP_ACTS[name], slip_page, PAGE, here)


@for_staff
@require_safe
def sheet(request: ViewedRequest, number: str, ordinal: int) -> HttpResponse:
    """With the instructions on the matter: they print on the slip."""
    d = slip_dossier(request.viewer, number)
    slip = next((one for one in d.slips if one.ordinal == ordinal), None)
    if slip is None:
        raise Http404
    return render(request, "desk/meetings/slip_sheet.html", slip_page(d) | {"slip": slip})
