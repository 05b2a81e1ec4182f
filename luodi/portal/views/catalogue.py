"""The public catalogue: a list, a map, one offer, several side by side. Nobody signs in here, and nobody is named."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from luodi.directory.middleware import ViewedRequest
from luodi.portal.catalogue.cards import card_of, choice_of, compared, pictures_of, public_facts, public_strip
from luodi.portal.catalogue.drawing import map_of, place_map
from luodi.portal.catalogue.filters import CatalogueForm, Search, chosen_in
from luodi.portal.catalogue.paging import counted, district_links, pager, tabs
from luodi.portal.shell import page
from luodi.supply import catalogue
from luodi.supply.catalogue import Found
from luodi.supply.models import Offer
from luodi.text.keys import key_in

HERE = "portal:offers"
Address = Callable[[tuple[str, ...]], str]  # of the page with these numbers chosen


@login_not_required
@require_safe
def offers(request: ViewedRequest) -> HttpResponse:
    now = timezone.now()
    form, search, found = looked_up(request, now)
    return page(request, "offers", HERE, **listing(form, search, found, now, "portal:offers"))


@login_not_required
@require_safe
def offer_map(request: ViewedRequest) -> HttpResponse:
    """The same search as a drawing, with its table beneath."""
    now = timezone.now()
    form, search, found = looked_up(request, now)
    points = catalogue.points(search.values, now)
    places = list(catalogue.districts())
    drawn: dict[str, Any] = {
        "map": map_of(search, points, places),
        "unplaced": max(0, found.count - len(points)),
        "drawn": len(points) if len(points) >= catalogue.MOST_POINTS else 0,
        "zooms": district_links(search, places, catalogue.by_district(search.values, now)),
    }
    return page(request, "offer_map", HERE, **listing(form, search, found, now, "portal:offer_map"), **drawn)


def looked_up(request: ViewedRequest, now: datetime) -> tuple[CatalogueForm, Search, Found]:
    form = CatalogueForm(request.GET, places=catalogue.districts())
    search = Search.of(form, request.GET.getlist("of"))
    return form, search, catalogue.found(search.values, now, key_in(request.GET.get("page", "")))


def listing(form: CatalogueForm, search: Search, found: Found, now: datetime, where: str) -> dict[str, Any]:
    def address(chosen: tuple[str, ...]) -> str:
        return search.url(where, of=chosen, page=found.number if found.number > 1 else "")

    cards = [card_of(offer, search, now) for offer in found.rows]
    return {
        "form": form,
        "search": search,
        "rows": [(card, choice_of(card.number, search.chosen, address)) for card in cards],
        "count_words": counted(found.count),
        "chips": search.chips(form),
        "clear_url": search.url(where, without=search.raw),
        "tabs": tabs(search, where),
        "chosen": compare_bar(search, now, address),
        **pager(search, found, where),
    }


def compare_bar(search: Search, now: datetime, address: Address) -> dict[str, Any] | None:
    if not search.chosen:
        return None
    kept = [card_of(offer, search, now) for offer in catalogue.several(search.chosen, now)]
    return {
        "rows": [(card, choice_of(card.number, search.chosen, address).url) for card in kept],
        "url": search.url("portal:comparison", without=search.raw),
        "clear_url": address(()),
    }


@login_not_required
@require_safe
def public_offer(request: ViewedRequest, number: str) -> HttpResponse:
    now, search = timezone.now(), Search(chosen=chosen_in(request.GET.getlist("of")))
    try:
        offer = catalogue.one(number, now)
    except Offer.DoesNotExist:
        return page(request, "offer_gone", HERE, 404, back=search.url())
    card = card_of(offer, search, now)
    choice = choice_of(number, search.chosen, lambda chosen: Search(chosen=chosen).offer_url(number))
    return page(
        request,
        "public_offer",
        HERE,
        card=card,
        choice=choice,
        search=search,
        chosen=compare_bar(search, now, lambda chosen: Search(chosen=chosen).offer_url(number)),
        facts=public_facts(offer),
        strip=public_strip(offer, now),
        pictures=pictures_of(offer),
        map=place_map(card, catalogue.districts(), offer.duty.district),
        similar=[card_of(one, search, now) for one in catalogue.similar(offer, now)],
        back=search.url(),
    )


@login_not_required
@require_safe
def comparison(request: ViewedRequest) -> HttpResponse:
    now, search = timezone.now(), Search(chosen=chosen_in(request.GET.getlist("of")))
    found = catalogue.several(search.chosen, now)
    cards = [card_of(offer, search, now) for offer in found]
    gone = len(search.chosen) - len(found)

    def address(chosen: tuple[str, ...]) -> str:
        return Search(chosen=chosen).url("portal:comparison")

    return page(
        request,
        "comparison",
        HERE,
        columns=[(card, choice_of(card.number, search.chosen, address).url) for card in cards],
        rows=compared(found, now),
        gone=_("有 %(count)s 处已经不在目录里，没有列出。") % {"count": gone} if gone else "",
        back=search.url(),
    )
