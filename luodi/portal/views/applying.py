"""From the first sentence to the receipt: the form, saved for later, the code, the receipt."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luodi.accounts import sessions
from luodi.accounts.investor_sign_in import CodeForm
from luodi.accounts.refusals import TooMany
from luodi.accounts.rules import CODE_GAP
from luodi.directory.middleware import ViewedRequest
from luodi.duties.strips import strip_of
from luodi.enquiries import reads
from luodi.enquiries.actions.flooding import slow_down
from luodi.enquiries.actions.receiving import READABLE, hand_in
from luodi.enquiries.actions.submitting import Receipt, confirm, resend_code, submit
from luodi.enquiries.known import facts_of
from luodi.enquiries.promise import promise_words
from luodi.ledger.acts import Refused
from luodi.ledger.filekinds import accept_list
from luodi.portal import keeping
from luodi.portal.catalogue.asking import asked_about
from luodi.portal.forms import ApplyForm, PaperForm
from luodi.portal.matter import question_of
from luodi.portal.reading import PAPER
from luodi.portal.shell import for_investors, page
from luodi.text import mask_contact
from luodi.ui.forms import typed

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@never_cache
@get_and_post
def apply(request: ViewedRequest) -> HttpResponse:
    """The form. `begin` carries the first sentence over from the home page."""
    text = reads.consent_text(timezone.now())
    if request.method != "POST" or "begin" in request.POST:
        return form_page(request, ApplyForm(_known(request), text=text))
    form = ApplyForm(request.POST, text=text, sent=True)
    before = keeping.sent_before(request, request.POST.get("key", ""))
    if before:
        return redirect("portal:code", before)
    if not form.is_valid():
        return form_page(request, form, 422)
    try:
        return _sent(request, form)
    except TooMany as why:
        form.add_error(None, str(why))
        response = form_page(request, form, 429)
        response["Retry-After"] = str(max(1, int((why.retry_at - timezone.now()).total_seconds())))
        return response
    except Refused as why:
        form.add_error(None, str(why))
        return form_page(request, form, 422)


def _sent(request: ViewedRequest, form: ApplyForm) -> HttpResponse:
    now, wanted, key = timezone.now(), replace(form.typed(), agreed=form.text), form.cleaned_data["key"]
    viewer, address = request.viewer, request.META["REMOTE_ADDR"]
    own = viewer.is_investor and wanted.contact in (request.user.phone, request.user.email)
    slow_down(contact=wanted.contact, address="" if own else address, now=now)
    receipt: Receipt = submit(viewer=viewer, typed=wanted, key=key)
    number = receipt.duty.number
    if not receipt.confirmed:
        masked = mask_contact(wanted.contact)
        keeping.remember(request, number, key=key, typed=form.data, masked=masked, code=receipt.code, now=now)
    keeping.forget_saved(form.data.get("later_of", ""))
    confirmed = receipt.confirmed or (not receipt.code and reads.sees(viewer, number))
    response = redirect("portal:receipt" if confirmed else "portal:code", number)
    keeping.show_query_code(response, reverse("portal:receipt", args=[number]), number, receipt.query_code)
    return response


def form_page(request: ViewedRequest, form: ApplyForm, status: int = 200, **more: Any) -> HttpResponse:
    known = {"later_of": request.POST.get("later_of", ""), "accept": accept_list(READABLE), **more}
    return page(request, "apply", "portal:apply", status, form=form, text=form.text, **known)


def _known(request: ViewedRequest) -> dict[str, Any]:
    """What need not be typed again: the signed-in contact, or what waits for a better contact."""
    known: dict[str, Any] = {}
    user = request.viewer.user
    if user is not None and request.viewer.is_investor:
        known = {"name": user.name, "contact": user.contact}
    kept = keeping.applied(request, request.GET.get("again", ""))
    known |= asked_about(request.GET.get("about", ""))
    return known | (kept["typed"] if kept else {}) | keeping.fields_of(request.POST)


@login_not_required
@never_cache
@require_POST
def reading(request: ViewedRequest) -> HttpResponse:
    """What the form says so far, read; writes nothing. The panel alone for htmx, else the whole form."""
    form = ApplyForm(request.POST, text=reads.consent_text(timezone.now()))
    return panel_page(request, form)


@login_not_required
@never_cache
@require_POST
def intakes(request: ViewedRequest) -> HttpResponse:
    """A paper beside the form: kept for a day, read by the watch."""
    now, data, trouble = timezone.now(), request.POST.copy(), ""
    paper = PaperForm(files=MultiValueDict({"file": request.FILES.getlist("paper")}))
    if paper.is_valid():
        try:
            kept = hand_in(
                viewer=request.viewer, file=paper.cleaned_data["file"], address=request.META["REMOTE_ADDR"], now=now
            )
            data.appendlist(PAPER, str(kept.token))
        except Refused as why:
            trouble = str(why)
    form = ApplyForm(data, text=reads.consent_text(now))
    return panel_page(request, form, trouble or " ".join(str(error) for error in paper.errors.get("file", ())))


def panel_page(request: ViewedRequest, form: ApplyForm, trouble: str = "") -> HttpResponse:
    """`trouble` is why a paper was not kept."""
    status = 422 if trouble and not request.htmx else 200
    if request.htmx:
        return render(request, "portal/read.html", {"form": form, "trouble": trouble})
    return form_page(request, form, status, trouble=trouble)


@login_not_required
@require_POST
def later(request: ViewedRequest) -> HttpResponse:
    """Keeps a half-filled form on the server, for a browser without scripts or another device."""
    return redirect("portal:saved", keeping.save_for_later(request.POST))


@login_not_required
@never_cache
@require_GET
def saved(request: ViewedRequest, token: str) -> HttpResponse:
    kept = keeping.saved_for_later(token)
    if kept is None:
        raise Http404
    form = ApplyForm(kept, text=reads.consent_text(timezone.now()))
    return form_page(request, form, later_of=token, address=request.build_absolute_uri())


@login_not_required
@never_cache
@get_and_post
def code(request: ViewedRequest, number: str) -> HttpResponse:
    """Only for the browser that submitted this number."""
    kept, now = keeping.applied(request, number), timezone.now()
    if kept is None:
        raise Http404
    if reads.sees(request.viewer, number):
        return redirect("portal:receipt", number)
    form = CodeForm(typed(request))
    if form.is_valid():
        try:
            _duty, user = confirm(number=number, code=form.cleaned_data["code"])
        except Refused as refusal:
            form.add_error("code", str(refusal))
        else:
            keeping.forget_typed(request, number)
            target = reverse("portal:receipt", args=[number])
            return sessions.open_session(request, user, proof="code", target=target, now=now)
    wait = max(0, round(kept["sent"] + CODE_GAP.total_seconds() - now.timestamp()))
    where = {"number": number, "shown_code": kept["code"], "wait": wait, "masked": kept["masked"]}
    return page(request, "code", "portal:apply", 422 if form.errors else 200, form=form, **where)


@login_not_required
@require_POST
def codes(request: ViewedRequest, number: str) -> HttpResponse:
    """Sends another code."""
    if keeping.applied(request, number) is None:
        raise Http404
    try:
        fresh = resend_code(number=number)
    except Refused as why:
        messages.info(request, str(why))
    else:
        keeping.renew(request, number, code=fresh, now=timezone.now())
        messages.success(request, _("新的验证码已发出，请用最新的一个。"))
    return redirect("portal:code", number)


@for_investors
@never_cache
@require_GET
def receipt(request: ViewedRequest, number: str) -> HttpResponse:
    now = timezone.now()
    enquiry = reads.own_enquiry(request.viewer, number)
    return page(
        request,
        "receipt",
        "portal:apply",
        enquiry=enquiry,
        duty=enquiry.duty,
        promise=promise_words(enquiry.duty, now),
        strip=strip_of(enquiry.duty, viewer=request.viewer, now=now),
        query_code=keeping.shown_query_code(request, number),
        question=None if "asked" in request.GET else question_of(enquiry, facts_of(enquiry)),
    )
