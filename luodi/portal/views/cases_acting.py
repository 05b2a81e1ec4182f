"""What the applicant's side does on a case: materials at any time, and the acts on its items."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from luodi.approvals.actions import accepting, appealing, ending, issuing, materials
from luodi.approvals.dossier import CaseDossier, read_case
from luodi.approvals.filling import Draft
from luodi.approvals.forms.filling import GivenForm, LicenceForm
from luodi.approvals.models import Item
from luodi.approvals.reach import item_for
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused, Stale
from luodi.portal.cases.drafts import ADDRESSES, draft_page
from luodi.portal.cases.forms import AppealForm, ReceivedForm
from luodi.portal.cases.pages import case_ended, title_of
from luodi.portal.forms import RatingForm
from luodi.portal.shell import for_investors, page
from luodi.portal.views.cases import case_page
from luodi.ratings.actions import rate
from luodi.text.keys import key_in
from luodi.ui.forms import typed
from luodi.ui.views import stale

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@for_investors
@never_cache
@get_and_post
def papers(request: ViewedRequest, number: str) -> HttpResponse:
    """The step of a draft; what is given is given at the same address once the case is filed."""
    dossier = read_case(request.viewer, number)
    if request.method != "POST":
        return papers_page(request, dossier, {})
    form = GivenForm(request.POST, request.FILES)

    def given() -> None:
        said = form.cleaned_data
        materials.give(viewer=request.viewer, number=number, file=said["file"], material=said["material"])

    return _given(request, dossier, {"given_form": form}, given, _("材料已收到。"))


@for_investors
@require_POST
def licences(request: ViewedRequest, number: str) -> HttpResponse:
    dossier, form = read_case(request.viewer, number), LicenceForm(request.POST)

    def used() -> None:
        materials.use_licence(viewer=request.viewer, number=number, licence=form.cleaned_data["licence"])

    return _given(request, dossier, {"licence_form": form}, used, _("已同意调用，不用再交复印件。"))


@for_investors
@require_POST
def paper_removal(request: ViewedRequest, number: str) -> HttpResponse:
    dossier, copy = read_case(request.viewer, number), key_in(request.POST.get("copy", ""))
    return _pressed(
        request,
        dossier,
        lambda: materials.withdraw_copy(viewer=request.viewer, number=number, copy=copy),
        _("这份材料已撤下。"),
        "portal:case_materials" if dossier.case.is_draft else "portal:case",
    )


def papers_page(request: ViewedRequest, dossier: CaseDossier, forms: dict[str, Any], status: int = 200) -> HttpResponse:
    if not dossier.case.is_draft:
        return case_page(request, dossier, forms, status)
    more = {"papers": dossier.papers, "may_give": True, **ADDRESSES}
    return draft_page(request, Draft(dossier), "materials", status, **more, **forms)


def _given(
    request: ViewedRequest, dossier: CaseDossier, back: dict[str, forms.Form], verb: Callable[[], None], done: str
) -> HttpResponse:
    form, number = next(iter(back.values())), dossier.case.number
    if form.is_valid():
        try:
            verb()
        except Refused as why:
            form.add_error(list(form.fields)[-1], str(why))
        else:
            messages.success(request, done)
            if not dossier.case.is_draft:
                return redirect(f"{reverse('portal:case', args=[number])}#live")
            place = f"#paper-{form.cleaned_data['material']}" if "material" in form.cleaned_data else ""
            return redirect(f"{reverse('portal:case_materials', args=[number])}{place}")
    return papers_page(request, dossier, back, 422)


@for_investors
@require_POST
def supplement(request: ViewedRequest, number: str) -> HttpResponse:
    """Everything that was asked for is there: the notice is answered."""
    return _on_item(
        request,
        number,
        lambda: accepting.give_supplement(viewer=request.viewer, number=number),
        _("补正已交，部门重新开始受理审查。"),
    )


@for_investors
@require_POST
def receipt(request: ViewedRequest, number: str) -> HttpResponse:
    form = ReceivedForm(request.POST)
    by = (form.cleaned_data["received_by"] if form.is_valid() else "") or request.user.name
    return _on_item(
        request,
        number,
        lambda: issuing.receive(viewer=request.viewer, number=number, received_by=by),
        _("谢谢，已记下您收到了。"),
    )


@for_investors
@never_cache
@get_and_post
def item_withdrawal(request: ViewedRequest, number: str) -> HttpResponse:
    item = item_for(request.viewer, number)
    if request.method == "POST":
        return _on_item(
            request, number, lambda: ending.withdraw(viewer=request.viewer, number=number), _("这一项已撤回。")
        )
    return page(request, "cases/item_withdrawal", "portal:mine", item=item, duty=item.duty, number=item.case.number)


@for_investors
@never_cache
@get_and_post
def appeal(request: ViewedRequest, number: str) -> HttpResponse:
    item, form = item_for(request.viewer, number), AppealForm(typed(request))
    if form.is_valid():
        try:
            appealing.appeal(viewer=request.viewer, number=number, words=form.cleaned_data["words"])
        except Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("异议已收到，主任会在期限内答复。"))
            return _back_to(item)
    status = 422 if form.errors else 200
    return page(request, "cases/appeal", "portal:mine", status, item=item, number=item.case.number, appeal_form=form)


@for_investors
@never_cache
@get_and_post
def withdrawal(request: ViewedRequest, number: str) -> HttpResponse:
    dossier = read_case(request.viewer, number)
    if request.method == "POST":
        done = _("已撤回，所有期限停止。")
        return _pressed(
            request,
            dossier,
            lambda: ending.withdraw_case(viewer=request.viewer, number=number),
            done,
            "portal:case",
        )
    title = title_of(dossier.case, dossier.items)
    return page(request, "cases/withdrawal", "portal:mine", case=dossier.case, number=number, title=title)


@for_investors
@require_POST
def ratings(request: ViewedRequest, number: str) -> HttpResponse:
    dossier, form = read_case(request.viewer, number), RatingForm(request.POST)
    if form.is_valid():
        try:
            if not case_ended(dossier.case):
                raise Refused(_("办结以后才能评价。"))
            rate(viewer=request.viewer, number=number, **form.cleaned_data)
        except Refused as why:
            form.add_error("grade", str(why))
        else:
            messages.success(request, _("谢谢，评价已收到。"))
            return redirect(f"{reverse('portal:case', args=[number])}#rating")
    return case_page(request, dossier, {"rating_form": form}, 422)


def _on_item(request: ViewedRequest, number: str, verb: Callable[[], Any], done: str) -> HttpResponse:
    item = item_for(request.viewer, number)
    try:
        verb()
    except Stale as why:
        return stale(request, changes=[str(why)], again=reverse("portal:case", args=[item.case.number]))
    except Refused as why:
        return case_page(request, read_case(request.viewer, item.case.number), {"trouble": str(why)}, 422)
    messages.success(request, done)
    return _back_to(item)


def _back_to(item: Item) -> HttpResponse:
    return redirect(f"{reverse('portal:case', args=[item.case.number])}#item-{item.code}")


def _pressed(
    request: ViewedRequest, dossier: CaseDossier, verb: Callable[[], Any], done: str, page_name: str
) -> HttpResponse:
    again = reverse(page_name, args=[dossier.case.number])
    try:
        verb()
    except Stale as why:
        return stale(request, changes=[str(why)], again=again)
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, done)
    return redirect(again)
