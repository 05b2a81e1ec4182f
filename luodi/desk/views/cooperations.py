"""The list of cooperations of cities, a new one, one on a page, and every act on it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk.cooperations import ACTS, cooperation_page, cooperation_row
from luodi.desk.filters import listed
from luodi.desk.forms.cooperations import CooperationEntryForm, CooperationFilterForm
from luodi.desk.views.acting import act_on
from luodi.desk.views.answers import for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused
from luodi.ui.forms import typed
from luodi.ui.parts import NavItem
from luodi.works.actions.cooperating import cooperate
from luodi.works.dossier import cooperation_dossier
from luodi.works.listing import cities_in, found_cooperations
from luodi.works.rules import CooperationKind

PAGE = "desk/works/cooperation.html"


@for_staff
@require_safe
def cooperations(request: ViewedRequest) -> HttpResponse:
    now, viewer, here = timezone.now(), request.viewer, reverse("desk:cooperations")
    form = CooperationFilterForm(request.GET, viewer=viewer)
    asked, after = form.asked(), request.GET.get("after", "")
    page = found_cooperations(viewer, asked, now=now, after=after)
    cities = cities_in(page.rows)
    context = {
        **listed(form, here, after=after, following=page.next),
        "rows": [cooperation_row(one, viewer=viewer, now=now, cities=cities.get(one.pk)) for one in page.rows],
        "may_add": any("cooperation" in post.remit for post in viewer.posts),
    }
    return render(request, "desk/works/cooperations.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: ViewedRequest) -> HttpResponse:
    asked = request.POST.get("kind") or request.GET.get("kind", "")
    kind = asked if asked in CooperationKind.values else CooperationKind.AGREEMENT
    form = CooperationEntryForm(typed(request), viewer=request.viewer, kind=kind)
    try:
        if form.is_bound and form.is_valid():
            made = cooperate(viewer=request.viewer, **form.told())
            messages.success(request, _("已记下，编号 %(number)s。") % {"number": made.duty.number})
            return redirect("desk:cooperation", made.duty.number)
    except Refused as why:
        form.add_error(None, str(why))
    here = reverse("desk:cooperation_entry")
    tabs = [NavItem(str(one.label), f"{here}?kind={one.value}", current=one == kind) for one in CooperationKind]
    context = {"form": form, "kind": CooperationKind(kind), "tabs": tabs}
    return render(request, "desk/works/cooperation_entry.html", context, status=422 if form.errors else 200)


@for_staff
@require_safe
def one(request: ViewedRequest, number: str) -> HttpResponse:
    return render(request, PAGE, cooperation_page(cooperation_dossier(request.viewer, number)))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ViewedRequest, number: str, name: str) -> HttpResponse:
    here = reverse("desk:cooperation", args=[number])
    return act_on(
        request, lambda: cooperation_dossier(request.viewer, number), ACTS[name], cooperation_page, PAGE, here
    )
