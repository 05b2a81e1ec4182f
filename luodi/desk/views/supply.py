"""The officers' list of offers, one offer with its acts, a new one, a change of one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk.filters import listed
from luodi.desk.forms.supply import OfferFilterForm
from luodi.desk.offers import ACTS, offer_page, offer_row
from luodi.desk.views.acting import act_on
from luodi.desk.views.answers import blame, for_staff, stale_page
from luodi.directory import reach
from luodi.directory.middleware import ViewedRequest
from luodi.directory.workbooks import workbook
from luodi.ledger.acts import Refused, Stale
from luodi.supply.actions.keeping import confirm_several
from luodi.supply.actions.offering import amend, offer
from luodi.supply.dossier import offer_dossier
from luodi.supply.forms import OfferForm
from luodi.supply.listing import everything, found
from luodi.supply.rules import KINDS
from luodi.supply.sheets.books import offers_book
from luodi.supply.words import kind_word
from luodi.ui.forms import typed

MOST_AT_ONCE = 100
OFFERED = [kind for kind in KINDS.values() if kind.code != "firm"]
PAGE = "desk/offer.html"


@for_staff
@require_safe
def offers(request: ViewedRequest) -> HttpResponse:
    now, viewer = timezone.now(), request.viewer
    form = OfferFilterForm(request.GET, viewer=viewer)
    asked, after, here = form.asked(), request.GET.get("after", ""), reverse("desk:offers")
    page = found(viewer, asked, now=now, after=after)
    rows = [offer_row(duty, viewer=viewer, now=now) for duty in page.rows]
    context = {
        **listed(form, here, after=after, following=page.next),
        "rows": rows,
        "to_confirm": any(row.pick for row in rows),
    }
    return render(request, "desk/supply.html", context)


@for_staff
@require_safe
def export(request: ViewedRequest) -> HttpResponse:
    now, viewer = timezone.now(), request.viewer
    duties, cut = everything(viewer, OfferFilterForm(request.GET, viewer=viewer).asked(), now)
    return workbook(offers_book(duties, viewer=viewer, cut=cut), f"offers-{timezone.localdate(now):%Y%m%d}.xlsx")


@for_staff
@require_POST
def confirmations(request: ViewedRequest) -> HttpResponse:
    """Confirms one (its own button) or all that were picked."""
    one = request.POST.get("one")
    numbers = [one] if one else request.POST.getlist("pick")[:MOST_AT_ONCE]
    done, refused = confirm_several(viewer=request.viewer, numbers=numbers)
    if done:
        said = ngettext("已确认 %(count)d 条。", "已确认 %(count)d 条。", len(done)) % {"count": len(done)}
        messages.success(request, said)
    for number, why in refused.items():
        messages.warning(request, f"{number}：{why}")
    if not numbers:
        messages.info(request, _("请先选中要确认的资源。"))
    return redirect(f"{reverse('desk:offers')}?mine=1&state=soon")


@for_staff
@require_safe
def one(request: ViewedRequest, number: str) -> HttpResponse:
    return render(request, PAGE, offer_page(offer_dossier(request.viewer, number)))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ViewedRequest, number: str, name: str) -> HttpResponse:
    here = reverse("desk:offer", args=[number])
    return act_on(request, lambda: offer_dossier(request.viewer, number), ACTS[name], offer_page, PAGE, here)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ViewedRequest) -> HttpResponse:
    """Without a kind the page asks for it: the form depends on it."""
    kind = request.GET.get("kind", "")
    if kind not in {one.code for one in OFFERED}:
        return render(
            request, "desk/offer_kinds.html", {"kinds": OFFERED}, status=422 if request.method == "POST" else 200
        )
    form = OfferForm(typed(request), kind=kind, places=reach.own_territories(request.viewer))
    try:
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data
            where = {"at": said["at"], "visibility": said["visibility"]}
            made = offer(viewer=request.viewer, kind=kind, title=said["title"], values=form.values(), **where)
            messages.success(
                request, _("已登记，编号 %(number)s。可以接着加照片和材料。") % {"number": made.duty.number}
            )
            return redirect("desk:offer", made.duty.number)
    except Refused as why:
        blame(form, why)
    context = {"form": form, "kind": kind_word(kind)}
    return render(request, "desk/offer_form.html", context, status=422 if form.errors else 200)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: ViewedRequest, number: str) -> HttpResponse:
    d = offer_dossier(request.viewer, number)
    if not (d.may("tell_offer") and d.duty.closed is None):
        raise Http404
    initial = {"version": d.duty.version, "seen": timezone.now().isoformat()}
    form = OfferForm(typed(request), kind=d.offer.kind, offer=d.offer, initial=initial)
    try:
        if request.method == "POST" and form.is_valid():
            said = {"title": form.cleaned_data["title"], "version": form.cleaned_data["version"]}
            amend(viewer=request.viewer, number=number, values=form.values(), **said)
            messages.success(request, _("已改好。"))
            return redirect("desk:offer", number)
    except Stale as changed:
        return stale_page(request, d, form.fields, changed)
    except Refused as why:
        blame(form, why)
    context = {"form": form, "kind": kind_word(d.offer.kind), "d": d, "duty": d.duty}
    return render(request, "desk/offer_form.html", context, status=422 if form.errors else 200)
