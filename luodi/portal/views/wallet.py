"""My licences and those of my companies."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luodi.approvals.actions.proposing import object_to
from luodi.approvals.licences.claims import link_of
from luodi.approvals.licences.files import file_response
from luodi.approvals.licences.wallet import credential, own_licence, own_licences, proposal_of, uses_of
from luodi.approvals.licences.words import reason_lines
from luodi.approvals.models import Licence
from luodi.directory.middleware import ViewedRequest
from luodi.ledger.acts import Refused, Stale
from luodi.portal.licences.cards import licence_card, use_words
from luodi.portal.licences.forms import ObjectionForm
from luodi.portal.shell import for_investors, page
from luodi.signing import qr
from luodi.ui.views import stale

HERE = "portal:own_licences"


@for_investors
@never_cache
@require_safe
def licences(request: ViewedRequest) -> HttpResponse:
    now = timezone.now()
    return page(
        request, "licences/wallet", HERE, cards=[licence_card(one, now) for one in own_licences(request.viewer)]
    )


@for_investors
@never_cache
@require_safe
def licence(request: ViewedRequest, token: UUID) -> HttpResponse:
    return _page(request, own_licence(request.viewer, token), ObjectionForm())


def _page(request: ViewedRequest, one: Licence, form: ObjectionForm, status: int = 200) -> HttpResponse:
    now, proposal = timezone.now(), proposal_of(one)
    until = proposal.objection_until if proposal and proposal.state == proposal.State.CONFIRMED else None
    shown = {
        "card": licence_card(one, now),
        "code": qr.svg(link_of(one.code)) if one.code else "",
        "uses": [(use.used_at, use_words(use)) for use in uses_of(one)],
        "proposal": proposal,
        "reasons": reason_lines(proposal) if proposal else [],
        "form": form,
        "may_object": until is not None and now <= until,
    }
    return page(request, "licences/licence", HERE, status, **shown)


@for_investors
@never_cache
@require_safe
def file(request: ViewedRequest, token: UUID) -> HttpResponseBase:
    one = own_licence(request.viewer, token)
    if not one.digest:
        raise Http404
    return file_response(one.digest, one.number)


@for_investors
@never_cache
@require_safe
def credential_file(request: ViewedRequest, token: UUID) -> HttpResponse:
    """The same claims for wallets of others (`vc+jwt`)."""
    one = own_licence(request.viewer, token)
    if not one.digest:
        raise Http404
    answer = HttpResponse(credential(one), content_type="application/vc+jwt")
    answer.headers["Content-Disposition"] = f'attachment; filename="{one.number}.jwt"'
    return answer


@for_investors
@require_POST
def objections(request: ViewedRequest, token: UUID) -> HttpResponse:
    """To a licence that nobody had applied for."""
    one, form = own_licence(request.viewer, token), ObjectionForm(request.POST)
    if form.is_valid():
        try:
            object_to(viewer=request.viewer, licence=one, words=form.cleaned_data["words"])
        except Stale as why:
            return stale(request, changes=[str(why)], typed=[(str(form["words"].label), form["words"].value())])
        except Refused as why:
            form.add_error("words", str(why))
        else:
            messages.success(request, _("异议已收到，发证机关会在十个工作日内答复。"))
            return redirect("portal:own_licence", token)
    return _page(request, one, form, 422)
