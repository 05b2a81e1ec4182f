"""What the investor adds to his enquiry: one question at a time, and any value that he wants to correct."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from luodi.directory.middleware import ViewedRequest
from luodi.enquiries import reads
from luodi.enquiries.actions.knowing import mark_of, put_off, set_fact
from luodi.enquiries.fact_forms import PREFIX, FactForm, cell
from luodi.enquiries.facts.table import BY_CODE
from luodi.enquiries.known import facts_of
from luodi.ledger.acts import Refused, Stale
from luodi.portal.matter import question_form, title_of
from luodi.portal.shell import for_investors, page
from luodi.ui.views import stale


@for_investors
@require_POST
def answers(request: ViewedRequest, number: str) -> HttpResponse:
    """An answer to the question of the page, or that it waits for another time."""
    code = request.POST.get("code", "")
    if code not in BY_CODE:
        raise Http404
    target = way_on(request, number)
    if "later" in request.POST:
        return _done(request, number, target, lambda: put_off(viewer=request.viewer, number=number, code=code), "")
    form = question_form(BY_CODE[code], request.POST)
    if not form.is_valid():
        return fact_page(request, number, form, 422)
    said, thanks = form.told(), _("谢谢，已记下，负责人马上看得到。")
    return _done(request, number, target, lambda: set_fact(viewer=request.viewer, number=number, **said), thanks)


@for_investors
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fact(request: ViewedRequest, number: str, code: str) -> HttpResponse:
    """One value to correct, on a page of its own."""
    if code not in BY_CODE:
        raise Http404
    enquiry = reads.own_enquiry(request.viewer, number)
    found = next((one for one in facts_of(enquiry) if one.field == code), None)
    value = cell(code, found.value if found else None, found.bound if found else "")
    data = request.POST if request.method == "POST" else None
    form = FactForm(data, row=BY_CODE[code], initial={"seen": mark_of(found), PREFIX + code: value})
    if not form.is_valid():
        return fact_page(request, number, form, 422 if data else 200)
    said = form.told()
    here = f"{reverse('portal:matter', args=[number])}#known"
    return _done(request, number, here, lambda: set_fact(viewer=request.viewer, number=number, **said), _("已改好。"))


def fact_page(request: ViewedRequest, number: str, form: FactForm, status: int = 200) -> HttpResponse:
    enquiry = reads.own_enquiry(request.viewer, number)
    where = {"duty": enquiry.duty, "title": title_of(enquiry), "row": form.row}
    return page(request, "fact", "portal:mine", status, form=form, **where)


def _done(request: ViewedRequest, number: str, target: str, verb: Any, done: str) -> HttpResponse:
    try:
        verb()
    except Stale as why:
        return stale(request, changes=[str(why)], typed=[], again=reverse("portal:matter", args=[number]))
    except Refused as why:
        messages.error(request, str(why))
    else:
        if done:
            messages.success(request, done)
    return redirect(target)


def way_on(request: ViewedRequest, number: str) -> str:
    """Back to the receipt, which asks one question only, or to the page, which asks the next."""
    if request.POST.get("from") == "receipt":
        return f"{reverse('portal:receipt', args=[number])}?asked=1"
    return f"{reverse('portal:matter', args=[number])}#question"
