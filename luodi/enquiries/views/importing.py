"""A sheet of enquiries: read in, looked at, imported when asked."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luodi.directory.middleware import ViewedRequest
from luodi.directory.views.shell import for_staff
from luodi.directory.workbooks import WorkbookForm, sheet_problem, workbook
from luodi.enquiries.actions.importing import check_import, drop_import, import_good
from luodi.enquiries.models import ImportBatch
from luodi.enquiries.sheets.books import annotated_book, template_book
from luodi.enquiries.sheets.preview import batches, preview
from luodi.enquiries.sheets.words import fault_words
from luodi.ledger.acts import Refused
from luodi.text.sheets import SheetError
from luodi.ui.forms import typed

SHOWN, MOST_FAULTS, LATEST = 50, 200, 20  # rows of one page


@for_staff
@require_http_methods(["GET", "POST"])
def imports(request: ViewedRequest) -> HttpResponse:
    form = WorkbookForm(typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = check_import(viewer=request.viewer, data=form.cleaned_data["file"], file_name=form.file_name)
            return redirect("enquiries:import", batch.pk)
        except SheetError as problem:
            form.add_error("file", sheet_problem(problem))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "batches": batches(request.viewer)[:LATEST]}
    return render(request, "enquiries/imports.html", context, status=422 if form.errors else 200)


@for_staff
@require_GET
def one_import(request: ViewedRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(batches(request.viewer), pk=pk))


def _page(request: ViewedRequest, batch: ImportBatch, going_on: bool = False) -> HttpResponse:
    shown = preview(request.viewer, batch, timezone.now())
    faults = [{"cell": fault["cell"], "value": fault["value"], "words": fault_words(fault)} for fault in shown.faults]
    context = {
        "batch": batch,
        "shown": shown,
        "faults": faults[:MOST_FAULTS],
        "more_faults": max(len(faults) - MOST_FAULTS, 0),
        "good": Paginator(shown.good, SHOWN).get_page(request.GET.get("page")),
        "going_on": going_on and bool(shown.good),
        "skip_open": _skips_open(request),
    }
    return render(request, "enquiries/import.html", context)


def _skips_open(request: ViewedRequest) -> bool:
    return "skip_open" in request.POST if request.method == "POST" else "open" not in request.GET


@for_staff
@require_POST
def importing(request: ViewedRequest, pk: int) -> HttpResponse:
    """200 rows a request. With JavaScript the page asks for the next ones itself, without it by a button."""
    batch = get_object_or_404(batches(request.viewer), pk=pk)
    try:
        progress = import_good(viewer=request.viewer, batch=batch, skip_open=_skips_open(request))
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("enquiries:import", pk)
    if progress.left and request.htmx:
        return _page(request, batch, going_on=True)
    said = ngettext("已导入 %(new)s 件。", "已导入 %(new)s 件。", progress.new) % {"new": progress.new}
    messages.success(request, said)
    return redirect(reverse("enquiries:import", args=[pk]) + ("" if _skips_open(request) else "?open"))


@for_staff
@require_POST
def import_removal(request: ViewedRequest, pk: int) -> HttpResponse:
    drop_import(viewer=request.viewer, batch=get_object_or_404(batches(request.viewer), pk=pk))
    messages.success(request, _("已删除这份表格；已经导入的申请不受影响。"))
    return redirect("enquiries:imports")


@for_staff
@require_GET
def import_book(request: ViewedRequest, pk: int) -> HttpResponse:
    return workbook(annotated_book(get_object_or_404(batches(request.viewer), pk=pk)), f"luodi-checked-{pk}.xlsx")


@for_staff
@require_GET
def template(request: ViewedRequest) -> HttpResponse:
    return workbook(template_book(), "luodi-enquiries.xlsx")
