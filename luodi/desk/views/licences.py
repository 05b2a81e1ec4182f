"""What the department issued: found, read, suspended, restored, revoked, replaced."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.approvals.actions import licensing
from luodi.approvals.licences.files import file_response
from luodi.approvals.licences.register import licence_for
from luodi.approvals.licences.register import licences as issued
from luodi.approvals.models import Licence
from luodi.desk.forms.licences import ReasonForm, ReplacementForm, SearchForm
from luodi.desk.licences import happenings, licence_row
from luodi.desk.views.answers import for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused, Stale
from luodi.text.keys import key_in
from luodi.ui.forms import typed
from luodi.ui.views import stale

State = Licence.State
# Name in the address -> verb, what was done, and from which states it is offered.
ACTS: dict[str, tuple[Callable[..., Any], Any, frozenset[str]]] = {
    "suspension": (licensing.suspend, lazy("已暂停，公开查验马上显示。"), frozenset({State.VALID})),
    "restoration": (licensing.restore, lazy("已恢复有效。"), frozenset({State.SUSPENDED})),
    "revocation": (licensing.revoke, lazy("已撤销，公开查验马上显示。"), frozenset({State.VALID, State.SUSPENDED})),
}


@for_staff
@require_safe
def licences(request: ViewedRequest) -> HttpResponse:
    form, now, after = SearchForm(request.GET), timezone.now(), request.GET.get("after", "")
    said = form.cleaned_data["q"] if form.is_valid() else ""
    found, following = issued(request.viewer, said, key_in(after))
    query = {"q": said} if said else {}
    context = {
        "form": form,
        "rows": [licence_row(one, now) for one in found],
        "said": said,
        "next_url": "?" + urlencode(query | {"after": following}) if following else "",
    }
    return render(request, "desk/licences/licences.html", context)


@for_staff
@require_safe
def one(request: ViewedRequest, number: str) -> HttpResponse:
    return _page(request, licence_for(request.viewer, number), ReasonForm())


def _page(request: ViewedRequest, licence: Licence, form: forms.Form, status: int = 200) -> HttpResponse:
    offered = {name for name, (_verb, _done, states) in ACTS.items() if licence.state in states}
    if not request.viewer.heads(licence.unit):
        offered.discard("revocation")
    context = {
        "row": licence_row(licence, timezone.now()),
        "happened": happenings(licence),
        "form": form,
        "offered": offered,
        "may_replace": licence.state in (State.VALID, State.SUSPENDED),
    }
    return render(request, "desk/licences/licence.html", context, status=status)


@for_staff
@require_POST
def act(request: ViewedRequest, number: str, name: str) -> HttpResponse:
    licence, (verb, done, _states) = licence_for(request.viewer, number), ACTS[name]
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, licence, form, 422)
    if answer := _done(request, number, form, lambda: verb(viewer=request.viewer, number=number, **form.cleaned_data)):
        return answer
    if not form.errors:
        messages.success(request, str(done))
        return redirect("desk:licence", number)
    return _page(request, licence, form, 422)


def _done(request: ViewedRequest, number: str, form: forms.Form, verb: Callable[[], Any]) -> HttpResponse | None:
    """409 where somebody was faster; a refusal stands on the form."""
    try:
        verb()
    except Stale as why:
        said = [(str(field.label), str(field.value() or "")) for field in form]
        return stale(request, changes=[str(why)], typed=said, again=reverse("desk:licence", args=[number]))
    except Refused as why:
        form.add_error(None, str(why))
    return None


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def replacement(request: ViewedRequest, number: str) -> HttpResponse:
    licence = licence_for(request.viewer, number)
    form, made = ReplacementForm(typed(request), licence=licence), []

    def replaced() -> None:
        said = {"reason": form.cleaned_data["reason"], "fields": form.printed()}
        made.append(licensing.replace(viewer=request.viewer, number=number, **said))

    if form.is_valid():
        if answer := _done(request, number, form, replaced):
            return answer
        if made:
            messages.success(request, str(lazy("已换发新证，持证人已得到通知。")))
            return redirect("desk:licence", made[0].number)
    context = {"form": form, "row": licence_row(licence, timezone.now())}
    return render(request, "desk/licences/replacement.html", context, status=422 if form.errors else 200)


@for_staff
@require_safe
def file(request: ViewedRequest, number: str) -> HttpResponseBase:
    licence = licence_for(request.viewer, number)
    if not licence.digest:
        raise Http404
    return file_response(licence.digest, licence.number)
