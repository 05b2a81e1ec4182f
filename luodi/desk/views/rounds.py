"""Report rounds: the list, who has reported, reminding, closing, and how often who reports."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk.forms.rounds import CycleForm
from luodi.desk.rounds import round_page, rounds_page
from luodi.desk.views.answers import blame, for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.directory.models import Territory
from luodi.ledger.acts import Refused, Stale
from luodi.projects.actions.cycles import COLUMNS, keep_cycle
from luodi.projects.actions.rounds import close_round, remind
from luodi.projects.models import ReportCycle
from luodi.projects.roundlist import cycles_kept
from luodi.projects.rounds import kept_places, rounds_seen
from luodi.ui.forms import typed
from luodi.ui.views import stale


@for_staff
@require_safe
def rounds(request: ViewedRequest) -> HttpResponse:
    return render(request, "desk/projects/rounds.html", rounds_page(request.viewer, timezone.now()))


@for_staff
@require_safe
def one(request: ViewedRequest, pk: int) -> HttpResponse:
    found = rounds_seen(request.viewer).get(pk=pk)
    return render(request, "desk/projects/round.html", round_page(request.viewer, found, request.GET, timezone.now()))


@for_staff
@require_POST
def reminders(request: ViewedRequest, pk: int) -> HttpResponse:
    found = rounds_seen(request.viewer).get(pk=pk)
    try:
        count = remind(viewer=request.viewer, round=found.pk, numbers=request.POST.getlist("pick"))
        said = ngettext("已催报 %(count)d 个项目。", "已催报 %(count)d 个项目。", count) % {"count": count}
        messages.success(request, said)
    except Refused as why:
        messages.warning(request, str(why))
    return redirect("desk:round", pk)


@for_staff
@require_POST
def closing(request: ViewedRequest, pk: int) -> HttpResponse:
    found = rounds_seen(request.viewer).get(pk=pk)
    try:
        close_round(viewer=request.viewer, round=found.pk)
        messages.success(request, _("本期已截止，合计已存下。"))
    except Stale as changed:
        return stale(request, changes=[str(changed)], again=reverse("desk:round", args=[pk]))
    except Refused as why:
        messages.warning(request, str(why))
    return redirect("desk:round", pk)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def cycle_entry(request: ViewedRequest) -> HttpResponse:
    places = kept_places(request.viewer)
    if not places:
        raise Http404
    return _cycle(request, places[0], None)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def cycle(request: ViewedRequest, pk: int) -> HttpResponse:
    there = cycles_kept(request.viewer).get(pk=pk)
    return _cycle(request, there.territory, there)


def _cycle(request: ViewedRequest, place: Territory, there: ReportCycle | None) -> HttpResponse:
    initial = {name: getattr(there, name) for name in COLUMNS} if there else None
    form = CycleForm(typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            told: dict[str, Any] = {
                "territory": place,
                "values": form.cleaned_data,
                "cycle": there.pk if there else None,
            }
            keep_cycle(viewer=request.viewer, **told)
            messages.success(request, _("调度周期已存好，下一期起生效。"))
            return redirect("desk:rounds")
        except Refused as why:
            blame(form, why)
    context = {"form": form, "place": place, "cycle": there}
    return render(request, "desk/projects/cycle.html", context, status=422 if form.errors else 200)
