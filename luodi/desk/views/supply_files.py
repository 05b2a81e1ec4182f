"""Photographs and documents of an offer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luodi.desk.offers import offer_page
from luodi.desk.views.answers import for_staff
from luodi.directory.middleware import ViewedRequest
from luodi.duties.papers import paper as paper_of
from luodi.ledger.acts import Refused
from luodi.ledger.attachments import attachment_response
from luodi.supply.actions.picturing import add_photo, order_photos, remove_photo
from luodi.supply.dossier import offer_dossier
from luodi.supply.forms import PhotoForm


@for_staff
@require_safe
def paper(request: ViewedRequest, number: str, token: UUID) -> HttpResponseBase:
    return attachment_response(paper_of(request.viewer, number, token))


@for_staff
@require_POST
def photos(request: ViewedRequest, number: str) -> HttpResponse:
    d = offer_dossier(request.viewer, number)
    form = PhotoForm(request.POST, request.FILES)
    try:
        if form.is_valid():
            add_photo(viewer=request.viewer, number=number, **form.cleaned_data)
            messages.success(request, _("照片已收到，几秒后显示。"))
            return redirect("desk:offer", number)
    except Refused as why:
        form.add_error("file", str(why))
    return render(request, "desk/offer.html", offer_page(d) | {"photo_form": form}, status=422)


@for_staff
@require_POST
def photo_removal(request: ViewedRequest, number: str, pk: int) -> HttpResponse:
    d = offer_dossier(request.viewer, number)
    try:
        remove_photo(viewer=d.viewer, number=number, photo=pk)
        messages.success(request, _("照片已删去。"))
    except Refused as why:
        messages.warning(request, str(why))
    return redirect("desk:offer", number)


@for_staff
@require_POST
def photo_order(request: ViewedRequest, number: str) -> HttpResponse:
    """Puts one photo first."""
    known = {str(photo.pk): photo.pk for photo in offer_dossier(request.viewer, number).photos}
    first = known.get(request.POST.get("first", ""))
    try:
        if first is not None:
            order_photos(viewer=request.viewer, number=number, photos=[first])
    except Refused as why:
        messages.warning(request, str(why))
    return redirect("desk:offer", number)
