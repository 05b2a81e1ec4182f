"""Editions at the desk: the list, one with its notes and acts, its lines."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luodi.bulletin.actions.preparing import prepare
from luodi.bulletin.drawing.files import files_of
from luodi.bulletin.listing import choices_for, editions_for, own_lines
from luodi.bulletin.reach import edition_for
from luodi.bulletin.shown import lines_page
from luodi.desk.editions import desk_page, row_of, to
from luodi.desk.forms.editions import PrepareForm
from luodi.desk.views.answers import for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused
from luodi.ui.forms import typed


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def editions(request: ViewedRequest) -> HttpResponse:
    choices = choices_for(request.viewer, timezone.now()) if request.viewer.is_city_desk else []
    form = PrepareForm(typed(request), choices=choices)
    if form.is_valid() and (answer := _prepared(request, form)):
        return answer
    rows = [row_of(one) for one in editions_for(request.viewer)]
    context = {"rows": rows, "form": form, "choices": choices}
    return render(request, "desk/editions/list.html", context, status=422 if form.errors else 200)


def _prepared(request: ViewedRequest, form: forms.Form) -> HttpResponse | None:
    assert isinstance(form, PrepareForm)
    chosen = form.found[form.cleaned_data["what"]]
    try:
        made = prepare(viewer=request.viewer, round=chosen.round, territory=chosen.territory)
    except Refused as why:
        form.add_error(None, str(why))
        return None
    messages.success(request, _("已开始编制，完成后会通知您。"))
    return redirect("desk:edition", made.number)


@for_staff
@require_safe
def one(request: ViewedRequest, number: str) -> HttpResponse:
    now = timezone.now()
    edition = edition_for(request.viewer, number)
    context = desk_page(edition, request.viewer, now)
    own = own_lines(request.viewer, edition) if context["is_open"] else []
    return render(request, "desk/editions/edition.html", context | {"own": own, "files": files_of(edition)})


@for_staff
@require_safe
def lines(request: ViewedRequest, number: str) -> HttpResponse:
    edition = edition_for(request.viewer, number)
    return render(request, "desk/editions/lines.html", lines_page(edition, request.viewer, request.GET, to(edition)))
