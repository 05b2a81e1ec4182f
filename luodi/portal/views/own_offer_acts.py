"""What a company does on the page of its own offer; each is a thing created under the offer's address."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luodi.directory.middleware import ViewedRequest
from luodi.landing.actions.introducing import answer_introduction
from luodi.ledger.acts import Refused, Stale
from luodi.portal.catalogue.own import AnswerForm
from luodi.portal.shell import for_investors, page
from luodi.portal.views.own_offers import HERE, whole
from luodi.supply import firms
from luodi.supply.actions.keeping import confirm, withdraw
from luodi.supply.actions.picturing import add_photo, remove_photo
from luodi.supply.forms import PhotoForm
from luodi.ui.views import stale


@for_investors
@require_POST
def own_confirmations(request: ViewedRequest, number: str) -> HttpResponse:
    return _pressed(request, number, confirm, _("谢谢，已确认。90 天内会再请您确认一次。"))


@for_investors
@require_http_methods(["GET", "HEAD", "POST"])
def own_withdrawal(request: ViewedRequest, number: str) -> HttpResponse:
    if request.method == "POST":
        return _pressed(request, number, withdraw, _("已撤下，不会再用来匹配。"))
    return page(request, "own_offer_withdrawal", HERE, duty=firms.own_offer(request.viewer, number).duty)


@for_investors
@require_POST
def introduction_answers(request: ViewedRequest, number: str, introduction: int) -> HttpResponse:
    """Yes or no, with a line that comes into the conversation of the other side."""
    firms.own_offer(request.viewer, number)
    form = AnswerForm(request.POST, introduction=introduction)
    if form.is_valid():
        said = {"answer": request.POST.get("answer", ""), "body": form.cleaned_data["body"]}
        try:
            answer_introduction(viewer=request.viewer, introduction=introduction, **said)
        except Stale as why:
            return _overtaken(request, number, why, [(str(form["body"].label), said["body"])])
        except Refused as why:
            form.add_error("body", str(why))
        else:
            messages.success(request, _("已答复，引荐的人马上看得到。"))
            return redirect("portal:own_offer", number)
    return whole(request, number, 422, answered=form)


@for_investors
@require_POST
def own_photos(request: ViewedRequest, number: str) -> HttpResponse:
    firms.own_offer(request.viewer, number)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            add_photo(viewer=request.viewer, number=number, **form.cleaned_data)
        except Refused as why:
            form.add_error("file", str(why))
        else:
            messages.success(request, _("照片已收到，几秒后显示。"))
            return redirect(f"{reverse('portal:own_offer', args=[number])}#photos")
    return whole(request, number, 422, photo_form=form)


@for_investors
@require_POST
def own_photo_removal(request: ViewedRequest, number: str, photo: int) -> HttpResponse:
    def removed(**who: Any) -> None:
        remove_photo(photo=photo, **who)

    return _pressed(request, number, removed, _("照片已删去。"))


def _pressed(request: ViewedRequest, number: str, verb: Callable[..., Any], done: str) -> HttpResponse:
    firms.own_offer(request.viewer, number)
    try:
        verb(viewer=request.viewer, number=number)
    except Stale as why:
        return _overtaken(request, number, why, [])
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, done)
    return redirect("portal:own_offer", number)


def _overtaken(request: ViewedRequest, number: str, why: Stale, said: list[tuple[str, str]]) -> HttpResponse:
    return stale(request, changes=[str(why)], typed=said, again=reverse("portal:own_offer", args=[number]))
