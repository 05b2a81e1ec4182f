"""Every enquiry the viewer may see: filtered, page by page, kept filters, and a sheet to take away."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.choices import flatten_choices
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luodi.desk.forms.listing import FilterForm, KeepForm
from luodi.desk.rows import row_of
from luodi.desk.sheet import enquiry_sheet
from luodi.desk.views.answers import for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.directory.workbooks import workbook
from luodi.enquiries.actions.filtering import drop_filter, keep_filter
from luodi.enquiries.listing import everything, found, kept_filters
from luodi.ledger.acts import Refused
from luodi.ui.parts import Chip


@for_staff
@require_safe
def enquiries(request: ViewedRequest) -> HttpResponse:
    return render(request, "desk/enquiries.html", listing(request))


def listing(request: ViewedRequest) -> dict[str, Any]:
    now, viewer = timezone.now(), request.viewer
    form = FilterForm(request.GET, viewer=viewer)
    asked = form.asked()
    after = request.GET.get("after", "")
    page = found(viewer, asked, now=now, after=after)
    query = query_of(form, asked)
    here = reverse("desk:enquiries")
    return {
        "form": form,
        "asked": asked,
        "query": urlencode(query),
        "rows": [row_of(duty, viewer=viewer, now=now, pick=False) for duty in page.rows],
        "chips": [Chip(words, f"{here}?{urlencode(without(query, name))}") for name, words in chips(form, asked)],
        "clear_url": here,
        "next_url": f"{here}?{urlencode(query | {'after': page.next})}" if page.next else "",
        "first_url": f"{here}?{urlencode(query)}" if after else "",
        "kept": kept_filters(viewer),
    }


def query_of(form: Form, asked: dict[str, Any]) -> dict[str, str]:
    """The filters as they stand in an address."""
    return {name: str(form.data[name]) for name in asked}


def without(query: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in query.items() if key != name}


def chips(form: Form, asked: dict[str, Any]) -> list[tuple[str, str]]:
    """Field and words of each filter in force."""
    made = []
    for name, value in asked.items():
        options = dict(flatten_choices(getattr(form.fields[name], "choices", ())))
        made.append((name, f"{form.fields[name].label}：{options.get(value, value)}"))
    return made


@for_staff
@require_safe
def export(request: ViewedRequest) -> HttpResponse:
    now, viewer = timezone.now(), request.viewer
    duties, cut = everything(viewer, FilterForm(request.GET, viewer=viewer).asked(), now)
    return workbook(
        enquiry_sheet(duties, viewer=viewer, now=now, cut=cut), f"enquiries-{timezone.localdate(now):%Y%m%d}.xlsx"
    )


@for_staff
@require_POST
def keep(request: ViewedRequest) -> HttpResponse:
    """Keeps the filter in force under a name."""
    form = KeepForm(request.POST)
    here = reverse("desk:enquiries") + "?" + request.POST.get("query", "")
    try:
        if form.is_valid():
            keep_filter(viewer=request.viewer, **form.cleaned_data)
            messages.success(request, _("已存为“%(name)s”。") % form.cleaned_data)
            return redirect(here)
    except Refused as why:
        form.add_error("name", str(why))
    messages.warning(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect(here)


@for_staff
@require_POST
def drop(request: ViewedRequest, pk: int) -> HttpResponse:
    drop_filter(viewer=request.viewer, pk=pk)
    messages.success(request, _("常用筛选已删除。"))
    return redirect("desk:enquiries")
