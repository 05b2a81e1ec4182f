"""Allowances, reply templates and the consent text."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luodi.accounts.models import ConsentText
from luodi.directory.middleware import ViewedRequest
from luodi.directory.views.shell import done, for_operators, for_staff, tried
from luodi.enquiries import reach
from luodi.enquiries.actions import configuring
from luodi.enquiries.setting_forms import AllowanceForm, ConsentForm, ReplyForm
from luodi.enquiries.tables import allowance_rows, preset_rows
from luodi.enquiries.views.shell import setting_page
from luodi.ui.forms import typed

ALLOWANCES, REPLIES, CONSENT = "enquiries:allowances", "enquiries:replies", "enquiries:consent"


@for_operators
@require_http_methods(["GET", "POST"])
def allowances(request: ViewedRequest) -> HttpResponse:
    form = AllowanceForm(typed(request))
    if form.is_valid() and "try" not in request.POST:
        save = lambda: configuring.set_allowances(viewer=request.viewer, tokens=form.cleaned_data)  # noqa: E731
        if tried(form, save):
            messages.success(request, _("已保存，只对以后开始的时限有效。"))
            return redirect(ALLOWANCES)
    rows = allowance_rows(form, timezone.localdate())
    return setting_page(request, "allowances", ALLOWANCES, form=form, rows=rows, presets=preset_rows())


@for_operators
@require_GET
def allowance_examples(request: ViewedRequest) -> HttpResponse:
    """The examples for what stands in the fields now, while they are being typed."""
    rows = allowance_rows(AllowanceForm(request.GET), timezone.localdate())
    return render(request, "enquiries/allowance_examples.html", {"rows": rows})


@for_operators
@require_POST
def preset(request: ViewedRequest) -> HttpResponse:
    choose = lambda: configuring.set_preset(viewer=request.viewer, name=request.POST.get("preset", ""))  # noqa: E731
    return done(request, choose, _("已换成这一套，只对以后开始的时限有效。"), ALLOWANCES)


@for_staff
@require_GET
def replies(request: ViewedRequest) -> HttpResponse:
    _heads_and_operators(request)
    return setting_page(request, "replies", REPLIES, rows=reach.replies(request.viewer))


@for_staff
@require_http_methods(["GET", "POST"])
def reply(request: ViewedRequest, pk: int = 0) -> HttpResponse:
    _heads_and_operators(request)
    one = get_object_or_404(reach.replies(request.viewer), pk=pk) if pk else None
    units = reach.reply_units(request.viewer)
    form = ReplyForm(typed(request), instance=one, units=units, for_all=request.viewer.is_operator)
    if form.is_valid() and tried(
        form, lambda: configuring.save_reply(viewer=request.viewer, reply=form.save(commit=False))
    ):
        messages.success(request, _("已保存。"))
        return redirect(REPLIES)
    return setting_page(request, "reply", REPLIES, form=form, reply=one)


@for_staff
@require_POST
def reply_standing(request: ViewedRequest, pk: int) -> HttpResponse:
    """In use or retired."""
    one, active = get_object_or_404(reach.replies(request.viewer), pk=pk), request.POST.get("active") == "1"
    switch = lambda: configuring.switch_reply(viewer=request.viewer, reply=one, active=active)  # noqa: E731
    return done(request, switch, _("已启用。") if active else _("已停用。"), REPLIES)


def _heads_and_operators(request: ViewedRequest) -> None:
    if not (request.viewer.is_operator or request.viewer.is_head):
        raise Http404


@for_operators
@require_http_methods(["GET", "POST"])
def consent(request: ViewedRequest) -> HttpResponse:
    now = timezone.now()
    texts = reach.consent_texts(request.viewer)
    current = texts.in_force(now)
    initial = {"body": current.body, "body_en": current.body_en} if current else {}
    form = ConsentForm(typed(request), initial=initial, instance=ConsentText())
    if form.is_valid() and tried(
        form, lambda: configuring.add_consent(viewer=request.viewer, text=form.save(commit=False))
    ):
        messages.success(request, _("已添加；到生效时间，新提交的人会看到它。"))
        return redirect(CONSENT)
    return setting_page(request, "consent", CONSENT, form=form, texts=texts, current=current, now=now)
