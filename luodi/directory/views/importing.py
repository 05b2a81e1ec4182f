"""Files of territories and of staff: what they would do, then, when asked, what they did.

Between the two answers the checked rows travel signed in the page, so that no web process keeps a file.
"""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luodi.directory.forms import StaffFileForm, TerritoryFileForm
from luodi.directory.importing import (
    StaffPlan,
    TerritoryPlan,
    check_staff,
    check_territories,
    staff_template,
    write_staff,
    write_territories,
)
from luodi.directory.middleware import ViewedRequest
from luodi.directory.views.shell import for_operators, page
from luodi.directory.workbooks import workbook
from luodi.text.sheets import SheetError
from luodi.ui.forms import typed

HERE = "directory:imports"
LIFE = 3600  # seconds between looking and writing
MOST_BYTES = 10 * 1024 * 1024


@for_operators
@require_GET
def imports(request: ViewedRequest) -> HttpResponse:
    return page(request, "imports", HERE, staff_form=StaffFileForm(), territory_form=TerritoryFileForm())


@for_operators
@require_GET
def template(request: ViewedRequest) -> HttpResponse:
    return workbook(staff_template(), "luodi-staff.xlsx")


@for_operators
@require_http_methods(["GET", "POST"])
def staff(request: ViewedRequest) -> HttpResponse:
    form = StaffFileForm(typed(request), request.FILES or None)
    plan = None
    if request.method == "POST" and form.is_valid():
        try:
            plan = check_staff(form.cleaned_data["file"], timezone.now())
        except SheetError as problem:
            form.add_error("file", problem.in_words(_))
    ticket = _signed(plan, "units", "posts") if plan and plan.does_something else ""
    return page(request, "staff_import", HERE, form=form, plan=plan, ticket=ticket)


@for_operators
@require_POST
def staff_writing(request: ViewedRequest) -> HttpResponse:
    rows = _unsigned(request)
    if rows is None:
        messages.warning(request, _("检查结果已过期，请重新选择文件。"))
        return redirect("directory:staff_import")
    done = write_staff(viewer=request.viewer, plan=StaffPlan(**rows))
    for fault in done.faults:
        messages.warning(request, f"{fault.cell} {fault.sentence}")
    units, posts = done.unit_tally, done.post_tally
    tally = {"new": units.new + posts.new, "changed": units.changed + posts.changed}
    messages.success(request, _("已写入：新增 %(new)s，修改 %(changed)s。") % tally)
    return redirect("directory:units")


@for_operators
@require_http_methods(["GET", "POST"])
def territories(request: ViewedRequest) -> HttpResponse:
    form = TerritoryFileForm(typed(request), request.FILES or None)
    plan = None
    if request.method == "POST" and form.is_valid():
        file, prefix = form.cleaned_data["file"], form.cleaned_data["begins"]
        plan = check_territories(file.read(MOST_BYTES + 1), prefix)
    ticket = _signed(plan, "rows", "digest") if plan and (plan.tally.new or plan.tally.changed) else ""
    return page(request, "territory_import", HERE, form=form, plan=plan, ticket=ticket)


@for_operators
@require_POST
def territories_writing(request: ViewedRequest) -> HttpResponse:
    rows = _unsigned(request)
    if rows is None:
        messages.warning(request, _("检查结果已过期，请重新选择文件。"))
        return redirect("directory:territory_import")
    tally = write_territories(viewer=request.viewer, plan=TerritoryPlan(**rows))
    messages.success(request, _("已写入：新增 %(new)s，修改 %(changed)s。") % asdict(tally))
    return redirect("directory:territories")


def _signed(plan: StaffPlan | TerritoryPlan, *fields: str) -> str:
    return signing.dumps({name: getattr(plan, name) for name in fields}, salt=HERE, compress=True)


def _unsigned(request: ViewedRequest) -> dict[str, Any] | None:
    try:
        return signing.loads(request.POST.get("ticket", ""), salt=HERE, max_age=LIFE)
    except signing.BadSignature:
        return None
