"""The operator's catalogue: services found, their versions, a draft edited, published, retired."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.approvals import cataloguing
from luodi.approvals.actions import catalogue as acts
from luodi.approvals.forms.services import Editor, FindForm, PublishForm
from luodi.approvals.models import ServiceVersion
from luodi.approvals.rules import Validity
from luodi.approvals.versioning import digest_of
from luodi.directory.middleware import ViewedRequest
from luodi.directory.views.shell import done, for_operators, page, tried
from luodi.ledger.acts import Refused, Stale
from luodi.text.keys import key_in
from luodi.ui.forms import typed

HERE = "approvals:services"
setting_page = partial(page, app="approvals")


def found(look: Callable[[], Any]) -> Any:
    try:
        return look()
    except ObjectDoesNotExist as nothing:
        raise Http404 from nothing


@for_operators
@require_safe
def services(request: ViewedRequest) -> HttpResponse:
    find = FindForm(request.GET, cataloguing.units_with_services())
    find.is_valid()
    asked = {name: find.cleaned_data.get(name, "") for name in find.fields}
    rows = cataloguing.services(request.viewer, localdate(), said=asked["q"], unit=asked["unit"], state=asked["state"])
    total = rows.count()
    last = -(-total // cataloguing.ROWS) or 1
    number = min(max(key_in(request.GET.get("page", "")), 1), last)
    kept = {name: value for name, value in asked.items() if value}
    turn = {name: f"{reverse(HERE)}?{urlencode(kept | {'page': at})}" for name, at in _turns(number, last)}
    listed = cataloguing.page_of(rows, number)
    return setting_page(request, "services", HERE, find=find, rows=listed, total=total, asked=kept, **turn)


def _turns(number: int, last: int) -> list[tuple[str, int]]:
    previous = [("previous_url", number - 1)] if number > 1 else []
    return previous + ([("next_url", number + 1)] if number < last else [])


@for_operators
@require_safe
def service(request: ViewedRequest, pk: int) -> HttpResponse:
    one = found(lambda: cataloguing.one_service(request.viewer, pk))
    bundles = cataloguing.bundles_with(one.service.code, localdate())
    return setting_page(request, "service", HERE, one=one, bundles=bundles, today=localdate())


@for_operators
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: ViewedRequest, pk: int) -> HttpResponse:
    """A draft in its editor; one that was published is only read."""
    one: ServiceVersion = found(lambda: cataloguing.one_version(request.viewer, pk))
    if one.state != Validity.DRAFT:
        return redirect("approvals:service", one.service_id)
    editor = Editor(typed(request), one, cataloguing.material_choices(), cataloguing.licence_choices())
    seen, answer = request.POST.get("seen") or digest_of(one), 200
    if request.method == "POST":
        answer = _save(request, editor, seen)
    if answer == 302:
        messages.success(request, _("已保存。"))
        return redirect("approvals:service_version", pk)
    publish = PublishForm(initial={"valid_from": localdate()})
    drawn = setting_page(request, "service_draft", HERE, editor=editor, one=one, digest=seen, publish=publish)
    drawn.status_code = answer
    return drawn


def _save(request: ViewedRequest, editor: Editor, seen: str) -> int:
    """The status of the answer; what was typed stays in the editor."""
    if not editor.is_valid():
        return 422
    try:
        acts.save_draft(viewer=request.viewer, version=editor.version.pk, seen=seen, **editor.saved)
    except Refused as refusal:
        field = getattr(refusal, "field", None)
        editor.form.add_error(field if field in editor.form.fields else None, str(refusal))
        return 409 if isinstance(refusal, Stale) else 422
    return 302


@for_operators
@require_POST
def drafts(request: ViewedRequest, pk: int) -> HttpResponse:
    one = found(lambda: cataloguing.one_service(request.viewer, pk))
    if one.draft:
        return redirect("approvals:service_version", one.draft.pk)
    draft = acts.start_draft(viewer=request.viewer, service=pk)
    return redirect("approvals:service_version", draft.pk)


@for_operators
@require_POST
def publication(request: ViewedRequest, pk: int) -> HttpResponse:
    one: ServiceVersion = found(lambda: cataloguing.one_version(request.viewer, pk))
    form, seen = PublishForm(request.POST), request.POST.get("seen", "")
    publish = lambda: acts.publish_service(  # noqa: E731
        viewer=request.viewer, version=pk, seen=seen, valid_from=form.cleaned_data["valid_from"]
    )
    if form.is_valid() and tried(form, publish):
        messages.success(request, _("已发布。正在办的仍按原来的版本。"))
        return redirect("approvals:service", one.service_id)
    return setting_page(request, "service_publication", HERE, form=form, one=one, digest=seen)


@for_operators
@require_POST
def removal(request: ViewedRequest, pk: int) -> HttpResponse:
    one: ServiceVersion = found(lambda: cataloguing.one_version(request.viewer, pk))
    try:
        acts.drop_draft(viewer=request.viewer, version=pk, seen=request.POST.get("seen", ""))
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("approvals:service_version", pk)
    messages.success(request, _("草稿已删除。"))
    return redirect("approvals:service", one.service_id)


@for_operators
@require_POST
def retirement(request: ViewedRequest, pk: int) -> HttpResponse:
    found(lambda: cataloguing.one_service(request.viewer, pk))
    retire = lambda: acts.retire_service(viewer=request.viewer, service=pk)  # noqa: E731
    return done(request, retire, _("已停用：不能再申报，正在办的照常办完。"), "approvals:service", pk)
