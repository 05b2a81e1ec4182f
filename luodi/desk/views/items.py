"""The list of items, one item on one page, and every act on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.approvals.listing import found_items
from luodi.desk.filters import listed
from luodi.desk.forms.items import ItemFilterForm, JudgeForm
from luodi.desk.items import ACTS, item_dossier, item_page, item_row, judge_material
from luodi.desk.views.acting import act_on
from luodi.desk.views.answers import for_staff, stale_page
from luodi.directory.middleware import ViewedRequest
from luodi.duties.papers import paper as paper_of
from luodi.ledger.acts import Refused, Stale
from luodi.ledger.attachments import attachment_response

PAGE = "desk/cases/item.html"


@for_staff
@require_safe
def items(request: ViewedRequest) -> HttpResponse:
    """The rows alone are asked for every ten seconds while somebody looks at them."""
    template = "desk/cases/item_rows.html" if request.htmx else "desk/cases/items.html"
    return render(request, template, listing(request))


def listing(request: ViewedRequest) -> dict[str, Any]:
    now, viewer = timezone.now(), request.viewer
    form = ItemFilterForm(request.GET, viewer=viewer)
    asked, after, here = form.asked(), request.GET.get("after", ""), reverse("desk:items")
    page = found_items(viewer, asked, now=now, after=after)
    return {
        **listed(form, here, after=after, following=page.next),
        "rows": [item_row(duty, viewer=viewer, now=now) for duty in page.rows],
        "here": request.get_full_path(),
    }


@for_staff
@require_safe
def one(request: ViewedRequest, number: str) -> HttpResponseBase:
    return render(request, PAGE, item_page(item_dossier(request.viewer, number)))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ViewedRequest, number: str, name: str) -> HttpResponse:
    here = reverse("desk:item", args=[number])
    return act_on(request, lambda: item_dossier(request.viewer, number), ACTS[name], item_page, PAGE, here)


@for_staff
@require_safe
def paper(request: ViewedRequest, number: str, token: UUID) -> HttpResponseBase:
    """The written notice of a special procedure."""
    return attachment_response(paper_of(request.viewer, number, token))


@for_staff
@require_POST
def judgement(request: ViewedRequest, number: str) -> HttpResponse:
    """One material of the item is good, or is not and why."""
    d, form = item_dossier(request.viewer, number), JudgeForm(request.POST)
    here = reverse("desk:item", args=[number]) + "#materials"
    try:
        if form.is_valid():
            messages.success(request, judge_material(d, form.cleaned_data))
            return redirect(here)
    except Stale as changed:
        return stale_page(request, d, form.fields, changed)
    except Refused as why:
        form.add_error(None, str(why))
    page = item_page(d) | {"judging": request.POST.get("material", ""), "form_of_judgement": form}
    return render(request, PAGE, page, status=422)
