"""Licences nobody applied for: confirmed, declined, and what the holder objected answered."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luodi.approvals.actions import proposing
from luodi.approvals.licences.register import proposal_for
from luodi.approvals.licences.register import proposals as found
from luodi.approvals.models import Proposal
from luodi.desk.forms.licences import DeclineForm, ObjectionAnswerForm
from luodi.desk.licences import proposal_row
from luodi.desk.views.answers import for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused, Stale
from luodi.ui.views import stale


@for_staff
@require_safe
def proposals(request: ViewedRequest) -> HttpResponse:
    rows = [proposal_row(one) for one in found(request.viewer)]
    waiting = [row for row in rows if row.waits or row.objected]
    context = {"waiting": waiting, "answered": rows[len(waiting) :]}
    return render(request, "desk/licences/proposals.html", context)


@for_staff
@require_safe
def proposal(request: ViewedRequest, pk: int) -> HttpResponse:
    return _page(request, pk, {})


def _page(request: ViewedRequest, pk: int, typed: dict[str, forms.Form], status: int = 200) -> HttpResponse:
    shown = {"decline_form": DeclineForm(), "answer_form": ObjectionAnswerForm(), **typed}
    context = {"row": proposal_row(proposal_for(request.viewer, pk)), **shown}
    return render(request, "desk/licences/proposal.html", context, status=status)


@for_staff
@require_POST
def confirmation(request: ViewedRequest, pk: int) -> HttpResponse:
    proposal_for(request.viewer, pk)
    try:
        one = proposing.confirm(viewer=request.viewer, proposal=pk)
    except Stale as why:
        return stale(request, changes=[str(why)], again=reverse("desk:proposal", args=[pk]))
    except Refused as why:
        messages.error(request, str(why))
        return redirect("desk:proposal", pk)
    if one.state == Proposal.State.STALE:
        messages.warning(request, _("提出之后情况变了，没有发证。"))
    else:
        messages.success(request, _("已发证，持证人已得到通知，并知道怎样提出异议。"))
    return redirect("desk:proposal", pk)


@for_staff
@require_POST
def refusal(request: ViewedRequest, pk: int) -> HttpResponse:
    return _typed(
        request, pk, "decline_form", DeclineForm(request.POST), proposing.decline, _("已记下不发，不再提出。")
    )


@for_staff
@require_POST
def answer(request: ViewedRequest, pk: int) -> HttpResponse:
    form = ObjectionAnswerForm(request.POST)
    return _typed(request, pk, "answer_form", form, proposing.answer_objection, _("已答复，持证人看得到。"))


def _typed(
    request: ViewedRequest, pk: int, name: str, form: forms.Form, verb: Callable[..., Any], done: str
) -> HttpResponse:
    proposal_for(request.viewer, pk)
    if form.is_valid():
        try:
            verb(viewer=request.viewer, proposal=pk, **form.cleaned_data)
        except Stale as why:
            said = [(str(field.label), str(field.value() or "")) for field in form]
            return stale(request, changes=[str(why)], typed=said, again=reverse("desk:proposal", args=[pk]))
        except Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, done)
            return redirect("desk:proposal", pk)
    return _page(request, pk, {name: form}, 422)
