"""What the investor does on his page; each is a thing created under the enquiry's address."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luodi.directory.middleware import ViewedRequest
from luodi.enquiries import reads
from luodi.enquiries.actions.answering import confirm_contact, deny_contact
from luodi.enquiries.actions.attaching import attach
from luodi.enquiries.actions.handling import write
from luodi.enquiries.actions.inviting import invite
from luodi.enquiries.actions.triaging import withdraw
from luodi.enquiries.rules import RATEABLE
from luodi.ledger.acts import Refused, Stale
from luodi.portal.forms import ColleagueForm, MessageForm, PaperForm, RatingForm
from luodi.portal.matter import title_of
from luodi.portal.shell import for_investors, page
from luodi.portal.views.own import matter_page
from luodi.ratings.actions import rate
from luodi.ui.views import stale

Typed = list[tuple[str, str]]


@for_investors
@require_POST
def messages_sent(request: ViewedRequest, number: str) -> HttpResponse:
    form = MessageForm(request.POST)

    def said() -> None:
        write(viewer=request.viewer, number=number, body=form.cleaned_data["body"])

    return _typed(request, number, form, "message_form", said, _("已发送，负责人会收到通知。"), "talk")


@for_investors
@require_POST
def attachments(request: ViewedRequest, number: str) -> HttpResponse:
    form = PaperForm(request.POST, request.FILES)

    def attached() -> None:
        attach(viewer=request.viewer, number=number, file=form.cleaned_data["file"])

    return _typed(request, number, form, "paper_form", attached, _("材料已收到。"), "papers")


@for_investors
@require_POST
def colleagues(request: ViewedRequest, number: str) -> HttpResponse:
    form = ColleagueForm(request.POST)

    def invited() -> None:
        invite(viewer=request.viewer, number=number, contact=form.cleaned_data["contact"][1])

    return _typed(request, number, form, "colleague_form", invited, _("邀请已发出，里面只有受理号和链接。"), "side")


@for_investors
@require_POST
def ratings(request: ViewedRequest, number: str) -> HttpResponse:
    form = RatingForm(request.POST)

    def rated() -> None:
        if reads.own_enquiry(request.viewer, number).state not in RATEABLE:
            raise Refused(_("联系上以后才能评价。"))
        rate(viewer=request.viewer, number=number, **form.cleaned_data)

    return _typed(request, number, form, "rating_form", rated, _("谢谢，评价已收到。"), "side")


@for_investors
@require_POST
def confirmations(request: ViewedRequest, number: str, contact: int) -> HttpResponse:
    def confirmed() -> None:
        confirm_contact(viewer=request.viewer, number=number, contact_id=contact)

    return _pressed(request, number, confirmed, _("谢谢，已记下您确认联系过。"))


@for_investors
@require_POST
def denials(request: ViewedRequest, number: str, contact: int) -> HttpResponse:
    def denied() -> None:
        deny_contact(viewer=request.viewer, number=number, contact_id=contact)

    return _pressed(request, number, denied, _("已记下。首次联系记为没有完成，主任会核实并给您答复。"))


@for_investors
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: ViewedRequest, number: str) -> HttpResponse:
    enquiry = reads.own_enquiry(request.viewer, number)
    if enquiry.investor_id != request.viewer.user_id:
        raise Http404
    if request.method == "POST":
        return _pressed(
            request, number, lambda: withdraw(viewer=request.viewer, number=number), _("已撤回，所有期限停止。")
        )
    return page(request, "withdrawal", "portal:mine", duty=enquiry.duty, title=title_of(enquiry))


def _typed(
    request: ViewedRequest,
    number: str,
    form: forms.Form,
    name: str,
    verb: Callable[[], Any],
    done: str,
    place: str,
) -> HttpResponse:
    """Runs the verb when the form holds; else the whole page comes back with what was typed."""
    enquiry = reads.own_enquiry(request.viewer, number)
    if form.is_valid():
        try:
            verb()
        except Stale as why:
            return _overtaken(request, number, why, [(str(field.label), field.value() or "") for field in form])
        except Refused as why:
            form.add_error(next(iter(form.fields)), str(why))
        else:
            messages.success(request, done)
            return redirect(f"{reverse('portal:matter', args=[enquiry.duty.number])}?done={name}#{place}")
    return matter_page(request, number, {name: form}, 422)


def _pressed(request: ViewedRequest, number: str, verb: Callable[[], Any], done: str) -> HttpResponse:
    try:
        verb()
    except Stale as why:
        return _overtaken(request, number, why, [])
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, done)
    return redirect("portal:matter", number)


def _overtaken(request: ViewedRequest, number: str, why: Stale, typed: Typed) -> HttpResponse:
    return stale(request, changes=[str(why)], typed=typed, again=reverse("portal:matter", args=[number]))
