"""One page for a head or the city desk: what is red, what is asked of me, who carries how much; and clashes."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk.forms.ruling import RulingForm
from luodi.desk.rows import Asking, row_of, url_of
from luodi.desk.views.answers import for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.duties.receiving import asking
from luodi.enquiries import briefing
from luodi.enquiries.actions.claiming import rule_clash
from luodi.enquiries.briefing import Load
from luodi.enquiries.dossier import seen_story
from luodi.ledger.acts import Refused
from luodi.ui.charts import Bar, BarChart, Part, bar_chart
from luodi.ui.forms import typed


@for_staff
@require_safe
def brief(request: ViewedRequest) -> HttpResponse:
    now, viewer = timezone.now(), request.viewer
    if not (viewer.is_head or viewer.is_city_desk):
        raise Http404
    midnight = localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    red = briefing.red(viewer, now, request.GET.get("after", ""))
    load = briefing.loads(viewer, now, midnight)
    context = {
        "now": now,
        "red": [row_of(duty, viewer=viewer, now=now) for duty in red.rows],
        "next_url": f"?after={red.next}" if red.next else "",
        "asking": Asking.soonest_first(asking(viewer), viewer, now),
        "denied": [(contact, url_of(contact.duty.number)) for contact in briefing.denied(viewer)],
        "bad": [(rating, url_of(rating.duty.number)) for rating in briefing.unremedied(viewer)],
        "clashes": briefing.clashes(viewer),
        "absences": briefing.absences(viewer, now),
        "load": load,
        "chart": load_chart(load),
    }
    return render(request, "desk/brief.html", context)


def load_chart(loads: list[Load]) -> BarChart:
    """Each mark opens the rows it counts."""
    address = reverse("desk:enquiries")
    bars = []
    for load in loads:
        to = f"{address}?{load.param}"
        parts = (
            Part(load.late, _("已超时"), f"{to}&due=late", "late"),
            Part(load.today, _("今日到期"), f"{to}&due=today", "soon"),
            Part(load.all - load.late - load.today, _("以后到期"), to),
        )
        bars.append(Bar(load.label, parts, to))
    return bar_chart(_("在办责任"), bars)


@for_staff
@require_safe
def clashes(request: ViewedRequest) -> HttpResponse:
    return render(request, "desk/clashes.html", {"clashes": briefing.clashes(request.viewer)})


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def clash(request: ViewedRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    sides = briefing.clash(viewer, pk)
    may_rule = viewer.is_city_desk and all(side.state == side.State.CLASH for side in sides)
    form = RulingForm(typed(request), claims=sides)
    if request.method == "POST":
        if not viewer.is_city_desk:
            raise Http404
        try:
            if form.is_valid():
                chosen = form.cleaned_data
                words = {"host_unit_id": chosen["host"], "shares": form.shares(), "reason": chosen["reason"]}
                rule_clash(viewer=viewer, claim_id=pk, **words)
                messages.success(request, _("裁定已通知双方。"))
                return redirect("desk:clash", pk)
        except Refused as why:
            form.add_error(None, str(why))
    context = {
        "sides": [(side, seen_story(viewer, side.duty)) for side in sides],
        "key": sides[0].clash_key,
        "form": form if may_rule or form.errors else None,
        "ruled": sides[0] if sides[0].ruled_at else None,
    }
    return render(request, "desk/clash.html", context, status=422 if form.errors else 200)
