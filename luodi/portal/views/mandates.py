"""A company or a person lets somebody act for it, sees how often he did, and takes it back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from luodi.approvals.actions.mandating import grant, revoke
from luodi.approvals.agents import given, given_mandate, held, own_mandate, posts_of, service_names
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused
from luodi.ledger.attachments import attachment_response
from luodi.portal.licences.cards import mandate_card
from luodi.portal.licences.mandate_forms import MandateForm
from luodi.portal.shell import for_investors, page
from luodi.ui.forms import typed

HERE = "portal:mandates"
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@for_investors
@never_cache
@get_and_post
def mandates(request: ViewedRequest) -> HttpResponse:
    form = MandateForm(typed(request), request.FILES or None, viewer=request.viewer)
    if form.is_valid():
        try:
            grant(viewer=request.viewer, **form.granted())
        except Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("已委托，对方马上看得到。随时可以撤销。"))
            return redirect(HERE)
    return _page(request, form)


def _page(request: ViewedRequest, form: MandateForm) -> HttpResponse:
    now, mine, others = timezone.now(), given(request.viewer), held(request.viewer)
    posts, names = posts_of(mine + others, now), service_names(mine + others, timezone.localdate(now))
    shown = {
        "given": [mandate_card(one, posts, names, now) for one in mine],
        "held": [mandate_card(one, posts, names, now) for one in others],
    }
    return page(request, "licences/mandates", HERE, 422 if form.errors else 200, form=form, **shown)


@for_investors
@never_cache
@require_safe
def evidence(request: ViewedRequest, pk: int) -> HttpResponseBase:
    one = own_mandate(request.viewer, pk)
    if one.evidence is None:
        raise Http404
    return attachment_response(one.evidence)


@for_investors
@never_cache
@get_and_post
def revocation(request: ViewedRequest, pk: int) -> HttpResponse:
    one = given_mandate(request.viewer, pk)
    if request.method != "POST":
        now = timezone.now()
        card = mandate_card(one, posts_of([one], now), service_names([one], timezone.localdate(now)), now)
        return page(request, "licences/mandate_revocation", HERE, card=card)
    try:
        revoke(viewer=request.viewer, mandate=pk)
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("委托已撤销，对方不能再代办。已经申报的照常办理。"))
    return redirect(HERE)
