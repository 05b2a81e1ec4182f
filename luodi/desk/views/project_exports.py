"""The library taken away: in chosen columns, in the upper level's own workbook, as open data."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk.filters import chips, query_of
from luodi.desk.forms.project_exports import ColumnsForm, UpperForm, UpperMapForm
from luodi.desk.forms.projects import ProjectFilterForm
from luodi.desk.views.answers import blame, for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.directory.workbooks import sheet_problem, workbook
from luodi.ledger.acts import Refused
from luodi.projects import export
from luodi.projects.actions.columns import drop_columns, map_upper, save_columns, save_upper
from luodi.projects.listing import chosen
from luodi.projects.oc4ids import package
from luodi.projects.oc4ids.live import lines
from luodi.projects.saved import filled_upper, saved_columns
from luodi.projects.upper import LOST
from luodi.text.keys import key_in
from luodi.text.sheets import SheetError
from luodi.ui.forms import typed

CSV_TYPE = "text/csv; charset=utf-8"


def _asked(request: ViewedRequest) -> tuple[dict[str, Any], str, list[str]]:
    """The filters of the list that led here: as they are asked, as a query, as words."""
    form = ProjectFilterForm(request.GET, viewer=request.viewer)
    asked = form.asked()
    return asked, urlencode(query_of(form, asked)), list(chips(form, asked).values())


def page(request: ViewedRequest, form: ColumnsForm, upper: UpperForm) -> dict[str, Any]:
    _filters, query, words = _asked(request)
    sets = list(saved_columns(request.viewer))
    return {
        "form": form,
        "upper_form": upper,
        "query": query,
        "filters": words,
        "sets": [one for one in sets if not one.attachment_id],
        "uppers": [one for one in sets if one.attachment_id],
    }


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: ViewedRequest) -> HttpResponse:
    """What may be taken away; POST keeps a set of columns."""
    form = ColumnsForm(typed(request))
    try:
        if request.method == "POST" and form.is_valid():
            save_columns(viewer=request.viewer, name=form.cleaned_data["name"], columns=form.cleaned_data["columns"])
            messages.success(request, _("已保存这组列。"))
            return redirect(f"{request.path}?{_asked(request)[1]}")
    except Refused as why:
        blame(form, why)
    status = 422 if form.errors else 200
    return render(request, "desk/projects/exports.html", page(request, form, UpperForm()), status=status)


@for_staff
@require_safe
def download(request: ViewedRequest) -> HttpResponseBase:
    """?columns=… or ?set=…, ?format=csv, and the filters of the list."""
    now, viewer = timezone.now(), request.viewer
    asked = _asked(request)[0]
    columns = export.known(request.GET.getlist("columns"))
    if kept := key_in(request.GET.get("set", "")):
        columns = export.known(saved_columns(viewer).get(pk=kept).columns)
    name = f"projects-{timezone.localdate(now):%Y%m%d}"
    if request.GET.get("format") != "csv":
        return workbook(export.workbook(viewer, columns, asked, now), f"{name}.xlsx")
    response = StreamingHttpResponse(export.lines(viewer, columns, asked, now), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@for_staff
@require_POST
def uppers(request: ViewedRequest) -> HttpResponse:
    """Keeps the upper level's empty workbook."""
    form = UpperForm(request.POST, request.FILES)
    try:
        if form.is_valid():
            kept = save_upper(viewer=request.viewer, name=form.cleaned_data["name"], file=form.upload())
            return redirect("desk:project_upper", kept.pk)
    except SheetError as problem:
        form.add_error("file", sheet_problem(problem))
    except Refused as why:
        blame(form, why)
    return render(request, "desk/projects/exports.html", page(request, ColumnsForm(), form), status=422)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def upper(request: ViewedRequest, pk: int) -> HttpResponse:
    """What each column of the workbook holds."""
    saved = saved_columns(request.viewer).exclude(attachment=None).get(pk=pk)
    form = UpperMapForm(typed(request), saved=saved)
    try:
        if request.method == "POST" and form.is_valid():
            map_upper(viewer=request.viewer, saved=saved, **form.said())
            messages.success(request, _("已记住。以后一点就填好。"))
            return redirect("desk:project_upper", pk)
    except Refused as why:
        blame(form, why)
    lost = [str(LOST[code]) for code in saved.layout["lost"]]
    context = {"saved": saved, "form": form, "lost": lost, "query": _asked(request)[1]}
    return render(request, "desk/projects/upper.html", context, status=422 if form.errors else 200)


@for_staff
@require_safe
def filled(request: ViewedRequest, pk: int) -> HttpResponse:
    """The workbook, filled with what the filters leave."""
    saved = saved_columns(request.viewer).exclude(attachment=None).get(pk=pk)
    data = filled_upper(request.viewer, saved, _asked(request)[0], timezone.now())
    return workbook(data, f"upper-{pk}-{timezone.localdate():%Y%m%d}.xlsx")


@for_staff
@require_POST
def removal(request: ViewedRequest, pk: int) -> HttpResponse:
    drop_columns(viewer=request.viewer, saved=saved_columns(request.viewer).get(pk=pk))
    messages.success(request, _("已删除。"))
    return redirect("desk:project_exports")


@for_staff
@require_safe
def oc4ids(request: ViewedRequest) -> HttpResponseBase:
    """What the filters leave of the live library, for officers: the public reads editions."""
    now = timezone.now()
    found = chosen(request.viewer, _asked(request)[0], now)
    if not found.exists():
        messages.info(request, _("没有符合条件的项目，没有可导出的内容。"))
        return redirect("desk:project_exports")
    publisher = request.viewer.posts[0].unit.name
    pieces = package(lines(found), publisher, now, uri=request.build_absolute_uri())
    response = StreamingHttpResponse(pieces, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="oc4ids-{timezone.localdate(now):%Y%m%d}.json"'
    return response
