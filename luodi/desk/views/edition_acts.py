"""What is done with an edition: opened for correction, corrected, published, called off, and its errata."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST

from luodi.bulletin.actions import preparing, previewing, publishing, ranking
from luodi.bulletin.listing import line_for, numbered_line
from luodi.bulletin.reach import edition_for
from luodi.desk.editions import row_of
from luodi.desk.forms.editions import CorrectionForm, ErratumForm, ReasonForm
from luodi.desk.views.answers import blame, for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused, Stale
from luodi.ui.forms import typed
from luodi.ui.views import stale

# Name in the address -> verb and what was done.
ACTS: dict[str, tuple[Callable[..., Any], Any]] = {
    "window": (previewing.preview, lazy("已开放预览，责任人已得到通知，两个工作日内可以更正。")),
    "publication": (publishing.publish, lazy("已公布。文件正在生成，稍后可以下载。")),
    "ranking": (ranking.add_ranking, lazy("已编入排名，请看预览。")),
    "ranking_removal": (ranking.drop_ranking, lazy("已撤下排名。")),
}


@for_staff
@require_POST
def act(request: ViewedRequest, number: str, name: str) -> HttpResponse:
    edition_for(request.viewer, number)
    verb, done = ACTS[name]
    try:
        verb(viewer=request.viewer, number=number)
    except Stale as why:
        return stale(request, changes=[str(why)], again=reverse("desk:edition", args=[number]))
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, str(done))
    return redirect("desk:edition", number)


def _done(request: ViewedRequest, number: str, form: forms.Form, verb: Callable[[], Any], words: str) -> Any:
    """Leads on, or 409; None where the form has to be shown again."""
    try:
        verb()
    except Stale as why:
        said = [(str(field.label), str(field.value() or "")) for field in form.visible_fields()]
        return stale(request, changes=[str(why)], typed=said, again=reverse("desk:edition", args=[number]))
    except Refused as why:
        blame(form, why)
        return None
    messages.success(request, words)
    return redirect("desk:edition", number)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: ViewedRequest, number: str, pk: int) -> HttpResponse:
    edition = edition_for(request.viewer, number)
    line = line_for(request.viewer, edition, pk)
    form = CorrectionForm.of(line, typed(request))

    def corrected() -> None:
        told = {"values": form.values(), **{name: form.cleaned_data[name] for name in ("reason", "seen")}}
        previewing.correct_line(viewer=request.viewer, number=number, line=pk, **told)

    words = _("已更正，预览里马上显示，原值和新值都留着。")
    if form.is_valid() and (answer := _done(request, number, form, corrected, words)):
        return answer
    context = {"form": form, "line": line, "row": row_of(edition)}
    return render(request, "desk/editions/correction.html", context, status=422 if form.errors else 200)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def errata(request: ViewedRequest, number: str) -> HttpResponse:
    edition = edition_for(request.viewer, number)
    form = ErratumForm(typed(request))

    def told() -> None:
        said = {name: form.cleaned_data[name] for name in ("field", "new", "reason", "old")}
        line = numbered_line(edition, form.cleaned_data["project"])
        publishing.erratum(viewer=request.viewer, number=number, line=line, **said)

    words = _("勘误已登记，本期页面马上显示，并刊入下一期。")
    if form.is_valid() and (answer := _done(request, number, form, told, words)):
        return answer
    context = {"form": form, "row": row_of(edition)}
    return render(request, "desk/editions/errata.html", context, status=422 if form.errors else 200)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def calling_off(request: ViewedRequest, number: str) -> HttpResponse:
    edition = edition_for(request.viewer, number)
    form = ReasonForm(typed(request))

    def called_off() -> None:
        preparing.call_off(viewer=request.viewer, number=number, reason=form.cleaned_data["reason"])

    if form.is_valid() and (answer := _done(request, number, form, called_off, _("已取消，这一期可以重新编制。"))):
        return answer
    context = {"form": form, "row": row_of(edition)}
    return render(request, "desk/editions/calling_off.html", context, status=422 if form.errors else 200)
