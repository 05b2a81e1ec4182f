"""A leader's instruction: given on any matter, answered and accepted on its own page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk.forms.meetings import InstructForm
from luodi.desk.rows import url_of
from luodi.desk.supervision import INSTRUCTION_ACTS, instruction_lines, instruction_page
from luodi.desk.taps import taps_of
from luodi.desk.views.acting import act_on
from luodi.desk.views.answers import blame, for_staff, way_back
from luodi.directory import reach
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused
from luodi.ui.forms import typed
from luodi.works.actions.instructing import instruct as instruct_on
from luodi.works.dossier import WorkDossier, work_dossier
from luodi.works.open import SlipDossier, slip_dossier
from luodi.works.rules import Kind

PAGE = "desk/meetings/instruction.html"


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def instruct(request: ViewedRequest, number: str) -> HttpResponse:
    """On a matter of any kind; from a row of the brief with one tap, which sends `wording` alone."""
    d = slip_dossier(request.viewer, number)
    form = InstructForm(typed(request), units=reach.units(request.viewer).filter(active=True))
    try:
        if request.method == "POST" and form.is_valid():
            work = instruct_on(viewer=request.viewer, number=number, **form.cleaned_data)
            messages.success(request, _("批示已送%(owner)s。") % {"owner": work.duty.owner})
            return redirect(way_back(request, url_of(number)))
    except Refused as why:
        blame(form, why)
    context = instructing_page(d, form) | {"next": request.GET.get("next", "")}
    return render(request, "desk/meetings/instruct.html", context, status=422 if form.errors else 200)


def instructing_page(d: SlipDossier, form: InstructForm) -> dict[str, Any]:
    given = instruction_lines(d.instructions)
    return {
        "duty": d.duty,
        "form": form,
        "given": given,
        "taps": taps_of(d.viewer, timezone.now()),
        "able": d.may("instruct"),
        "matter_url": url_of(d.duty.number),
    }


def instruction(request: ViewedRequest, number: str) -> WorkDossier:
    return work_dossier(request.viewer, number, Kind.INSTRUCTION)


@for_staff
@require_safe
def one(request: ViewedRequest, number: str) -> HttpResponse:
    return render(request, PAGE, instruction_page(instruction(request, number)))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ViewedRequest, number: str, name: str) -> HttpResponse:
    here = reverse("desk:instruction", args=[number])
    return act_on(request, lambda: instruction(request, number), INSTRUCTION_ACTS[name], instruction_page, PAGE, here)
