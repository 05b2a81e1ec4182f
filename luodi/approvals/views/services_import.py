"""A list of services: what it would do; then, when asked, what it did. Between them it travels signed in the page."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luodi.approvals.actions.services_import import Entering, import_services, look_at
from luodi.approvals.forms.services import ListFileForm
from luodi.approvals.sheets.services import Listed, read_services
from luodi.approvals.views.services import HERE, setting_page
from luodi.directory.middleware import ViewedRequest
from luodi.directory.reach import territories
from luodi.directory.views.shell import for_operators
from luodi.directory.workbooks import sheet_problem
from luodi.ledger.acts import Refused
from luodi.text.sheets import SheetError
from luodi.ui.forms import typed

LIFE = 3600  # seconds between looking and writing


@for_operators
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: ViewedRequest) -> HttpResponse:
    form = ListFileForm(typed(request), request.FILES or None)
    listed: Listed | None = None
    plan: Entering | None = None
    ticket = ""
    if form.is_valid():
        try:
            listed = read_services(form.cleaned_data["file"])
        except SheetError as problem:
            form.add_error("file", sheet_problem(problem))
    if listed and not listed.faults:
        plan, place = look_at(listed.rows), form.cleaned_data["territory"]
        said = {"rows": listed.rows, "digest": listed.digest, "territory": place.code if place else ""}
        ticket = signing.dumps(said, salt=HERE, compress=True) if plan.does_something else ""
    return setting_page(request, "services_import", HERE, form=form, listed=listed, plan=plan, ticket=ticket)


@for_operators
@require_POST
def writing(request: ViewedRequest) -> HttpResponse:
    said = _unsigned(request)
    if said is None:
        messages.warning(request, _("检查结果已过期，请重新选择文件。"))
        return redirect("approvals:services_import")
    place = territories(request.viewer).in_use().filter(code=said["territory"]).first()
    rows = [(code, department, name, kind) for code, department, name, kind in said["rows"]]
    try:
        done = import_services(viewer=request.viewer, rows=rows, digest=said["digest"], territory=place)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("approvals:services_import")
    counts = {"new": len(done.new), "changed": len(done.changed), "units": len(done.departments)}
    messages.success(request, _("已写入：新增 %(new)s 个事项，修改 %(changed)s 个，新部门 %(units)s 个。") % counts)
    return redirect(HERE)


def _unsigned(request: ViewedRequest) -> dict[str, Any] | None:
    try:
        return signing.loads(request.POST.get("ticket", ""), salt=HERE, max_age=LIFE)
    except signing.BadSignature:
        return None
