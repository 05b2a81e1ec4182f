"""Every enquiry the viewer may see: filtered, page by page, kept filters, and a sheet to take away."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luodi.desk.filters import listed
from luodi.desk.forms.listing import FilterForm, KeepForm
from luodi.desk.rows import row_of
from luodi.desk.sheet import enquiry_sheet
from luodi.desk.views.answers import for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.directory.workbooks import workbook
from luodi.enquiries.actions.filtering import drop_filter, keep_filter
from luodi.enquiries.listing import everything, found, kept_filters
from luodi.ledger.acts import Refused


@for_staff
@require_safe
def enquiries(request: ViewedRequest) -> HttpResponse:
    return render(request, "desk/enquiries.html", listing(request))


def listing(request: ViewedRequest) -> dict[str, Any]:
    now, viewer = timezone.now(), request.viewer
    form = FilterForm(request.GET, viewer=viewer)
    after = request.GET.get("after", "")
    page = found(viewer, form.asked(), now=now, after=after)
    return {
        **listed(form, reverse("desk:enquiries"), after=after, following=page.next),
        "rows": [row_of(duty, viewer=viewer, now=now, pick=False) for duty in page.rows],
        "kept": kept_filters(viewer),
    }


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
