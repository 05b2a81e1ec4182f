"""A site on one page, one number from a phone, and what is set up and mended beside it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk.siteacts import ACTS
from luodi.desk.sites import site_page
from luodi.desk.views.answers import blame, for_staff, stale_page
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused, Stale
from luodi.projects.dossier import ProjectDossier, project_dossier
from luodi.projects.outlookwords import inputs_words, method_words, standing_words
from luodi.projects.sitebook import (
    SiteBook,
    forecast_for,
    issued_before,
)
from luodi.projects.sites import delay
from luodi.projects.trackrecord import PROMISED, track_record
from luodi.ui.forms import typed

ISSUED_SHOWN = 24


@for_staff
@require_safe
def site(request: ViewedRequest, number: str) -> HttpResponse:
    d = project_dossier(request.viewer, number, timezone.localdate())
    return render(request, "desk/projects/site.html", site_page(d))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ViewedRequest, number: str, name: str, pk: int = 0) -> HttpResponse:
    d, chosen = project_dossier(request.viewer, number, timezone.localdate()), ACTS[name]
    here = reverse("desk:site", args=[number])
    if d.ended or not d.may(chosen.verb):
        gone = _("“%(act)s”这一步已经办过，或不归您办。") % {"act": chosen.label}
        return stale_page(request, d, chosen.form.base_fields, gone) if request.method == "POST" else redirect(here)
    subject = chosen.subject(d, pk)
    initial = {"version": d.duty.version, "seen": timezone.now().isoformat()}
    form = chosen.form(typed(request), request.FILES or None, initial=initial, **chosen.extra(d, subject))
    try:
        if request.method == "POST" and form.is_valid():
            messages.success(request, chosen.run(d, subject, form.cleaned_data))
            return redirect(here)
    except Stale as changed:
        return stale_page(request, d, form.fields, changed)
    except Refused as why:
        blame(form, why)
    page = {"d": d, "duty": d.duty, "form": form, "label": chosen.label, "subject": subject, "here": here}
    return render(request, chosen.template, page | _beside(d, subject), status=422 if form.errors else 200)


def _beside(d: ProjectDossier, subject: Any) -> dict[str, Any]:
    """What was measured last, for who measures now."""
    book = SiteBook(d.project, d.today)
    rows = book.measured.get(subject.pk, []) if subject in book.quantities else []
    return {"last": rows[-1] if rows else None}


@for_staff
@require_safe
def forecast(request: ViewedRequest, number: str, pk: int) -> HttpResponse:
    """How it was computed: everything that it follows from, and those issued before it."""
    one = forecast_for(request.viewer, number, pk)
    context = {
        "one": one,
        "duty": one.project.duty,
        "said": standing_words(one),
        "method": method_words(one.method),
        "inputs": list(inputs_words(one)),
        "delay": delay(one.project, one.as_of, one.milestone_id),
        "issued": issued_before(one)[:ISSUED_SHOWN],
    }
    return render(request, "desk/projects/forecast.html", context)


@for_staff
@require_safe
def forecasts(request: ViewedRequest) -> HttpResponse:
    records = track_record(request.viewer)
    held, judged = sum(one.held for one in records), sum(one.judged for one in records)
    percent = round(100 * held / judged) if judged else 0
    context = {"records": records, "held": held, "judged": judged, "percent": percent, "promised": PROMISED}
    return render(request, "desk/projects/forecasts.html", context)
