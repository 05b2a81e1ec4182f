"""Status lists of an upper level's system: read in, looked at, carried out when asked."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.approvals.actions.importing import check_statuses, drop_statuses, import_statuses
from luodi.approvals.models import StatusSheet
from luodi.approvals.statuses.preview import preview, sheets
from luodi.approvals.statuses.rules import COLUMNS, WORDS
from luodi.approvals.statuses.words import fault_words
from luodi.desk.forms.statuses import StatusListForm
from luodi.desk.views.answers import blame, for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.directory.workbooks import sheet_problem, workbook
from luodi.ledger.acts import Refused
from luodi.text.sheets import SheetError, write_sheet
from luodi.ui.forms import typed

SHOWN, MOST_FAULTS, LATEST = 50, 200, 20  # rows of one page


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: ViewedRequest) -> HttpResponse:
    form = StatusListForm(typed(request), request.FILES or None)
    try:
        if request.method == "POST" and form.is_valid():
            said = {"data": form.cleaned_data["file"], "file_name": form.file_name}
            return redirect("desk:status_import", check_statuses(viewer=request.viewer, **said).pk)
    except SheetError as problem:
        form.add_error("file", sheet_problem(problem))
    except Refused as why:
        blame(form, why)
    context = {"form": form, "sheets": sheets(request.viewer)[:LATEST], "words": WORDS}
    return render(request, "desk/cases/status_imports.html", context, status=422 if form.errors else 200)


@for_staff
@require_safe
def one(request: ViewedRequest, pk: int) -> HttpResponse:
    return render(request, "desk/cases/status_import.html", page(request, sheets(request.viewer).get(pk=pk)))


def page(request: ViewedRequest, sheet: StatusSheet) -> dict[str, Any]:
    shown = preview(sheet)
    faults = [fault | {"words": fault_words(fault["code"])} for fault in shown.faults]
    return {
        "sheet": sheet,
        "shown": shown,
        "faults": faults[:MOST_FAULTS],
        "more_faults": max(len(faults) - MOST_FAULTS, 0),
        "words": WORDS,
        "good": Paginator(shown.good, SHOWN).get_page(request.GET.get("page")),
    }


@for_staff
@require_POST
def importing(request: ViewedRequest, pk: int) -> HttpResponse:
    sheet = sheets(request.viewer).get(pk=pk)
    try:
        found = import_statuses(viewer=request.viewer, sheet=sheet)
    except Refused as why:
        messages.warning(request, str(why))
        return redirect("desk:status_import", pk)
    said = ngettext("已登记 %(count)d 步。", "已登记 %(count)d 步。", found.done) % {"count": found.done}
    messages.success(request, said)
    for place, sentence in list(found.refused.items())[:10]:
        messages.warning(request, _("第 %(row)s 行没有登记：%(why)s") % {"row": place, "why": sentence})
    return redirect("desk:status_import", pk)


@for_staff
@require_POST
def removal(request: ViewedRequest, pk: int) -> HttpResponse:
    try:
        drop_statuses(viewer=request.viewer, sheet=sheets(request.viewer).get(pk=pk))
        messages.success(request, _("已删除这张表；已经登记的不受影响。"))
    except Refused as why:
        messages.warning(request, str(why))
    return redirect("desk:status_imports")


@for_staff
@require_safe
def template(request: ViewedRequest) -> HttpResponse:
    """Headings only, so that nothing has to be deleted before it is filled in."""
    headings = [words[0] for words in COLUMNS.values()]
    return workbook(write_sheet(_("办件状态"), headings, []), "luodi-statuses.xlsx")
