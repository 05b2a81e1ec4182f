"""A project's report: filled in on a phone, checked by somebody else, corrected by version."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk.checks import ACTS, check_page, checked
from luodi.desk.forms.rounds import ReportForm
from luodi.desk.reporting import correction_words, prefilled, report_page
from luodi.desk.roundtabs import tabs
from luodi.desk.views.acting import act_on
from luodi.desk.views.answers import blame, for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.directory.refusals import Wrong
from luodi.ledger.acts import Refused
from luodi.projects.actions.reporting import fill, submit, unchanged
from luodi.projects.dossier import ProjectDossier, project_dossier
from luodi.projects.models import ReportRound
from luodi.projects.roundlist import QUEUE, corrections, queue, queue_sizes, standing_report
from luodi.projects.rounds import last_accepted, rounds_seen
from luodi.text.keys import key_in
from luodi.ui.forms import typed

CHECK = "desk/projects/report_check.html"


def dossier(request: ViewedRequest, number: str, pk: int) -> tuple[ProjectDossier, ReportRound]:
    return project_dossier(request.viewer, number, timezone.localdate()), rounds_seen(request.viewer).get(pk=pk)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: ViewedRequest, number: str, pk: int) -> HttpResponse:
    d, one = dossier(request, number, pk)
    there = standing_report(d.project, one)
    form = ReportForm(typed(request), request.FILES or None, initial=prefilled(d, there, last_accepted(d.project)))
    if request.method == "POST" and form.is_valid():
        try:
            return _done(request, d, one, form.cleaned_data)
        except Refused as why:
            blame(form, why)
            there = standing_report(d.project, one)
    page = report_page(d, one, there, form, timezone.now())
    return render(request, "desk/projects/report.html", page, status=422 if form.errors else 200)


def _done(request: ViewedRequest, d: ProjectDossier, one: ReportRound, values: dict[str, Any]) -> HttpResponse:
    """A report that cannot be so is kept as a draft, with its picture, before it is shown again."""
    told: dict[str, Any] = {"viewer": request.viewer, "number": d.duty.number, "round": one.pk, "values": values}
    if "keep" in request.POST:
        fill(**told)
        messages.success(request, _("已存为草稿，还没有报送。"))
        return redirect("desk:report", d.duty.number, one.pk)
    try:
        submit(**told)
    except Wrong:
        fill(**told)
        raise
    messages.success(request, _("已报送，等审核。"))
    return redirect("desk:report", d.duty.number, one.pk)


@for_staff
@require_POST
def report_unchanged(request: ViewedRequest, number: str, pk: int) -> HttpResponse:
    d, one = dossier(request, number, pk)
    try:
        unchanged(viewer=request.viewer, number=number, round=pk)
    except Refused as why:
        there = standing_report(d.project, one)
        form = ReportForm(initial=prefilled(d, there, last_accepted(d.project)))
        page = report_page(d, one, there, form, timezone.now()) | {"refused": str(why)}
        return render(request, "desk/projects/report.html", page, status=422)
    messages.success(request, _("已报送“无变化”，等审核。"))
    return redirect("desk:report", number, pk)


@for_staff
@require_safe
def check(request: ViewedRequest) -> HttpResponse:
    only = "visit" if request.GET.get("only") == "visit" else ""
    after = request.GET.get("after", "")
    rows = queue(request.viewer, only, key_in(after))
    more, rows = len(rows) > QUEUE, rows[:QUEUE]
    waiting, visits = queue_sizes(request.viewer)
    context = {
        "tabs": tabs(request.viewer, "desk:check"),
        "rows": rows,
        "only": only,
        "waiting": waiting,
        "visits": visits,
        "next_url": f"?only={only}&after={rows[-1].pk}" if more else "",
        "now": timezone.now(),
    }
    return render(request, "desk/projects/check.html", context)


@for_staff
@require_safe
def report_check(request: ViewedRequest, number: str, pk: int) -> HttpResponse:
    return render(request, CHECK, check_page(checked(request.viewer, number, pk)))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ViewedRequest, number: str, pk: int, name: str) -> HttpResponse:
    here = reverse("desk:report_check", args=[number, pk])
    return act_on(request, lambda: checked(request.viewer, number, pk), ACTS[name], check_page, CHECK, here)


@for_staff
@require_safe
def corrected(request: ViewedRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    rows = corrections(request.viewer, key_in(after))
    more, rows = len(rows) > QUEUE, rows[:QUEUE]
    context = {
        "tabs": tabs(request.viewer, "desk:corrections"),
        "rows": [correction_words(one) for one in rows],
        "next_url": f"{reverse('desk:corrections')}?after={rows[-1].pk}" if more else "",
    }
    return render(request, "desk/projects/corrections.html", context)
