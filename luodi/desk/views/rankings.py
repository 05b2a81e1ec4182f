"""Permission to rank, off by default; and the sheet that is always on: every unit beside its own plan."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.bulletin.actions.ranking import allow_ranking, end_ranking, leads
from luodi.bulletin.listing import leave_for, leaves_of, ranking_places
from luodi.bulletin.task_forces import task_forces as sheet_of
from luodi.desk.forms.editions import LeaveForm
from luodi.desk.views.answers import blame, for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused
from luodi.ui.forms import typed


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def leaves(request: ViewedRequest) -> HttpResponse:
    places = ranking_places(request.viewer)
    form = LeaveForm(typed(request), places=places)
    if form.is_valid():
        try:
            allow_ranking(viewer=request.viewer, **form.told())
        except Refused as why:
            blame(form, why)
        else:
            messages.success(request, _("排名已按文号开启；两次之间至少半年。"))
            return redirect("desk:ranking_leaves")
    context = {"rows": leaves_of(places), "form": form, "may": _may(request, places)}
    return render(request, "desk/editions/rankings.html", context, status=422 if form.errors else 200)


def _may(request: ViewedRequest, places: list[Any]) -> bool:
    return any(leads(request.viewer, place) for place in places)


@for_staff
@require_POST
def end(request: ViewedRequest, pk: int) -> HttpResponse:
    leave = leave_for(request.viewer, pk)
    try:
        end_ranking(viewer=request.viewer, territory=leave.territory)
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("排名已关闭。"))
    return redirect("desk:ranking_leaves")


@for_staff
@require_safe
def task_forces(request: ViewedRequest) -> HttpResponse:
    return render(request, "desk/editions/task_forces.html", {"sheet": sheet_of(request.viewer, localdate())})
