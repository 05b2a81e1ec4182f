"""What my company is, needs and could host: told to the officers, never listed in the catalogue."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from luodi.directory.middleware import ViewedRequest
from luodi.directory.refusals import Wrong
from luodi.ledger.acts import Refused, Stale
from luodi.matching.offer_side import introductions_with_visits, unanswered
from luodi.portal.catalogue.own import AnswerForm, firm_form, own_page, own_row, parted, typed_of
from luodi.portal.shell import for_investors, page
from luodi.supply import firms
from luodi.supply.actions.describing import describe
from luodi.supply.actions.offering import amend
from luodi.supply.forms import FirmForm, PhotoForm
from luodi.ui.forms import typed
from luodi.ui.views import stale

HERE = "portal:own_offers"
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@for_investors
@never_cache
@require_safe
def own_offers(request: ViewedRequest) -> HttpResponse:
    viewer, now = request.viewer, timezone.now()
    found = firms.own_offers(viewer)
    waiting = unanswered(viewer, found)
    rows = [own_row(offer, viewer, now, waiting[offer.pk]) for offer in found]
    return page(request, "own_offers", HERE, matters=rows, companies=list(firms.own_companies(viewer)))


@for_investors
@never_cache
@get_and_post
def new_own_offer(request: ViewedRequest) -> HttpResponse:
    """Without a company there is nothing to describe; the list says how to come by one."""
    companies = firms.own_companies(request.viewer)
    if not companies:
        return redirect(HERE)
    form = firm_form(typed(request), companies=companies if len(companies) > 1 else None)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "at")}
        company = form.cleaned_data.get("company") or companies[0]
        try:
            made = describe(viewer=request.viewer, company=company, values=form.values(), **said)
        except Refused as why:
            refuse(form, why)
        else:
            messages.success(request, _("已登记，由承办单位核实。90 天内会请您确认一次。"))
            return redirect("portal:own_offer", made.duty.number)
    return form_page(request, form, back=reverse(HERE))


@for_investors
@never_cache
@get_and_post
def own_offer_details(request: ViewedRequest, number: str) -> HttpResponse:
    offer = firms.own_offer(request.viewer, number)
    back = reverse("portal:own_offer", args=[number])
    form = firm_form(typed(request), offer=offer)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "version")}
        try:
            amend(viewer=request.viewer, number=number, values=form.values(), **said)
        except Stale as why:
            return stale(request, changes=[str(why)], typed=typed_of(form), again=back)
        except Refused as why:
            refuse(form, why)
        else:
            messages.success(request, _("已改好。"))
            return redirect(back)
    return form_page(request, form, back=back, duty=offer.duty)


def form_page(request: ViewedRequest, form: FirmForm, **more: Any) -> HttpResponse:
    first, rest = parted(form)
    wide = any(field.errors or field.value() for field in rest)
    said = {"form": form, "first": first, "rest": rest, "wide": wide}
    return page(request, "own_offer_form", HERE, 422 if form.errors else 200, **said, **more)


def refuse(form: FirmForm, why: Refused) -> None:
    field = why.field if isinstance(why, Wrong) and why.field in form.fields else None
    form.add_error(field, str(why))


@for_investors
@never_cache
@require_safe
def own_offer(request: ViewedRequest, number: str) -> HttpResponse:
    return whole(request, number)


def whole(
    request: ViewedRequest,
    number: str,
    status: int = 200,
    *,
    answered: AnswerForm | None = None,
    photo_form: PhotoForm | None = None,
) -> HttpResponse:
    """The page of one; `answered` and `photo_form` are forms that come back with their errors."""
    viewer = request.viewer
    offer = firms.own_offer(viewer, number)
    introductions = [
        (one, day, answered if answered and answered.introduction == one.pk else AnswerForm(introduction=one.pk))
        for one, day in introductions_with_visits(viewer, offer)
    ]
    shown = own_page(offer, viewer, timezone.now())
    return page(
        request,
        "own_offer",
        HERE,
        status,
        introductions=introductions,
        photo_form=photo_form or PhotoForm(),
        **shown,
    )
