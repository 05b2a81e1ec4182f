"""A park's own list: read in, its columns looked at, imported when asked."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk.forms.columns import ColumnsForm
from luodi.desk.forms.supply_imports import ListForm
from luodi.desk.views.answers import blame, for_staff
from luodi.directory import reach
from luodi.directory.middleware import ViewedRequest
from luodi.directory.refusals import Wrong
from luodi.directory.workbooks import sheet_problem, workbook
from luodi.ledger.acts import Refused
from luodi.supply.actions.importing import check_offers, drop_offers, import_offers, map_columns
from luodi.supply.models import OfferSheet
from luodi.supply.sheets.books import checked_book, template_book
from luodi.supply.sheets.preview import preview, sheets
from luodi.supply.sheets.words import column_choices, fault_words
from luodi.text.sheets import SheetError
from luodi.ui.forms import typed

SHOWN, MOST_FAULTS, LATEST = 50, 200, 20  # rows of one page


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: ViewedRequest) -> HttpResponse:
    form = ListForm(typed(request), request.FILES or None, places=reach.own_territories(request.viewer))
    try:
        if request.method == "POST" and form.is_valid():
            said = {"data": form.cleaned_data["file"], "file_name": form.file_name} | form.said()
            return redirect("desk:offer_import", check_offers(viewer=request.viewer, **said).pk)
    except SheetError as problem:
        form.add_error("file", sheet_problem(problem))
    except Refused as why:
        blame(form, why)
    context = {"form": form, "sheets": sheets(request.viewer)[:LATEST]}
    return render(request, "desk/offer_imports.html", context, status=422 if form.errors else 200)


@for_staff
@require_safe
def one(request: ViewedRequest, pk: int) -> HttpResponse:
    sheet = sheets(request.viewer).get(pk=pk)
    return render(request, "desk/offer_import.html", page(request, sheet, columns_form(sheet)))


def columns_form(sheet: OfferSheet, data: QueryDict | None = None) -> ColumnsForm:
    return ColumnsForm(data, headings=sheet.headings, choices=column_choices())


def page(request: ViewedRequest, sheet: OfferSheet, form: ColumnsForm) -> dict[str, Any]:
    shown = preview(sheet)
    faults = [{"cell": fault["cell"], "value": fault["value"], "words": fault_words(fault)} for fault in shown.faults]
    return {
        "sheet": sheet,
        "shown": shown,
        "form": form,
        "unread": [heading for heading, column in sheet.headings if not column],
        "faults": faults[:MOST_FAULTS],
        "more_faults": max(len(faults) - MOST_FAULTS, 0),
        "good": Paginator(shown.good, SHOWN).get_page(request.GET.get("page")),
    }


@for_staff
@require_POST
def columns(request: ViewedRequest, pk: int) -> HttpResponse:
    """Which heading is which column, chosen by hand; every row is read again."""
    sheet = sheets(request.viewer).get(pk=pk)
    form = columns_form(sheet, request.POST)
    try:
        if form.is_valid():
            map_columns(viewer=request.viewer, sheet=sheet, columns=form.columns())
            messages.success(request, _("已按您选的列重新读取。"))
            return redirect("desk:offer_import", pk)
    except Refused as why:
        words = f"{why.field}：{why}" if isinstance(why, Wrong) else str(why)
        form.add_error(None, words)
    return render(request, "desk/offer_import.html", page(request, sheet, form), status=422)


@for_staff
@require_POST
def importing(request: ViewedRequest, pk: int) -> HttpResponse:
    try:
        new = import_offers(viewer=request.viewer, sheet=sheets(request.viewer).get(pk=pk))
        messages.success(request, ngettext("已导入 %(new)s 条。", "已导入 %(new)s 条。", new) % {"new": new})
    except Refused as why:
        messages.warning(request, str(why))
    return redirect("desk:offer_import", pk)


@for_staff
@require_POST
def removal(request: ViewedRequest, pk: int) -> HttpResponse:
    try:
        drop_offers(viewer=request.viewer, sheet=sheets(request.viewer).get(pk=pk))
        messages.success(request, _("已删除这张表；已经导入的资源不受影响。"))
    except Refused as why:
        messages.warning(request, str(why))
    return redirect("desk:offer_imports")


@for_staff
@require_safe
def book(request: ViewedRequest, pk: int) -> HttpResponse:
    return workbook(checked_book(sheets(request.viewer).get(pk=pk)), f"luodi-offers-to-mend-{pk}.xlsx")


@for_staff
@require_safe
def template(request: ViewedRequest) -> HttpResponse:
    return workbook(template_book(), "luodi-offers.xlsx")
