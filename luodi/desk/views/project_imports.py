"""A book of projects: read in, its columns looked at, what it would change, imported when asked."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk.forms.columns import ColumnsForm
from luodi.desk.forms.project_imports import BookForm
from luodi.desk.views.answers import blame, for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.directory.refusals import Wrong
from luodi.directory.workbooks import sheet_problem, workbook
from luodi.ledger.acts import Refused
from luodi.projects.actions.importing import drop_book, import_book, map_book, read_book
from luodi.projects.models import ProjectImport
from luodi.projects.sheets.columns import NAMES
from luodi.projects.sheets.mending import checked_book, template_book
from luodi.projects.sheets.preview import books, changed_row, new_row, preview
from luodi.projects.sheets.words import column_choices
from luodi.text.sheets import SheetError
from luodi.ui.forms import typed

SHOWN, MOST_FAULTS, MOST_NOTES, LATEST = 50, 200, 50, 20  # rows of one page


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: ViewedRequest) -> HttpResponse:
    form = BookForm(typed(request), request.FILES or None)
    try:
        if request.method == "POST" and form.is_valid():
            said = form.said()
            return redirect("desk:project_import", read_book(viewer=request.viewer, **said).pk)
    except SheetError as problem:
        form.add_error("file", sheet_problem(problem))
    except Refused as why:
        blame(form, why)
    context = {"form": form, "books": books(request.viewer)[:LATEST]}
    return render(request, "desk/projects/imports.html", context, status=422 if form.errors else 200)


@for_staff
@require_safe
def one(request: ViewedRequest, pk: int) -> HttpResponse:
    book = books(request.viewer).get(pk=pk)
    return render(request, "desk/projects/import.html", page(request, book, columns_form(book)))


def columns_form(book: ProjectImport, data: QueryDict | None = None) -> ColumnsForm:
    return ColumnsForm(data, headings=book.layout["columns"], choices=column_choices())


def page(request: ViewedRequest, book: ProjectImport, form: ColumnsForm) -> dict[str, Any]:
    shown = preview(book)
    creates = Paginator(shown.creates, SHOWN).get_page(request.GET.get("page"))
    updates = Paginator(shown.updates, SHOWN).get_page(request.GET.get("changes"))
    return {
        "book": book,
        "shown": shown,
        "form": form,
        "unread": [heading for heading, column in book.layout["columns"] if not (column or NAMES.knows(heading))],
        "faults": shown.faults[:MOST_FAULTS],
        "more_faults": max(len(shown.faults) - MOST_FAULTS, 0),
        "notes": shown.notes[:MOST_NOTES],
        "more_notes": max(len(shown.notes) - MOST_NOTES, 0),
        "creates": creates,
        "new_rows": [new_row(row) for row in creates] if not book.done_at else [],
        "updates": updates,
        "changed_rows": [changed_row(row) for row in updates] if not book.done_at else [],
    }


@for_staff
@require_POST
def columns(request: ViewedRequest, pk: int) -> HttpResponse:
    """Which heading is which column, chosen by hand; every row is read again."""
    book = books(request.viewer).get(pk=pk)
    form = columns_form(book, request.POST)
    try:
        if form.is_valid():
            map_book(viewer=request.viewer, book=book, columns=form.columns())
            messages.success(request, _("已按您选的列重新读取。"))
            return redirect("desk:project_import", pk)
    except Refused as why:
        words = f"{why.field}：{why}" if isinstance(why, Wrong) else str(why)
        form.add_error(None, words)
    return render(request, "desk/projects/import.html", page(request, book, form), status=422)


@for_staff
@require_POST
def importing(request: ViewedRequest, pk: int) -> HttpResponse:
    try:
        new, changed = import_book(viewer=request.viewer, book=books(request.viewer).get(pk=pk))
        said = {"new": new, "changed": changed}
        messages.success(request, _("已入库：新建 %(new)s 个，更新 %(changed)s 个。") % said)
    except Refused as why:
        messages.warning(request, str(why))
    return redirect(reverse("desk:project_import", args=[pk]))


@for_staff
@require_POST
def removal(request: ViewedRequest, pk: int) -> HttpResponse:
    drop_book(viewer=request.viewer, book=books(request.viewer).get(pk=pk))
    messages.success(request, _("已删除这份表格；已经入库的项目不受影响。"))
    return redirect("desk:project_imports")


@for_staff
@require_safe
def to_mend(request: ViewedRequest, pk: int) -> HttpResponse:
    return workbook(checked_book(books(request.viewer).get(pk=pk)), f"luodi-projects-to-mend-{pk}.xlsx")


@for_staff
@require_safe
def template(request: ViewedRequest) -> HttpResponse:
    return workbook(template_book(), "luodi-projects.xlsx")
